"""The zip around a package, as a stranger's file: members are read into memory, and never more than a limit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import zstandard

from tfcards.model.errors import ExitCode, TfcardsError

_ZIP_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAX_WINDOW = 2**27
"""Bytes that zstd may keep for looking back: what its own command line takes unasked."""
_CHUNK = 2**20


class Archive:
    """The members of a package by name. All methods raise what a damaged file makes zipfile and zstd raise."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        entries = archive.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) != len(entries):
            raise ValueError("two members of one name")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, limit: int, *, zstd: bool = False) -> bytes:
        """Return the member ``name``, unpacked. Raises TfcardsError when it has more than ``limit`` bytes."""
        return b"".join(self.chunks(name, limit, zstd=zstd))

    def chunks(self, name: str, limit: int, *, zstd: bool = False) -> Iterator[bytes]:
        """Yield the member ``name`` piece by piece. Raises TfcardsError after ``limit`` bytes."""
        entry = self._entries[name]
        if entry.compress_type not in _ZIP_KINDS:
            raise ValueError("a compression that Anki does not use")
        left = limit
        with self._archive.open(entry) as packed:
            source: IO[bytes] | zstandard.ZstdDecompressionReader = packed
            if zstd:
                unpacker = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
                source = unpacker.stream_reader(packed, read_across_frames=True)
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise TfcardsError(f"{self._path} unpacks to more than a package ever holds", "do not open it")
                yield chunk


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open the package at ``path``.

    Raises:
        TfcardsError: The file cannot be opened (``ExitCode.ENVIRONMENT``), or turns out to be damaged.
    """
    try:
        file = path.open("rb")
    except OSError as problem:
        message = f"{path} cannot be read: {problem.strerror or problem}"
        raise TfcardsError(message, "look whether the file is there", ExitCode.ENVIRONMENT) from problem
    try:
        with file, zipfile.ZipFile(file) as archive:
            yield Archive(path, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        zstandard.ZstdError,
        OSError,  # zipfile looked outside the file
        EOFError,
        RuntimeError,  # the file asks for what zipfile cannot do
        ValueError,
        KeyError,
    ) as problem:
        raise damaged(path) from problem


def damaged(path: Path) -> TfcardsError:
    """Return the error for a file whose inside is not what Anki writes."""
    return TfcardsError(f"{path} is not a whole Anki package", "fetch or build it again")
