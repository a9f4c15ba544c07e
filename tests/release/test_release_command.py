"""``tfcards release``: one folder to upload, and a refusal of whatever costs people history."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.package.read import read_package
from tfcards.pipeline.release.credits import escaped
from tfcards.pipeline.release.folder import releases_beside, slug_of

pytest.importorskip("anki", reason="the real Anki backend is not installed")

Run = Callable[..., Result]
Edit = Callable[[str, str, str], None]
Release = Callable[..., Result]
FOLLOW_UP = ("cases/lung-pe/case.yaml", "\nauthors:", "\nfollow_up: Recovered.\nauthors:")


@pytest.fixture
def released(run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    """Return a function that releases the deck as a version, a day later each time."""
    shutil.rmtree(deck / "cases" / "thyroid-graves")
    days = iter(range(100))

    def release(version: str, *options: object) -> Result:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_790_000_000 + next(days) * 86_400))
        return run("release", deck, "-o", tmp_path / "releases" / version, "--version", version, *options)

    return release


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_releases_one_after_the_other(released: Release, edit: Edit, tmp_path: Path) -> None:
    first = released("1.0")
    assert first.exit_code == 0, first.output
    folder = tmp_path / "releases" / "1.0"
    names = {"deck-1.0.apkg", "CHANGELOG.md", "CREDITS.md", "VERSION", "SHA256SUMS"}
    assert {path.name for path in folder.iterdir()} == names
    assert (folder / "VERSION").read_text() == "1.0\n"
    lines = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]
    sums = {name: value for value, name in lines}
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert sums == {name: value for name, value in files.items() if name != "SHA256SUMS"}
    assert "The first release: 2 cases" in (folder / "CHANGELOG.md").read_text("utf-8")
    credit = (folder / "CREDITS.md").read_text("utf-8")
    for words in ("## lung-pe", "Authors: tfcards contributors", "Licence: CC BY 4.0", ": Simulated image"):
        assert words in credit
    edit(*FOLLOW_UP)
    second = released("1.1")
    assert second.exit_code == 0, second.output
    assert f"version 1.1, after {folder / 'deck-1.0.apkg'}" in second.stdout
    changes = (tmp_path / "releases" / "1.1" / "CHANGELOG.md").read_text("utf-8")
    assert "what changed since deck-1.0" in changes
    assert "## lung-pe" in changes
    assert "Recovered.**" in changes


def test_a_retired_case_is_refused_unless_the_loss_is_accepted(
    released: Release, deck: Path, tmp_path: Path
) -> None:
    assert released("1.0").exit_code == 0
    shutil.rmtree(deck / "cases" / "bone-normal")
    before = everything(tmp_path)
    refused = released("1.1")
    assert refused.exit_code == 1
    assert "error[TF537] bone-normal diagnosis case is retired" in refused.stderr
    assert "nothing was written" in refused.stdout
    assert everything(tmp_path) == before
    accepted = released("1.1", "--accept-loss")
    assert accepted.exit_code == 0, accepted.output
    assert "warning[TF537]" in accepted.stderr
    changes = (tmp_path / "releases" / "1.1" / "CHANGELOG.md").read_text("utf-8")
    assert "## What people lose" in changes
    assert "tag:Case::bone-normal" in changes


def test_what_an_author_leaves_out_with_a_reason_is_no_surprise(released: Release, deck: Path) -> None:
    assert released("1.0").exit_code == 0
    path = deck / "cases" / "lung-pe" / "case.yaml"
    said = "\ncards:\n  - {card: pattern whole, suppress: easy}\n  - {card: differential d1, suppress: rare}\n"
    assert "\ncards:" not in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").rstrip("\n") + said, "utf-8")
    done = released("1.1", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["losses"] == []
    assert json.loads(done.stdout)["release"]["retired"] == 1


def test_an_alternative_taken_out_empties_its_card_and_is_refused(released: Release, deck: Path) -> None:
    assert released("1.0").exit_code == 0
    path = deck / "cases" / "lung-pe" / "case.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"\n  - \{id: d1, .*|\n  - id: d1\n(?:    .*\n)*", "\n", text, count=1), "utf-8")
    assert "id: d1" not in path.read_text("utf-8")
    refused = released("1.1")
    assert refused.exit_code == 1
    assert "card 1 of lung-pe differential list falls empty" in refused.stderr


def test_a_declared_move_is_no_loss(
    released: Release, rename: Callable[[str, str], None], declare: Callable[..., None]
) -> None:
    assert released("1.0").exit_code == 0
    rename("lung-pe", "chest-embolism")
    refused = released("1.1")
    assert refused.exit_code == 1
    assert "TF533" in refused.stderr
    declare(("lung-pe", "chest-embolism"))
    done = released("1.1", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["losses"] == []


def test_a_layout_of_its_own_is_refused(released: Release, deck: Path) -> None:
    assert released("1.0").exit_code == 0
    (deck / "card_templates").mkdir()
    (deck / "card_templates" / "base.css").write_text(".card { color: red }", "utf-8")
    refused = released("1.1")
    assert refused.exit_code == 1
    assert "no longer used" in refused.stderr


def test_errors_in_the_content_and_a_stale_lock_are_refused(
    released: Release, deck: Path, edit: Edit, tmp_path: Path
) -> None:
    before = everything(tmp_path)
    stale = released("1.0", "--locked")
    assert stale.exit_code == 1
    assert "there is no deck.lock" in stale.stderr
    edit("cases/lung-pe/case.yaml", "diagnosis:", "diagnosi:")
    broken = released("1.0")
    assert broken.exit_code == 1
    assert "did you mean" in broken.stderr
    assert not (tmp_path / "releases").exists()
    assert not (deck / "deck.lock").exists()
    assert before.keys() == everything(tmp_path).keys()


def test_a_locked_release_leaves_the_lock(
    released: Release, built: Callable[..., Path], deck: Path, tmp_path: Path
) -> None:
    package = built("first", 0)
    lock = (deck / "deck.lock").read_bytes()
    done = released("1.0", "--locked")
    assert done.exit_code == 0, done.output
    assert "TF538" in done.stderr
    assert (deck / "deck.lock").read_bytes() == lock
    made = tmp_path / "releases" / "1.0" / "deck-1.0.apkg"
    assert [note.guid for note in read_package(made)] == [note.guid for note in read_package(package)]


def test_paths_and_versions_that_cannot_be_are_a_usage_error(
    run: Run, released: Release, deck: Path, tmp_path: Path
) -> None:
    (tmp_path / "releases" / "1.0").mkdir(parents=True)
    assert released("1.0").exit_code == 0  # an empty folder may be there
    assert released("1.0").exit_code == 2
    assert released("..").exit_code == 2
    assert released("a", "--version", "a b").exit_code == 2
    assert run("release", deck / "cases", "-o", tmp_path / "x").exit_code == 2


def test_the_last_release_is_the_highest_version_of_this_deck(tmp_path: Path) -> None:
    for slug, version in (("chest", "1.9"), ("chest", "1.10"), ("bone", "3"), ("chest", "../x")):
        folder = tmp_path / f"{slug}-{version.strip('./')}"
        folder.mkdir()
        (folder / "VERSION").write_text(f"{version}\n")
        (folder / f"{slug}-{version.replace('/', '')}.apkg").write_bytes(b"")
    found = releases_beside(tmp_path / "new", "chest")
    assert [release.version for release in found] == ["1.9", "1.10"]


def test_names_are_kept_from_being_markup() -> None:
    assert escaped("A * <b> [x]\n# y") == "A \\* \\<b\\> \\[x\\] \\# y"
    assert slug_of(Path("my deck (2)")) == "my-deck-2"
