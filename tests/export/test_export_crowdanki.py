"""deck.json: as CrowdAnki publishes it, and what its import makes of it in the real Anki."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("anki", reason="the real Anki backend is not installed")

from tests.export.addon import Addon

from tfcards.verify.client import ThrowawayCollection

Export = Callable[..., Path]
Correct = Callable[[str, str], None]
NOTES = "select guid, flds, trim(tags) from notes order by guid"
CARDS = "select guid, ord from cards join notes on nid = notes.id order by guid, ord"


def deck_json(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "deck.json").read_text("utf-8"))
    return data


def test_it_holds_what_the_add_on_reads(export: Export) -> None:
    folder = export("crowdanki", "repository")
    deck = deck_json(folder)
    assert deck["__type__"] == "Deck"
    assert deck["name"] == "Small, deck"
    assert [each["crowdanki_uuid"] for each in deck["deck_configurations"]] == [deck["deck_config_uuid"]]
    assert deck["media_files"] == sorted(file.name for file in (folder / "media").iterdir()) != []
    types = {each["crowdanki_uuid"]: each for each in deck["note_models"]}
    assert {each["__type__"] for each in types.values()} == {"NoteModel"}
    assert len(deck["notes"]) == 5
    for note in deck["notes"]:
        assert set(note) == {"__type__", "fields", "guid", "note_model_uuid", "tags"}
        assert len(note["fields"]) == len(types[note["note_model_uuid"]]["flds"])
    assert not any({"id", "mod", "usn", "did"} & each.keys() for each in types.values())


def test_it_says_nothing_of_what_belongs_to_people(export: Export) -> None:
    deck = deck_json(export("crowdanki", "repository"))
    assert not {"desc", "extendNew", "extendRev"} & deck.keys()
    (preset,) = deck["deck_configurations"]
    assert set(preset) == {"__type__", "crowdanki_uuid", "name"}


def test_uuids_and_guids_stand_when_the_text_changes(export: Export, correct: Correct) -> None:
    before = deck_json(export("crowdanki", "one"))
    correct("raised uptake throughout the whole gland", "uptake raised everywhere")
    after = deck_json(export("crowdanki", "two"))
    assert before != after
    for part in ("crowdanki_uuid", "deck_config_uuid", "note_models"):
        assert before[part] == after[part]
    assert [note["guid"] for note in before["notes"]] == [note["guid"] for note in after["notes"]]


def test_the_import_makes_the_notes_and_cards_of_the_package(export: Export, package: Path) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        wanted = collection.query(NOTES), collection.query(CARDS)
    with ThrowawayCollection() as collection:
        addon = Addon(collection)
        addon.import_folder(export("crowdanki", "repository"))
        assert (collection.query(NOTES), collection.query(CARDS)) == wanted
        assert list(collection.anki.media.check().missing) == []
        assert addon.asked == []


def test_a_second_import_corrects_in_place_and_asks_nothing(export: Export, correct: Correct) -> None:
    schedule = "select id, due, ivl, queue, reps from cards order by id"
    with ThrowawayCollection() as collection:
        addon = Addon(collection)
        addon.import_folder(export("crowdanki", "repository"))
        anki: Any = collection.anki
        own = anki.decks.get(anki.decks.id_for_name("Small, deck"))
        own["desc"] = "my own description"
        anki.decks.save(own)
        preset = anki.decks.get_config(own["conf"])
        preset["new"]["perDay"] = 7
        anki.decks.update_config(preset)
        anki.sched.suspend_cards([collection.query("select min(id) from cards")[0][0]])
        before = collection.query(schedule)
        correct("raised uptake throughout the whole gland", "uptake raised everywhere")
        addon.import_folder(export("crowdanki", "repository"))
        assert addon.asked == []
        assert collection.query(schedule) == before
        assert len(collection.query("select id from notes where flds like '%uptake raised everywhere%'")) > 0
        assert collection.query("select count(*) from notes") == [[5]]
        again = anki.decks.get(own["id"])
        assert again["desc"] == "my own description"
        assert anki.decks.get_config(again["conf"])["new"]["perDay"] == 7
        assert len(anki.decks.all_config()) == 2


def test_package_and_add_on_do_not_mix(export: Export, package: Path) -> None:
    folder = export("crowdanki", "repository")
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        addon = Addon(collection)
        addon.import_folder(folder)
        assert len(addon.asked) == 5, "for each note, which field becomes which"
    with ThrowawayCollection() as collection:
        Addon(collection).import_folder(folder)
        log = collection.import_package(package)
        assert (log.new, log.updated, log.conflicting + log.duplicate) == (0, 0, 5)
