"""Merges three cases value by value: as it was imported, as a person left it, as the source is now."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from tfcards.model.case import Case, ImageRef
from tfcards.pipeline.reimport.likeness import likeness_of
from tfcards.pipeline.reimport.rows import Row, bare, rows
from tfcards.sources.casefile.shape import FieldShape, Leaf, ListOf, Record, record

_EMPTY = (None, "", ())
_SETTLED = "review"
"""The list whose lines a person deletes one by one: what differs there is nothing to decide."""


@dataclass(frozen=True, slots=True)
class Change:
    """What came in from the source, by its dotted path in the merged case; None for what was not, or is gone."""

    part: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is not as the source has it now, and was kept. None stands for what is not there, or not known."""

    part: str
    base: object
    ours: object
    theirs: object


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged case."""

    case: Case
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


class _Unknown:
    """Stands for a base that is not known: nothing is touched then, and what the source says otherwise is told."""


_UNKNOWN = _Unknown()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A merged value, and what is to be said of it; parts are within it."""

    value: object
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def within(self, name: str) -> _Outcome:
        """Return the outcome as that of the part ``name`` of something."""
        changes = tuple(replace(c, part=f"{name}.{c.part}".rstrip(".")) for c in self.changes)
        conflicts = tuple(replace(c, part=f"{name}.{c.part}".rstrip(".")) for c in self.conflicts)
        return _Outcome(self.value, changes, conflicts)


def merge(base: Case | None, ours: Case, theirs: Case) -> Merge:
    """Return ``ours`` with what changed from ``base`` to ``theirs``; without a base nothing changes.

    A value comes in where ours is as it was imported. Items are the same as ``rows`` tells; ids and order of
    ``ours`` stay. An item that a person deleted stays deleted, one that the source dropped goes if nobody edited
    it, a new one goes behind the one that precedes it in the source.
    """
    made = _record(record(Case), base or _UNKNOWN, ours, theirs)
    return Merge(cast("Case", made.value), made.changes, made.conflicts)


def _record(shape: Record, base: object, ours: object, theirs: object) -> _Outcome:
    parts: dict[str, _Outcome] = {}
    for field in shape.fields:
        if field.name == "id":
            continue
        before = base if base is _UNKNOWN else getattr(base, field.name)
        now, new = getattr(ours, field.name), getattr(theirs, field.name)
        if now != new:
            fixed = isinstance(ours, ImageRef) and _names_cards(ours, field.name)
            parts[field.name] = (_kept(before, now, new) if fixed else _field(field, before, now, new)).within(
                field.name
            )
    values = {name: outcome.value for name, outcome in parts.items()}
    value = dataclasses.replace(cast("Any", ours), **values)
    changes = tuple(change for outcome in parts.values() for change in outcome.changes)
    conflicts = tuple(conflict for outcome in parts.values() for conflict in outcome.conflicts)
    return _Outcome(value, changes, conflicts)


def _names_cards(image: ImageRef, name: str) -> bool:
    """Tell whether the key ``name`` tells the notes of an image that is asked with masks from others."""
    return image.occlusion and name == ("label" if image.label else "file")


def _field(field: FieldShape, base: object, ours: object, theirs: object) -> _Outcome:
    if isinstance(field.shape, Record):
        return _record(field.shape, base, ours, theirs)
    if isinstance(field.shape, ListOf) and not isinstance(field.shape.item, ListOf):
        before = base if base is _UNKNOWN else cast("tuple[object, ...]", base)
        made = _List(field, cast("tuple[object, ...]", ours), cast("tuple[object, ...]", theirs)).merged(before)
        return replace(made, conflicts=()) if field.name == _SETTLED else made
    return _single(base, ours, theirs)


def _single(base: object, ours: object, theirs: object) -> _Outcome:
    """Return what becomes of a single value."""
    if ours not in (base, theirs) or base is _UNKNOWN:
        return _kept(base, ours, theirs)
    return _Outcome(theirs, (Change("", ours, theirs),) if ours != theirs else ())


def _kept(base: object, ours: object, theirs: object) -> _Outcome:
    """Return ``ours``, and a conflict if the source says something new."""
    if theirs in (base, ours) or (base is _UNKNOWN and theirs in _EMPTY):
        return _Outcome(ours)
    return _Outcome(ours, (), (Conflict("", None if base is _UNKNOWN else base, ours, theirs),))


class _List:
    """Two versions of one list, to be merged item by item."""

    def __init__(self, field: FieldShape, ours: tuple[object, ...], theirs: tuple[object, ...]) -> None:
        self._shape = cast("Leaf | Record", cast("ListOf", field.shape).item)
        kind = self._shape.kind.__name__ if isinstance(self._shape, Record) else field.name
        self._likeness, self._ours, self._theirs = likeness_of(kind), ours, theirs

    def merged(self, base: object) -> _Outcome:
        """Return the merged list; ``base`` as it was imported."""
        known = base is not _UNKNOWN
        before = cast("tuple[object, ...]", base) if known else ()
        found = rows(before, self._ours, self._theirs, self._likeness)
        kept: list[tuple[int | None, _Outcome]] = []
        told: list[_Outcome] = []
        for row in found:
            if row.ours is not None:
                outcome = self._one(before, row, self._ours[row.ours])
                if outcome.value is None:
                    told.append(outcome)
                else:
                    kept.append((row.theirs, outcome))
        for row in sorted((r for r in found if r.ours is None and r.theirs is not None), key=_place):
            new = self._theirs[_place(row)]
            if row.base is None and known:
                kept.insert(self._behind(_place(row), kept), (row.theirs, _Outcome(new, (Change("", None, new),))))
            elif row.base is None or bare(before[row.base]) != bare(new):
                was = None if row.base is None else before[row.base]
                told.append(_Outcome(None, (), (Conflict("", was, None, new),)))
        return _joined([outcome for _, outcome in kept], told)

    def _one(self, before: tuple[object, ...], row: Row, ours: object) -> _Outcome:
        """Return what becomes of one of our items; a value of None when it goes."""
        was = None if row.base is None else before[row.base]
        if row.theirs is None:
            if was is None:
                return _Outcome(ours)
            if bare(ours) == bare(was):
                return _Outcome(None, (Change("", ours, None),))
            return _Outcome(ours, (), (Conflict("", was, ours, None),))
        theirs = self._theirs[row.theirs]
        if isinstance(self._shape, Record):
            return _record(self._shape, _UNKNOWN if was is None else was, ours, theirs)
        return _single(_UNKNOWN if was is None else was, ours, theirs)

    @staticmethod
    def _behind(place: int, kept: list[tuple[int | None, _Outcome]]) -> int:
        """Return where a new item goes that is number ``place`` of the source: behind its nearest predecessor."""
        before = [(theirs, n) for n, (theirs, _) in enumerate(kept) if theirs is not None and theirs < place]
        return max(before)[1] + 1 if before else 0


def _place(row: Row) -> int:
    return cast("int", row.theirs)


def _joined(kept: list[_Outcome], told: list[_Outcome]) -> _Outcome:
    """Return the list of ``kept`` values, with all that is to be said of them and of those that are not in it."""
    said = [*(outcome.within(str(number)) for number, outcome in enumerate(kept)), *told]
    return _Outcome(
        tuple(outcome.value for outcome in kept),
        tuple(_all(said, "changes")),
        tuple(_all(said, "conflicts")),
    )


def _all(outcomes: list[_Outcome], name: str) -> Iterator[Any]:
    return (each for outcome in outcomes for each in getattr(outcome, name))
