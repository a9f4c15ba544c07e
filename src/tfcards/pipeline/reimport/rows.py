"""Which items of a list are one item in three versions: as it was imported, as it is, as the source has it now."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from tfcards.pipeline.reimport.likeness import Likeness

Items = Sequence[object]
_Key = Callable[[object], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One item by its places in the three lists; None where it is not among them."""

    base: int | None
    ours: int | None
    theirs: int | None


def rows(base: Items, ours: Items, theirs: Items, likeness: Likeness) -> list[Row]:
    """Return a row for each item: those of ``ours`` in their order, then those that are only in the other lists.

    Equal items are the same, then those with one id (the ids of ``theirs`` say nothing yet), with one of the keys
    of ``likeness``, and at last those most alike; each stands in one row.
    """
    kept = _matched([(item,) for item in base], ours, likeness, by_id=True)
    known: list[tuple[int | None, int | None]] = [(kept.get(place), place) for place in range(len(ours))]
    known += [(place, None) for place in sorted(set(range(len(base))) - set(kept.values()))]
    versions = [(*((base[b],) if b is not None else ()), *((ours[o],) if o is not None else ())) for b, o in known]
    same = _matched(versions, theirs, likeness, by_id=False)
    place_of = {row: place for place, row in same.items()}
    found = [Row(b, o, place_of.get(number)) for number, (b, o) in enumerate(known)]
    return [*found, *(Row(None, None, place) for place in range(len(theirs)) if place not in same)]


def bare(value: object) -> object:
    """Return ``value`` without the ids in it."""
    if isinstance(value, tuple):
        return tuple(bare(item) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: bare(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "id"}
    if hasattr(value, "id"):
        changed["id"] = ""
    return dataclasses.replace(cast("Any", value), **changed)


def _matched(
    known: Sequence[tuple[object, ...]], items: Items, likeness: Likeness, *, by_id: bool
) -> dict[int, int]:
    """Return which of ``known``, each in one or two versions, each of ``items`` is, by places; one to one."""
    found: dict[int, int] = {}
    for key in _keys(likeness, by_id=by_id):
        for version in range(max(map(len, known), default=0)):
            _by_key([each[version : version + 1] for each in known], items, key, found)
    taken = set(found.values())
    free = [n for n in range(len(known)) if n not in taken]
    scores = [
        (-max(likeness.score(version, item) for version in known[n]), abs(n - place), place, n)
        for place, item in enumerate(items)
        if place not in found
        for n in free
    ]
    for score, _, place, n in sorted(scores):
        if score < 0 and place not in found and n not in taken:
            found[place] = n
            taken.add(n)
    return found


def _keys(likeness: Likeness, *, by_id: bool) -> Iterator[_Key]:
    """Yield what may be equal, the surest first; an empty value is none."""
    yield lambda item: (bare(item),)
    for key in [*(["id"] if by_id else []), *likeness.keys]:
        yield partial(_values, key.split())


def _values(names: Sequence[str], item: object) -> tuple[object, ...]:
    return tuple(getattr(item, name, "") for name in names)


def _by_key(known: Sequence[tuple[object, ...]], items: Items, key: _Key, found: dict[int, int]) -> None:
    """Add to ``found`` the places of those that have one key, in order."""
    free: dict[tuple[object, ...], list[int]] = {}
    taken = set(found.values())
    for n, versions in enumerate(known):
        if n not in taken and versions:
            free.setdefault(key(versions[0]), []).append(n)
    for place, item in enumerate(items):
        name = key(item)
        if place not in found and any(part not in ("", ()) for part in name) and free.get(name):
            found[place] = free[name].pop(0)
