"""Explains the contrasts with the alternatives of a case: made, or what is missing for one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tfcards.decompose.contrasts.remarks import sets_apart
from tfcards.decompose.contrasts.within import MAX_WITHIN, has_question
from tfcards.decompose.explain.desk import Desk
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.masking.mask import is_diagnosis
from tfcards.model.card import ContrastCard, Identity, Kind
from tfcards.model.case import DifferentialItem


def within(desk: Desk, elsewhere: Collection[Identity]) -> Iterator[Explanation]:
    """Explain the contrast with each alternative; those ``elsewhere`` are asked side by side with a case."""
    for number, item in enumerate(desk.case.differential):
        identity, part = desk.identity(Kind.CONTRAST, item.id), f"differential.{number}"
        words = [item.diagnosis, f"stance: {item.stance}"]
        words += [f"feature: {item.distinguishing}"] if item.distinguishing else []
        card = desk.card(identity)
        if not isinstance(card, ContrastCard):
            yield desk.unmade(identity, part, _why_not(desk, item, elsewhere), words)
            continue
        entry = desk.entry(identity)
        shown = [desk.case.brief_history, *(image.caption for image in desk.case.images)]
        words += desk.hidden([*shown, *(() if card.question else (item.diagnosis,))])
        if _by_hand(desk, item):
            yield desk.made(identity, "written by the author", f"cards.{desk.entries[identity][0]}", words)
            continue
        by = "; worded by the author" if entry and (entry.question or entry.answer) else ""
        yield desk.made(identity, f"the source says what sets the two apart{by}", part, words)


def _by_hand(desk: Desk, item: DifferentialItem) -> bool:
    """Tell whether no rule would make the contrast with ``item``, its bound aside."""
    return not (has_question(desk.case) and sets_apart(item))


def _why_not(desk: Desk, item: DifferentialItem, elsewhere: Collection[Identity]) -> str:
    if is_diagnosis(desk.case, item.diagnosis):
        return "it is the diagnosis itself, not an alternative to it"
    if not item.distinguishing:
        return "nothing is said that sets it apart"
    if not sets_apart(item):
        return "the remark states no feature that sets it apart"
    if not has_question(desk.case):
        return "the case has no image for the question side"
    if desk.identity(Kind.CONTRAST, item.id) in elsewhere:
        return "asked side by side with a case of that diagnosis instead"
    return f"past the bound of {MAX_WITHIN} such cards a case: released ones and the lowest ids come first"
