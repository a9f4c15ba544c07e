"""``tfcards verify``: wiring, words and exit codes."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tfcards.cli import main

if TYPE_CHECKING:
    from tests.verify.conftest import Workshop

LATER = 1_700_086_400


def verify(*args: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, args)])


@pytest.fixture
def old(workshop: Workshop) -> Path:
    return workshop.package(*(workshop.note(guid) for guid in "abcdef"))


def corrected(shop: Workshop) -> Path:
    notes = [shop.note("a", "front a, corrected", "back"), *(shop.note(guid) for guid in "bcdef")]
    return shop.package(*notes, at=LATER, mods=dict.fromkeys("bcdef", 1_700_000_000))


def test_a_good_package_passes_with_a_table(old: Path) -> None:
    result = verify(old)
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["kind", "notes", "cards"],
        ["pattern", "6", "6"],
        ["all", "6", "6"],
        ["every", "check", "passed"],
    ]


def test_an_update_is_told_as_a_resident_sees_it(workshop: Workshop, old: Path) -> None:
    new = corrected(workshop)
    result = verify(new, "--after", old)
    assert result.exit_code == 0, result.stderr
    assert "1 updated, 0 added, 5 unchanged, 0 conflicting, 0 retired and kept" in result.stdout
    assert "history kept: 6 of 6 cards" in result.stdout
    assert "own edit of the pattern note of case bs1 (GUID b): kept" in result.stdout
    data = json.loads(verify(new, "--after", old, "--json").stdout)
    assert data["passed"] is True
    assert data["update"]["kept"] == data["update"]["before"]
    assert data["update"]["import"]["updated"] == 1


def test_a_lost_edit_fails(workshop: Workshop, old: Path) -> None:
    stamped = workshop.package(*(workshop.note(guid) for guid in "abcdef"), at=LATER)
    result = verify(stamped, "--after", old)
    assert result.exit_code == 1
    assert "TF629" in result.stderr
    assert "(GUID a): LOST" in result.stdout
    assert "NOT PASSED" in result.stdout


def test_a_failed_check_fails(workshop: Workshop) -> None:
    result = verify(workshop.package(workshop.note("a", '<img src="gone.png">', "back")), "--json")
    assert result.exit_code == 1
    assert [found["code"] for found in json.loads(result.stdout)["diagnostics"]] == ["TF608"]


def test_a_file_that_is_no_package_never_reaches_anki(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    with zipfile.ZipFile(tmp_path / "x.apkg", "w") as archive:
        archive.writestr("collection.anki2", "hello")
    result = verify(tmp_path / "x.apkg")
    assert result.exit_code == 1
    assert "is not a whole Anki package" in result.stderr


def test_without_anki_the_exit_code_is_that_of_the_environment(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    result = verify(old)
    assert result.exit_code == 3
    assert "pip install 'tfcards[verify]'" in result.stderr


def test_a_missing_file_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert verify(tmp_path / "none.apkg").exit_code == 2
