"""A statement of findings: what is seen, and what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Observation:
    """A statement of findings, taken apart. ``unsure`` says that a negation may or may not reach the link."""

    study: str
    observation: str
    link: str
    interpretation: str
    unsure: bool = False
