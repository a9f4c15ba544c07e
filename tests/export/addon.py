"""The steps of CrowdAnki's import, done with the real Anki.

The add-on itself needs Anki's windows. These are the steps of its folder representation/, told anew
(github.com/Stvad/CrowdAnki): look things up by ``crowdanki_uuid`` and notes by GUID, lay what deck.json says over
what the collection has, and ask a person (``asked``) where a note type or the note type of a note would change.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfcards.verify.client import ThrowawayCollection

if TYPE_CHECKING:
    from anki.collection import Collection

UUID = "crowdanki_uuid"


class Addon:
    """Imports folders into one collection. ``asked`` names what a person would have been asked about."""

    def __init__(self, collection: ThrowawayCollection) -> None:
        self.collection = collection
        self.asked: list[str] = []

    def import_folder(self, folder: Path) -> None:
        deck = json.loads((folder / "deck.json").read_text("utf-8"))
        col = self.collection.anki
        presets = {each[UUID]: self._preset(col, each) for each in deck["deck_configurations"]}
        types = {each[UUID]: self._note_type(col, each) for each in deck["note_models"]}
        home = self._deck(col, deck, presets[deck["deck_config_uuid"]])
        for note in deck["notes"]:
            self._note(col, note, types[note["note_model_uuid"]], home)
        for image in sorted((folder / "media").iterdir()):
            shutil.copy(image, col.media.dir())
        assert deck["children"] == []

    def _preset(self, col: Collection, said: dict[str, Any]) -> int:
        preset: Any = _named(col.decks.all_config(), said) or col.decks.add_config(said["name"])
        preset.update(_without(said, "__type__"))
        col.decks.update_config(preset)
        return int(preset["id"])

    def _note_type(self, col: Collection, said: dict[str, Any]) -> dict[str, Any]:
        found = _named(col.models.all(), said)
        merged: Any = {**(found or col.models.new(said["name"])), **_without(said, "__type__")}
        if found is None:
            col.models.add(merged)
            return dict(merged)
        col.models.update(merged)
        if any(_sorted(found[part]) != _sorted(said[part]) for part in ("flds", "tmpls")):
            self.asked.append(said["name"])
        return dict(merged)

    def _deck(self, col: Collection, said: dict[str, Any], preset: int) -> int:
        name = said["name"]
        found: Any = _named([dict(each) for each in col.decks.all()], said)
        taken = col.decks.id_for_name(name)
        if taken and (found is None or found["id"] != taken):
            name += "_2"
        if found is None:
            found = col.decks.get(col.decks.add_normal_deck_with_name(name).id)  # type: ignore[arg-type]
        parts = ("__type__", "note_models", "deck_configurations", "children", "media_files", "notes")
        found.update(_without(said, *parts, "deck_config_uuid"))
        found.update(name=name, conf=preset)
        col.decks.save(found)
        return int(found["id"])

    def _note(self, col: Collection, said: dict[str, Any], note_type: dict[str, Any], home: int) -> None:
        from anki.notes import Note

        rows = self.collection.query("select id from notes where guid = ?", said["guid"])
        note: Any = Note(col, id=rows[0][0]) if rows else Note(col, note_type)
        if rows and note.note_type().get(UUID) != said["note_model_uuid"]:
            self.asked.append(said["guid"])
            return
        note.__dict__.update(said)
        note.mid = note_type["id"]
        if rows:
            note.col.update_note(note)
        else:
            col.add_note(note, home)  # type: ignore[arg-type]


def _named(things: Iterable[Any], said: dict[str, Any]) -> Any:  # noqa: ANN401 - Anki's own dictionaries
    return next((thing for thing in things if thing.get(UUID) == said[UUID]), None)


def _without(said: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in keys}


def _sorted(value: object) -> str:
    return json.dumps(value, sort_keys=True)
