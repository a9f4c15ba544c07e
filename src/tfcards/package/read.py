"""Reads an .apkg back, as a stranger's file: for comparing two releases."""

from __future__ import annotations

import json
import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.errors import ExitCode, TfcardsError

MAX_COLLECTION = 512 * 2**20
"""Bytes of a collection, unpacked: some hundred times that of 1,000 cases."""

_NEW_FORMAT = "collection.anki21b"
_COLLECTIONS = ("collection.anki21", "collection.anki2")
_FIELD_END = "\x1f"
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card: the position of its template or cloze number less one, and its place among the new cards."""

    ord: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNote:
    """A note as a package holds it. ``mod`` is seconds since 1970; ``fields`` keep the order of the note type."""

    guid: str
    mod: int
    note_type: str
    fields: dict[str, str]
    tags: tuple[str, ...]
    cards: tuple[ReadCard, ...]


def read_package(path: Path) -> tuple[ReadNote, ...]:
    """Return the notes of the package at ``path``, in the order of their ids.

    Raises:
        TfcardsError: The file cannot be opened (``ExitCode.ENVIRONMENT``), is no package of the kind that
            ``write_package`` makes, or is damaged.
    """
    data = _collection(path)
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            return _notes(database)
    except (
        sqlite3.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as problem:
        # A stranger's collection may hold any value in any place: all of these mean that it is not Anki's.
        raise _damaged(path) from problem


def _collection(path: Path) -> bytes:
    """Return the SQLite file inside the package at ``path``. Raises TfcardsError."""
    try:
        file = path.open("rb")
    except OSError as problem:
        message = f"{path} cannot be read: {problem.strerror or problem}"
        raise TfcardsError(message, "look whether the file is there", ExitCode.ENVIRONMENT) from problem
    try:
        with file, zipfile.ZipFile(file) as archive:
            data = _unpacked(archive, path)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as problem:
        # OSError: zipfile looked outside the file. RuntimeError: the file asks for what zipfile cannot do.
        raise _damaged(path) from problem
    if len(data) > MAX_COLLECTION:
        raise TfcardsError(f"{path} unpacks to more than {MAX_COLLECTION // 2**20} MB", "do not open it")
    return data


def _unpacked(archive: zipfile.ZipFile, path: Path) -> bytes:
    """Return the collection in ``archive``, cut off behind the limit. Raises what zipfile raises, too."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    name = next((name for name in _COLLECTIONS if name in entries), None)
    if _NEW_FORMAT in entries or name is None:
        message = f"{path} is not a package in the format that every Anki version reads"
        raise TfcardsError(message, "export it from Anki again, with support for older Anki versions")
    if entries[name].compress_type not in _KINDS:
        raise _damaged(path)
    with archive.open(entries[name]) as file:
        return file.read(MAX_COLLECTION + 1)


def _notes(database: sqlite3.Connection) -> tuple[ReadNote, ...]:
    """Return the notes in ``database``. Raises what a malformed one makes Python raise."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"col", "notes", "cards"} <= tables:  # a view of that name could run for ever
        raise ValueError(tables)
    note_types = _note_types(database)
    cards = _cards(database)
    notes = []
    for note_id, guid, type_id, mod, tags, fields in database.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
    ):
        name, field_names = note_types[type_id]
        values = fields.split(_FIELD_END)
        note = ReadNote(
            guid=str(guid),
            mod=int(mod),
            note_type=name,
            fields=dict(zip(field_names, values, strict=True)),
            tags=tuple(tags.split()),
            cards=tuple(cards.get(note_id, ())),
        )
        notes.append(note)
    return tuple(notes)


def _note_types(database: sqlite3.Connection) -> dict[int, tuple[str, list[str]]]:
    """Return the name and the field names of each note type by its id."""
    (models,) = database.execute("SELECT models FROM col").fetchone()
    return {
        int(key): (str(model["name"]), [str(field["name"]) for field in model["flds"]])
        for key, model in json.loads(models).items()
    }


def _cards(database: sqlite3.Connection) -> dict[int, list[ReadCard]]:
    """Return the cards of each note by its id."""
    cards: dict[int, list[ReadCard]] = {}
    for note_id, position, due in database.execute("SELECT nid, ord, due FROM cards ORDER BY nid, ord"):
        cards.setdefault(note_id, []).append(ReadCard(int(position), int(due)))
    return cards


def _damaged(path: Path) -> TfcardsError:
    """Return the error for a file whose inside is not what Anki writes."""
    return TfcardsError(f"{path} is not a whole Anki package", "fetch or build it again")
