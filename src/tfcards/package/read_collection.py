"""Notes and note types in a collection: of the legacy schema (JSON in a cell), and of the current one (tables)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from tfcards.package import read_protobuf as protobuf
from tfcards.package.read_database import rows, tables
from tfcards.package.read_values import ReadCard, ReadField, ReadNote, ReadNoteType, ReadTemplate

MAX_COLLECTION = 512 * 2**20
"""Bytes of a collection, unpacked: some hundred times that of 1,000 cases."""

P = TypeVar("P", ReadField, ReadTemplate)

_FIELD_END = "\x1f"
_CLOZE = 1
_NOTE_TYPE_KIND, _NOTE_TYPE_CSS = 1, 3
_FIELD_ID = 9
_FRONT, _BACK, _TEMPLATE_ID = 1, 2, 8


def read_notes(database: sqlite3.Connection) -> tuple[tuple[ReadNote, ...], dict[int, ReadNoteType]]:
    """Return the notes in the order of their ids, and the note types that they use by id.

    Raises:
        ValueError, TypeError, KeyError, AttributeError, ArithmeticError, sqlite3.Error: It is not Anki's.
    """
    present = tables(database)
    if not {"col", "notes", "cards"} <= present:
        raise ValueError(present)
    note_types = _current(database) if "notetypes" in present else _legacy(database)
    cards = _cards(database)
    found: list[tuple[int, ReadNote]] = []
    size = 0
    for note_id, guid, type_id, mod, tags, text in rows(
        database, "notes", ("id", "guid", "mid", "mod", "tags", "flds")
    ):
        size += len(text)
        if size > MAX_COLLECTION:
            raise ValueError("more text than the file can hold")
        note_type = note_types[type_id]
        names = [field.name for field in note_type.fields]
        note = ReadNote(
            guid=_text(guid),
            mod=int(mod),
            note_type=note_type.name,
            note_type_id=note_type.id,
            fields=dict(zip(names, text.split(_FIELD_END), strict=True)),
            tags=tuple(tags.split()),
            cards=tuple(sorted(cards.get(note_id, ()), key=lambda card: card.ord)),
        )
        found.append((int(note_id), note))
    notes = tuple(note for _, note in sorted(found, key=lambda pair: pair[0]))
    used = {note.note_type_id for note in notes}
    return notes, {key: note_type for key, note_type in note_types.items() if key in used}


def _cards(database: sqlite3.Connection) -> dict[int, list[ReadCard]]:
    """Return the cards of each note by its id."""
    cards: dict[int, list[ReadCard]] = {}
    for note_id, position, due in rows(database, "cards", ("nid", "ord", "due")):
        cards.setdefault(note_id, []).append(ReadCard(int(position), int(due)))
    return cards


def _legacy(database: sqlite3.Connection) -> dict[int, ReadNoteType]:
    """Return the note types of schema 11: JSON in the one row of ``col``."""
    (models,) = next(iter(rows(database, "col", ("models",))))
    return {int(key): _legacy_type(int(key), model) for key, model in json.loads(models).items()}


def _legacy_type(key: int, model: Mapping[str, Any]) -> ReadNoteType:
    return ReadNoteType(
        id=key,
        name=_text(model["name"]),
        cloze=model.get("type") == _CLOZE,
        mod=int(model.get("mod", 0)),
        css=_text(model.get("css", "")),
        fields=tuple(ReadField(_id(part), _text(part["name"])) for part in model["flds"]),
        templates=tuple(
            ReadTemplate(_id(part), _text(part["name"]), _text(part.get("qfmt", "")), _text(part.get("afmt", "")))
            for part in model.get("tmpls", ())
        ),
    )


def _current(database: sqlite3.Connection) -> dict[int, ReadNoteType]:
    """Return the note types of schema 18: a table each for note types, fields and templates."""
    fields: dict[int, dict[int, ReadField]] = {}
    for key, position, name, config in rows(database, "fields", ("ntid", "ord", "name", "config")):
        values = protobuf.last(config)
        field = ReadField(protobuf.integer(values, _FIELD_ID), _text(name))
        fields.setdefault(key, {})[int(position)] = field
    templates: dict[int, dict[int, ReadTemplate]] = {}
    for key, position, name, config in rows(database, "templates", ("ntid", "ord", "name", "config")):
        values = protobuf.last(config)
        templates.setdefault(key, {})[int(position)] = ReadTemplate(
            protobuf.integer(values, _TEMPLATE_ID),
            _text(name),
            protobuf.text(values, _FRONT),
            protobuf.text(values, _BACK),
        )
    found = {}
    for key, name, mod, config in rows(database, "notetypes", ("id", "name", "mtime_secs", "config")):
        values = protobuf.last(config)
        found[int(key)] = ReadNoteType(
            id=int(key),
            name=_text(name),
            cloze=protobuf.integer(values, _NOTE_TYPE_KIND) == _CLOZE,
            mod=int(mod),
            css=protobuf.text(values, _NOTE_TYPE_CSS),
            fields=tuple(_in_order(fields.get(key, {}))),
            templates=tuple(_in_order(templates.get(key, {}))),
        )
    return found


def _in_order(parts: Mapping[int, P]) -> Iterable[P]:
    return (parts[position] for position in sorted(parts))


def _id(part: Mapping[str, Any]) -> int | None:
    """Return the id of a field or template in legacy JSON, where it has one."""
    value = part.get("id")
    return value if isinstance(value, int) else None


def _text(value: object) -> str:
    """Return ``value``, which must be text that can be printed. Raises TypeError, ValueError."""
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # refuses the lone surrogates that JSON lets through
    return value
