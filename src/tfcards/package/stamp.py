"""Gives every note and note type the time of the release that last changed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from tfcards.model.card import Identity, Kind
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.moves import BETWEEN
from tfcards.model.note import Note, NoteType
from tfcards.package.digests import note_content, note_type_content, note_type_layout
from tfcards.package.lock import Lock, LockedNote, LockedNoteType

LATEST = 253_402_300_799
"""The end of the year 9999, in seconds since 1970: the last time that deck.lock can write."""


@dataclass(frozen=True, slots=True)
class StampedNote:
    """A note with the release times of its last change and of its first release, in seconds since 1970."""

    note: Note
    mod: int
    first: int


@dataclass(frozen=True, slots=True)
class StampedNoteType:
    """A note type with the release time of its last change, in seconds since 1970."""

    note_type: NoteType
    mod: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A release: its notes and note types with their times, the lock to keep, and what became of each note.

    ``retired`` are those that this release is the first to leave out. A package cannot delete: residents keep
    them, so that a note which comes back as it was has not changed.
    """

    notes: tuple[StampedNote, ...]
    note_types: tuple[StampedNoteType, ...]
    lock: Lock
    added: tuple[Identity, ...]
    changed: tuple[Identity, ...]
    unchanged: tuple[Identity, ...]
    retired: tuple[Identity, ...]


def stamp(
    lock: Lock,
    notes: Sequence[Note],
    note_types: Sequence[NoteType],
    release_time: int,
    held: Collection[str] = (),
) -> Stamped:
    """Compare a release with ``lock``, the one before, and date what is new or changed ``release_time``.

    ``release_time`` is in seconds since 1970. A change gets a later time than the one before even when the clock
    does not give one, as Anki takes only what is strictly newer. What did not change keeps its time, so that
    people's own edits of it stay (ANKI.md, Identity and updates). ``held`` are cases that could not be read this
    time: notes that show them are missing for a mistake and stay as they are in the lock.

    Raises:
        TfcardsError: ``release_time`` is not a time that a release can have.
    """
    if not 0 < release_time <= LATEST:
        message = f"{release_time} cannot be the time of a release"
        raise TfcardsError(message, "give it in whole seconds since 1970", ExitCode.USAGE)
    entries = {note.identity: _locked_note(lock.notes.get(note.identity), note, release_time) for note in notes}
    types = {each.id: _locked_type(lock.note_types.get(each.id), each, release_time) for each in note_types}
    missing = {key: entry for key, entry in lock.notes.items() if key not in entries}
    shown = _cases_shown(lock)
    retired = {
        key: replace(entry, live=entry.live and not shown(key).isdisjoint(held)) for key, entry in missing.items()
    }
    known = sorted(entries.keys() & lock.notes.keys())
    return Stamped(
        notes=tuple(StampedNote(note, entries[note.identity].mod, entries[note.identity].first) for note in notes),
        note_types=tuple(StampedNoteType(each, types[each.id].mod) for each in note_types),
        lock=replace(lock, note_types={**lock.note_types, **types}, notes={**retired, **entries}),
        added=tuple(sorted(entries.keys() - lock.notes.keys())),
        changed=tuple(key for key in known if entries[key].mod != lock.notes[key].mod),
        unchanged=tuple(key for key in known if entries[key].mod == lock.notes[key].mod),
        retired=tuple(sorted(key for key, entry in retired.items() if lock.notes[key].live and not entry.live)),
    )


def _cases_shown(lock: Lock) -> Callable[[Identity], set[str]]:
    """Return a look-up of the cases that a note shows: its own, the other one of a contrast, all of a gamut."""
    stating: dict[Identity, set[str]] = defaultdict(set)
    for cause in lock.causes:
        stating[cause.note].add(cause.source.gamut.case)

    def shown(identity: Identity) -> set[str]:
        other = identity.item.removeprefix(BETWEEN) if identity.kind is Kind.CONTRAST else identity.case
        return {identity.case, other} | stating.get(identity, set())

    return shown


def _locked_note(before: LockedNote | None, note: Note, release_time: int) -> LockedNote:
    """Return the lock's entry for ``note``, which had the entry ``before``."""
    content = note_content(note)
    if before is None:
        mod = first = release_time
        numbers = set(note.numbers)
    else:
        same = before.content == content
        mod = before.mod if same else max(release_time, before.mod + 1)
        first = before.first
        numbers = {*before.numbers, *note.numbers}
    return LockedNote(content=content, mod=mod, first=first, numbers=tuple(sorted(numbers)), live=True)


def _locked_type(before: LockedNoteType | None, note_type: NoteType, release_time: int) -> LockedNoteType:
    """Return the lock's entry for ``note_type``, which had the entry ``before``."""
    content = note_type_content(note_type)
    if before is None:
        mod = release_time
    elif before.content == content:
        mod = before.mod
    else:
        mod = max(release_time, before.mod + 1)
    return LockedNoteType(name=note_type.name, content=content, layout=note_type_layout(note_type), mod=mod)
