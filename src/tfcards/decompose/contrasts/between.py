"""Contrast cards between two cases of a deck: side by side, with what the sources say that sets them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tfcards.decompose.author.entries import WITH, identity_named
from tfcards.decompose.author.overrides import in_the_authors_words, is_worded
from tfcards.decompose.contrasts.pairs import Pair, Pairing
from tfcards.decompose.contrasts.within import NONE_RELEASED
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.omission import Omission
from tfcards.model.card import Card, ContrastCard, Identity, Kind
from tfcards.model.case import Case, CaseId, ItemId

MAX_BETWEEN = 3
"""Contrast cards that one case takes part in with others, further ones of earlier releases aside."""


def with_contrasts(
    cards: Sequence[Card], cases: Sequence[Case], released: Mapping[Identity, int] = NONE_RELEASED
) -> list[Card]:
    """Return ``cards`` with those that set two of ``cases`` side by side, in place of what asks one the same.

    A card that was ``released`` or that its author words by hand stays, also beside another that asks the same.
    """
    chosen = [decision for decision in decisions(Pairing(cases), released) if decision.card]
    replaced = {identity for decision in chosen for identity in replaced_by(decision.pair)}
    kept = [card for card in cards if card.identity not in replaced or _stays(card, released)]
    return [*kept, *(decision.card for decision in chosen if decision.card)]


def replaced_by(pair: Pair) -> list[Identity]:
    """Return the contrast cards within one case that ask what the two cases of ``pair`` ask side by side."""
    sides = ((pair.first, pair.of_second), (pair.second, pair.of_first))
    return [Identity(case.id, Kind.CONTRAST, said.item) for case, said in sides if said and said.strict]


def _stays(card: Card, released: Collection[Identity]) -> bool:
    return card.identity in released or is_worded(card.case, card.identity, released)


def contrasts_between(
    cases: Sequence[Case], released: Mapping[Identity, int] = NONE_RELEASED
) -> list[ContrastCard]:
    """Return cards that set two cases side by side which residents confuse, where a source says what differs.

    Those ``released`` before stay (release times by identity), so that a new case retires none. A case takes
    part in at most ``MAX_BETWEEN`` further ones; a card that an author leaves out takes no place.
    """
    return [decision.card for decision in decisions(Pairing(cases), released) if decision.card]


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a pair of cases: its ``card``, or None and ``why`` there is none."""

    pair: Pair
    card: ContrastCard | None
    why: str = ""


def decisions(pairing: Pairing, released: Mapping[Identity, int] = NONE_RELEASED) -> list[Decision]:
    """Return what becomes of each pair of ``pairing`` whose difference is stated, the most confused first."""
    kept = pairing.released(released)
    taken: Counter[str] = Counter()
    made = []
    for pair in (*kept, *pairing.new(kept)):
        sides = (pair.first.id, pair.second.id)
        full = [side for side in sides if taken[side] >= MAX_BETWEEN]
        if full and pair.identity not in released:
            made.append(Decision(pair, None, f"{full[0]} stands beside {MAX_BETWEEN} other cases already"))
            continue
        card = _as_authors_want(_side_by_side(pair))
        taken.update(sides if card else ())
        made.append(Decision(pair, card, "" if card else "left out by an author"))
    return made


def _side_by_side(pair: Pair) -> ContrastCard:
    secret = Secret.of(pair.first) | Secret.of(pair.second)
    return ContrastCard(
        identity=pair.identity,
        case=pair.first,
        history=secret.mask(pair.first.brief_history),
        captions=tuple(secret.mask(image.caption) for image in pair.first.images),
        name="",
        feature=pair.of_second.text if pair.of_second else "",
        other=pair.second,
        other_history=secret.mask(pair.second.brief_history),
        other_captions=tuple(secret.mask(image.caption) for image in pair.second.images),
        other_feature=pair.of_first.text if pair.of_first else "",
    )


def _as_authors_want(card: ContrastCard) -> ContrastCard | None:
    """Return ``card`` as the authors of both its cases want it: ``contrast with:a`` in b is ``with:b`` in a."""
    if card.other is None or not (card.case.cards or card.other.cards):
        return card
    worded = in_the_authors_words(card)
    if not isinstance(worded, ContrastCard):
        return None
    other_way = replace(worded, identity=turned(card.identity), case=card.other, other=card.case)
    final = in_the_authors_words(other_way)
    if not isinstance(final, ContrastCard):
        return None
    answer = final.feature if final.feature != card.feature else ""
    return replace(card, question=final.question or worded.question, answer=answer)


def turned(identity: Identity) -> Identity:
    """Return how the author of the second case calls the contrast ``identity``."""
    other = CaseId(identity.item.removeprefix(WITH))
    return Identity(other, Kind.CONTRAST, ItemId(f"{WITH}{identity.case}"))


def unmet_wishes(
    cases: Sequence[Case], cards: Sequence[Card], held: Collection[str] = ()
) -> list[tuple[CaseId, Omission]]:
    """Return the entries ``contrast with:…`` of the authors that change no card; ``held`` cases are left out."""
    made = {card.identity for card in cards}
    known = {str(case.id) for case in cases}
    found = []
    for case in cases:
        for number, entry in enumerate(case.cards):
            identity = identity_named(case, entry.card)
            if identity is None or identity.kind is not Kind.CONTRAST or not identity.item.startswith(WITH):
                continue
            other = identity.item.removeprefix(WITH)
            if other in held:
                continue
            met = identity in made or turned(identity) in made or bool(entry.suppress)
            if other not in known or not met:
                found.append((case.id, _unmet(number, entry.card, known=other in known)))
    return found


def _unmet(number: int, card: str, *, known: bool) -> Omission:
    why = "the two cases are not set side by side" if known else "there is no such case in this deck"
    hint = "say in a differential what sets the two apart, or take the entry out"
    return Omission("TF325", f"cards.{number}", f'"{card}" changes no card: {why}', hint)
