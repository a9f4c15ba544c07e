"""Packages as a resident's Anki takes them: default import settings, then the release after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.import_export_pb2 import ImportResponse
from tests.browser.samples import note_types as stock_note_types

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.identity import note_guid
from tfcards.model.note import Guid, MediaFile, MediaName, Note, NoteType
from tfcards.package.content import PackageContent
from tfcards.package.lock import Lock
from tfcards.package.read import read_package
from tfcards.package.stamp import Stamped, stamp
from tfcards.package.writer import write_package

if TYPE_CHECKING:
    from anki.cards import CardId  # alone it imports in a circle

Pack = Callable[..., PackageContent]
Notes = tuple[Note, ...]
NoteTypes = tuple[NoteType, ...]
LATER = 1_700_086_400


@dataclass(frozen=True)
class Resident:
    """A throwaway collection, closed after each import: the note type cache is stale right after one."""

    folder: Path

    @contextmanager
    def collection(self) -> Iterator[Collection]:
        collection = Collection(str(self.folder / "collection.anki2"))
        try:
            yield collection
        finally:
            collection.close()

    def take(self, content: PackageContent, presets: bool = False) -> ImportResponse.Log:
        path = self.folder / "deck.apkg"
        write_package(path, content)
        options = ImportAnkiPackageOptions(with_deck_configs=presets)
        with self.collection() as collection:
            request = ImportAnkiPackageRequest(package_path=str(path), options=options)
            return collection.import_anki_package(request).log


@pytest.fixture
def resident(tmp_path: Path) -> Resident:
    return Resident(tmp_path)


def counts(log: ImportResponse.Log) -> tuple[int, int, int, int]:
    return len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)


def card_of(collection: Collection, note: Note, position: int = 0) -> CardId:
    cards = map(collection.get_card, collection.find_cards(""))
    (found,) = (card.id for card in cards if card.ord == position and card.note().guid == note.guid)
    return found


def ords(collection: Collection) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for card in map(collection.get_card, sorted(collection.find_cards(""))):
        found.setdefault(card.note().guid, []).append(card.ord)
    return found


def test_a_clean_import(resident: Resident, content: PackageContent, notes: Notes) -> None:
    assert counts(resident.take(content)) == (4, 0, 0, 0)
    with resident.collection() as collection:
        assert collection.db is not None
        assert [ords(collection)[note.guid] for note in notes] == [[0], [0, 1], [0], [0, 2, 6]]
        assert collection.db.list("SELECT due FROM cards ORDER BY id") == [1, 4, 4, 4, 3, 2, 2]
        assert [deck.name for deck in collection.decks.all_names_and_ids()] == [
            "Default",
            "Sample",
            "Sample::Deck",
        ]
        assert not [model["name"] for model in collection.models.all() if model["name"].endswith("+")]
        assert not collection.get_empty_cards().notes
        assert (list(collection.media.check().missing), list(collection.media.check().unused)) == ([], [])
        for card_id in collection.db.list("SELECT id FROM cards"):
            card = collection.get_card(card_id)
            assert "templates/errors" not in card.question() + card.answer()
        before = collection.db.all("SELECT id, nid, ord, due FROM cards ORDER BY id")
        assert collection.fix_integrity() == ("Database rebuilt and optimized.", True)
        assert collection.db.all("SELECT id, nid, ord, due FROM cards ORDER BY id") == before


def test_what_read_package_says_is_what_anki_exports(resident: Resident, content: PackageContent) -> None:
    resident.take(content)
    with resident.collection() as collection:
        options = ExportAnkiPackageOptions(legacy=True)
        collection.export_anki_package(out_path=str(resident.folder / "back.apkg"), options=options, limit=None)
    ours = {note.guid: note for note in read_package(resident.folder / "deck.apkg")}
    again = {note.guid: note for note in read_package(resident.folder / "back.apkg")}
    assert {guid: replace(note, cards=()) for guid, note in again.items()} == {
        guid: replace(note, cards=()) for guid, note in ours.items()
    }
    assert {guid: [card.ord for card in note.cards] for guid, note in again.items()} == {
        guid: [card.ord for card in note.cards] for guid, note in ours.items()
    }


def test_an_unchanged_release_is_the_same_file_and_updates_nothing(
    resident: Resident, stamped: Stamped, notes: Notes, note_types: NoteTypes, pack: Pack
) -> None:
    resident.take(pack(stamped))
    first = (resident.folder / "deck.apkg").read_bytes()
    assert counts(resident.take(pack(stamp(stamped.lock, notes, note_types, LATER)))) == (0, 0, 4, 0)
    assert (resident.folder / "deck.apkg").read_bytes() == first


def test_a_corrected_note_alone_is_updated_and_keeps_its_history(
    resident: Resident, stamped: Stamped, notes: Notes, note_types: NoteTypes, pack: Pack
) -> None:
    resident.take(pack(stamped))
    state = "SELECT type, queue, ivl, reps, lapses, factor, flags, due, did FROM cards ORDER BY id"
    with resident.collection() as collection:
        reviewed, suspended = (card_of(collection, note) for note in notes[:2])
        card = collection.get_card(reviewed)
        card.start_timer()
        collection.sched.answerCard(card, 4)
        collection.sched.set_due_date([reviewed], "20")
        collection.set_user_flag_for_cards(3, [reviewed])
        collection.sched.suspend_cards([suspended])
        assert collection.db is not None
        before = collection.db.all(state), collection.db.all("SELECT * FROM revlog")
        assert len(before[1]) == 2
    corrected = replace(notes[0], fields={**notes[0].fields, "Answer": "Corrected"})
    release = stamp(stamped.lock, (corrected, *notes[1:]), note_types, LATER)
    assert counts(resident.take(pack(release))) == (0, 1, 3, 0)
    with resident.collection() as collection:
        assert collection.get_card(card_of(collection, notes[0])).note()["Answer"] == "Corrected"
        assert collection.db is not None
        assert (collection.db.all(state), collection.db.all("SELECT * FROM revlog")) == before
        assert not collection.get_empty_cards().notes


def test_a_new_item_and_a_new_option_become_cards_of_their_notes(
    resident: Resident, stamped: Stamped, notes: Notes, note_types: NoteTypes, pack: Pack
) -> None:
    resident.take(pack(stamped))
    choice = replace(notes[0], fields={**notes[0].fields, "Choices": "A or B"})
    longer = replace(notes[3], fields={"Front": "{{c1::One}}{{c3::3}}{{c7::7}}{{c8::8}}"}, numbers=(1, 3, 7, 8))
    release = stamp(stamped.lock, (choice, *notes[1:3], longer), note_types, LATER)
    assert counts(resident.take(pack(release))) == (0, 2, 2, 0)
    with resident.collection() as collection:
        assert card_of(collection, notes[0], 1) == card_of(collection, notes[0]) + 1
        assert card_of(collection, notes[3], 7) == card_of(collection, notes[3]) + 7
        assert collection.card_count() == 9


def test_a_note_type_is_corrected_in_place_and_its_fields_renamed(
    resident: Resident, stamped: Stamped, notes: Notes, note_types: NoteTypes, pack: Pack
) -> None:
    resident.take(pack(stamped))
    pattern = note_types[1]
    renamed = (*pattern.fields[:2], replace(pattern.fields[2], name="Remark"), pattern.fields[3])
    front = replace(pattern.templates[0], name="Look", front="{{#Front}}{{Front}}{{Remark}}{{/Front}}")
    changed = replace(pattern, css=".card { color: green }", fields=renamed, templates=(front,))
    release = stamp(stamped.lock, notes, (note_types[0], changed, note_types[2]), LATER)
    assert counts(resident.take(pack(release))) == (0, 0, 4, 0)
    with resident.collection() as collection:
        names = [model["name"] for model in collection.models.all() if model["name"].startswith("Sample")]
        assert sorted(names) == ["Sample Diagnosis", "Sample List", "Sample Pattern"]
        model = collection.models.by_name("Sample Pattern")
        assert model is not None
        assert model["css"] == ".card { color: green }"
        assert [field["name"] for field in model["flds"]] == ["Key", "Front", "Remark", "Answer"]
        assert model["tmpls"][0]["name"] == "Look"


def test_deck_options_and_the_deck_of_the_resident_stay(resident: Resident, content: PackageContent) -> None:
    with resident.collection() as collection:
        default = collection.decks.all_config()[0]
        default["name"], default["new"]["perDay"] = "Mine", 77
        collection.decks.save(default)
        own = collection.decks.add_config_returning_id("Own preset")
        collection.decks.id("Sample::Deck")
        deck = collection.decks.by_name("Sample::Deck")
        assert deck is not None
        deck["conf"], deck["desc"] = own, "my words"
        collection.decks.save(deck)
        before = collection.decks.all_config()
    resident.take(content, presets=True)
    with resident.collection() as collection:
        assert collection.decks.all_config() == before
        deck = collection.decks.by_name("Sample::Deck")
        assert deck is not None
        assert (deck["conf"], deck["desc"]) == (own, "my words")


def test_two_decks_released_in_one_second_do_not_touch_each_other(
    resident: Resident, stamped: Stamped, notes: Notes, note_types: NoteTypes, pack: Pack
) -> None:
    resident.take(pack(stamped))
    others = [replace(note, guid=Guid(note.guid[::-1])) for note in notes]
    other = stamp(replace(stamped.lock, namespace="other", notes={}), others, note_types, 1_700_000_000)
    assert counts(resident.take(pack(other))) == (4, 0, 0, 0)
    with resident.collection() as collection:
        assert collection.card_count() == 14
        assert collection.fix_integrity() == ("Database rebuilt and optimized.", True)


@pytest.mark.parametrize("blank", ["", " ", "<br>", "<BR/>\n<div></div>", "&nbsp;", "<p></p>", "x"])
def test_gates_agree_with_anki_about_what_is_empty(
    blank: str, resident: Resident, content: PackageContent, notes: Notes, note_types: NoteTypes
) -> None:
    note = replace(notes[1], fields={**notes[1].fields, "Choices": blank})
    resident.take(replace(content, stamped=stamp(content.stamped.lock, (note,), note_types, LATER)))
    with resident.collection() as collection:
        before = ords(collection)
        assert not collection.get_empty_cards().notes
        collection.fix_integrity()
        assert ords(collection) == before


def test_an_occlusion_note_type_carries_what_ankis_editor_knows_it_by(resident: Resident) -> None:
    note_type = stock_note_types()[4]
    identity = Identity(CaseId("a"), Kind.OCCLUSION, ItemId("main"))
    masks = "{{c7::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}"
    note = Note(
        guid=note_guid("x", identity),
        identity=identity,
        note_type=note_type.name,
        fields={"Occlusion": masks, "Image": '<img src="0a1b.png">', "Header": "What is behind the mask?"},
        tags=("Kind::occlusion", "Case::a"),
        media=(MediaName("0a1b.png"),),
        numbers=(7,),
    )
    content = PackageContent(
        deck_name="Masks",
        namespace="x",
        stamped=stamp(Lock.empty("x"), [note], [note_type], LATER),
        media=[MediaFile(name=MediaName("0a1b.png"), data=b"\x89PNG picture", width=1, height=1)],
        order=[identity],
    )
    resident.take(content)
    with resident.collection() as collection:
        theirs = collection.models.by_name("tfcards Image Occlusion")
        assert theirs is not None
        assert theirs["originalStockKind"] == 6
        assert [(f["name"], f["tag"], f["preventDeletion"], f["id"]) for f in theirs["flds"]] == [
            (field.name, number, number < 4, field.id) for number, field in enumerate(note_type.fields)
        ]
        (note_id,) = collection.find_notes("")
        read = collection.get_image_occlusion_note(note_id).note
        assert read.image_file_name == "0a1b.png"
        assert read.header == "What is behind the mask?"
        assert [(mask.ordinal, [shape.shape for shape in mask.shapes]) for mask in read.occlusions] == [
            (7, ["rect"])
        ]
