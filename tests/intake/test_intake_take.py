"""A mixed folder is sorted by content: documents are read, the rest is named with the reason."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from tfcards.sources.intake.limits import Budget, IntakeLimits
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.intake.take import Intake, take_in

PAGE = "Diagnosis: Osteoid osteoma\n\nBrief history:\nPain at night.\n\nCase number: {id}\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30


def taken(*paths: Path, limits: IntakeLimits | None = None) -> Intake:
    with Scratch() as scratch:
        return take_in(paths, scratch, Budget(limits) if limits else Budget())


def ids(intake: Intake) -> list[str]:
    return [str(r.case.id) for r in intake.readings if r.case]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    return tmp_path / "in"


def test_documents_are_told_by_their_content(folder: Path) -> None:
    (folder / "page.dat").write_text(PAGE.format(id="a1"))
    (folder / "sub" / "b.html").write_text(f"<html><body><pre>{PAGE.format(id='b2')}</pre></body></html>")
    (folder / "notes.txt").write_text("Call Mary about the meeting.")
    (folder / "list.pdf").write_bytes(b"%PDF-1.4 ")
    (folder / "scan.txt").write_bytes(PNG)
    (folder / "style.css").write_text("p {}")
    (folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / ".hidden.txt").write_text(PAGE.format(id="c3"))
    intake = taken(folder)
    assert ids(intake) == ["a1", "b2"]
    assert [r.format for r in intake.readings] == ["page", "html page"]
    assert {(Path(s.path).name, s.reason.split(";")[0]) for s in intake.skipped} == {
        ("notes.txt", "the page states no diagnosis"),
        ("list.pdf", "it is a PDF document"),
    }
    assert [p.name for p in intake.images] == ["scan.txt"]


def test_the_folder_of_a_saved_page_is_not_looked_through(folder: Path) -> None:
    (folder / "case.html").write_text(f"<html><body><pre>{PAGE.format(id='a1')}</pre></body></html>")
    (folder / "case_files").mkdir()
    (folder / "case_files" / "frame.html").write_text("<html>advertisement</html>")
    (folder / "case-2").mkdir()
    (folder / "case-2" / "other.txt").write_text(PAGE.format(id="b2"))
    intake = taken(folder)
    assert sorted(ids(intake)) == ["a1", "b2"]
    assert intake.skipped == []


def test_archives_in_archives_are_opened_and_named_as_people_know_them(folder: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep/page.txt", PAGE.format(id="z9"))
        archive.writestr("deep/readme.txt", "nothing")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    intake = taken(folder / "all.zip")
    assert ids(intake) == ["z9"]
    shown = f"{folder}/all.zip/inner.zip/deep"
    assert intake.readings[0].path == f"{shown}/page.txt"
    assert {d.location.path for d in intake.readings[0].diagnostics} <= {f"{shown}/page.txt"}
    assert [s.path for s in intake.skipped] == [f"{shown}/readme.txt"]


def test_a_file_named_by_itself_tells_what_is_wrong_with_it(folder: Path) -> None:
    (folder / "notes.txt").write_text("Call Mary about the meeting.")
    intake = taken(folder / "notes.txt")
    assert [d.code for r in intake.readings for d in r.diagnostics if d.severity == "error"] == ["TF102"]


def test_links_decks_and_depth_end_the_walk(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PAGE.format(id="s1"))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "deck").mkdir()
    (folder / "deck" / "deck.yaml").write_text("name: x\n")
    deep = folder.joinpath(*"abcdefgh")
    deep.mkdir(parents=True)
    (deep / "page.txt").write_text(PAGE.format(id="d1"))
    os.mkfifo(folder / "pipe")
    intake = taken(folder, limits=IntakeLimits(depth=4))
    assert ids(intake) == []
    assert [s.reason.split(";")[0] for s in intake.skipped] == [
        "the folders are nested too deeply",
        "it is a deck",
        "it is a link",
        "it is a link",
        "this is a folder, a pipe or a device, not a file",
    ]


def test_a_case_folder_is_one_case(folder: Path) -> None:
    (folder / "c1").mkdir()
    (folder / "c1" / "case.yaml").write_text("id: c1\ndiagnosis: Rickets\n")
    (folder / "c1" / "notes.txt").write_text(PAGE.format(id="n1"))
    assert ids(taken(folder)) == ["c1"]


def test_more_files_than_the_limit_are_not_looked_at(folder: Path) -> None:
    for number in range(6):
        (folder / f"{number}.txt").write_text(PAGE.format(id=f"c{number}"))
    intake = taken(folder, limits=IntakeLimits(files=3))
    assert ids(intake) == ["c0", "c1", "c2"]
    assert "more files" in intake.skipped[0].reason


def test_nothing_unpacked_stays(folder: Path) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("page.txt", PAGE.format(id="z1"))
    with Scratch() as scratch:
        intake = take_in([folder], scratch, Budget())
        unpacked = intake.readings[0].folder
        assert unpacked.is_dir()
    assert not unpacked.exists()
