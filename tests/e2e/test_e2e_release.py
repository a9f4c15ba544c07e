"""Two releases of a deck in one collection: only what changed changes, and history stands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.package.read import read_package
from tfcards.verify.update import verify_update

pytest.importorskip("anki", reason="the real Anki backend is not installed")

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"
Run = Callable[..., Result]


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a copy of three cases of the demo deck, never released."""
    folder = tmp_path / "deck"
    folder.mkdir()
    shutil.copy(DECK / "deck.yaml", folder)
    for name in ("bone-normal", "lung-pe", "thyroid-graves"):
        shutil.copytree(DECK / "cases" / name, folder / "cases" / name)
    return folder


def release(run: Run, deck: Path, output: Path, monkeypatch: pytest.MonkeyPatch, day: int) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_790_000_000 + day * 86_400))
    result = run("build", deck, "-o", output)
    assert result.exit_code == 0, result.stderr
    return output


def correct(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_correction_changes_its_own_case_alone(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(
        deck / "cases" / "lung-pe" / "case.yaml",
        "\nauthors:",
        "\nkeywords: [corrected]\nfollow_up: Recovered.\nauthors:",
    )
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    report = verify_update(first, second)
    assert report.passed, report.diagnostics
    assert report.answered > 0
    own = {note.guid for note in read_package(second) if "Case::lung-pe" in note.tags}
    assert report.history.changed
    assert set(report.history.changed) <= own
    assert report.second.updated == len(report.history.changed)
    assert report.second.new == 0
    assert report.repeated.updated == 0


def test_a_rebuild_without_a_change_is_the_same_file(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    lock = (deck / "deck.lock").read_bytes()
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    assert first.read_bytes() == second.read_bytes()
    assert (deck / "deck.lock").read_bytes() == lock


def test_a_reordered_and_extended_list_keeps_its_cards(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    path = deck / "cases" / "thyroid-graves" / "case.yaml"
    correct(
        path, "\ndifferential:\n", "\ndifferential:\n  - {id: d19, diagnosis: Thyrotropin-secreting adenoma}\n"
    )
    second = release(run, deck, tmp_path / "second.apkg", monkeypatch, 1)
    report = verify_update(first, second)
    assert report.passed, report.diagnostics
    before = {n.guid: {c.ord for c in n.cards} for n in read_package(first)}
    after = {n.guid: {c.ord for c in n.cards} for n in read_package(second)}
    assert before.keys() == after.keys()
    assert sum(len(after[g] - before[g]) for g in before) == 1
    assert all(before[g] <= after[g] for g in before)


def test_a_broken_case_is_left_out_and_not_retired(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    lock = (deck / "deck.lock").read_bytes()
    path = deck / "cases" / "bone-normal" / "case.yaml"
    path.write_text(path.read_text("utf-8").replace("diagnosis:", "diagnosi:", 1), "utf-8")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "did you mean" in result.stderr
    assert {t for n in read_package(tmp_path / "second.apkg") for t in n.tags if t.startswith("Case::")} == {
        "Case::lung-pe",
        "Case::thyroid-graves",
    }
    assert (deck / "deck.lock").read_bytes() == lock
    strict = run("build", deck, "--strict", "-o", tmp_path / "strict.apkg")
    assert strict.exit_code == 1
    assert not (tmp_path / "strict.apkg").exists()


def test_another_namespace_is_refused(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(deck / "deck.yaml", "tfcards/nuclear-medicine", "somebody/else")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "namespace" in result.stderr
    assert not (tmp_path / "second.apkg").exists()


def test_a_new_item_never_inherits_a_released_id(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = deck / "cases" / "lung-pe" / "case.yaml"
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    text = path.read_text("utf-8")
    last = max(re.findall(r"id: (d\d)", text))
    kept = re.sub(rf"\n  - \{{id: {last}, .*|\n  - id: {last}\n(?:    .*\n)*", "\n", text)
    assert last not in re.findall(r"id: (d\d)", kept)
    path.write_text(kept.replace("\ndifferential:\n", "\ndifferential:\n  - diagnosis: Vasculitis\n"), "utf-8")
    assert run("check", "--fix", deck).exit_code == 0
    added = set(re.findall(r"id: (d\d)", path.read_text("utf-8"))) - set(re.findall(r"id: (d\d)", kept))
    assert len(added) == 1
    assert added != {last}


def test_a_look_of_its_own_after_a_release_is_refused(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    (deck / "card_templates").mkdir()
    (deck / "card_templates" / "base.css").write_text(".card { color: red }", "utf-8")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "TF507" in result.stderr
    assert not (tmp_path / "second.apkg").exists()


def test_a_shared_build_leaves_out_what_may_not_be_passed_on(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(deck / "cases" / "lung-pe" / "case.yaml", "licence: CC BY 4.0", "licence: All rights reserved")
    correct(
        deck / "cases" / "bone-normal" / "case.yaml",
        "\nauthors:",
        "\nfollow_up: Seen by Mrs Example on 03/04/2024.\nauthors:",
    )
    result = run("build", deck, "--share", "-o", tmp_path / "shared.apkg")
    assert result.exit_code == 0
    left_out = [line for line in result.stderr.splitlines() if "TF431" in line]
    assert len(left_out) == 2
    assert "Example" not in result.stderr
    cases = {
        tag for note in read_package(tmp_path / "shared.apkg") for tag in note.tags if tag.startswith("Case::")
    }
    assert cases == {"Case::thyroid-graves"}
    assert "retired" not in (deck / "deck.lock").read_text("utf-8")


def test_a_card_that_leaks_is_left_out_and_not_retired(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(run, deck, tmp_path / "first.apkg", monkeypatch, 0)
    correct(deck / "deck.yaml", "name: Nuclear medicine", "name: Pulmonary embolism and others")
    result = run("build", deck, "-o", tmp_path / "second.apkg")
    assert result.exit_code == 1
    assert "TF411" in result.stderr
    cases = {t for n in read_package(tmp_path / "second.apkg") for t in n.tags if t.startswith("Case::")}
    assert "Case::lung-pe" not in cases
    assert "retired" not in (deck / "deck.lock").read_text("utf-8")
