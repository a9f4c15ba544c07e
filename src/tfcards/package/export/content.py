"""What every export reads from the content of a package: the order of the notes, their fields in order."""

from __future__ import annotations

from tfcards.model.note import Note, NoteType
from tfcards.package.content import PackageContent
from tfcards.package.due import interleave


def study_order(content: PackageContent) -> list[Note]:
    """Return the notes in the order in which new ones are studied: importers count new cards as they come."""
    due = interleave(content.order)
    notes = [each.note for each in content.stamped.notes]
    return sorted(notes, key=lambda note: due[note.identity])


def types_by_name(content: PackageContent) -> dict[str, NoteType]:
    """Return the note types that ``content`` has notes of, by name, sorted."""
    used = {each.note.note_type for each in content.stamped.notes}
    types = {each.note_type.name: each.note_type for each in content.stamped.note_types}
    return {name: types[name] for name in sorted(used)}


def values_of(note: Note, note_type: NoteType) -> list[str]:
    """Return the HTML of all fields of ``note`` in the order of ``note_type``, empty ones included."""
    return [note.fields.get(field.name, "") for field in note_type.fields]
