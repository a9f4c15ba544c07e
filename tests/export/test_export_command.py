"""``tfcards export`` as a person runs it: where it writes, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.export.conftest import Run

from tfcards.model.errors import TfcardsError
from tfcards.package.export import files
from tfcards.package.files import write_atomically

Export = Callable[..., Path]
FORMS = [("csv", "deck.csv"), ("crowdanki", "repository"), ("json", "deck.json")]
each_form = pytest.mark.parametrize(("form", "name"), FORMS)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_help_gives_an_example(run: Run) -> None:
    assert "Example: tfcards export" in run("export", "--help").output


@each_form
def test_the_same_deck_gives_the_same_bytes_and_no_lock(
    run: Run, deck: Path, tmp_path: Path, form: str, name: str
) -> None:
    places = tmp_path / "one", tmp_path / "two"
    for place in places:
        place.mkdir()
        result = run("export", deck, "--format", form, "-o", place / name)
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[-1] == f"wrote {place / name}"
    assert contents(places[0]) == contents(places[1]) != {}
    assert not (deck / "deck.lock").exists()
    before = contents(places[0])
    run("export", deck, "--format", form, "-o", places[0] / name)
    assert contents(places[0]) == before


@each_form
def test_guids_are_those_of_the_package(export: Export, deck: Path, package: Path, form: str, name: str) -> None:
    lock = (deck / "deck.lock").read_bytes()
    place = export(form, name)
    text = (place / "deck.json" if place.is_dir() else place).read_text("utf-8")
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    from tfcards.verify.client import ThrowawayCollection

    with ThrowawayCollection() as collection:
        collection.import_package(package)
        assert all(row[0] in text for row in collection.query("select guid from notes"))
    assert (deck / "deck.lock").read_bytes() == lock


@each_form
def test_shared_exports_leave_out_what_may_not_be_passed_on(
    run: Run, deck: Path, tmp_path: Path, form: str, name: str
) -> None:
    case = deck / "cases" / "example" / "case.yaml"
    text = case.read_text("utf-8")
    closed = deck / "cases" / "closed" / "case.yaml"
    closed.parent.mkdir()
    assert "licence: CC BY 4.0" in text
    shut = text.replace("id: example", "id: closed").replace("licence: CC BY 4.0", "licence: all rights reserved")
    closed.write_text(shut, "utf-8")
    (closed.parent / "image.png").write_bytes((case.parent / "image.png").read_bytes())
    result = run("export", deck, "--format", form, "-o", tmp_path / name, "--share", "--json")
    report = json.loads(result.stdout)
    assert "TF431" in {each["code"] for each in report["diagnostics"]}
    assert report["output"] == str(tmp_path / name)
    place = tmp_path / name
    said = (place / "deck.json" if place.is_dir() else place).read_text("utf-8")
    assert "Case::example" in said
    assert "Case::closed" not in said


def test_wrong_use_is_told_in_words(run: Run, deck: Path, tmp_path: Path) -> None:
    result = run("export", deck, "--format", "csv", "-o", tmp_path / "deck.apkg")
    assert (result.exit_code, result.output) == (
        2,
        f"error: {tmp_path / 'deck.apkg'} does not end in .csv or .txt; a file of --format csv does\n",
    )
    assert run("export", deck, "--format", "pdf", "-o", tmp_path / "deck.pdf").exit_code == 2
    assert run("export", deck, "--format", "csv").exit_code == 2


@each_form
def test_a_place_that_is_not_there_is_told_in_words(
    run: Run, deck: Path, tmp_path: Path, form: str, name: str
) -> None:
    result = run("export", deck, "--format", form, "-o", tmp_path / "none" / name)
    assert result.exit_code == 3
    assert f"the folder {tmp_path / 'none'} does not exist" in result.output


def test_a_folder_of_something_else_is_left_alone(run: Run, deck: Path) -> None:
    before = contents(deck)
    result = run("export", deck, "--format", "crowdanki", "-o", deck)
    assert result.exit_code == 2
    assert "holds something else than a CrowdAnki deck; choose a new folder" in result.output
    assert run("export", deck, "--format", "crowdanki", "-o", deck / "deck.yaml").exit_code == 2
    assert contents(deck) == before


def test_strict_writes_nothing_where_anything_is_wrong(run: Run, deck: Path, tmp_path: Path) -> None:
    case = deck / "cases" / "example" / "case.yaml"
    case.write_text(case.read_text("utf-8") + "\nreview: [look at this]\n", "utf-8")
    (deck / "cases" / "broken").mkdir()
    (deck / "cases" / "broken" / "case.yaml").write_text("id: [", "utf-8")
    assert run("export", deck, "--format", "csv", "-o", tmp_path / "deck.csv", "--strict").exit_code == 1
    assert not list(tmp_path.glob("deck.*"))


def test_a_deck_without_a_card_writes_nothing(run: Run, deck: Path, tmp_path: Path) -> None:
    (deck / "cases" / "example" / "case.yaml").write_text("id: [", "utf-8")
    result = run("export", deck, "--format", "json", "-o", tmp_path / "deck.json")
    assert result.exit_code == 1
    assert "TF412" in result.output
    assert not (tmp_path / "deck.json").exists()


def test_what_people_keep_in_the_folder_stays(export: Export) -> None:
    folder = export("crowdanki", "repository")
    (folder / ".git").mkdir()
    (folder / "README.md").write_text("ours", "utf-8")
    (folder / "media" / "own.png").write_bytes(b"own")
    (folder / "media" / f"tf-{'0' * 24}.png").write_bytes(b"an image of the last export")
    export("crowdanki", "repository")
    assert (folder / ".git").is_dir()
    assert (folder / "README.md").read_text("utf-8") == "ours"
    named = json.loads((folder / "deck.json").read_text("utf-8"))["media_files"]
    assert sorted(p.name for p in (folder / "media").iterdir()) == sorted(["own.png", *named])


@pytest.mark.parametrize("form", ["csv", "crowdanki"])
def test_a_disk_that_fails_leaves_what_was_there_whole(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    place = tmp_path / "out" / dict(FORMS)[form]
    place.parent.mkdir()
    real = write_atomically

    def fail(path: Path, data: bytes) -> None:
        if path.suffix in {".csv", ".json"}:
            raise TfcardsError("the disk is full")
        real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_atomically", fail)
        assert run("export", deck, "--format", form, "-o", place).exit_code == 1
    assert not place.exists()
    assert not list(place.parent.glob(".tfcards-*"))
    run("export", deck, "--format", form, "-o", place)
    before = contents(place.parent)
    (deck / "cases" / "example" / "image.png").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(files, "write_atomically", fail)
        run("export", deck, "--format", form, "-o", place)
    assert contents(place.parent) == before


def test_a_page_is_exported_without_a_deck(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "ex001.txt"
    page.write_text(
        "Diagnosis: Osteoid osteoma\n\nFindings:\n\nBone Scintigraphy: A small intense focus within a larger area "
        "of milder uptake is suggestive of a central nidus.\n\nCase number: ex001\n",
        "utf-8",
    )
    result = run("export", page, "--format", "json", "-o", tmp_path / "ex001.json")
    assert result.exit_code == 0, result.output
    data = json.loads((tmp_path / "ex001.json").read_text("utf-8"))
    assert data["deck"]["name"] == "Teaching file"
    assert not (tmp_path / "ex001.media").exists()
