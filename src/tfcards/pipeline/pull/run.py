"""Takes corrections that people made in Anki back to the case files they belong in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.note import Note
from tfcards.package.read import read_package
from tfcards.package.read_values import ReadNote
from tfcards.pipeline.diff.names import NoteName, name_of, tagged
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.pipeline.locks import LOCK_FILE, read_lock
from tfcards.pipeline.pull.base import Base, Known
from tfcards.pipeline.pull.collect import Correction, Gathered, Unmapped
from tfcards.pipeline.pull.marked import MarkedNotes
from tfcards.pipeline.pull.note import Edited, Released, note_edits, released_values
from tfcards.sources.collection import DECK_FILE
from tfcards.sources.supply import NO_SUPPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What people corrected: what can go back to case files, and what cannot, with the reason.

    ``compared`` notes of the export are in the deck; ``corrected`` ones of them somebody edited.
    """

    compared: int
    corrected: int
    corrections: tuple[Correction, ...]
    unmapped: tuple[Unmapped, ...]
    diagnostics: tuple[Diagnostic, ...]


def pull(export: Path, deck: Path, progress: Progress, *, base: Path | None = None) -> Pull:
    """Compare the notes of ``export`` with those that ``deck`` builds; nothing is written.

    ``base`` is the released package that people had: with it, each value is compared three ways.

    Raises:
        TfcardsError: A package cannot be read, or ``deck`` is no deck.
    """
    if not (deck / DECK_FILE).is_file():
        message = f"{deck} is no deck: it has no {DECK_FILE}"
        raise TfcardsError(message, "give the folder of the deck", ExitCode.USAGE)
    progress(f"reading {export}")
    theirs = read_package(export)
    draft = make_draft([deck], NO_SUPPLY, progress)
    lock = read_lock(deck / LOCK_FILE, draft.sources.deck.namespace)
    progress("comparing")
    return compare(draft, Base.of(lock, base, theirs), theirs)


def compare(draft: Draft, base: Base, theirs: tuple[ReadNote, ...]) -> Pull:
    """Return what the notes ``theirs`` of an export come to for the deck that ``draft`` was made of."""
    return _Pulling(draft, base).result(theirs)


class _Pulling:
    """Compares the notes of an export with a draft."""

    def __init__(self, draft: Draft, base: Base) -> None:
        self._draft = draft
        self._base = base
        self._notes: Mapping[str, Note] = {note.guid: note for note in draft.notes}
        self._types = {each.name: each for each in draft.note_types}
        self._marked = MarkedNotes(draft)
        self._gathered = Gathered({source.case.id: source for source in draft.sources.cases})

    def result(self, theirs: tuple[ReadNote, ...]) -> Pull:
        """Return what all notes of the export ``theirs`` come to."""
        known = [note for note in theirs if note.guid in self._notes]
        released = self._released(known)
        edited = sum(self._compare(self._notes[note.guid], note, released) for note in known)
        strangers = [note for note in theirs if note.guid not in self._notes]
        return Pull(
            compared=len(known),
            corrected=edited,
            corrections=self._gathered.corrections(),
            unmapped=(*self._gathered.unmapped(), *_unknown(strangers, self._draft, self._base)),
            diagnostics=self._draft.diagnostics,
        )

    def _compare(self, ours: Note, theirs: ReadNote, released: Released) -> bool:
        """Gather what somebody changed in a note; tell whether anything was."""
        before = self._base.of_note(ours, theirs)
        if before is Known.UNEDITED:
            return False
        edited = Edited(ours, theirs, before)
        edits = list(note_edits(edited, self._fields(ours), self._marked, released))
        self._gathered.add(_name(ours), edits)
        return bool(edits)

    def _released(self, theirs: Sequence[ReadNote]) -> Released:
        """Return what notes that nobody edited tell of values in notes of which nothing else is known."""
        known = [(ours := self._notes[note.guid], note, self._base.of_note(ours, note)) for note in theirs]
        cases = {ours.identity.case for ours, _, before in known if before is Known.NOTHING}
        found = Released(set)
        for ours, note, before in known:
            # By its content alone, a note that somebody edited looks released once the edit was taken over.
            if before is Known.UNEDITED and self._base.is_dated(note) and ours.identity.case in cases:
                for origin, texts in released_values(ours, note, self._fields(ours), self._marked).items():
                    found[origin] |= texts
        return found

    def _fields(self, note: Note) -> list[str]:
        return [field.name for field in self._types[note.note_type].fields]


def _name(note: Note) -> NoteName:
    identity = note.identity
    return NoteName(identity.case, identity.kind.value, identity.item, note.guid)


def _unknown(notes: list[ReadNote], draft: Draft, base: Base) -> Iterator[Unmapped]:
    """Yield the ``notes`` that the deck does not build, and why."""
    for note in notes:
        why = "the note is not of this deck"
        if unread := set(tagged(note, "Case")) & set(draft.sources.unread):
            why = f"the case {min(unread)} cannot be read: correct it first"
        elif note.guid in base.locked:
            why = "the deck does not make this note any more"
        yield Unmapped(note=name_of(note), field="", why=why, old="", new="")
