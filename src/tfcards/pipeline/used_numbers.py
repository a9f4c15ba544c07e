"""Which item numbers the releases of a case ever used."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tfcards.model.card import Identity, Kind
from tfcards.package.lock import Lock
from tfcards.package.lock_reader import parse_lock
from tfcards.pipeline.locks import LOCK_FILE, lock_text_at
from tfcards.pipeline.moves import moves_in, numbers_that_moved
from tfcards.sources.casefile.numbering import item_number

_LISTS = {Kind.PATTERN: "findings", Kind.GAMUT: "gamuts", Kind.QUESTION: "questions"}
"""Lists whose items are notes of their own."""


def released_numbers(path: Path) -> dict[str, set[int]]:
    """Return the item numbers that releases of this case ever used: a new item must not inherit a history."""
    lock_path = path.absolute().parent.parent.parent / LOCK_FILE
    text = lock_text_at(lock_path)
    lock = parse_lock(text, str(lock_path))[0] if text is not None else None
    used: dict[str, set[int]] = defaultdict(set)
    case = path.absolute().parent.name
    moves = moves_in(lock_path.parent, lock or Lock.empty(""))
    for scope, number in numbers_that_moved(case, moves):
        used[scope].add(number)
    for identity, note in lock.notes.items() if lock else ():
        if moves.current(identity).case != case:
            continue
        if identity.kind in _LISTS and identity.item != "whole":
            used[_LISTS[identity.kind]].add(item_number(identity.item))
        if identity.kind is Kind.DIFFERENTIAL:
            used["differential"].update(note.numbers)
        elif identity.kind is Kind.GAMUT:
            used[identity.item].update(set(note.numbers) - _contributed(lock, identity))
        elif identity.kind is Kind.OCCLUSION:
            used[f"images.{identity.item}"].update(note.numbers)
    for cause in lock.causes if lock else ():
        gamut = cause.source.gamut
        if moves.current(gamut).case == case:
            used["gamuts"].add(item_number(gamut.item))
            used[gamut.item].add(cause.source.number)
    return dict(used)


def _contributed(lock: Lock | None, note: Identity) -> set[int]:
    """Return the numbers of a shared gamut that its causes do not have from their ids in the case of the note."""
    return {cause.number for cause in lock.causes if cause.note == note} if lock else set()
