from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.note import Note
from tfcards.package import read
from tfcards.package.collection import collection_bytes
from tfcards.package.content import PackageContent
from tfcards.package.read import read_package
from tfcards.package.read_values import ReadCard
from tfcards.package.writer import write_package


def zipped(collection: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", collection)
    return file.getvalue()


def packed(database_script: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(database_script)
        return zipped(database.serialize())


def refused(path: Path, data: bytes | bytearray) -> bool:
    path.write_bytes(data)
    try:
        read_package(path)
    except TfcardsError:
        return True
    return False


def test_what_was_written_is_read(content: PackageContent, notes: tuple[Note, ...], tmp_path: Path) -> None:
    write_package(tmp_path / "deck.apkg", content)
    found = {note.guid: note for note in read_package(tmp_path / "deck.apkg")}
    assert set(found) == {note.guid for note in notes}
    for note in notes:
        again = found[note.guid]
        assert list(again.fields) == ["Key", "Front", "Choices", "Answer"]
        assert {name: value for name, value in again.fields.items() if value} == note.fields
        assert (again.note_type, again.tags, again.mod) == (note.note_type, note.tags, 1_700_000_000)
    assert [found[note.guid].cards for note in notes] == [
        (ReadCard(0, 1),),
        (ReadCard(0, 2), ReadCard(1, 2)),
        (ReadCard(0, 3),),
        (ReadCard(0, 4), ReadCard(2, 4), ReadCard(6, 4)),
    ]


@given(st.data())
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damage_never_ends_in_a_traceback(content: PackageContent, tmp_path: Path, data: st.DataObject) -> None:
    def damaged(whole: bytes) -> bytes:
        found = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 4))):
            found[data.draw(st.integers(0, len(found) - 1))] = data.draw(st.integers(0, 255))
        return bytes(found[: data.draw(st.integers(len(found) - 50, len(found)))])

    write_package(tmp_path / "deck.apkg", content)
    refused(tmp_path / "damaged.apkg", damaged((tmp_path / "deck.apkg").read_bytes()))
    refused(tmp_path / "damaged.apkg", zipped(damaged(collection_bytes(content))))


def test_half_a_package_is_refused(content: PackageContent, tmp_path: Path) -> None:
    write_package(tmp_path / "deck.apkg", content)
    whole = (tmp_path / "deck.apkg").read_bytes()
    collection = collection_bytes(content)
    assert refused(tmp_path / "half.apkg", whole[: len(whole) // 2])
    assert refused(tmp_path / "half.apkg", zipped(collection[: len(collection) // 2]))


def script(models: object, notes: str = "", view: bool = False) -> str:
    text = json.dumps(models).replace("'", "''")
    columns = "(id, guid, mid, mod, tags, flds)"
    made = "VIEW notes AS SELECT 1" if view else f"TABLE notes {columns}"
    col = f"CREATE TABLE col (models); INSERT INTO col VALUES ('{text}');"  # noqa: S608 - the test's own words
    return f"{col} CREATE TABLE cards (nid, ord, due); CREATE {made}; {notes}"


@pytest.mark.parametrize(
    "database_script",
    [
        "CREATE TABLE col (models)",
        "CREATE TABLE col (models); CREATE TABLE notes (id); CREATE TABLE cards (nid, ord, due)",
        script({}, view=True),
        script([]),
        script({"1": 5}),
        script({"x": {"name": "n", "flds": []}}),
        script({}, "INSERT INTO notes VALUES (1, 'g', 7, 1, '', '')"),
        script(
            {"7": {"name": "n", "flds": [{"name": "F"}]}}, "INSERT INTO notes VALUES (1, 'g', 7, 9e999, '', '')"
        ),
        script({"7": {"name": "n", "flds": [{"name": "F"}]}}, "INSERT INTO notes VALUES (1, 'g', 7, 1, '', NULL)"),
        script({"7": {"name": "n", "flds": []}}, "INSERT INTO notes VALUES (1, 'g', 7, 1, '', 'a')"),
        script({}, "INSERT INTO cards VALUES (1, CAST(x'ff' AS TEXT), 1)"),
    ],
)
def test_a_collection_that_is_not_ankis_is_refused(database_script: str, tmp_path: Path) -> None:
    (tmp_path / "deck.apkg").write_bytes(packed(database_script))
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_package(tmp_path / "deck.apkg")


def test_a_collection_that_unpacks_to_too_much_is_refused(
    content: PackageContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_package(tmp_path / "deck.apkg", content)
    monkeypatch.setattr(read, "MAX_COLLECTION", 1000)
    with pytest.raises(TfcardsError, match="unpacks to more than"):
        read_package(tmp_path / "deck.apkg")


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"notes.txt": b""}, "is not a whole Anki package"),
        ({"collection.anki2": b"", "meta": b"\x08\x03"}, "is not a whole Anki package"),
        ({"collection.anki2": b"", "meta": b"\x08\x04"}, "newer than this tfcards reads; update tfcards"),
    ],
)
def test_other_formats_are_told_apart(members: dict[str, bytes], message: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "deck.apkg", "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    with pytest.raises(TfcardsError, match=message):
        read_package(tmp_path / "deck.apkg")


def test_compression_that_no_client_uses_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "deck.apkg", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("collection.anki2", b"")
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_package(tmp_path / "deck.apkg")


@pytest.mark.parametrize(("offset", "value"), [(8, 1), (8, 32), (6, 99), (42, 0xFF)])
def test_flags_of_the_zip_that_cannot_be_followed_are_damage(offset: int, value: int, tmp_path: Path) -> None:
    data = bytearray(packed(script({})))
    data[data.rindex(b"PK\x01\x02") + offset] = value
    assert refused(tmp_path / "deck.apkg", data)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TfcardsError, match="cannot be read: No such file") as caught:
        read_package(tmp_path / "deck.apkg")
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
