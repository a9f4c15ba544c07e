"""What an import of a known case has to say, as messages at the lines of its case file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfcards.model.diagnostic import Diagnostic, info, warning
from tfcards.model.places import Places
from tfcards.pipeline.reimport.merge import Change, Conflict, Merge

_SHOWN = 60


def told(merged: Merge, places: Places) -> Iterator[Diagnostic]:
    """Yield a message for each change and each conflict; ``places`` are those of the case file as it will be."""
    for change in merged.changes:
        yield info("TF180", f"{change.part}: {_came(change)}", places.at(change.part))
    for conflict in merged.conflicts:
        yield warning("TF181", _differs(conflict), places.at(conflict.part), "take over what is right")


def by_hand(merged: Merge, places: Places) -> Iterator[Diagnostic]:
    """Yield a message for each change that cannot be written, and each conflict."""
    for change in merged.changes:
        message = f"{change.part}: {_came(change)} in the source"
        yield warning("TF181", message, places.at(change.part), "write it by hand")
    yield from told(dataclasses.replace(merged, changes=()), places)


def _came(change: Change) -> str:
    if change.old is None or not words(change.old):
        return f'"{short(change.new)}" came in'
    if change.new is None or not words(change.new):
        return f'"{short(change.old)}" is gone'
    return f'"{short(change.old)}" is "{short(change.new)}" now'


def _differs(conflict: Conflict) -> str:
    says = f'"{short(conflict.theirs)}"' if words(conflict.theirs) else "nothing any more"
    if conflict.ours is None or not words(conflict.ours):
        lacks = "lacks it" if conflict.base is None else "lacks it since somebody deleted it"
        return f"{conflict.part}: the source says {says}, and the case, which was kept, {lacks}"
    return f'{conflict.part}: the source says {says}, and the case, which was kept, "{short(conflict.ours)}"'


def short(value: object) -> str:
    """Return ``value`` in words on one line of 60 characters at most."""
    plain = " ".join(words(value).split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def words(value: object) -> str:
    """Return ``value`` in words for a message, ids left out."""
    if isinstance(value, tuple):
        return ", ".join(words(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [f for f in dataclasses.fields(value) if f.name != "id"]
        parts = [(f, getattr(value, f.name)) for f in fields]
        return ", ".join(words(part) for f, part in parts if part not in (f.default, "", ()))
    return "" if value is None else str(value)
