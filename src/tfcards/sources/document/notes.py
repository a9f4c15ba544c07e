"""Collects what a reader noticed: a diagnostic for the screen and a review line for the person who decides."""

from __future__ import annotations

from tfcards.model.diagnostic import Diagnostic, Location, Severity


class Remarks:
    """Diagnostics and review lines of one source, in the order in which they came up."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.diagnostics: list[Diagnostic] = []
        self.review: list[str] = []

    def add(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Report what a person should look at, as a warning and a review line."""
        self._put(Severity.WARNING, code, line, message, hint)
        self.review.append(f"line {line}: {message}" if line else message)

    def fail(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Report what leaves the source without a usable case."""
        self._put(Severity.ERROR, code, line, message, hint)

    def _put(self, severity: Severity, code: str, line: int, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(severity, code, message, Location(self._path, line), hint))
