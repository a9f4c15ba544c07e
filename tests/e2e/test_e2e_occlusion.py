"""Image-occlusion notes from a deck on disk to Anki's own editor: masks, cards, corrections, ids."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.identity import note_guid
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.report import verify_package

pytest.importorskip("anki", reason="the real Anki backend is not installed")

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"
CASE = """\
id: occ1
diagnosis: Arterial occlusion
authors: [A]
holder: H
licence: CC BY 4.0
images:
  - label: main
    file: a.png
    modality: xr
    caption: Anterior view.
    occlusion: true
    annotations:
      - {id: a2, kind: rectangle, points: [[0.1, 0.2], [0.4, 0.6]], text: "Right :: lobe"}
      - {kind: circle, points: [[0.7, 0.5], [0.8, 0.5]], text: "{{c9::Left}} lobe"}
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    (folder / "cases" / "occ1").mkdir(parents=True)
    (folder / "deck.yaml").write_text("name: Masks\nnamespace: test/masks\n", "utf-8")
    (folder / "cases" / "occ1" / "case.yaml").write_text(CASE, "utf-8")
    Image.effect_noise((400, 200), 60).save(folder / "cases" / "occ1" / "a.png")
    return folder


def read_back(package: Path) -> dict[str, dict[int, tuple[str, dict[str, str]]]]:
    """Return what Anki's own editor reads of every occlusion note: shape and places by the number of the mask."""
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        found = {}
        for note_id in collection.anki.find_notes("tag:Kind::occlusion"):
            note = collection.anki.get_note(note_id)
            read = collection.anki.get_image_occlusion_note(note_id).note
            assert read.image_data
            assert read.image_file_name in note["Image"]
            assert read.occlude_inactive
            found[note.guid] = {
                mask.ordinal: (shape.shape, {p.name: p.value for p in shape.properties})
                for mask in read.occlusions
                for shape in mask.shapes
            }
            assert {card.ord + 1 for card in note.cards()} == set(found[note.guid])
    return found


def test_ankis_own_editor_reads_the_masks_and_verify_finds_nothing(
    run: Callable[..., Result], deck: Path, tmp_path: Path
) -> None:
    checked = run("check", "--fix", deck)
    assert checked.exit_code == 0, checked.output
    assert "{id: a3, kind: circle" in (deck / "cases" / "occ1" / "case.yaml").read_text("utf-8")
    package = tmp_path / "masks.apkg"
    result = run("build", deck, "-o", package)
    assert result.exit_code == 0, result.output
    assert "2 occlusion" in result.output
    guid = note_guid("test/masks", Identity(CaseId("occ1"), Kind.OCCLUSION, ItemId("main")))
    assert read_back(package) == {
        guid: {
            2: ("rect", {"left": ".1", "top": ".2", "width": ".3", "height": ".4", "oi": "1"}),
            3: ("ellipse", {"left": ".6", "top": ".3", "rx": ".1", "ry": ".2", "oi": "1"}),
        }
    }
    assert verify_package(package).diagnostics == ()


def test_a_removed_mask_retires_its_number_for_good_and_the_note_stays(
    run: Callable[..., Result], deck: Path, tmp_path: Path
) -> None:
    file = deck / "cases" / "occ1" / "case.yaml"
    run("check", "--fix", deck)
    assert run("build", deck, "-o", tmp_path / "old.apkg").exit_code == 0
    lines = [line for line in file.read_text("utf-8").splitlines() if "kind: circle" not in line]
    lines.append("      - {kind: rectangle, points: [[0.6, 0.1], [0.9, 0.3]], text: Apex}")
    file.write_text("\n".join(lines) + "\n", "utf-8")
    run("check", "--fix", deck)
    assert "{id: a4, kind: rectangle" in file.read_text("utf-8")
    assert run("build", deck, "-o", tmp_path / "new.apkg").exit_code == 0
    old, new = read_back(tmp_path / "old.apkg"), read_back(tmp_path / "new.apkg")
    assert old.keys() == new.keys()
    ((masks),) = new.values()
    assert sorted(masks) == [2, 4]


def test_the_names_are_told_on_the_back_of_their_own_card_alone(
    run: Callable[..., Result], deck: Path, tmp_path: Path
) -> None:
    run("check", "--fix", deck)
    assert run("build", deck, "-o", tmp_path / "masks.apkg").exit_code == 0
    with ThrowawayCollection() as collection:
        collection.import_package(tmp_path / "masks.apkg")
        (note_id,) = collection.anki.find_notes("tag:Kind::occlusion")
        first, second = collection.anki.get_note(note_id).cards()
        for card in (first, second):
            assert "What is behind the mask?" in card.question()
            assert "lobe" not in card.question()
            for words in ("Arterial occlusion", "Anterior view.", "CC BY 4.0"):
                assert words in card.answer()
        assert '<span class="cloze" data-ordinal="2">Right' in first.answer()
        assert '<span class="cloze" data-ordinal="3">{' in second.answer()


def test_the_demo_deck_has_two_notes_with_masks(run: Callable[..., Result], tmp_path: Path) -> None:
    shutil.copytree(DECK, tmp_path / "demo")
    for case in (tmp_path / "demo" / "cases").iterdir():
        if case.name not in {"bone-normal", "thyroid-graves"}:
            shutil.rmtree(case)
    shutil.rmtree(tmp_path / "demo" / "pages")
    assert run("build", tmp_path / "demo", "-o", tmp_path / "demo.apkg").exit_code == 0
    assert sorted(map(len, read_back(tmp_path / "demo.apkg").values())) == [4, 4]
