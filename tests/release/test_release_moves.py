"""Moves: a case or an item gets another id, and residents keep every review."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.package.read import read_package

Run = Callable[..., Result]
Edit = Callable[[str, str, str], None]
Built = Callable[..., Path]
Rename = Callable[[str, str], None]
Declare = Callable[..., None]


def guids(package: Path) -> set[str]:
    return {note.guid for note in read_package(package)}


def cards(package: Path) -> set[tuple[str, int]]:
    return {(note.guid, card.ord) for note in read_package(package) for card in note.cards}


def test_a_resident_keeps_every_review_of_a_renamed_case(built: Built, rename: Rename, declare: Declare) -> None:
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    from tfcards.verify.update import verify_update

    first = built("first", 0)
    rename("lung-pe", "chest-embolism")
    declare(("lung-pe", "chest-embolism"))
    second = built("second", 1)
    report = verify_update(first, second)
    assert report.passed, report.diagnostics
    assert report.before.reviewed > 0
    assert report.kept == report.before
    assert (report.second.new, report.retired) == (0, 0)
    assert guids(first) == guids(second)
    tags = {tag for note in read_package(second) for tag in note.tags}
    assert "Case::chest-embolism" in tags
    assert "Case::lung-pe" not in tags


def test_without_the_move_the_same_rename_loses_them(built: Built, rename: Rename) -> None:
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    from tfcards.verify.update import verify_update

    first = built("first", 0)
    rename("lung-pe", "chest-embolism")
    report = verify_update(first, built("second", 1))
    assert report.second.new > 0
    assert report.retired > 0


def test_the_lock_remembers_a_move_that_stays_or_goes(
    run: Run, deck: Path, built: Built, rename: Rename, declare: Declare
) -> None:
    first = built("first", 0)
    rename("lung-pe", "chest-embolism")
    declare(("lung-pe", "chest-embolism"))
    second = built("second", 1)
    lock = (deck / "deck.lock").read_text("utf-8")
    assert lock.endswith('move "lung-pe" "chest-embolism"\n')
    assert "note lung-pe diagnosis case" in lock
    assert "note chest-embolism" not in lock
    assert "retired" not in lock
    assert run("build", deck, "--locked").exit_code == 0
    declare()
    third = built("third", 2)
    assert third.read_bytes() == second.read_bytes()
    assert (deck / "deck.lock").read_text("utf-8") == lock
    assert guids(third) == guids(first)


def test_moves_may_follow_one_another(built: Built, rename: Rename, declare: Declare) -> None:
    first = built("first", 0)
    rename("lung-pe", "chest-embolism")
    declare(("lung-pe", "chest-embolism"))
    built("second", 1)
    rename("chest-embolism", "chest-040")
    declare(("lung-pe", "chest-embolism"), ("chest-embolism", "chest-040"))
    assert guids(built("third", 2)) == guids(first)
    rename("chest-040", "chest-041")
    declare(("lung-pe", "chest-041"))  # the entry corrected in place, the lock still knows the others
    assert guids(built("fourth", 3)) == guids(first)


def test_a_finding_an_alternative_and_a_cause_may_get_other_ids(
    run: Run, deck: Path, built: Built, edit: Edit, declare: Declare
) -> None:
    path = deck / "cases" / "thyroid-graves" / "case.yaml"
    gamut = "\ngamuts:\n  - id: g8\n    pattern: a big thyroid\n    causes:\n"
    causes = "      - {id: c1, cause: iodine lack}\n      - {id: c2, cause: lithium}\n"
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"\ngamuts:\n(?:[ #-].*\n)+", "\n", text).replace("\nauthors:", f"{gamut}{causes}authors:", 1)
    )
    first = built("first", 0)
    for old, new in (("f1", "f9"), ("d1", "d9"), ("c2", "c7")):
        edit("cases/thyroid-graves/case.yaml", f"id: {old}", f"id: {new}")
    names = (("pattern f1", "pattern f9"), ("differential d1", "differential d9"), ("gamut g8.c2", "gamut g8.c7"))
    declare(*((f"thyroid-graves {old}", f"thyroid-graves {new}") for old, new in names))
    second = built("second", 1)
    assert cards(first) == cards(second)
    lock = (deck / "deck.lock").read_text("utf-8")
    assert "retired" not in lock
    assert 'move "thyroid-graves gamut g8.c2" "thyroid-graves gamut g8.c7"' in lock
    assert run("build", deck, "--locked").exit_code == 0


def test_a_case_and_its_items_move_together(built: Built, rename: Rename, edit: Edit, declare: Declare) -> None:
    first = built("first", 0)
    rename("lung-pe", "chest-embolism")
    edit("cases/chest-embolism/case.yaml", "id: f1", "id: f9")
    declare(("lung-pe", "chest-embolism"), ("chest-embolism pattern f1", "chest-embolism pattern f9"))
    assert cards(built("second", 1)) == cards(first)
    declare(("lung-pe", "chest-embolism"), ("lung-pe pattern f1", "lung-pe pattern f9"))
    assert cards(built("third", 2)) == cards(first)


def test_a_rename_is_suspected_and_the_move_spelt_out(
    run: Run, deck: Path, built: Built, rename: Rename, edit: Edit
) -> None:
    built("first", 0)
    rename("lung-pe", "chest-embolism")
    edit("cases/bone-normal/case.yaml", "id: f1", "id: f9")
    for command in (("check", deck), ("build", deck, "--locked"), ("build", deck, "-o", deck / "new.apkg")):
        said = run(*command).stderr
        assert "TF533" in said
        assert 'moves: [{from: "lung-pe", to: "chest-embolism"}]' in said
        assert "the same content" in said
        assert 'moves: [{from: "bone-normal pattern f1", to: "bone-normal pattern f9"}]' in said


def test_a_reworded_rename_is_suspected_by_the_package_before(
    run: Run, deck: Path, built: Built, edit: Edit
) -> None:
    package = built("first", 0)
    edit("cases/lung-pe/case.yaml", "id: f1", "id: f9")
    edit("cases/lung-pe/case.yaml", "\nauthors:", "\nfollow_up: Recovered.\nauthors:")
    result = run("build", deck, "-o", package)
    assert "much the same content" in result.stderr
    assert "lung-pe pattern f9" in result.stderr


def test_a_case_in_place_of_another_is_not_suspected(run: Run, deck: Path, built: Built) -> None:
    built("first", 0)
    shutil.rmtree(deck / "cases" / "lung-pe")
    source = Path(__file__).parents[2] / "decks" / "nuclear-medicine" / "cases"
    shutil.copytree(source / "cardiac-amyloid", deck / "cases" / "cardiac-amyloid")
    assert "TF533" not in run("check", deck).stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ([("a b", "c")], "TF045"),
        ([("a", "b pattern f1")], "TF045"),
        ([("a pattern f1", "a gamut g1")], "TF045"),
        ([("a differential d1", "b differential d2")], "TF045"),
        ([("a", "a")], "TF045"),
        ([("a", "b"), ("a", "c")], "TF046"),
        ([("a", "c"), ("b", "c")], "TF046"),
        ([("a", "b"), ("b", "a")], "TF046"),
    ],
)
def test_moves_that_cannot_be_are_refused(
    run: Run, deck: Path, built: Built, declare: Declare, wrong: tuple[list[tuple[str, str]], str]
) -> None:
    pairs, code = wrong
    built("first", 0)
    lock = (deck / "deck.lock").read_bytes()
    declare(*pairs)
    result = run("build", deck, "-o", deck / "no.apkg")
    assert result.exit_code == 1
    assert re.search(rf"deck\.yaml:\d+: error\[{code}\]", result.stderr), result.stderr
    assert not (deck / "no.apkg").exists()
    assert (deck / "deck.lock").read_bytes() == lock


def test_an_old_name_that_is_there_again_is_refused(run: Run, deck: Path, built: Built, declare: Declare) -> None:
    built("first", 0)
    declare(("lung-pe", "bone-normal"))
    result = run("build", deck, "-o", deck / "no.apkg")
    assert result.exit_code == 1
    assert "TF530" in result.stderr
    for pairs in (("pattern f1", "pattern f2"), ("differential d1", "differential d2")):
        declare(*[(f"lung-pe {pairs[0]}", f"lung-pe {pairs[1]}")])
        result = run("build", deck, "-o", deck / "no.apkg")
        assert result.exit_code == 1, result.output
        assert re.search("TF53[01]", result.stderr), result.stderr
    assert not (deck / "no.apkg").exists()


def test_a_move_after_the_release_of_the_new_name_comes_too_late(
    run: Run, deck: Path, built: Built, rename: Rename, declare: Declare
) -> None:
    first = built("first", 0)
    lock = (deck / "deck.lock").read_bytes()
    rename("lung-pe", "chest-embolism")
    built("second", 1)
    declare(("lung-pe", "chest-embolism"))
    result = run("build", deck, "-o", deck / "no.apkg")
    assert result.exit_code == 1
    assert "TF531" in result.stderr
    (deck / "deck.lock").write_bytes(lock)  # as the message says
    assert guids(built("second", 1)) == guids(first)


def test_a_move_to_nowhere_is_told_and_not_remembered(
    run: Run, deck: Path, built: Built, declare: Declare
) -> None:
    built("first", 0)
    lock = (deck / "deck.lock").read_bytes()
    declare(("lung-p", "lung-pd"), ("lung-pe pattern f77", "lung-pe pattern f78"))
    result = run("build", deck, "-o", deck / "new.apkg")
    assert result.exit_code == 0
    assert result.stderr.count("TF532") == 2
    declare(("lung-p", "lung-pd"))
    run("build", deck, "-o", deck / "new.apkg")
    assert (deck / "deck.lock").read_bytes() == lock


def test_an_id_that_moved_is_given_to_nothing_new(
    run: Run, deck: Path, built: Built, edit: Edit, declare: Declare
) -> None:
    built("first", 0)
    path = deck / "cases" / "lung-pe" / "case.yaml"
    edit("cases/lung-pe/case.yaml", "id: f1", "id: f90")
    declare(("lung-pe pattern f1", "lung-pe pattern f90"))
    built("second", 1)
    text = path.read_text("utf-8")
    removed = re.sub(r"  - id: f90\n(?:    .*\n)+|  - \{id: f90.*\n(?:    .*\n)*", "", text)
    assert "f90" not in removed
    path.write_text(removed.replace("\nfindings:\n", "\nfindings:\n  - observation: A new thing\n"), "utf-8")
    assert run("check", "--fix", deck).exit_code == 0
    assert "id: f91" in path.read_text("utf-8")
