"""What a quiz question needs before it can be asked: the same rule for a case file and for any other source."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.model.case import Question

_MIN_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a question cannot be asked, and what to do."""

    code: str
    message: str
    hint: str


def flaw_of(question: Question) -> Flaw | None:
    """Return what keeps ``question`` from being asked, None when nothing does."""
    name = f"question {question.id}".strip()
    if not question.options:
        if question.explanation:
            return None
        return Flaw(
            "TF049", f"{name} is not asked: it has no options and no answer", "add options: or explanation:"
        )
    if len({" ".join(option.text.casefold().split()) for option in question.options}) < _MIN_OPTIONS:
        hint = "add another, or take options: out and write the answer as explanation:"
        return Flaw("TF047", f"{name} is not asked: it has fewer than two different options", hint)
    if not any(option.right for option in question.options):
        return Flaw(
            "TF048", f"{name} is not asked: none of its options is right", "add right: yes to what is right"
        )
    return None
