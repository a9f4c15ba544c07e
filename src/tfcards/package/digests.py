"""Digests that tell whether a release changes what people have in their collections."""

from __future__ import annotations

from tfcards.model.identity import digest
from tfcards.model.note import Note, NoteType

DIGITS = 32
"""Hexadecimal digits of a digest."""


def note_content(note: Note) -> str:
    """Return the digest of all that an import would change: note type, fields, tags, names of media.

    Not ``due``: an import leaves the order of cards that people already have. An empty field is a missing one, and
    the order of fields, tags and media says nothing.
    """
    fields = sorted((name, value) for name, value in note.fields.items() if value)
    parts = [note.note_type, str(len(fields))]
    parts += [part for pair in fields for part in pair]
    parts += _counted(sorted(set(note.tags)))
    parts += _counted(sorted(set(note.media)))
    return _hex("note content", *parts)


def note_type_content(note_type: NoteType) -> str:
    """Return the digest of all that Anki keeps of a note type."""
    parts = [str(note_type.id), note_type.name, str(note_type.cloze), note_type.css]
    parts += _counted([part for field in note_type.fields for part in (str(field.id), field.name)])
    for template in note_type.templates:
        parts += [str(template.id), template.name, template.front, template.back]
    if note_type.stock is not None:
        parts += [str(note_type.stock), *(f"{field.tag} {field.kept}" for field in note_type.fields)]
    return _hex("note type content", *parts)


def note_type_layout(note_type: NoteType) -> str:
    """Return the digest of what must never change under one note type id: the kind, and field and template ids.

    Anki makes a second note type ``Name+`` otherwise and stops updating the notes (ANKI.md, Note types).
    """
    parts = [str(note_type.cloze)]
    parts += _counted([str(field.id) for field in note_type.fields])
    parts += _counted([str(template.id) for template in note_type.templates])
    return _hex("note type layout", *parts)


def _counted(parts: list[str]) -> list[str]:
    """Return ``parts`` behind their number, so that two lists in a row stay apart."""
    return [str(len(parts)), *parts]


def _hex(*parts: str) -> str:
    """Return the digest of ``parts`` as hexadecimal digits."""
    return digest(*parts).hex()[:DIGITS]
