"""Explains the card of each quiz question."""

from __future__ import annotations

from collections.abc import Iterator

from tfcards.decompose.explain.desk import Desk
from tfcards.decompose.explain.record import Explanation
from tfcards.model.card import Kind, QuestionCard


def questions(desk: Desk) -> Iterator[Explanation]:
    """Explain what became of every question that the source asks."""
    for number, asked in enumerate(desk.case.questions):
        part, identity = f"questions.{number}", desk.identity(Kind.QUESTION, asked.id)
        card = desk.card(identity)
        if isinstance(card, QuestionCard):
            entry = desk.entry(identity)
            worded = bool(entry and entry.question)
            texts = [] if worded else [asked.question]
            texts += [desk.case.brief_history, *(image.caption for image in desk.case.images)]
            words = [*desk.hidden(texts), *_of_options(card)]
            yield desk.made(
                identity, f"the source asks it{'; worded by the author' if worded else ''}", part, words
            )
        else:
            yield desk.unmade(identity, part, "another question has the same id", [asked.question])


def _of_options(card: QuestionCard) -> Iterator[str]:
    """Yield what is true of the options of ``card``."""
    if card.in_order:
        yield "options stay in their order: one tells of the others by place"
    if card.asks_diagnosis:
        yield "options may say the diagnosis: it is what is asked"
