"""Both formats that Anki exports are read alike, and hostile files of either end in words."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import zstandard
from anki.import_export_pb2 import MediaEntries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.diff.conftest import exported
from tests.verify.conftest import Workshop

from tfcards.model.errors import TfcardsError
from tfcards.package import read, read_database, read_media, read_protobuf
from tfcards.package.read import read_release
from tfcards.package.read_values import ReadNote

COLLECTION = "collection.anki21b"


@pytest.fixture
def package(shop: Workshop) -> Path:
    cloze = shop.note_type(
        model_id=1_600_000_000_002,
        name="List",
        templates=[shop.template("Cloze", "{{cloze:Front}}")],
        model_type=1,
    )
    notes = [
        shop.note("a", '<img src="tf-1.png">', "bäck", tags=["Kind::pattern", "Case::bs1"]),
        shop.note("b", "{{c1::rickets}}, {{c3::scurvy}}", "", note_type=cloze),
    ]
    return shop.package(*notes, media=[shop.media("tf-1.png")])


@pytest.fixture
def current(package: Path) -> Path:
    return exported(package, legacy=False)


def facts(note: ReadNote) -> tuple[object, ...]:
    """Return what an import and an export leave alone."""
    return note.guid, note.fields, sorted(note.tags), note.mod, [card.ord for card in note.cards]


def test_the_three_ways_to_a_package_say_the_same(package: Path, current: Path) -> None:
    made, old, new = (read_release(p) for p in (package, exported(package, legacy=True), current))
    assert old == new
    assert made.media == new.media
    assert made.media == {"tf-1.png": "4effda12c2611e2e4feb6f0d342feb685ccd825b"}, "SHA-1 of the file"
    assert made.note_types == new.note_types
    assert [facts(note) for note in made.notes] == [facts(note) for note in new.notes]
    types = {note_type.name: note_type for note_type in new.note_types.values()}
    assert (types["List"].cloze, types["Question"].cloze) == (True, False)
    assert [(f.id, f.name) for f in types["Question"].fields] == [(200, "Front"), (201, "Back")]
    assert types["Question"].css == ".card { color: black }"
    assert [(t.id, t.name, t.front) for t in types["List"].templates] == [(305, "Cloze", "{{cloze:Front}}")]


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a copy of ``path`` with its members changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    other = path.with_suffix(".changed.apkg")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return other


def with_sql(*statements: str) -> Callable[[dict[str, bytes]], None]:
    """Return a change that runs ``statements`` on the collection."""

    def change(members: dict[str, bytes]) -> None:
        data = bytearray(zstandard.ZstdDecompressor().decompressobj().decompress(members[COLLECTION]))
        data[18:20] = b"\x01\x01"
        with closing(sqlite3.connect(":memory:")) as database:
            database.create_collation("unicase", lambda a, b: (a > b) - (a < b))
            database.deserialize(data)
            for statement in statements:
                database.execute(statement)
            database.commit()
            members[COLLECTION] = zstandard.compress(database.serialize())

    return change


ENDLESS = """CREATE VIEW cards AS
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS nid, 0 AS ord, 0 AS due FROM n"""


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TABLE notes"],
        ["DROP TABLE templates"],
        ["DELETE FROM notetypes"],
        ["UPDATE notes SET flds = 'one'"],
        ["UPDATE notes SET mod = 'never'"],
        ["UPDATE notes SET guid = x'ff00'"],
        ["UPDATE fields SET config = x'ff'"],
        ["UPDATE templates SET config = x'0a7f'"],
        ["UPDATE notetypes SET config = 'text'"],
        ["UPDATE notes SET tags = CAST(x'ff' AS TEXT)"],
        ["DROP TABLE cards", ENDLESS],
        ["DROP TABLE cards", "CREATE VIRTUAL TABLE cards USING fts5(nid, ord, due)"],
        [
            "ALTER TABLE cards RENAME COLUMN due TO gone",
            "ALTER TABLE cards ADD COLUMN due AS (length(zeroblob(1000000000)))",
        ],
    ],
    ids=lambda statements: statements[-1][:40],
)
def test_a_database_with_surprises_is_refused_in_words(current: Path, statements: list[str]) -> None:
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_release(repacked(current, with_sql(*statements)))


def test_rows_without_an_end_are_refused(current: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_database, "MAX_ROWS", 2)
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_release(current)


@pytest.mark.parametrize(("where", "limit"), [(read, "MAX_COLLECTION"), (read_media, "MAX_MEDIA")])
def test_what_unpacks_to_too_much_is_refused(
    current: Path, monkeypatch: pytest.MonkeyPatch, where: object, limit: str
) -> None:
    bomb = zstandard.compress(bytes(50_000_000))
    assert len(bomb) < 10_000
    member = COLLECTION if limit == "MAX_COLLECTION" else "0"
    monkeypatch.setattr(where, limit, 10_000_000)
    with pytest.raises(TfcardsError, match="unpacks to more than"):
        read_release(repacked(current, lambda members: members.update({member: bomb})))


def test_a_frame_that_asks_for_gigabytes_of_memory_is_refused(current: Path) -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=False)
    compressor = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    frame = compressor.compress(bytes(1000)) + compressor.flush()
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_release(repacked(current, lambda members: members.update({COLLECTION: frame})))


def test_names_that_lead_out_of_a_folder_stay_names(current: Path, tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        entries = MediaEntries(entries=[MediaEntries.MediaEntry(name="../../evil.png", size=4, sha1=b"")])
        members["media"] = zstandard.compress(entries.SerializeToString())

    evil = repacked(current, change)
    before = sorted(tmp_path.rglob("*"))
    assert set(read_release(evil).media) == {"../../evil.png"}
    assert sorted(tmp_path.rglob("*")) == before


def test_two_members_of_one_name_are_refused(current: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(current, "a") as archive:
        archive.writestr(COLLECTION, b"other")
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_release(current)


@pytest.mark.parametrize("listing", [b"[]", b'{"0": "\\ud800"}', b"{", b'{"0": ' + b"[" * 100_000])
def test_a_list_of_media_that_is_not_ankis_is_refused(package: Path, listing: bytes) -> None:
    changed = repacked(package, lambda members: members.update(media=listing))
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_release(changed)


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_damage_to_the_current_format_never_ends_in_a_traceback(current: Path, data: st.DataObject) -> None:
    def damaged(whole: bytes) -> bytes:
        found = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 6))):
            found[data.draw(st.integers(0, len(found) - 1))] = data.draw(st.integers(0, 255))
        return bytes(found)

    def inside(members: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from([COLLECTION, "media"]))
        plain = zstandard.ZstdDecompressor().decompressobj().decompress(members[name])
        members[name] = zstandard.compress(damaged(plain))

    def outside(members: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from(sorted(members)))
        members[name] = damaged(members[name])

    path = repacked(current, data.draw(st.sampled_from([inside, outside])))
    said = refusal(path)
    assert not said or said.startswith(f"{path} is ")


def refusal(path: Path) -> str:
    """Return why ``path`` cannot be read; empty if it can."""
    try:
        read_release(path)
    except TfcardsError as problem:
        return str(problem)
    return ""


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_a_message_or_a_value_error(message: bytes) -> None:
    try:
        found = list(read_protobuf.fields(message))
    except ValueError:
        return
    assert all(number >= 0 for number, _ in found)


@given(st.lists(st.tuples(st.text(), st.integers(0, 2**32 - 1), st.binary(max_size=20)), max_size=5))
def test_what_googles_library_writes_is_read(entries: list[tuple[str, int, bytes]]) -> None:
    wanted = [MediaEntries.MediaEntry(name=name, size=size, sha1=sha1) for name, size, sha1 in entries]
    message = MediaEntries(entries=wanted).SerializeToString()
    found = [read_protobuf.last(value) for _, value in read_protobuf.fields(message) if isinstance(value, bytes)]
    assert [read_protobuf.text(values, 1) for values in found] == [name for name, _, _ in entries]
    assert [read_protobuf.integer(values, 2) or 0 for values in found] == [size for _, size, _ in entries]


@given(st.integers(-(2**63), 2**63 - 1))
def test_negative_numbers_are_read(value: int) -> None:
    from anki.notetypes_pb2 import Notetype

    message = Notetype.Field.Config(id=value).SerializeToString()
    assert read_protobuf.integer(read_protobuf.last(message), 9) == value


def test_a_legacy_package_of_one_cell_of_json_too_deep_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript("CREATE TABLE col (models); CREATE TABLE notes (id); CREATE TABLE cards (nid)")
        database.execute("INSERT INTO col VALUES (?)", ["[" * 200_000])
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("collection.anki2", database.serialize())
            archive.writestr("media", json.dumps({}))
    (tmp_path / "deep.apkg").write_bytes(file.getvalue())
    with pytest.raises(TfcardsError, match="is not a whole Anki package"):
        read_release(tmp_path / "deep.apkg")
