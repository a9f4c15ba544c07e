"""Merges three cases value by value: as it was imported, as a person left it, as the source is now."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from tfcards.model.case import Case, ImageRef


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of the case by its dotted path: as it stands there, and as the source says it now."""

    part: str
    ours: str
    theirs: str


@dataclass(slots=True)
class Merged:
    """The merged case, what came in from the source, and what both sides changed: there the case was kept."""

    case: Case
    changes: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


def merge(base: Case | None, ours: Case, theirs: Case) -> Merged:
    """Return ``ours`` with what changed from ``base`` to ``theirs``; without a base nothing changes.

    Items are the same by their ids, images by their labels. An item that a person deleted stays deleted, one that
    the source dropped goes if nobody edited it. Lists of single values keep what a person added and lack what a
    person took out.
    """
    merged = Merged(ours)
    if base is None:
        merged.conflicts += _differences(ours, theirs)
    else:
        merged.case = cast("Case", _Merger(merged).record(base, ours, theirs, ""))
    return merged


def _differences(ours: Case, theirs: Case) -> list[Difference]:
    """Return the parts that differ, without those that only the case file knows."""
    names = [f.name for f in dataclasses.fields(Case)]
    rows = [(name, getattr(ours, name), getattr(theirs, name)) for name in names if name != "review"]
    return [Difference(name, _told(one), _told(other)) for name, one, other in rows if other and one != other]


class _Merger:
    """Walks three cases side by side and notes what it finds."""

    def __init__(self, merged: Merged) -> None:
        self._merged = merged

    def record(self, base: object, ours: object, theirs: object, at: str) -> object:
        """Return the merged record at the path ``at``."""
        changed: dict[str, object] = {}
        for one in dataclasses.fields(cast("Case", ours)):
            mine = getattr(ours, one.name)
            made = self._value(
                getattr(base, one.name), mine, getattr(theirs, one.name), f"{at}.{one.name}".lstrip(".")
            )
            if made != mine:
                changed[one.name] = made
        return dataclasses.replace(cast("Case", ours), **changed) if changed else ours  # type: ignore[arg-type]

    def _value(self, base: object, ours: object, theirs: object, at: str) -> object:
        if theirs in (base, ours):
            return ours
        if isinstance(ours, tuple):
            before, after = cast("tuple[object, ...]", base), cast("tuple[object, ...]", theirs)
            return self._list(before, ours, after, at)
        if dataclasses.is_dataclass(ours) and dataclasses.is_dataclass(theirs) and dataclasses.is_dataclass(base):
            return self.record(base, ours, theirs, at)
        return self._leaf(base, ours, theirs, at)

    def _leaf(self, base: object, ours: object, theirs: object, at: str) -> object:
        found = Difference(at, _told(ours), _told(theirs))
        if ours == base:
            self._merged.changes.append(found)
            return theirs
        self._merged.conflicts.append(found)
        return ours

    def _list(
        self, base: tuple[object, ...], ours: tuple[object, ...], theirs: tuple[object, ...], at: str
    ) -> tuple[object, ...]:
        before, after = {_key(i): i for i in base}, {_key(i): i for i in theirs}
        kept: list[object] = []
        for number, item in enumerate(ours):
            name, place = _key(item), f"{at}.{number}"
            if name in after:
                kept.append(self._item(before.get(name), item, after[name], place))
            elif name in before and item == before[name]:
                self._merged.changes.append(Difference(place, _told(item), ""))
            else:
                if name in before:
                    self._merged.conflicts.append(Difference(place, _told(item), ""))
                kept.append(item)
        mine = {_key(item) for item in ours}
        for number, item in enumerate(theirs):
            if _key(item) not in mine and _key(item) not in before:
                kept.insert(_place(theirs[:number], kept), item)
                self._merged.changes.append(Difference(at, "", _told(item)))
        return tuple(kept)

    def _item(self, base: object, ours: object, theirs: object, at: str) -> object:
        if ours == theirs:
            return ours
        if base is not None:
            return self.record(base, ours, theirs, at)
        self._merged.conflicts.append(Difference(at, _told(ours), _told(theirs)))
        return ours


def _key(item: object) -> object:
    """Return what makes an item of a list the same one in another version of it."""
    if isinstance(item, ImageRef):
        return item.label or item.file
    return getattr(item, "id", "") or item


def _place(preceding: Sequence[object], kept: Sequence[object]) -> int:
    """Return where in ``kept`` an item goes that stands behind ``preceding`` ones."""
    keys = [_key(item) for item in kept]
    return next((keys.index(_key(item)) + 1 for item in reversed(preceding) if _key(item) in keys), 0)


def _told(value: object) -> str:
    """Return ``value`` in words for a message."""
    if isinstance(value, tuple):
        return ", ".join(_told(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return ", ".join(_told(part) for name, part in parts if part and name not in {"id", "side"})
    return "" if value is None else str(value)
