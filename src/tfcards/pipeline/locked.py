"""What a build would change in deck.lock, note by note: for ``build --locked``, which refuses to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.package.lock import Lock
from tfcards.package.stamp import Stamped

_SHOWN = 20
"""Messages that a person reads before running ``tfcards build``; the rest is counted."""

_BUILD = "run 'tfcards build' with the same options, look at the change, and commit deck.lock with what caused it"


def lock_changes(before: Lock | None, stamped: Stamped, path: Path) -> tuple[Diagnostic, ...]:
    """Return an error for each way in which the release ``stamped`` is not what the lock ``before`` says.

    ``before`` is None where there is no lock; ``path`` is that of the lock.
    """
    place = Location(str(path))
    if before is None:
        message = f"there is no {path.name}: nothing tells which notes were released"
        return (error("TF536", message, place, _BUILD),)
    if before == stamped.lock:
        return ()
    whats = list(_changes(before, stamped))
    found = [
        error("TF536", f"{path.name} is not up to date: {what}", place, _BUILD) for what in islice(whats, _SHOWN)
    ]
    if more := len(whats) - _SHOWN:
        found += (
            [error("TF536", f"{path.name} has {more} more such differences", place, _BUILD)] if more > 0 else []
        )
    return tuple(found)


def _changes(before: Lock, stamped: Stamped) -> Iterator[str]:
    after = stamped.lock
    yield from (f"it was written before {key} was made" for key in stamped.added)
    for key in stamped.changed:
        came_back = not before.notes[key].live
        yield f"{key} comes back" if came_back else f"{key} has changed since it was written"
    yield from (f"it holds {key} as released, and the deck no longer makes it" for key in stamped.retired)
    told = {*stamped.added, *stamped.changed, *stamped.retired}
    others = (key for key in after.notes if key not in told and after.notes[key] != before.notes.get(key))
    yield from (f"the line of {key} differs" for key in others)
    for number, entry in after.note_types.items():
        if before.note_types.get(number) != entry:
            yield f"the note type {entry.name} has changed since it was written"
    if before.causes != after.causes:
        notes = sorted({f"{cause.note}" for cause in before.causes ^ after.causes})
        yield f"the causes of {', '.join(notes)} differ"
    yield from (
        f"the move of {move.from_} to {move.to} is not in it" for move in sorted(after.moves - before.moves)
    )
    yield from (f"it keeps a move of {move.from_} to {move.to}" for move in sorted(before.moves - after.moves))
