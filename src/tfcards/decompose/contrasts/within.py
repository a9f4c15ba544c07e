"""Contrast cards within a case: the feature that would set an alternative apart from the diagnosis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tfcards.decompose.author.overrides import in_the_authors_words
from tfcards.decompose.contrasts.remarks import sets_apart
from tfcards.decompose.masking.mask import MASK, Secret, is_diagnosis
from tfcards.decompose.numbers import item_number
from tfcards.decompose.omission import Omission
from tfcards.model.card import ContrastCard, Identity, Kind
from tfcards.model.case import Case, DifferentialItem
from tfcards.vocabulary.names import names_in, telling
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

MAX_WITHIN = 2
"""Contrast cards of one case: those of the last release, then the alternatives with the lowest ids."""

NONE_RELEASED: Mapping[Identity, int] = MappingProxyType({})


def contrast_cards(
    case: Case, secret: Secret, released: Mapping[Identity, int] = NONE_RELEASED
) -> list[ContrastCard | Omission]:
    """Return a card for each alternative of ``case`` whose separating feature the source states.

    Those ``released`` before stay (release times by identity); further ones come as far as there is room.
    """
    if not has_question(case):
        return []
    made: list[ContrastCard] = []
    omitted: list[Omission] = []
    for number, item in enumerate(case.differential):
        if not sets_apart(item):
            continue
        if name := name_on_front(case, secret, item):
            made.append(contrast_card(case, secret, item, name))
        elif not is_diagnosis(case, item.diagnosis):
            omitted.append(_nameless(number, item))
    return [*_bounded(made, released), *omitted]


def has_question(case: Case) -> bool:
    """Tell whether ``case`` has an image to ask with."""
    return any(image.file and image.side == "question" for image in case.images)


def name_on_front(case: Case, secret: Secret, item: DifferentialItem) -> str:
    """Return what a front may call ``item``; empty if hiding the diagnosis leaves nothing that tells."""
    return item.diagnosis if not secret.given_away_by(item.diagnosis) else _sister(case, secret, item)


def contrast_card(case: Case, secret: Secret, item: DifferentialItem, name: str) -> ContrastCard:
    """Return the card that sets ``item``, called ``name`` on its front, apart from the diagnosis of ``case``."""
    return ContrastCard(
        identity=Identity(case.id, Kind.CONTRAST, item.id),
        case=case,
        history=secret.mask(case.brief_history),
        captions=tuple(secret.mask(image.caption) for image in case.images),
        name=name,
        full_name="" if name == item.diagnosis else item.diagnosis,
        feature=item.distinguishing,
    )


def _bounded(cards: Sequence[ContrastCard], released: Mapping[Identity, int]) -> list[ContrastCard]:
    """Return the cards that there is room for, by id; one that the author leaves out takes no room."""
    chosen = []
    room = MAX_WITHIN
    for card in sorted(cards, key=lambda c: (c.identity not in released, item_number(c.identity.item))):
        left_out = bool(card.case.cards) and in_the_authors_words(card) is None
        if left_out or room > 0 or card.identity in released:
            chosen.append(card)
            room -= not left_out
    return sorted(chosen, key=lambda card: item_number(card.identity.item))


def _sister(case: Case, secret: Secret, item: DifferentialItem) -> str:
    """Return the name of a sister without what the diagnosis shares ("Secondary ▒▒▒"); empty if nothing tells."""
    own = (case.diagnosis, *case.aliases)
    if any(not names_in(name).isdisjoint(names_in(item.diagnosis)) for name in own):
        return ""
    known = {word for name in own for word in key(name).split()}
    masked = secret.mask(item.diagnosis)
    return masked if any(_tells(word) for word in set(key(masked.replace(MASK, " ")).split()) - known) else ""


def _tells(word: str) -> bool:
    """Tell whether ``word`` says which of two sisters is meant: no bare place, no "disease"."""
    dull = any(word in word_list(name) for name in ("stop", "generic", "anatomy"))
    return word in telling() or word.isdigit() or not dull


def _nameless(number: int, item: DifferentialItem) -> Omission:
    return Omission(
        "TF326",
        f"differential.{number}",
        f'the contrast {item.id} was not made: hiding the diagnosis leaves nothing of "{item.diagnosis}"',
        "call the alternative by a name that does not hold the diagnosis, or leave it as it is",
    )
