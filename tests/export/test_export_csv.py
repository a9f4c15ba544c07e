"""The text file, imported into the real Anki as a person's File > Import does it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tfcards.verify.client import ThrowawayCollection

if TYPE_CHECKING:
    from anki.cards import CardId
    from anki.decks import DeckId
    from anki.notes import NoteId

pytest.importorskip("anki", reason="the real Anki backend is not installed")

Export = Callable[..., Path]
Correct = Callable[[str, str], None]
CARDS = "select id, did, due, ivl, queue, type, reps, flags from cards order by id"
NOTES = "select guid, mod, flds, tags from notes order by guid"


def import_csv(collection: ThrowawayCollection, path: Path) -> dict[str, int]:
    """Import ``path`` with what its headers say and Anki's defaults; return how many notes went each way."""
    from anki.collection import ImportCsvRequest

    metadata = collection.anki.get_csv_metadata(str(path), None)
    log = collection.anki.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    ways = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "first_field_match")
    collection.anki.close()
    collection.anki.reopen()
    return {way: len(getattr(log, way)) for way in ways if len(getattr(log, way))}


def field(collection: ThrowawayCollection, item: str, name: str) -> str:
    (row,) = collection.query("select id from notes where sfld = ?", item)
    return str(collection.anki.get_note(row[0])[name])


def note_ids(collection: ThrowawayCollection) -> list[NoteId]:
    return [row[0] for row in collection.query("select id from notes order by id")]


def test_the_headers_answer_what_anki_would_ask(export: Export) -> None:
    path = export("csv", "deck.csv")
    with ThrowawayCollection() as collection:
        metadata = collection.anki.get_csv_metadata(str(path), None)
    assert (metadata.force_delimiter, metadata.force_is_html, metadata.is_html) == (True, True, True)
    assert metadata.guid_column == 1
    assert (metadata.notetype_column, metadata.deck_column, metadata.tags_column) == (2, 3, 4)
    rows = list(csv.reader(path.read_text("utf-8").splitlines(keepends=True)[7:]))
    assert {row[1] for row in rows} == {"tfcards Diagnosis", "tfcards Pattern", "tfcards List", "tfcards Contrast"}
    assert {row[2] for row in rows} == {"Small, deck"}
    assert {len(row) for row in rows} == {len(metadata.column_labels)}


def test_a_collection_without_the_note_types_takes_nothing(export: Export) -> None:
    with ThrowawayCollection() as collection:
        assert import_csv(collection, export("csv", "deck.csv")) == {"missing_notetype": 5}
        assert note_ids(collection) == []


def test_what_the_package_brought_is_left_as_it_is(export: Export, package: Path) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        before = collection.query(NOTES), collection.query(CARDS)
        for _ in range(2):
            assert import_csv(collection, export("csv", "deck.csv")) == {"duplicate": 5}
            assert (collection.query(NOTES), collection.query(CARDS)) == before


def test_notes_that_are_missing_come_as_the_package_would_bring_them(export: Export, package: Path) -> None:
    notes = "select guid, flds, tags, mid from notes order by guid"
    cards = "select guid, ord, did from cards join notes on nid = notes.id order by guid, ord"
    studied = "select guid from notes join cards on nid = notes.id group by guid order by due"
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        before = [collection.query(each) for each in (notes, cards, studied)]
        collection.anki.remove_notes(note_ids(collection))
        assert import_csv(collection, export("csv", "deck.csv")) == {"new": 5}
        assert [collection.query(each) for each in (notes, cards, studied)] == before
        assert import_csv(collection, export("csv", "deck.csv")) == {"duplicate": 5}


def test_a_correction_comes_in_place_and_keeps_the_history(
    export: Export, package: Path, correct: Correct
) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        study(collection)
        before = collection.query(CARDS)
        correct("raised uptake throughout the whole gland", 'uptake, "raised";#everywhere\\té')
        correct("brief_history: 47-year-old woman with palpitations and weight loss.", 'brief_history: ""')
        assert import_csv(collection, export("csv", "deck.csv")).get("updated", 0) > 0
        assert 'uptake, "raised";#everywhere\\té' in field(collection, "example differential list", "Text")
        assert field(collection, "example diagnosis case", "History") == ""
        assert collection.query(CARDS) == before
        assert len(note_ids(collection)) == 5


def study(collection: ThrowawayCollection) -> None:
    """Answer, suspend, flag and move cards of the collection."""
    anki: Any = collection.anki
    cards: list[CardId] = [row[0] for row in collection.query("select id from cards order by id")]
    card = anki.get_card(cards[0])
    card.start_timer()
    anki.sched.answerCard(card, 3)
    anki.sched.suspend_cards(cards[1:2])
    anki.set_user_flag_for_cards(2, cards[2:3])
    own: DeckId = anki.decks.add_normal_deck_with_name("My own").id
    anki.set_deck(cards[3:4], own)


def test_what_people_wrote_themselves_goes(export: Export, package: Path) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        before = collection.query("select flds, tags from notes order by id")
        note = collection.anki.get_note(note_ids(collection)[0])
        note.fields[1], note.tags = "my own words", [*note.tags, "mine"]
        collection.anki.update_note(note)
        assert import_csv(collection, export("csv", "deck.csv")) == {"updated": 1, "duplicate": 4}
        assert collection.query("select flds, tags from notes order by id") == before


def test_an_older_package_does_not_undo_what_the_file_corrected(
    export: Export, package: Path, correct: Correct
) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        correct("raised uptake throughout the whole gland", "uptake raised everywhere")
        import_csv(collection, export("csv", "deck.csv"))
        assert collection.import_package(package).updated == 0
        assert "uptake raised everywhere" in field(collection, "example differential list", "Text")


def test_all_images_are_in_the_folder_beside_it(export: Export, package: Path) -> None:
    path = export("csv", "deck.csv")
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        shipped = {file.name: file.read_bytes() for file in collection.media_folder.iterdir()}
        assert {file.name: file.read_bytes() for file in (path.parent / "deck.media").iterdir()} == shipped
        for file in collection.media_folder.iterdir():
            file.unlink()
        collection.anki.remove_notes(note_ids(collection))
        import_csv(collection, path)
        for file in (path.parent / "deck.media").iterdir():
            shutil.copy(file, collection.media_folder)
        check = collection.anki.media.check()
        assert (list(check.missing), list(check.unused)) == ([], [])
