"""A question that was not made, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Omission:
    """What decomposition left out. ``part`` is the dotted path of the case's part, such as ``findings.2``."""

    code: str
    part: str
    message: str
    hint: str = ""
