"""What ``tfcards diff`` compares: a package, a deck folder, or a deck folder as it was at a git revision."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tfcards.model.diagnostic import Diagnostic
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.note import Note, NoteType
from tfcards.package.content import card_ords
from tfcards.package.read import read_release
from tfcards.package.read_values import (
    ReadCard,
    ReadField,
    ReadNote,
    ReadNoteType,
    ReadRelease,
    ReadTemplate,
)
from tfcards.pipeline.diff.git import unpack_revision
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.sources.collection import DECK_FILE
from tfcards.sources.supply import NO_SUPPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two releases of a comparison. ``released`` tells whether its times of change are known.

    ``unread`` are the names of cases that could not be read: nothing is known of their notes.
    """

    name: str
    release: ReadRelease
    released: bool
    unread: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def open_side(text: str, progress: Progress) -> Side:
    """Return the release that ``text`` names: a package, a deck folder, or ``DECK@REV``. Nothing is written.

    Raises:
        TfcardsError: There is no such thing, or it cannot be read.
    """
    path = Path(text)
    if path.is_file():
        progress(f"reading {path}")
        return Side(name=text, release=read_release(path), released=True)
    if path.is_dir():
        return _deck(path, text, progress)
    folder, revision = _split(text)
    if folder is None:
        hint = "give a package (.apkg), a deck folder, or DECK@REVISION"
        raise TfcardsError(f"{text} does not exist", hint, ExitCode.USAGE)
    with TemporaryDirectory(prefix="tfcards-diff-") as temporary:
        unpack_revision(folder, revision, Path(temporary))
        side = _deck(Path(temporary), text, progress)
        return replace(side, diagnostics=tuple(_at(d, temporary, text) for d in side.diagnostics))


def _at(diagnostic: Diagnostic, temporary: str, name: str) -> Diagnostic:
    """Return ``diagnostic`` with a path that people know, in place of the one below ``temporary``."""
    place = diagnostic.location
    return replace(diagnostic, location=replace(place, path=place.path.replace(temporary, name)))


def _split(text: str) -> tuple[Path | None, str]:
    """Return folder and revision of ``DECK@REV``. Either may hold an @: the shortest folder that exists counts."""
    parts = text.split("@")
    for count in range(1, len(parts)):
        folder = "@".join(parts[:count])
        if folder and Path(folder).is_dir():
            return Path(folder), "@".join(parts[count:])
    return None, ""


def _deck(folder: Path, name: str, progress: Progress) -> Side:
    if not (folder / DECK_FILE).is_file():
        message = f"{name} is no deck: it has no {DECK_FILE}"
        raise TfcardsError(message, "give the folder of a deck, or a package", ExitCode.USAGE)
    draft = make_draft([folder], NO_SUPPLY, progress)
    return Side(
        name=name,
        release=release_of(draft),
        released=False,
        unread=draft.sources.unread,
        diagnostics=draft.diagnostics,
    )


def release_of(draft: Draft) -> ReadRelease:
    """Return ``draft`` as a package of it would be read; times of change are 0."""
    types = {each.name: each for each in draft.note_types}
    used = {note.note_type for note in draft.notes}
    return ReadRelease(
        notes=tuple(_note(note, types[note.note_type]) for note in draft.notes),
        note_types={types[name].id: _note_type(types[name]) for name in sorted(used)},
        media={m.name: hashlib.sha1(m.data, usedforsecurity=False).hexdigest() for m in draft.media},
    )


def _note(note: Note, note_type: NoteType) -> ReadNote:
    return ReadNote(
        guid=note.guid,
        mod=0,
        note_type=note_type.name,
        note_type_id=note_type.id,
        fields={field.name: note.fields.get(field.name, "") for field in note_type.fields},
        tags=tuple(sorted(set(note.tags))),
        cards=tuple(ReadCard(position, 0) for position in card_ords(note, note_type)),
    )


def _note_type(note_type: NoteType) -> ReadNoteType:
    return ReadNoteType(
        id=note_type.id,
        name=note_type.name,
        cloze=note_type.cloze,
        mod=0,
        css=note_type.css,
        fields=tuple(ReadField(field.id, field.name) for field in note_type.fields),
        templates=tuple(ReadTemplate(each.id, each.name, each.front, each.back) for each in note_type.templates),
    )
