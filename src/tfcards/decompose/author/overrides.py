"""The author's own word on single cards: leave one out, word one by hand, add one. Identities stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tfcards.decompose.omission import Omission
from tfcards.model.card import Card, ContrastCard, DiagnosisCard, Identity, Kind, ListCard, ListItem, PatternCard
from tfcards.model.case import CardOverride, Case, ItemId

_KINDS = {kind.value: kind for kind in Kind}
_HINT = "write the kind and the item, for example pattern f1; tfcards build --explain CASE lists them"


def in_the_authors_words(card: Card) -> Card | None:
    """Return ``card`` as the author of its case wants it, None when it is to be left out."""
    wanted = {identity: (0, entry) for entry in card.case.cards if (identity := _identity(card.case, entry.card))}
    return _changed(card, wanted)


def override(case: Case, cards: Sequence[Card]) -> list[Card | Omission]:
    """Return ``cards`` as the author of ``case`` wants them, and what of it could not be done."""
    wanted: dict[Identity, tuple[int, CardOverride]] = {}
    made: list[Card | Omission] = []
    for number, entry in enumerate(case.cards):
        identity = _identity(case, entry.card)
        if identity is None:
            made.append(Omission("TF325", f"cards.{number}", f'"{entry.card}" names no card', _HINT))
        else:
            wanted[identity] = (number, entry)
    made += [changed for card in cards if (changed := _changed(card, wanted)) is not None]
    known = {card.identity for card in cards}
    known |= {_identity_of(card, item) for card in cards if isinstance(card, ListCard) for item in card.items}
    for identity, (number, entry) in wanted.items():
        if identity not in known and not _between_cases(identity):
            made.append(_added(case, identity, number, entry))
    return made


def _identity(case: Case, name: str) -> Identity | None:
    kind, _, item = name.strip().partition(" ")
    found = _KINDS.get(kind.casefold())
    return Identity(case.id, found, ItemId(item.strip())) if found and item.strip() else None


def _changed(card: Card, wanted: Mapping[Identity, tuple[int, CardOverride]]) -> Card | None:
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


def _with_items(card: ListCard, wanted: Mapping[Identity, tuple[int, CardOverride]]) -> ListCard:
    """Return ``card`` with the items that the author left out or worded by hand (``differential d2``)."""
    items = []
    for item in card.items:
        entry = wanted.get(_identity_of(card, item), (0, None))[1]
        if entry is None:
            items.append(item)
        elif not entry.suppress:
            items.append(replace(item, cue=entry.question or item.cue, text=entry.answer or item.text))
    return replace(card, items=tuple(items))


def _identity_of(card: ListCard, item: ListItem) -> Identity:
    """Return how the author names one item of a list: ``differential d2``, ``gamut g1.c2``."""
    prefix = "d" if card.identity.kind is Kind.DIFFERENTIAL else f"{card.identity.item}.c"
    return replace(card.identity, item=ItemId(f"{prefix}{item.number}"))


def _between_cases(identity: Identity) -> bool:
    """Tell whether ``identity`` is a contrast with another case, which is made when all cases are known."""
    return identity.kind is Kind.CONTRAST and identity.item.startswith("with:")


def _added(case: Case, identity: Identity, number: int, entry: CardOverride) -> Card | Omission:
    """Return the card that the author wrote by hand: a pattern card, which needs both sides."""
    if identity.kind is not Kind.PATTERN or not (entry.question and entry.answer):
        message = f'there is no card "{entry.card}" to change'
        return Omission(
            "TF325", f"cards.{number}", message, "a card of your own is a pattern with question and answer"
        )
    return PatternCard(
        identity=identity, case=case, study="", observations=(entry.question,), answer=entry.answer, whole=False
    )
