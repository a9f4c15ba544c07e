"""List cards: differentials and gamuts, one item hidden at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.decompose.masking.mask import MASK, Secret, is_diagnosis, is_emptied
from tfcards.decompose.numbers import item_number
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind, ListCard, ListItem
from tfcards.model.case import Case, Gamut, ItemId
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import key

_Entry = tuple[ItemId, str, str]
"""An item's id, its text, and what distinguishes it."""

_LIST = ItemId("list")
_MIN_ITEMS = 2
_CONTEXT_OBSERVATIONS = 3
"""Observations that stand in for the images of a case that has none."""


def differential_cards(case: Case, secret: Secret) -> list[ListCard | Omission]:
    """Return the differential card of ``case``, each alternative with what distinguishes it as a cue.

    The diagnosis itself is no alternative: where a source lists it, it is left out.
    """
    if not case.differential:
        return []
    made: list[ListCard | Omission] = [
        _is_diagnosis(f"differential.{number}", item.id)
        for number, item in enumerate(case.differential)
        if is_diagnosis(case, item.diagnosis)
    ]
    kept = [d for d in case.differential if not is_diagnosis(case, d.diagnosis)]
    items = _items([(d.id, d.diagnosis, d.distinguishing) for d in kept], secret)
    # What surrounds the list may not name its hidden entry either.
    around = secret | Secret.of_names([d.diagnosis for d in kept])
    if len(items) < _MIN_ITEMS and not any(item.cue for item in items):
        return [*made, _unanswerable("differential", "a single alternative says nothing that could be asked")]
    card = ListCard(
        identity=Identity(case.id, Kind.DIFFERENTIAL, _LIST),
        case=case,
        stem="Differential diagnosis",
        history=_context(case, around),
        captions=tuple(around.mask(image.caption) for image in case.images),
        shows_images=True,
        items=items,
    )
    return [*made, card]


def gamut_cards(case: Case, secret: Secret) -> list[ListCard | Omission]:
    """Return a card for each gamut of ``case``.

    A gamut of the diagnosis itself is asked beside the images, because its name is hidden. The diagnosis among the
    causes is asked like the others.
    """
    made: list[ListCard | Omission] = []
    for number, gamut in enumerate(case.gamuts):
        items = _items([(item.id, item.cause, "") for item in gamut.causes], secret)
        if len(items) < _MIN_ITEMS:
            made.append(_unanswerable(f"gamuts.{number}", f"gamut {gamut.id} has fewer than two entries"))
        else:
            made.append(_gamut_card(case, gamut, secret, items))
    return made


def _gamut_card(case: Case, gamut: Gamut, secret: Secret, items: tuple[ListItem, ...]) -> ListCard:
    stem = _stem(gamut.kind, secret.mask(gamut.pattern))
    hidden = MASK in stem
    return ListCard(
        identity=Identity(case.id, Kind.GAMUT, gamut.id),
        case=case,
        stem=f"{stem} (the diagnosis of this case)" if hidden else stem,
        history=_context(case, secret) if hidden else "",
        captions=tuple(secret.mask(image.caption) for image in case.images),
        shows_images=hidden,
        items=items,
    )


def _stem(kind: str, pattern: str) -> str:
    """Return the question for a list of ``kind``: "Causes of …", unless the pattern itself says what is listed."""
    asked = table("gamuts")["stems"].get(kind)
    if asked and not re.search(asked["said"], pattern, re.IGNORECASE):
        return f"{asked['lead']} {pattern}"
    return pattern[:1].upper() + pattern[1:]


def _items(entries: Sequence[_Entry], secret: Secret) -> tuple[ListItem, ...]:
    """Return the items of a list without repetitions; what gives the diagnosis away is withheld from others."""
    # No cue may name an item of the list: it would stand on the front that asks for it.
    cue_secret = secret | Secret.of_names([text for _, text, _ in entries])
    items: dict[str, ListItem] = {}
    for item_id, text, distinguishing in entries:
        cue = cue_secret.mask(distinguishing)
        item = ListItem(
            number=item_number(item_id),
            text=text,
            cue="" if is_emptied(cue) else cue,
            withheld=secret.given_away_by(text),
        )
        items.setdefault(key(text), item)
    return tuple(items.values())


def _context(case: Case, secret: Secret) -> str:
    """Return the brief history, and the first observations when there is no image to look at."""
    parts = [secret.mask(case.brief_history)]
    if not any(image.file for image in case.images):
        seen = [secret.mask(f.observation) for f in case.findings]
        parts += [s for s in seen if not is_emptied(s)][:_CONTEXT_OBSERVATIONS]
    return "\n\n".join(part for part in parts if part)


def _is_diagnosis(part: str, item_id: ItemId) -> Omission:
    message = f"item {item_id} is not asked: it is the diagnosis itself, not an alternative to it"
    return Omission("TF323", part, message, "take it out of the list")


def _unanswerable(part: str, why: str) -> Omission:
    return Omission("TF324", part, f"no card was made: {why}", "add items, or say what distinguishes them")
