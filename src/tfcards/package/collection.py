"""The Anki collection inside a package, written by genanki with our own ids, times and cards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import genanki

from tfcards.model.card import Identity
from tfcards.model.identity import stable_id
from tfcards.model.note import FieldDef
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
            fields=[_field(field) for field in note_type.fields],
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
        stock = self.definition.stock
        own = {} if stock is None else {"originalStockKind": stock}
        return {**super().to_json(self._mod, deck_id), **own}


def _field(field: FieldDef) -> dict[str, object]:
    """Return ``field`` for genanki, which passes keys that it does not know through to Anki."""
    made: dict[str, object] = {"id": field.id, "name": field.name, "font": "Arial"}
    if field.tag is not None:
        made |= {"tag": field.tag, "preventDeletion": field.kept}
    return made


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


def collection_bytes(*contents: PackageContent) -> bytes:
    """Return the SQLite file of the collection, each of ``contents`` a deck in it.

    It is the same bytes for the same contents (and SQLite library). The database lives in memory: genanki's own
    leaves its temporary file behind.
    """
    models = _models(contents)
    ids = note_ids(*(content.stamped.lock for content in contents))
    decks = [_deck(content, models, own) for content, own in zip(contents, ids, strict=True)]
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package(decks).write_to_db(database.cursor(), 0, iter(()))
        database.commit()
        return database.serialize()


def _models(contents: Sequence[PackageContent]) -> dict[str, _NoteType]:
    """Return the note types by name; one that several decks have is as old as its latest change in any of them."""
    found = [each for content in contents for each in content.stamped.note_types]
    return {each.note_type.name: _NoteType(each) for each in sorted(found, key=lambda each: each.mod)}


def _deck(content: PackageContent, models: dict[str, _NoteType], ids: dict[Identity, int]) -> genanki.Deck:
    deck = genanki.Deck(stable_id(content.namespace, "deck"), content.deck_name)
    deck.notes = _notes(content, models, ids)
    for name in sorted({each.note.note_type for each in content.stamped.notes}):
        deck.add_model(models[name])
    return deck


def _notes(content: PackageContent, models: dict[str, _NoteType], ids: dict[Identity, int]) -> Sequence[_Note]:
    """Return the notes of ``content`` in the order of their ``ids``."""
    due = interleave(content.order)
    notes = [
        _Note(each, models[each.note.note_type], due[each.note.identity], ids[each.note.identity])
        for each in content.stamped.notes
    ]
    return sorted(notes, key=lambda note: note.note_id)
