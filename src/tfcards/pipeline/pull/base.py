"""What people had before they corrected it: without that, a correction and a newer case file look the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from tfcards.model.identity import note_guid
from tfcards.model.note import MediaName, Note
from tfcards.package.digests import note_content
from tfcards.package.lock import Lock, LockedNote
from tfcards.package.read import read_package
from tfcards.package.read_values import ReadNote
from tfcards.pipeline.diff.text import images


class Known(Enum):
    """What is known of the release that a note was corrected in."""

    AS_BUILT = "the deck builds the note as it was released"
    UNEDITED = "the note is as a release wrote it"
    TAGS_ALONE = "the fields are as a release wrote them"
    NOTHING = "the deck has moved on, and how the note was released is not known"


@dataclass(frozen=True, slots=True)
class Base:
    """What was released: the notes of a package by GUID, where one is given, else the digests in the lock."""

    locked: Mapping[str, LockedNote]
    """What the lock says, by GUID: that stays when the ids in it move."""

    notes: Mapping[str, ReadNote]
    times: Collection[int]
    """Times of change of the notes in the export, which tell the releases that people took in."""

    @classmethod
    def of(cls, lock: Lock, package: Path | None, export: Iterable[ReadNote]) -> Base:
        """Return the base of ``export`` that ``lock`` and the released ``package`` tell of."""
        notes = {note.guid: note for note in read_package(package)} if package else {}
        locked = {str(note_guid(lock.namespace, identity)): note for identity, note in lock.notes.items()}
        return cls(locked, notes, frozenset(note.mod for note in export))

    def of_note(self, ours: Note, theirs: ReadNote) -> ReadNote | Known:
        """Return the note that ``theirs`` was corrected from, else what is known of it."""
        if theirs.guid in self.notes:
            return self.notes[theirs.guid]
        locked = self.locked.get(theirs.guid)
        if locked is None:
            return Known.NOTHING
        if locked.content in _digests(ours, theirs, theirs.tags):
            return Known.UNEDITED
        if locked.content == note_content(ours) and self._had(locked, theirs):
            return Known.AS_BUILT
        if locked.content in _digests(ours, theirs, ours.tags):
            return Known.TAGS_ALONE
        return Known.UNEDITED if self.is_dated(theirs) else Known.NOTHING

    def is_dated(self, theirs: ReadNote) -> bool:
        """Tell whether ``theirs`` has the time of a release, a second in which nobody edits a note."""
        return theirs.mod in self._releases()

    def _had(self, locked: LockedNote, theirs: ReadNote) -> bool:
        """Tell whether ``theirs`` was corrected from the last release of it: the only one, or one taken in."""
        return locked.mod == locked.first or (theirs.mod >= locked.mod and locked.mod in self.times)

    def _releases(self) -> set[int]:
        """Return the times of all releases that the lock remembers."""
        return {time for note in self.locked.values() for time in (note.mod, note.first)}


def _digests(ours: Note, theirs: ReadNote, tags: tuple[str, ...]) -> set[str]:
    """Return the digests that ``theirs`` may have in the lock, under ``tags``."""
    shown = tuple(MediaName(name) for html in theirs.fields.values() for name in images(html))
    note = replace(ours, fields=theirs.fields, tags=tags)
    return {note_content(replace(note, media=media)) for media in (shown, ours.media)}
