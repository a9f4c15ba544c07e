from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.files import atomic_file, write_atomically


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "deck.lock"
    target.write_bytes(b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    beside.touch()
    write_atomically(tmp_path / "deck.lock", b"")
    assert (tmp_path / "deck.lock").stat().st_mode == beside.stat().st_mode


def interrupted(target: Path) -> None:
    with atomic_file(target) as file:
        file.write(b"half")
        raise KeyboardInterrupt


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "deck.lock"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("missing/deck.apkg", r"missing does not exist; create it"),
        ("file/deck.apkg", r"file is not a folder; choose another"),
        ("folder", r"folder is a folder; add a file name"),
    ],
)
def test_a_place_that_cannot_be_written_is_explained(place: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(TfcardsError, match=message) as caught:
        write_atomically(tmp_path / place, b"data")
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder"}


@pytest.mark.parametrize(
    ("number", "message"),
    [(errno.ENOSPC, "No space left.*free some space"), (errno.EACCES, "no permission; close any program")],
)
def test_a_disk_that_refuses_is_explained(
    number: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(TfcardsError, match=message) as caught:
        write_atomically(tmp_path / "deck.lock", b"data")
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
    assert list(tmp_path.iterdir()) == []
