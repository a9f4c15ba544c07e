"""Parts of a deck and several decks in one package, studied in the real Anki."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.e2e.test_e2e_scenarios import FIRST, PNEUMOTHORAX, add_case, new_deck

from tfcards.cli import main
from tfcards.package.read import read_package

OTHER = PNEUMOTHORAX.replace("white-line", "other-case")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, words)], env={"SOURCE_DATE_EPOCH": str(FIRST)})


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = new_deck(tmp_path / "deck")
    add_case(folder, OTHER, 30)
    return folder


@pytest.fixture
def whole(deck: Path, tmp_path: Path) -> Path:
    result = run(deck, "-o", tmp_path / "whole.apkg")
    assert result.exit_code == 0, result.stderr
    return tmp_path / "whole.apkg"


def notes_of(package: Path) -> dict[str, tuple[object, ...]]:
    return {n.guid: (n.note_type, n.fields, n.tags, n.mod) for n in read_package(package)}


def test_a_part_is_some_of_the_same_notes_and_the_lock_stays_whole(
    deck: Path, whole: Path, tmp_path: Path
) -> None:
    lock = (deck / "deck.lock").read_bytes()
    result = run(deck, "--select", "kind:pattern and not case:lobar*", "-o", tmp_path / "part.apkg")
    assert result.exit_code == 0, result.stderr
    part = notes_of(tmp_path / "part.apkg")
    wanted = {
        guid: note
        for guid, note in notes_of(whole).items()
        if "Kind::pattern" in str(note) and "Case::lobar-opacity" not in str(note)
    }
    assert part == wanted
    assert 0 < len(part) < len(notes_of(whole))
    assert (deck / "deck.lock").read_bytes() == lock
    assert "2 cases" in result.stdout


def test_a_first_release_that_is_a_part_writes_the_lock_of_the_whole(deck: Path, tmp_path: Path) -> None:
    assert run(deck, "--select", "kind:pattern", "-o", tmp_path / "part.apkg").exit_code == 0
    lock = (deck / "deck.lock").read_bytes()
    assert run(deck, "-o", tmp_path / "whole.apkg").exit_code == 0
    assert (deck / "deck.lock").read_bytes() == lock


def test_a_part_of_nothing_is_an_error_and_writes_nothing(deck: Path, tmp_path: Path) -> None:
    result = run(deck, "--select", "kind:unknown", "-o", tmp_path / "part.apkg")
    assert result.exit_code == 1
    assert "TF415" in result.stderr
    assert not (tmp_path / "part.apkg").exists()
    assert not (deck / "deck.lock").exists()


def test_an_expression_that_cannot_be_read_is_told(deck: Path, tmp_path: Path) -> None:
    result = run(deck, "--select", "colour:red", "-o", tmp_path / "part.apkg")
    assert result.exit_code == 2
    assert "from “colour:red” on" in result.stderr


def test_split_packages_hold_every_note_once(deck: Path, whole: Path, tmp_path: Path) -> None:
    result = run(deck, "--split", "acr", "-o", tmp_path / "part.apkg")
    assert result.exit_code == 0, result.stderr
    parts = {path.name: notes_of(path) for path in tmp_path.glob("part-*.apkg")}
    assert set(parts) == {"part-6_lung_mediastinum_and_pleura.apkg", "part-other.apkg"}
    joined = {guid: note for notes in parts.values() for guid, note in notes.items()}
    assert sum(map(len, parts.values())) == len(joined)
    assert joined == notes_of(whole)
    assert all("Case::other-case" in str(note) for note in parts["part-other.apkg"].values())
    assert not (tmp_path / "part.apkg").exists()


@pytest.fixture
def second(tmp_path: Path) -> Path:
    folder = tmp_path / "second"
    folder.mkdir()
    text = "name: Air\nnamespace: example/air\nauthors: [Ada]\nholder: Example\nlicence: CC BY 4.0\n"
    (folder / "deck.yaml").write_text(text, "utf-8")
    add_case(folder, OTHER.replace("other-case", "Other-Case"), 200)
    return folder


def test_several_decks_are_one_package_of_the_same_notes(deck: Path, second: Path, tmp_path: Path) -> None:
    shutil.rmtree(deck / "cases" / "other-case")
    union = tmp_path / "union.apkg"
    result = run(deck, second, "--name", "Review", "-o", union)
    assert result.exit_code == 0, result.stderr
    assert "TF414" not in result.stderr
    alone: dict[str, tuple[object, ...]] = {}
    for number, folder in enumerate((deck, second)):
        lock = (folder / "deck.lock").read_bytes()
        assert run(folder, "-o", tmp_path / f"{number}.apkg").exit_code == 0
        assert (folder / "deck.lock").read_bytes() == lock
        alone |= notes_of(tmp_path / f"{number}.apkg")
    assert notes_of(union) == alone


def test_the_same_case_in_two_decks_is_reported(deck: Path, second: Path, tmp_path: Path) -> None:
    add_case(second, OTHER.replace("other-case", "copied"), 90)  # the picture of lobar-opacity
    result = run(deck, second, "--name", "Review", "-o", tmp_path / "union.apkg")
    assert result.exit_code == 0, result.stderr
    told = [line for line in result.stderr.splitlines() if "TF414" in line]
    assert len(told) == 2
    assert "other-case of Thorax and Other-Case of Air have the same id" in result.stderr
    assert "lobar-opacity of Thorax and copied of Air show the same image" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "common name"), (("--name", "Review", "--split", "acr"), "--split is for one deck")],
)
def test_what_several_decks_need(
    deck: Path, second: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    result = run(deck, second, *words, "-o", tmp_path / "union.apkg")
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "union.apkg").exists()


def test_a_common_name_gives_no_diagnosis_away(deck: Path, second: Path, tmp_path: Path) -> None:
    result = run(deck, second, "--name", "All of pneumothorax", "-o", tmp_path / "union.apkg")
    assert result.exit_code == 2
    assert "--name 'All of pneumothorax' says" in result.stderr
    assert not (tmp_path / "union.apkg").exists()
    assert not (deck / "deck.lock").exists()


def test_a_deck_is_not_joined_with_itself(deck: Path, tmp_path: Path) -> None:
    result = run(deck, deck, "--name", "Review", "-o", tmp_path / "union.apkg")
    assert result.exit_code == 2
    assert "two decks have the namespace example/thorax" in result.stderr


def test_nobody_loses_a_review_between_a_part_the_whole_and_a_union(
    deck: Path, whole: Path, second: Path, tmp_path: Path
) -> None:
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    from tfcards.verify.client import ThrowawayCollection
    from tfcards.verify.history import compare, snapshot, study

    part, union = tmp_path / "part.apkg", tmp_path / "union.apkg"
    assert run(deck, "--select", "kind:pattern or kind:gamut", "-o", part).exit_code == 0
    assert run(deck, second, "--name", "Review", "-o", union).exit_code == 0
    with ThrowawayCollection() as collection:
        collection.import_package(part)
        assert study(collection)
        for package, new in ((whole, True), (part, False), (union, True), (whole, False)):
            before = snapshot(collection)
            collection.import_package(package)
            changes = compare(before, snapshot(collection))
            assert (changes.lost, changes.changed, changes.stamped) == ((), (), ())
            assert bool(changes.added) is new
        decks = {row.name for row in collection.anki.decks.all_names_and_ids()}
    assert "Review::Air" in decks
