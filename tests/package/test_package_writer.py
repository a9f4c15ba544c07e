from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.content import PackageContent
from tfcards.package.stamp import Stamped
from tfcards.package.writer import write_package

WRITE = """
import pickle, sys
from pathlib import Path
from tfcards.package.lock import Lock
from tfcards.package.stamp import stamp
from tfcards.package.writer import write_package
from dataclasses import replace
content = pickle.loads(Path(sys.argv[1]).read_bytes())
notes = [each.note for each in content.stamped.notes]
types = [each.note_type for each in content.stamped.note_types]
release = stamp(Lock.empty(content.namespace), notes[::-1], types[::-1], 1_700_000_000)
write_package(Path(sys.argv[2]), replace(content, stamped=release))
"""


def test_the_same_content_is_the_same_package_in_another_process_under_another_name(
    content: PackageContent, tmp_path: Path
) -> None:
    write_package(tmp_path / "one.apkg", content)
    (tmp_path / "content").write_bytes(pickle.dumps(content))
    for seed in ("1", "2"):
        command = [sys.executable, "-c", WRITE, str(tmp_path / "content"), str(tmp_path / f"{seed}.apkg")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
        assert (tmp_path / f"{seed}.apkg").read_bytes() == (tmp_path / "one.apkg").read_bytes()


def test_images_are_stored_and_the_collection_is_deflated(content: PackageContent, tmp_path: Path) -> None:
    write_package(tmp_path / "deck.apkg", content)
    with zipfile.ZipFile(tmp_path / "deck.apkg") as archive:
        kinds = {entry.filename: entry.compress_type for entry in archive.infolist()}
        assert kinds == {
            "collection.anki2": zipfile.ZIP_DEFLATED,
            "media": zipfile.ZIP_DEFLATED,
            "0": zipfile.ZIP_STORED,
        }
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("media") == b'{"0": "0a1b.png"}'
        assert archive.read("0") == b"\x89PNG picture"


def test_no_file_is_left_anywhere(
    content: PackageContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    write_package(tmp_path / "deck.apkg", content)
    assert {path.name for path in tmp_path.rglob("*")} == {"temporary", "deck.apkg"}


def test_a_package_with_problems_is_not_written_and_the_old_one_stays(
    stamped: Stamped, pack: Callable[..., PackageContent], tmp_path: Path
) -> None:
    (tmp_path / "deck.apkg").write_bytes(b"old")
    with pytest.raises(TfcardsError, match=r"bs1: error\[TF512\] .*0a1b.png"):
        write_package(tmp_path / "deck.apkg", pack(stamped, ()))
    assert (tmp_path / "deck.apkg").read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_named(content: PackageContent, tmp_path: Path) -> None:
    with pytest.raises(TfcardsError, match="does not exist; create it") as caught:
        write_package(tmp_path / "build" / "deck.apkg", content)
    assert caught.value.exit_code is ExitCode.ENVIRONMENT


def test_a_disk_that_is_full_leaves_the_old_package(
    content: PackageContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "deck.apkg").write_bytes(b"old")
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(TfcardsError, match="No space left") as caught:
        write_package(tmp_path / "deck.apkg", content)
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
