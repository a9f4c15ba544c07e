"""Which card it is that was not made: the one that an omission is about, as an author calls it."""

from __future__ import annotations

from tfcards.decompose.author.entries import WHOLE
from tfcards.decompose.numbers import item_number
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind
from tfcards.model.case import Case, ItemId
from tfcards.model.identity import image_item


def about(case: Case, omission: Omission) -> Identity | None:
    """Return the card, or the item of a list, that ``omission`` tells of; None when it tells of no one card."""
    name, _, number = omission.part.partition(".")
    at = int(number) if number.isdecimal() else None
    found: tuple[Kind, str] | None = None
    match name, omission.code:
        case "images", "TF321":
            found = Kind.DIAGNOSIS, "case"
        case "images", "TF332" if at is not None:
            found = Kind.OCCLUSION, image_item(case.images[at])
        case "findings", "TF322" | "TF327":
            found = Kind.PATTERN, WHOLE if at is None else case.findings[at].id
        case "differential", "TF326" if at is not None:
            found = Kind.CONTRAST, case.differential[at].id
        case "differential", "TF323" if at is not None:
            found = Kind.DIFFERENTIAL, f"d{item_number(case.differential[at].id)}"
        case "differential", "TF324":
            found = Kind.DIFFERENTIAL, "list"
        case "gamuts", "TF324" | "TF328" | "TF329" if at is not None:
            found = Kind.GAMUT, case.gamuts[at].id
        case "questions", _ if at is not None:
            found = Kind.QUESTION, case.questions[at].id
        case _:
            pass
    return Identity(case.id, found[0], ItemId(found[1])) if found else None
