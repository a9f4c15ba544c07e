"""Reads an .apkg back, as a stranger's file, in both formats that Anki exports: for comparing two releases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tfcards.model.errors import TfcardsError
from tfcards.package import read_database
from tfcards.package import read_protobuf as protobuf
from tfcards.package.read_archive import Archive, damaged, opened
from tfcards.package.read_collection import MAX_COLLECTION, read_notes
from tfcards.package.read_media import media_digests
from tfcards.package.read_values import ReadNote, ReadNoteType, ReadRelease

_META = "meta"
_MAX_META = 2**16
_VERSION = 1
_CURRENT = 3
_COLLECTIONS = {1: "collection.anki2", 2: "collection.anki21", _CURRENT: "collection.anki21b"}


def read_package(path: Path) -> tuple[ReadNote, ...]:
    """Return the notes of the package at ``path``, in the order of their ids.

    Raises:
        TfcardsError: The file cannot be opened (``ExitCode.ENVIRONMENT``), is no package, is damaged, or unpacks
            to more than anybody's collection.
    """
    with _understood(path), opened(path) as archive:
        return _notes(archive, _version(archive, path))[0]


def read_release(path: Path) -> ReadRelease:
    """Return notes, note types and digests of media of the package at ``path``; raises as ``read_package``."""
    with _understood(path), opened(path) as archive:
        version = _version(archive, path)
        notes, note_types = _notes(archive, version)
        return ReadRelease(notes, note_types, media_digests(archive, current=version == _CURRENT))


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    """Say in words that what stands inside is not Anki's."""
    try:
        yield
    except (
        sqlite3.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        StopIteration,
    ) as problem:
        # A stranger's collection may hold any value in any place: all of these mean that it is not Anki's.
        raise damaged(path) from problem


def _version(archive: Archive, path: Path) -> int:
    """Return the version of the format, found as Anki finds it: in ``meta``, else by the names of the members.

    Raises:
        TfcardsError: It is newer than any known.
        ValueError: There is no collection of that version.
    """
    if _META in archive:
        version = protobuf.integer(protobuf.last(archive.read(_META, _MAX_META)), _VERSION) or 0
        if version > _CURRENT:
            raise TfcardsError(f"{path} is in a format newer than this tfcards reads", "update tfcards")
    else:
        version = 2 if _COLLECTIONS[2] in archive else 1
    if _COLLECTIONS.get(version, "") not in archive:
        raise ValueError(version)
    return version


def _notes(archive: Archive, version: int) -> tuple[tuple[ReadNote, ...], dict[int, ReadNoteType]]:
    """Return the notes and note types in ``archive``. Raises what a malformed one makes Python raise."""
    data = archive.read(_COLLECTIONS[version], MAX_COLLECTION, zstd=version == _CURRENT)
    with read_database.opened(data) as database:
        return read_notes(database)
