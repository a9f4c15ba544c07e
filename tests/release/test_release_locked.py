"""``build --locked``: what CI of a deck repository needs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.package.lock import Lock, LockedNoteType
from tfcards.package.stamp import Stamped
from tfcards.pipeline.locked import lock_changes

Run = Callable[..., Result]
Edit = Callable[[str, str, str], None]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_lock_that_says_all_builds_and_stays(
    run: Run, deck: Path, built: Callable[..., Path], tmp_path: Path
) -> None:
    package = built("first", 0)
    before = snapshot(deck)
    result = run("build", deck, "--locked", "-o", tmp_path / "again.apkg")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "again.apkg").read_bytes() == package.read_bytes()
    assert run("build", deck, "--locked").exit_code == 0
    assert snapshot(deck) == before


def test_line_ends_of_another_system_do_not_count(run: Run, deck: Path, built: Callable[..., Path]) -> None:
    built("first", 0)
    lock = deck / "deck.lock"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert run("build", deck, "--locked").exit_code == 0


def test_every_note_that_would_change_is_named_and_nothing_is_written(
    run: Run, deck: Path, built: Callable[..., Path], edit: Edit, tmp_path: Path
) -> None:
    built("first", 0)
    edit("cases/lung-pe/case.yaml", "\nauthors:", "\nfollow_up: Recovered.\nauthors:")
    shutil.rmtree(deck / "cases" / "bone-normal")
    before = snapshot(tmp_path)
    result = run("build", deck, "--locked", "-o", tmp_path / "no.apkg")
    assert result.exit_code == 1
    assert "TF536" in result.stderr
    assert "lung-pe diagnosis case has changed since it was written" in result.stderr
    assert "holds bone-normal diagnosis case as released, and the deck no longer makes it" in result.stderr
    assert "tfcards build" in result.stderr
    assert snapshot(tmp_path) == before


def test_a_new_case_makes_the_lock_stale(run: Run, deck: Path, built: Callable[..., Path]) -> None:
    built("first", 0)
    source = Path(__file__).parents[2] / "decks" / "nuclear-medicine" / "cases" / "bone-crps"
    shutil.copytree(source, deck / "cases" / "bone-crps")
    result = run("build", deck, "--locked")
    assert result.exit_code == 1
    assert "it was written before bone-crps diagnosis case was made" in result.stderr


def test_no_lock_is_refused(run: Run, deck: Path, tmp_path: Path) -> None:
    before = snapshot(tmp_path)
    result = run("build", deck, "--locked", "-o", tmp_path / "no.apkg")
    assert result.exit_code == 1
    assert "there is no deck.lock" in result.stderr
    assert snapshot(tmp_path) == before


def test_another_namespace_is_explained(run: Run, deck: Path, built: Callable[..., Path], edit: Edit) -> None:
    built("first", 0)
    edit("deck.yaml", "tfcards/nuclear-medicine", "somebody/else")
    result = run("build", deck, "--locked")
    assert result.exit_code == 1
    assert "restore the namespace" in result.stderr


def test_a_lost_lock_is_noticed_by_the_package_that_stands_there(
    run: Run, deck: Path, built: Callable[..., Path]
) -> None:
    package = built("first", 0)
    (deck / "deck.lock").unlink()
    result = run("build", deck, "-o", package)
    assert "TF534" in result.stderr
    assert f"{package} is a release of this deck" in result.stderr


def test_a_lost_lock_is_noticed_by_git(run: Run, deck: Path, built: Callable[..., Path]) -> None:
    built("first", 0)
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(deck), *command], check=True)
    (deck / "deck.lock").unlink()
    result = run("build", deck, "--locked")
    assert result.exit_code == 1
    assert "TF534" in result.stderr
    assert "git checkout" in result.stderr


def test_a_lock_older_than_the_package_is_noticed(
    run: Run, deck: Path, built: Callable[..., Path], edit: Edit
) -> None:
    package = built("first", 0)
    old = (deck / "deck.lock").read_bytes()
    edit("cases/lung-pe/case.yaml", "\nauthors:", "\nfollow_up: Recovered.\nauthors:")
    built("first", 1)
    (deck / "deck.lock").write_bytes(old)
    result = run("build", deck, "--locked", "-o", package)
    assert result.exit_code == 1
    assert "TF535" in result.stderr
    assert f"deck.lock is older than {package}" in result.stderr


@pytest.mark.parametrize("sources", ["case", "none"])
def test_without_a_deck_the_package_is_needed(run: Run, deck: Path, sources: str) -> None:
    given = [deck / "cases" / "lung-pe"] if sources == "case" else []
    assert run("build", *given, "--locked").exit_code == 2


def test_what_changed_beside_notes_is_told_and_long_lists_are_counted() -> None:
    types = {n: LockedNoteType(name=f"T{n}", content="a", layout="b", mod=1) for n in range(30)}
    after = Lock("x", types, {})
    stamped = Stamped(notes=(), note_types=(), lock=after, added=(), changed=(), unchanged=(), retired=())
    found = lock_changes(Lock.empty("x"), stamped, Path("deck.lock"))
    assert "the note type T0 has changed" in found[0].message
    assert found[-1].message == "deck.lock has 10 more such differences"
    assert lock_changes(after, stamped, Path("deck.lock")) == ()
