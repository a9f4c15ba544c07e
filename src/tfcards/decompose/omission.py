"""A question that was not made, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tfcards.model.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Omission:
    """What decomposition left out. ``part`` is the dotted path of the case's part, such as ``findings.2``."""

    code: str
    part: str
    message: str
    hint: str = ""
    severity: Severity = Severity.WARNING


def told(code: str, part: str, message: str, hint: str = "") -> Omission:
    """Return an omission that is as it should be: it is told, and wants nobody's look."""
    return replace(Omission(code, part, message, hint), severity=Severity.INFO)
