"""Unpacks ZIP and tar archives of unknown origin: into one folder, plain files only, within a budget."""

from __future__ import annotations

import gzip
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from tfcards.sources.intake.limits import Budget

_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
_TAR = b"ustar"
_TAR_AT = 257
_CHUNK = 1 << 20
_LONGEST_NAME = 200
_ENCRYPTED = 0x1
_DAMAGED = (
    OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error, RuntimeError,
    NotImplementedError, LookupError, UnicodeError, OverflowError,
)  # fmt: skip
"""What zipfile and tarfile raise on damaged archives, of which some are of variants that they do not know."""


class _NoRoomError(Exception):
    """The archive holds more than its budget allows."""


@dataclass(frozen=True, slots=True)
class Left:
    """A member that was left out, and why; without a name it is the rest of the archive."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of an archive. ``lack`` says why it is left out; ``open`` gives its bytes."""

    name: str
    lack: str
    open: Callable[[], IO[bytes] | None]


def is_archive(head: bytes) -> bool:
    """Tell a ZIP or tar archive, or anything packed with gzip, by its first 512 bytes."""
    return head.startswith((_ZIP, _GZIP)) or head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def unpack(path: Path, into: Path, budget: Budget) -> list[Left]:
    """Write the files of the archive ``path`` below ``into``; return what was left out.

    Members are written under names checked part by part, never over one another. Links, devices and encrypted
    members are left out. Reading stops where the budget ends or where the archive is damaged; what was unpacked
    until then stays.
    """
    left: list[Left] = []
    try:
        with path.open("rb") as file:
            members = _zipped(file) if file.read(4) == _ZIP else _tarred(file)
            for member in members:
                if not budget.take_file():
                    raise _NoRoomError  # noqa: TRY301 - reading stops here, in the middle of the archive
                lack = member.lack or _write(member, into, budget)
                if lack:
                    left.append(Left(member.name, lack))
    except _NoRoomError:
        left.append(Left("", "the archive unpacks to more than a teaching file ever needs; unpack it by hand"))
    except _DAMAGED:
        left.append(Left("", "the archive is damaged here or incomplete; download it again"))
    return left


def _zipped(file: IO[bytes]) -> Iterator[_Member]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            lack = ""
            if info.flag_bits & _ENCRYPTED:
                lack = "it is encrypted"
            elif stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
                lack = "it is a link or a device"
            yield _Member(info.filename, lack, lambda info=info: archive.open(info))  # type: ignore[misc]


def _tarred(file: IO[bytes]) -> Iterator[_Member]:
    file.seek(0)
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    plain = cast("IO[bytes]", _Frugal(cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file))
    with tarfile.open(fileobj=plain, mode="r:") as archive:
        for info in archive:
            lack = "" if info.isreg() else "it is a link or a device"
            if not info.isdir():
                yield _Member(info.name, lack, lambda info=info: archive.extractfile(info))  # type: ignore[misc]


class _Frugal:
    """A file that gives no more than a part of itself at once, and skips no more.

    tarfile reads the headers of a member in one piece, however large they say they are.
    """

    _MOST = 16_000_000
    _FARTHEST = 1_000_000_000

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= self._MOST:
            raise _NoRoomError
        return self._file.read(size)

    def seek(self, position: int, whence: int = os.SEEK_SET) -> int:
        if whence != os.SEEK_SET or position - self._file.tell() > self._FARTHEST:
            raise _NoRoomError
        return self._file.seek(position)

    def tell(self) -> int:
        return self._file.tell()


def _write(member: _Member, into: Path, budget: Budget) -> str:
    """Write ``member`` to its place below ``into``; return why not, or nothing."""
    parts = _safe(member.name)
    if parts is None:
        return "its name leads out of the archive, or no file can have it"
    place = into.joinpath(*parts)
    if place.exists() or any(p.is_file() for p in place.parents if p.is_relative_to(into)):
        return "another file of the archive has its name"
    source = member.open()
    if source is None:
        return "it has no content"
    place.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with source, place.open("xb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if not budget.take_bytes(len(chunk)):
                raise _NoRoomError
            if written > budget.limits.file_bytes:
                break
            target.write(chunk)
    if written > budget.limits.file_bytes:
        place.unlink()
        return f"it is larger than {budget.limits.file_bytes:,} bytes"
    return ""


def _safe(name: str) -> tuple[str, ...] | None:
    """Return the parts of a member's name if a plain file below the folder can have it, else None."""
    unified = name.replace("\\", "/")
    parts = PurePosixPath(unified).parts
    if not parts or unified.startswith("/") or ":" in unified or len(unified) > _LONGEST_NAME:
        return None
    if any(part == ".." or not part.isprintable() for part in parts):
        return None
    return parts
