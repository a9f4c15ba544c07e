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
        self.review.append(_plain(f"line {line}: {message}" if line else message))

    def fail(self, code: str, line: int, message: str, hint: str = "") -> None:
        """Report what leaves the source without a usable case."""
        self._put(Severity.ERROR, code, line, message, hint)

    def _put(self, severity: Severity, code: str, line: int, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(severity, code, _plain(message), Location(self._path, line), hint))


def _plain(message: str) -> str:
    """Return ``message`` on one line: what it quotes of a source must not move the cursor of a terminal."""
    return "".join(c if c.isprintable() else " " for c in message)
