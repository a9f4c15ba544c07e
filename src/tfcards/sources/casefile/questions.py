"""What must hold for the quiz questions of a case: a choice with something right in it, or an answer."""

from __future__ import annotations

from collections.abc import Mapping

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, Location, warning
from tfcards.model.questions import flaw_of


def check_questions(case: Case, lines: Mapping[str, int], path: str) -> list[Diagnostic]:
    """Return a warning for each question of ``case`` that cannot be asked; ``lines`` as a reader gives them.

    The rest of the case is none the worse, so its other cards are made.
    """
    flaws = ((number, flaw_of(question)) for number, question in enumerate(case.questions))
    return [
        warning(flaw.code, flaw.message, Location(path, lines.get(f"questions.{number}", 0)), flaw.hint)
        for number, flaw in flaws
        if flaw
    ]
