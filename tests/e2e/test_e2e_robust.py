"""Missing, misplaced and unreadable files: said in words, and never a history lost over them."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.lock_reader import parse_lock
from tfcards.pipeline import locks, packages
from tfcards.sources.collection import load
from tfcards.sources.registry import read_file
from tfcards.sources.supply import NO_SUPPLY, Supply, files_of

Run = Callable[..., Result]
Picture = Callable[..., Path]
TOO_LONG = "x" * 300


@pytest.fixture
def deck(run: Run, tmp_path: Path) -> Path:
    """Return a deck folder with one case, which was not built yet."""
    run("init", tmp_path / "deck")
    return tmp_path / "deck"


def said(result: Result, code: ExitCode, *words: str) -> None:
    assert result.exit_code == code, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    for word in words:
        assert word in result.stderr


def second_case(deck: Path, name: str = "second") -> Path:
    folder = deck / "cases" / name
    shutil.copytree(deck / "cases" / "example", folder)
    case = folder / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("id: example", f"id: {name}"), "utf-8")
    return folder


def live(deck: Path) -> set[str]:
    """Return the cases that the lock of ``deck`` has notes of which were not retired."""
    lock, _ = parse_lock((deck / "deck.lock").read_text("utf-8"), "deck.lock")
    assert lock is not None
    return {str(identity.case) for identity, note in lock.notes.items() if note.live}


def live_kinds(deck: Path) -> set[str]:
    lock, _ = parse_lock((deck / "deck.lock").read_text("utf-8"), "deck.lock")
    assert lock is not None
    return {identity.kind.value for identity, note in lock.notes.items() if note.live}


def test_a_lock_that_is_a_folder(run: Run, deck: Path, page: Path, tmp_path: Path) -> None:
    (deck / "deck.lock").mkdir()
    said(run("build", deck, "-o", tmp_path / "out.apkg"), ExitCode.ENVIRONMENT, "release lock", "is not a file")
    (tmp_path / "page.lock").mkdir()
    said(run("build", page, "-o", tmp_path / "page.apkg"), ExitCode.ENVIRONMENT, "release lock", "page.lock")
    assert not list(tmp_path.glob("*.apkg"))


def test_a_lock_that_cannot_be_reached(tmp_path: Path) -> None:
    with pytest.raises(TfcardsError, match="cannot be read") as raised:
        locks.read_lock(tmp_path / TOO_LONG, "x")
    assert raised.value.exit_code is ExitCode.ENVIRONMENT


def test_a_source_that_cannot_be_reached() -> None:
    with pytest.raises(TfcardsError, match="cannot be reached") as raised:
        load([Path(TOO_LONG)], NO_SUPPLY)
    assert raised.value.exit_code is ExitCode.ENVIRONMENT


def test_fix_says_what_it_cannot_read(run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run("check", "--fix", deck / "cases" / "example" / "case.yaml")
    said(result, ExitCode.ENVIRONMENT, "case.yaml cannot be reached: Permission denied")


def test_fix_does_not_wait_for_a_pipe(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    said(run("check", "--fix", tmp_path / "case.yaml"), ExitCode.CONTENT, "TF100", "a pipe")


def test_templates_that_are_no_text(run: Run, deck: Path) -> None:
    (deck / "card_templates").mkdir()
    (deck / "card_templates" / "base.css").write_bytes(b"a { color: red } /* \xff */")
    said(run("check", deck), ExitCode.CONTENT, "card_templates/base.css is not UTF-8 text")


def test_templates_that_cannot_be_read(run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = deck / "card_templates"
    folder.mkdir()
    (folder / "base.css").write_text("a {}", "utf-8")
    listing = Path.iterdir

    def refuse(path: Path) -> object:
        if path == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    said(run("check", deck), ExitCode.ENVIRONMENT, "card_templates cannot be read: Permission denied")


def test_a_misnamed_case_file_retires_nothing(run: Run, deck: Path, tmp_path: Path) -> None:
    folder = second_case(deck)
    run("build", deck, "-o", tmp_path / "out.apkg")
    assert live(deck) == {"example", "second"}
    (folder / "case.yaml").rename(folder / "case.yml")
    result = run("build", deck, "-o", tmp_path / "out.apkg")
    said(result, ExitCode.DONE, "TF121", "cases/second has no case.yaml")
    assert "0 retired" in result.stdout
    assert live(deck) == {"example", "second"}
    shutil.rmtree(folder)
    run("build", deck, "-o", tmp_path / "out.apkg")
    assert live(deck) == {"example"}


def test_a_missing_image_retires_nothing(run: Run, deck: Path, tmp_path: Path) -> None:
    run("build", deck, "-o", tmp_path / "out.apkg")
    before = live_kinds(deck)
    assert "diagnosis" in before
    (deck / "cases" / "example" / "image.png").unlink()
    result = run("build", deck, "-o", tmp_path / "out.apkg")
    said(result, ExitCode.CONTENT, "TF201")
    assert "0 retired" in result.stdout
    assert live_kinds(deck) == before


def test_import_goes_on_after_a_missing_image(
    run: Run, page: Path, deck: Path, tmp_path: Path, picture: Picture
) -> None:
    other = tmp_path / "ex002.txt"
    other.write_text(page.read_text("utf-8").replace("ex001", "ex002").replace("main", "lateral"), "utf-8")
    last = tmp_path / "ex003.txt"
    last.write_text(page.read_text("utf-8").replace("ex001", "ex003"), "utf-8")
    picture("scans/ex001.png")
    (tmp_path / "scans" / "ex002.png").symlink_to(tmp_path / "scans" / "ex001.png")
    picture("scans/ex003.png")

    def gone(origin: Path, target: Path) -> None:
        if origin.name == "ex002.png":
            raise FileNotFoundError(2, "No such file or directory", str(origin))
        target.write_bytes(origin.read_bytes())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "copyfile", gone)
        result = run("import", page, other, last, "--images", tmp_path / "scans", "--to", deck)
    said(result, ExitCode.CONTENT, "TF122", "ex002.txt", "ex002.png cannot be copied")
    assert sorted(p.name for p in (deck / "cases").iterdir()) == ["ex001", "ex003", "example"]
    assert run("import", other, "--images", tmp_path / "scans", "--to", deck).exit_code == 0


def test_import_with_an_image_that_is_not_there(run: Run, page: Path, deck: Path, tmp_path: Path) -> None:
    result = run("import", page, "--image", f"main={tmp_path / 'no.png'}", "--to", deck)
    said(result, ExitCode.CONTENT, "TF122", "no.png")
    assert [p.name for p in (deck / "cases").iterdir()] == ["example"]


def test_explain_as_json(run: Run, page: Path) -> None:
    result = run("build", page, "--explain", "ex001", "--json")
    assert result.exit_code == 0
    assert "made" in json.dumps(json.loads(result.stdout))


def test_explain_writes_nothing(run: Run, page: Path, tmp_path: Path) -> None:
    said(run("build", page, "--explain", "ex001", "-o", tmp_path / "out.apkg"), ExitCode.USAGE, "-o")


def test_a_label_given_twice(run: Run, page: Path, picture: Picture) -> None:
    one, two = picture("one.png"), picture("two.png")
    said(run("check", page, "--image", f"main={one}", "--image", f"Main={two}"), ExitCode.USAGE, "twice")


def test_check_says_that_no_card_could_be_made(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("id: x\ndiagnosis: Y\n", "utf-8")
    said(run("check", case), ExitCode.CONTENT, "TF412")


def test_stats_says_what_could_not_be_read(run: Run, deck: Path) -> None:
    (second_case(deck) / "case.yaml").write_text("id: [", "utf-8")
    result = run("stats", deck)
    said(result, ExitCode.CONTENT, "second", "error[")
    assert result.stdout.startswith("1 case, ")
    as_json = run("stats", deck, "--json")
    assert as_json.exit_code == ExitCode.CONTENT
    assert json.loads(as_json.stdout)["diagnostics"][0]["severity"] == "error"


def test_no_package_without_its_lock(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode & os.W_OK and Path(path) == deck))
    said(run("build", deck, "-o", tmp_path / "out.apkg"), ExitCode.ENVIRONMENT, "deck.lock cannot be written")
    assert not (tmp_path / "out.apkg").exists()


def test_a_new_package_goes_when_its_lock_fails(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: bytes) -> None:
        message = f"{path} cannot be written: the disk is full"
        raise TfcardsError(message, "free some space", ExitCode.ENVIRONMENT)

    (tmp_path / "old.apkg").write_bytes(b"old")
    monkeypatch.setattr(packages, "write_atomically", full)
    said(run("build", deck, "-o", tmp_path / "out.apkg"), ExitCode.ENVIRONMENT, "the disk is full")
    said(run("build", deck, "-o", tmp_path / "old.apkg"), ExitCode.ENVIRONMENT, "the disk is full")
    assert not (tmp_path / "out.apkg").exists()
    assert (tmp_path / "old.apkg").exists()


def test_the_lock_of_a_deck_beside_a_page(run: Run, deck: Path, page: Path, tmp_path: Path) -> None:
    run("build", deck, "-o", tmp_path / "out.apkg")
    shutil.copy(deck / "deck.lock", tmp_path / "page.lock")
    result = run("build", page, "-o", tmp_path / "page.apkg")
    said(result, ExitCode.CONTENT, "choose another name for the package")
    assert "restore the namespace" not in result.stderr


@pytest.mark.parametrize("named", ["Schädel.png", "bilder-ä/Schädel.png"])
def test_letters_taken_apart_on_the_disk(run: Run, deck: Path, named: str) -> None:
    folder = deck / "cases" / "example"
    apart = folder / unicodedata.normalize("NFD", named)
    apart.parent.mkdir(exist_ok=True)
    (folder / "image.png").rename(apart)
    case = folder / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("image.png", unicodedata.normalize("NFC", named)), "utf-8")
    assert run("check", deck).exit_code == 0


@pytest.mark.parametrize("stated", ["yesterday", "-1", "1.5", "9" * 5000])
def test_a_release_time_that_is_no_number(
    stated: str, run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    said(run("build", deck, "-o", tmp_path / "out.apkg"), ExitCode.USAGE, "SOURCE_DATE_EPOCH")


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.txt")
    (reading,) = read_file(tmp_path / "page.txt")
    assert reading.case is None
    assert "a pipe" in reading.diagnostics[0].message


def test_the_longest_id_owns_an_image(page: Path, tmp_path: Path, picture: Picture) -> None:
    for name in ("g1-1.png", "g1a-1.png", "g1a-2.png"):
        picture(f"scans/{name}")
    assert [p.name for p in files_of("g1", tmp_path / "scans", ["g1", "g1a"])] == ["g1-1.png"]
    assert len(files_of("g1a", tmp_path / "scans", ["g1", "g1a"])) == 2
    pages = [tmp_path / "g1.txt", tmp_path / "g1a.txt"]
    for path in pages:
        path.write_text(page.read_text("utf-8").replace("ex001", path.stem), "utf-8")
    sources = load(pages, Supply(tmp_path / "scans"))
    assert [[Path(i.file).name for i in s.case.images] for s in sources.cases] == [
        ["g1-1.png"],
        ["g1a-1.png", "g1a-2.png"],
    ]


def test_the_longest_id_owns_an_image_of_a_deck(page: Path, deck: Path, picture: Picture) -> None:
    (deck / "pages").mkdir()
    for name in ("g1", "g1a"):
        (deck / "pages" / f"{name}.txt").write_text(page.read_text("utf-8").replace("ex001", name), "utf-8")
        picture(f"deck/pages/{name}-1.png")
    cases = {str(s.case.id): s.case for s in load([deck], NO_SUPPLY).cases}
    assert [Path(i.file).name for name in ("g1", "g1a") for i in cases[name].images] == ["g1-1.png", "g1a-1.png"]


def test_pages_without_number_and_holder_do_not_meet(page: Path, tmp_path: Path) -> None:
    bare = page.read_text("utf-8").split("Case number:")[0]
    namespaces = []
    for author in ("Ada Example", "Bob Other"):
        path = tmp_path / author[:3] / "page.txt"
        path.parent.mkdir()
        path.write_text(bare.replace("Ada Example", author), "utf-8")
        namespaces.append(load([path], NO_SUPPLY).cases[0].namespace)
    assert len(set(namespaces)) == 2
    assert load([page], NO_SUPPLY).cases[0].namespace == "tfcards/page/example hospital"


def test_one_is_singular(run: Run, deck: Path) -> None:
    assert run("check", deck).stdout.startswith("1 case, ")
