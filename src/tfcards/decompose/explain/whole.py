"""Explains all cards of one case."""

from __future__ import annotations

from collections.abc import Iterator

from tfcards.decompose.contrasts.between import decisions, replaced_by
from tfcards.decompose.contrasts.pairs import Pairing
from tfcards.decompose.explain.contrasts import within
from tfcards.decompose.explain.desk import Desk, name_of
from tfcards.decompose.explain.lists import differential, gamuts
from tfcards.decompose.explain.occlusion import occlusions
from tfcards.decompose.explain.questions import questions
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.explain.sides import between
from tfcards.decompose.explain.single import diagnosis, patterns
from tfcards.decompose.trace import Trace
from tfcards.model.case import Case


def explain(case: Case, trace: Trace) -> list[Explanation]:
    """Return why each card and each item of a list of ``case`` is made or not, in the order of the kinds.

    ``trace`` tells what the build of all its cases came to; ``case`` is one of them.
    """
    desk = Desk(case, trace)
    pairing = Pairing(trace.cases)
    decided = decisions(pairing, trace.released)
    elsewhere = {identity for decision in decided if decision.card for identity in replaced_by(decision.pair)}
    told = [
        diagnosis(desk),
        *patterns(desk),
        *differential(desk),
        *gamuts(desk),
        *within(desk, elsewhere),
        *between(desk, pairing, decided),
        *occlusions(desk),
        *questions(desk),
    ]
    return [*told, *_nameless(desk, {each.card for each in told})]


def _nameless(desk: Desk, told: set[str]) -> Iterator[Explanation]:
    """Explain the entries of ``cards`` that name no card of this case."""
    for omission in desk.told:
        if omission.code == "TF325":
            entry = desk.case.cards[int(omission.part.rpartition(".")[2])]
            identity = desk.named(omission)
            name = name_of(identity) if identity else entry.card
            if name not in told:
                yield Explanation(
                    card=name,
                    made=False,
                    rule=omission.message,
                    source=desk.case.id,
                    part=omission.part,
                    code=omission.code,
                    words=tuple(text for text in (entry.suppress, entry.question, entry.answer) if text),
                )
