"""Finds the part of a case that a card asks, and the messages that concern it."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence

from tfcards.model.card import Identity, Kind
from tfcards.model.case import Annotation, Case, DifferentialItem, Finding, Gamut, GamutItem, Question
from tfcards.model.diagnostic import Diagnostic
from tfcards.model.identity import image_item
from tfcards.model.places import Places
from tfcards.preview.deck import AnkiCard, ShownCard, ShownCase

_Item = Finding | DifferentialItem | Gamut | GamutItem | Annotation | Question


def shown_case(
    case: Case, places: Places, cards: Iterable[AnkiCard], diagnostics: Iterable[Diagnostic]
) -> ShownCase:
    """Return ``case`` with each of its ``diagnostics`` beside the cards it concerns, or else beside the case."""
    left = list(diagnostics)
    shown = []
    for card in cards:
        part = part_of(case, card.identity, card.number)
        concerned = tuple(d for d in left if _concerns(d, part, places))
        shown.append(ShownCard(anki=card, part=part, location=places.at(part), diagnostics=concerned))
    beside = {d for card in shown for d in card.diagnostics}
    return ShownCase(
        id=case.id,
        diagnosis=case.diagnosis,
        location=places.at("id"),
        cards=tuple(shown),
        diagnostics=tuple(d for d in left if d not in beside),
    )


def part_of(case: Case, identity: Identity, number: int) -> str:
    """Return the dotted path of what a card asks, such as ``findings.2``.

    ``number`` is the cloze number of a card that hides one item of a list, else 0. A cause that another case
    contributes has no item here: the gamut itself is its part.
    """
    match identity.kind:
        case Kind.DIAGNOSIS:
            return "diagnosis"
        case Kind.PATTERN:
            return _with_id("findings", case.findings, identity) or _own_card(case, identity) or "findings"
        case Kind.CONTRAST | Kind.QUESTION:
            part = "questions" if identity.kind is Kind.QUESTION else "differential"
            return _with_id(part, getattr(case, part), identity) or part
        case Kind.DIFFERENTIAL:
            return _numbered("differential", case.differential, number)
        case Kind.GAMUT:
            part = _with_id("gamuts", case.gamuts, identity)
            causes = next((gamut.causes for gamut in case.gamuts if gamut.id == identity.item), ())
            return _numbered(f"{part}.causes", causes, number) if causes else part or "gamuts"
        case Kind.OCCLUSION:
            return _mask(case, identity, number)


def _mask(case: Case, identity: Identity, number: int) -> str:
    """Return the part of the annotation that the mask ``number`` is drawn from."""
    for at, image in enumerate(case.images):
        if image.occlusion and image_item(image) == identity.item:
            return _numbered(f"images.{at}.annotations", image.annotations, number)
    return "images"


def _with_id(part: str, items: Sequence[_Item], identity: Identity) -> str:
    at = next((at for at, item in enumerate(items) if item.id == identity.item), None)
    return "" if at is None else f"{part}.{at}"


def _own_card(case: Case, identity: Identity) -> str:
    """Return the part of a card that the author wrote by hand, or empty."""
    name = f"{identity.kind} {identity.item}"
    at = next((at for at, entry in enumerate(case.cards) if entry.card.strip().casefold() == name), None)
    return "" if at is None else f"cards.{at}"


def _numbered(part: str, items: Sequence[_Item], number: int) -> str:
    """Return the part of the item with ``number`` in its id: cloze numbers are taken from ids."""
    digits = str(number)
    at = next((at for at, item in enumerate(items) if item.id.strip(string.ascii_letters) == digits), None)
    return part if at is None else f"{part}.{at}"


def _concerns(diagnostic: Diagnostic, part: str, places: Places) -> bool:
    """Tell whether ``diagnostic`` stands at an item that a card asks, or at the images of a diagnosis card.

    What stands at the diagnosis itself, or at a whole list, is about the case and all of its cards.
    """
    own = "images" if part == "diagnosis" else part
    if own != "images" and "." not in own:
        return False
    at = (name for name, line in places.lines.items() if line == diagnostic.location.line)
    return any(name == own or name.startswith(f"{own}.") for name in at)
