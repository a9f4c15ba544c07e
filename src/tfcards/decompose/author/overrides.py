"""The author's own word on cards that rules make: leave one out, word one by hand. Identities stay."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tfcards.decompose.author.entries import Entries, entries_of
from tfcards.decompose.masking.mask import Secret
from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    Identity,
    Kind,
    ListCard,
    ListItem,
    OcclusionCard,
    PatternCard,
    QuestionCard,
)
from tfcards.model.case import CardOverride, Case, ItemId


def in_the_authors_words(card: Card) -> Card | None:
    """Return ``card`` as the author of its case wants it, None when it is to be left out."""
    return changed(card, entries_of(card.case))


def is_worded(case: Case, identity: Identity, released: Collection[Identity] = ()) -> bool:
    """Tell whether the author of ``case`` has the card ``identity`` made in words of his own."""
    entry = entries_of(case, released).get(identity, (0, None))[1] if case.cards else None
    return entry is not None and not entry.suppress and bool(entry.question or entry.answer)


def leaves_out(case: Case, gamut: ItemId) -> bool:
    """Tell whether the author of ``case`` leaves the whole gamut out: it then takes no part in a shared one."""
    said = on_gamuts(case).get(gamut)
    return said is not None and bool(said[1].suppress)


def on_gamuts(case: Case) -> dict[str, tuple[int, CardOverride]]:
    """Return what the author of ``case`` says of gamuts (``g1``) and single causes (``g1.c2``), with its place."""
    if not case.cards:
        return {}
    return {name.item: said for name, said in entries_of(case).items() if name.kind is Kind.GAMUT}


def worded(item: ListItem, entry: CardOverride) -> ListItem:
    """Return ``item`` in the author's words."""
    return replace(item, cue=entry.question or item.cue, text=entry.answer or item.text)


def changed(card: Card, wanted: Entries) -> Card | None:
    """Return ``card`` in the author's words, None when it is to be left out."""
    if isinstance(card, ListCard):
        card = _with_items(card, wanted)
        if not card.items:
            return None
    entry = wanted.get(card.identity, (0, None))[1]
    if entry is None:
        return card
    if entry.suppress:
        return None
    return _worded(card, entry.question, entry.answer)


def _worded(card: Card, question: str, answer: str) -> Card:
    match card:
        case DiagnosisCard():
            return replace(card, history=question or card.history)
        case PatternCard():
            asked = (question,) if question else card.observations
            return replace(card, observations=asked, answer=answer or card.answer)
        case ListCard():
            return replace(card, stem=question or card.stem)
        case ContrastCard():
            return replace(card, question=question, feature=answer or card.feature)
        case OcclusionCard():
            return replace(card, question=question or card.question)
        case QuestionCard():
            return replace(card, question=question, source="") if question else card


def _with_items(card: ListCard, wanted: Entries) -> ListCard:
    """Return ``card`` with the items that the author left out or worded by hand (``differential d2``)."""
    items = []
    secret = Secret.of(card.case)
    for item in card.items:
        entry = wanted.get(identity_of(card.identity, item.number), (0, None))[1]
        if entry is None:
            items.append(item)
        elif not entry.suppress:
            said = worded(item, entry)
            items.append(replace(said, withheld=item.withheld or secret.given_away_by(said.text)))
    return replace(card, items=tuple(items))


def identity_of(listed: Identity, number: int) -> Identity:
    """Return how the author names one item of the list ``listed``: ``differential d2``, ``gamut g1.c2``."""
    prefix = "d" if listed.kind is Kind.DIFFERENTIAL else f"{listed.item}.c"
    return replace(listed, item=ItemId(f"{prefix}{number}"))
