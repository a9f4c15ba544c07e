"""Ids for the items that have none: numbered on behind every number known, so that none is used again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tfcards.model.case import (
    ITEM_ID_PATTERN,
    Annotation,
    Case,
    DifferentialItem,
    Finding,
    Gamut,
    GamutItem,
    ImageRef,
    ItemId,
    Question,
)
from tfcards.model.identity import image_item

LAST_NUMBER = 999
Item = Finding | DifferentialItem | Gamut | GamutItem | Annotation | Question
_Item = TypeVar("_Item", Finding, DifferentialItem, Gamut, GamutItem, Annotation, Question)
_NUMBER = re.compile("[0-9]+$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A case whose items have ids. ``added`` maps paths (``gamuts.0.causes.2``) to the ids that were missing.

    ``without`` names the items for which no number up to 999 was left.
    """

    case: Case
    added: Mapping[str, ItemId]
    without: tuple[str, ...]


def item_number(item_id: str) -> int:
    """Return the number in an item id, which is the cloze number of the item; 0 when the id is ill-formed."""
    match = _NUMBER.search(item_id) if re.fullmatch(ITEM_ID_PATTERN, item_id) else None
    return int(match[0]) if match else 0


def assign_ids(case: Case, reserved: Mapping[str, Collection[int]] | None = None) -> Numbered:
    """Return ``case`` with ids for findings (f), differential (d), gamuts (g), causes (c), questions (q).

    Annotations get theirs (a) where their image is asked with masks. ``reserved`` holds numbers never to use again
    by ``findings``, ``differential``, ``gamuts``, ``questions``, for causes by the id of their gamut (``g1``), for
    annotations by ``scope_of`` their image.
    """
    kept = reserved or {}
    taken = {
        item.id for items in (case.findings, case.differential, case.gamuts, case.questions) for item in items
    }
    findings = _number(case.findings, "f", taken, kept.get("findings", ()))
    differential = _number(case.differential, "d", taken, kept.get("differential", ()))
    named = _number(case.gamuts, "g", taken, kept.get("gamuts", ()))
    gamuts = tuple(
        replace(gamut, causes=_number(gamut.causes, "c", {c.id for c in gamut.causes}, kept.get(gamut.id, ())))
        for gamut in named
    )
    questions = _number(case.questions, "q", taken, kept.get("questions", ()))
    images = tuple(_with_ids(image, kept.get(scope_of(image), ())) for image in case.images)
    numbered = replace(
        case, images=images, findings=findings, differential=differential, gamuts=gamuts, questions=questions
    )
    missing = [path for path, item_id in item_ids(case) if not item_id]
    now = dict(item_ids(numbered))
    added = {path: now[path] for path in missing if now[path]}
    return Numbered(numbered, added, tuple(path for path in missing if not now[path]))


def scope_of(image: ImageRef) -> str:
    """Return what numbers of the annotations of ``image`` are kept under."""
    return f"images.{image_item(image)}"


def _with_ids(image: ImageRef, reserved: Collection[int]) -> ImageRef:
    if not image.occlusion:
        return image
    taken = {annotation.id for annotation in image.annotations}
    return replace(image, annotations=_number(image.annotations, "a", taken, reserved))


def item_ids(case: Case) -> Iterator[tuple[str, ItemId]]:
    """Yield the path and the id, which may be empty, of every item of ``case``.

    Annotations of an image that is not asked with masks need no id: of theirs, those that have one.
    """
    for index, image in enumerate(case.images):
        for at, item_id in _paths(f"images.{index}.annotations", image.annotations):
            if image.occlusion or item_id:
                yield at, item_id
    yield from _paths("findings", case.findings)
    yield from _paths("differential", case.differential)
    yield from _paths("gamuts", case.gamuts)
    for index, gamut in enumerate(case.gamuts):
        yield from _paths(f"gamuts.{index}.causes", gamut.causes)
    yield from _paths("questions", case.questions)


def _paths(at: str, items: Iterable[Item]) -> Iterator[tuple[str, ItemId]]:
    return ((f"{at}.{index}", item.id) for index, item in enumerate(items))


def _number(
    items: Sequence[_Item], prefix: str, taken: Collection[str], reserved: Collection[int]
) -> tuple[_Item, ...]:
    used = max([*(item_number(item.id) for item in items), *reserved], default=0)
    free = (ItemId(f"{prefix}{n}") for n in range(used + 1, LAST_NUMBER + 1) if f"{prefix}{n}" not in taken)
    return tuple(item if item.id else replace(item, id=next(free, ItemId(""))) for item in items)
