"""The one exception of the project, for a stage that cannot go on."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line: a public contract."""

    DONE = 0
    CONTENT = 1
    USAGE = 2
    ENVIRONMENT = 3


class TfcardsError(Exception):
    """A stage cannot go on. ``message`` says what is wrong, ``hint`` what to do next.

    Translated into words and an exit code by the command line alone.
    """

    def __init__(self, message: str, hint: str = "", exit_code: ExitCode = ExitCode.CONTENT) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message
