"""The Anki collection inside a package, written by genanki with our own ids, times and cards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import genanki

from tfcards.model.identity import stable_id
from tfcards.package.content import PackageContent, card_ords, note_ids
from tfcards.package.due import interleave
from tfcards.package.stamp import StampedNote, StampedNoteType


class _NoteType(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A note type with integer ids on its fields and templates, and a time of its own."""

    def __init__(self, stamped: StampedNoteType) -> None:
        note_type = stamped.note_type
        super().__init__(
            model_id=note_type.id,
            name=note_type.name,
            fields=[{"id": field.id, "name": field.name, "font": "Arial"} for field in note_type.fields],
            templates=[
                {"id": template.id, "name": template.name, "qfmt": template.front, "afmt": template.back}
                for template in note_type.templates
            ],
            css=note_type.css,
            model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
        )
        self.definition = note_type
        self._mod = stamped.mod

    @property
    def _req(self) -> list[list[object]]:
        """The gates. genanki's own guess asks for all fields when a front has filtered ones only (ANKI.md)."""
        names = [field.name for field in self.definition.fields]
        return [
            [position, "any", [names.index(template.gate)]]
            for position, template in enumerate(self.definition.templates)
        ]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:  # noqa: ARG002 - genanki's one time for all
        """Return Anki's JSON of the note type, with the time of its own last change."""
        return dict(super().to_json(self._mod, deck_id))


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note with a time of its own, stable ids, and the cards that we decide on."""

    def __init__(self, stamped: StampedNote, model: _NoteType, due: int, note_id: int) -> None:
        note = stamped.note
        super().__init__(
            model=model,
            fields=[note.fields.get(field.name, "") for field in model.definition.fields],
            tags=sorted(set(note.tags)),
            guid=note.guid,
            due=due,
        )
        self.note_id = note_id
        self._mod = stamped.mod
        self._ords = card_ords(note, model.definition)

    @property
    def cards(self) -> list[Any]:
        """The cards of the note, in the order of their positions."""
        return [genanki.Card(position) for position in self._ords]

    def write_to_db(
        self,
        cursor: sqlite3.Cursor,
        timestamp: float,  # noqa: ARG002 - genanki's one time for all
        deck_id: int,
        id_gen: Iterator[int],  # noqa: ARG002 - genanki counts ids up from the time of the build
    ) -> None:
        """Write the note and its cards with their own ids and time."""
        ids = [self.note_id, *(self.note_id + position for position in self._ords)]
        super().write_to_db(cursor, self._mod, deck_id, iter(ids))

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Leave markup to the sanitiser: genanki's pattern takes ``p < 5, q > 3`` for a broken tag."""


def collection_bytes(content: PackageContent) -> bytes:
    """Return the SQLite file of the collection; the same bytes for the same ``content`` (and SQLite library).

    The database lives in memory: genanki's own leaves its temporary file behind.
    """
    deck = genanki.Deck(stable_id(content.namespace, "deck"), content.deck_name)
    models = {each.note_type.name: _NoteType(each) for each in content.stamped.note_types}
    deck.notes = _notes(content, models)
    for name in sorted({each.note.note_type for each in content.stamped.notes}):
        deck.add_model(models[name])
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package(deck).write_to_db(database.cursor(), 0, iter(()))
        database.commit()
        return database.serialize()


def _notes(content: PackageContent, models: dict[str, _NoteType]) -> Sequence[_Note]:
    """Return the notes of ``content`` in the order of their ids."""
    due = interleave(content.order)
    ids = note_ids(content.stamped.lock)
    notes = [
        _Note(each, models[each.note.note_type], due[each.note.identity], ids[each.note.identity])
        for each in content.stamped.notes
    ]
    return sorted(notes, key=lambda note: note.note_id)
