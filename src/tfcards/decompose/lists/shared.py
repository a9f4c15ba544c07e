"""Gamuts across the cases of a deck: the same pattern in several cases is asked once, with its examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tfcards.decompose.mask import MASK, Secret
from tfcards.model.card import Card, Identity, Kind, ListCard, ListItem
from tfcards.model.identity import digest
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

_FIRST_SHARED = 100
_LAST_SHARED = 499
"""Cloze numbers of causes that another case contributes; own ids stay far below, and Anki ends at 500."""


def share_gamuts(cards: Sequence[Card], released: Mapping[Identity, int]) -> list[Card]:
    """Return ``cards`` with the gamuts of one pattern joined into one card, at the place of the first of them.

    The card keeps the identity of the gamut that was ``released`` first (release times by identity), else of the
    first case by id: adding a case never changes it. Causes of that gamut keep their numbers; the others' follow
    from their ids, so that a cause keeps its card however many cases are added.
    """
    groups: dict[str, list[ListCard]] = defaultdict(list)
    for card in cards:
        if isinstance(card, ListCard) and card.identity.kind is Kind.GAMUT and MASK not in card.stem:
            groups[_pattern_key(card.stem)].append(card)
    joined: dict[Identity, ListCard | None] = {}
    for group in groups.values():
        if len({card.case.id for card in group}) > 1:
            first = min(group, key=lambda card: (released.get(card.identity, float("inf")), card.identity))
            joined |= {card.identity: None for card in group}
            joined[first.identity] = _join(first, [card for card in group if card is not first])
    kept = (joined.get(card.identity, card) for card in cards)
    return [card for card in kept if card is not None]


def _pattern_key(text: str) -> str:
    """Return what two wordings of one pattern have in common: no stop words, no plural."""
    return " ".join(word.removesuffix("s") for word in key(text).split() if word not in word_list("stop"))


def _join(first: ListCard, others: Iterable[ListCard]) -> ListCard:
    """Return ``first`` with the causes of ``others``, each once, and their cases as examples."""
    rest = sorted(others, key=lambda card: card.identity)
    secret = Secret.of(first.case)
    for card in rest:
        secret |= Secret.of(card.case)
    items = {_pattern_key(item.text): item for item in first.items}
    taken = {item.number for item in first.items}
    for card in rest:
        for item in card.items:
            if _pattern_key(item.text) not in items:
                number = _number(card.identity, item.number, taken)
                taken.add(number)
                items[_pattern_key(item.text)] = replace(item, number=number)
    shown = tuple(replace(item, withheld=_withheld(item, secret)) for item in items.values())
    examples = tuple(dict.fromkeys(card.case for card in rest if card.case.id != first.case.id))
    return replace(first, items=shown, examples=examples)


def _withheld(item: ListItem, secret: Secret) -> bool:
    return item.withheld or secret.given_away_by(item.text)


def _number(identity: Identity, own: int, taken: set[int]) -> int:
    """Return a cloze number that follows from the cause's ids alone; the next free one where two meet."""
    span = _LAST_SHARED - _FIRST_SHARED + 1
    start = int.from_bytes(digest(identity.case, identity.item, str(own))[:8], "big") % span
    free = (_FIRST_SHARED + (start + step) % span for step in range(span))
    return next(number for number in free if number not in taken)
