"""Writes notes and note types as the deck.json of CrowdAnki, the add-on for decks that people edit together.

Source: the add-on as published (github.com/Stvad/CrowdAnki: README, representation/). It names things by
``crowdanki_uuid``, notes by their GUID, and leaves ids and times of the collection out.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any
from uuid import UUID

from tfcards.model.identity import digest
from tfcards.model.note import Note, NoteType
from tfcards.package.collection import collection_bytes
from tfcards.package.content import PackageContent
from tfcards.package.export.content import study_order, types_by_name, values_of

_UUID = "crowdanki_uuid"
_OF_A_COLLECTION = frozenset({"id", "mod", "usn", "did"})
"""What CrowdAnki leaves out of a note type: it says something in one collection alone."""

_FIELD: dict[str, object] = {
    "collapsed": False,
    "description": "",
    "excludeFromSearch": False,
    "plainText": False,
    "preventDeletion": False,
    "tag": None,
}
"""What Anki adds to a field that does not say it. On the next import CrowdAnki compares the fields with those in
the collection, and asks people to map the old note type onto the new one where a single key differs."""


def crowdanki_bytes(content: PackageContent) -> bytes:
    """Return the deck.json of ``content``: keys sorted and one value a line, as the add-on writes it, for diffs.

    The deck says nothing of its description and of today's limits: they belong to the people who have it. It must
    name deck options; ours are a preset of their own that holds a name and nothing else, so that the add-on makes
    it with Anki's defaults, and leaves what people set in it alone ever after.
    """
    types = types_by_name(content)
    options = _uuid(content.namespace, "deck options")
    deck = {
        "__type__": "Deck",
        _UUID: _uuid(content.namespace, "deck"),
        "children": [],
        "deck_config_uuid": options,
        "deck_configurations": [
            {"__type__": "DeckConfig", _UUID: options, "name": f"tfcards {content.deck_name}"}
        ],
        "dyn": 0,
        "media_files": sorted(file.name for file in content.media),
        "name": content.deck_name,
        "note_models": _note_types(content),
        "notes": [_note(note, types[note.note_type]) for note in study_order(content)],
    }
    return (json.dumps(deck, indent=4, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _note(note: Note, note_type: NoteType) -> dict[str, object]:
    return {
        "__type__": "Note",
        "fields": values_of(note, note_type),
        "guid": note.guid,
        "note_model_uuid": _note_type_uuid(note_type.id),
        "tags": sorted(set(note.tags)),
    }


def _note_types(content: PackageContent) -> list[dict[str, Any]]:
    """Return the note types as the collection of the package holds them, each under a UUID made of its id."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(collection_bytes(content))
        (models,) = database.execute("select models from col").fetchone()
    found = sorted(json.loads(models).values(), key=lambda model: str(model["name"]))
    return [
        {
            **{key: value for key, value in model.items() if key not in _OF_A_COLLECTION},
            "__type__": "NoteModel",
            _UUID: _note_type_uuid(int(model["id"])),
            "flds": [{**_FIELD, **field} for field in model["flds"]],
        }
        for model in found
    ]


def _note_type_uuid(note_type: int) -> str:
    """Return the UUID of a note type by its frozen id: the same in every deck that uses it."""
    return _uuid("note type", str(note_type))


def _uuid(*parts: str) -> str:
    return str(UUID(bytes=digest("crowdanki", *parts)[:16], version=5))
