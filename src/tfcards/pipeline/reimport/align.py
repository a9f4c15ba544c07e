"""Gives the items of a new import the ids of those that they are: a released card must never ask another item."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from tfcards.model.case import Case
from tfcards.pipeline.reimport.likeness import likeness_of
from tfcards.pipeline.reimport.rows import rows
from tfcards.sources.casefile.numbering import assign_ids, item_ids, item_number, scope_of
from tfcards.sources.casefile.shape import ListOf, Record, record

_LIST_OF = {"f": "findings", "d": "differential", "g": "gamuts", "q": "questions"}
"""The lists whose ids are told apart within the whole case, by the letter of the ids that they get."""


def aligned(theirs: Case, base: Case | None, ours: Case, used: Mapping[str, Collection[int]]) -> Case:
    """Return ``theirs`` with the ids that its items have in ``ours``, else in ``base``; new items get new numbers.

    ``used`` are the numbers that releases ever used, as in ``numbering.assign_ids``: none of them is given again,
    and none of those in ``base`` and ``ours``. What items are called in ``theirs`` itself does not count.
    """
    named = cast("Case", _named(record(Case), base, ours, theirs))
    return assign_ids(named, taken_numbers([ours, *([base] if base else [])], used)).case


def _named(shape: Record, base: object, ours: object, theirs: object) -> object:
    """Return the record ``theirs`` with known ids in its lists, those of new items empty."""
    changed: dict[str, object] = {}
    for field in shape.fields:
        if isinstance(field.shape, ListOf) and isinstance(field.shape.item, Record):
            three = tuple(getattr(each, field.name, ()) for each in (base, ours, theirs))
            changed[field.name] = _items(field.shape.item, *three)
    return dataclasses.replace(cast("Any", theirs), **changed)


def _items(
    shape: Record, base: tuple[object, ...], ours: tuple[object, ...], theirs: tuple[object, ...]
) -> tuple[object, ...]:
    made = list(theirs)
    for row in rows(base, ours, theirs, likeness_of(shape.kind.__name__)):
        if row.theirs is None:
            continue
        before = None if row.base is None else base[row.base]
        now = None if row.ours is None else ours[row.ours]
        item = _named(shape, before, now, theirs[row.theirs])
        if hasattr(item, "id"):
            known = getattr(now, "id", "") or getattr(before, "id", "")
            item = dataclasses.replace(cast("Any", item), id=known)
        made[row.theirs] = item
    return tuple(made)


def taken_numbers(cases: Iterable[Case], used: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    """Return the numbers of all items of ``cases`` and those ``used`` before, by what they are kept under."""
    taken: dict[str, set[int]] = defaultdict(set, {scope: set(numbers) for scope, numbers in used.items()})
    for case in cases:
        for at, item_id in item_ids(case):
            top, index, *inner = at.split(".")
            if top == "images":
                taken[scope_of(case.images[int(index)])].add(item_number(item_id))
            elif inner:
                taken[case.gamuts[int(index)].id].add(item_number(item_id))
            else:
                letters = re.sub("[0-9]", "", item_id)
                for scope in {top, _LIST_OF.get(letters, top)}:
                    taken[scope].add(item_number(item_id))
    return taken
