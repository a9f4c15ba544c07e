"""What is wrong with the content, where, and what to do about it: a value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs: an error leaves something out, a warning wants a look, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input file. ``line`` counts from 1; 0 means the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of the content, in words for the person who wrote it.

    ``code`` (``TF012``) is stable across versions; ``hint`` says what to do and may be empty.
    """

    severity: Severity
    code: str
    message: str
    location: Location
    hint: str = ""

    def __str__(self) -> str:
        tail = f"; {self.hint}" if self.hint else ""
        return f"{self.location}: {self.severity}[{self.code}] {self.message}{tail}"


def error(code: str, message: str, location: Location, hint: str = "") -> Diagnostic:
    """Return a diagnostic for something that cannot be used as it stands."""
    return Diagnostic(Severity.ERROR, code, message, location, hint)


def warning(code: str, message: str, location: Location, hint: str = "") -> Diagnostic:
    """Return a diagnostic for something that is used, but wants a person's look."""
    return Diagnostic(Severity.WARNING, code, message, location, hint)


def info(code: str, message: str, location: Location, hint: str = "") -> Diagnostic:
    """Return a diagnostic that only tells what was done."""
    return Diagnostic(Severity.INFO, code, message, location, hint)


def has_errors(diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> bool:
    """Tell whether any of ``diagnostics`` is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
