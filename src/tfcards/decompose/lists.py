"""List cards: differentials and gamuts, one item hidden at a time."""

from __future__ import annotations

import re

from tfcards.decompose.mask import MASK, Secret, is_emptied
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind, ListCard, ListItem
from tfcards.model.case import Case, Gamut, ItemId
from tfcards.vocabulary.words import key

_LIST = ItemId("list")
_MIN_ITEMS = 2
_CONTEXT_OBSERVATIONS = 3
"""Observations that stand in for the images of a case that has none."""


def differential_cards(case: Case, secret: Secret) -> list[ListCard | Omission]:
    """Return the differential card of ``case``, each alternative with what distinguishes it as a cue."""
    entries = [(item.id, item.diagnosis, item.distinguishing) for item in case.differential]
    items, omitted = _items(entries, secret, "differential")
    if not case.differential:
        return []
    if len(items) < _MIN_ITEMS and not any(item.cue for item in items):
        return [*omitted, _unanswerable("differential", "a single alternative says nothing that could be asked")]
    card = ListCard(
        identity=Identity(case.id, Kind.DIFFERENTIAL, _LIST),
        case=case,
        stem="Differential diagnosis",
        history=_context(case, secret),
        captions=tuple(secret.mask(image.caption) for image in case.images),
        shows_images=True,
        items=items,
    )
    return [*omitted, card]


def gamut_cards(case: Case, secret: Secret) -> list[ListCard | Omission]:
    """Return a card for each gamut of ``case``.

    A gamut of the diagnosis itself is asked beside the images, because its name is hidden.
    """
    made: list[ListCard | Omission] = []
    for number, gamut in enumerate(case.gamuts):
        part = f"gamuts.{number}"
        items, omitted = _items([(item.id, item.cause, "") for item in gamut.causes], secret, f"{part}.causes")
        made += omitted
        if len(items) < _MIN_ITEMS:
            made.append(_unanswerable(part, f"gamut {gamut.id} has fewer than two causes to ask for"))
            continue
        made.append(_gamut_card(case, gamut, secret, items))
    return made


def _gamut_card(case: Case, gamut: Gamut, secret: Secret, items: tuple[ListItem, ...]) -> ListCard:
    stem = secret.mask(gamut.pattern)
    hidden = MASK in stem
    return ListCard(
        identity=Identity(case.id, Kind.GAMUT, gamut.id),
        case=case,
        stem=f"Causes of {stem} (the diagnosis of this case)" if hidden else f"Causes of {stem}",
        history=_context(case, secret) if hidden else "",
        captions=tuple(secret.mask(image.caption) for image in case.images),
        shows_images=hidden,
        items=items,
    )


def _items(
    entries: list[tuple[ItemId, str, str]], secret: Secret, part: str
) -> tuple[tuple[ListItem, ...], list[ListCard | Omission]]:
    """Return the items of a list, without the diagnosis itself and without repetitions."""
    # No cue may name an item of the list: it would stand on the front that asks for it.
    cue_secret = secret | Secret.of_names([text for _, text, _ in entries])
    items: list[ListItem] = []
    omitted: list[ListCard | Omission] = []
    seen: set[str] = set()
    for index, (item_id, text, cue) in enumerate(entries):
        masked = secret.mask(text)
        if secret.names(text) or key(text) in seen:
            omitted.append(
                Omission(
                    "TF323",
                    f"{part}.{index}",
                    f"item {item_id} is not asked: it is the diagnosis itself or stands twice",
                    "take it out of the list",
                )
            )
            continue
        seen.add(key(text))
        hint = cue_secret.mask(cue)
        items.append(
            ListItem(
                number=_number(item_id),
                text=text,
                cue="" if is_emptied(hint) else hint,
                withheld=MASK in masked,
            )
        )
    return tuple(items), omitted


def _number(item_id: ItemId) -> int:
    """Return the cloze number of an item: the number in its id, so that it survives reordering and removal."""
    return int(re.sub(r"\D", "", item_id))


def _context(case: Case, secret: Secret) -> str:
    """Return the brief history, and the first observations when there is no image to look at."""
    parts = [secret.mask(case.brief_history)]
    if not any(image.file for image in case.images):
        seen = [secret.mask(f.observation) for f in case.findings]
        parts += [s for s in seen if not is_emptied(s)][:_CONTEXT_OBSERVATIONS]
    return "\n\n".join(part for part in parts if part)


def _unanswerable(part: str, why: str) -> Omission:
    return Omission("TF324", part, f"no card was made: {why}", "add items, or say what distinguishes them")
