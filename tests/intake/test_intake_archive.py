"""Archives of unknown origin unpack into one folder, within bounds, whatever they hold."""

from __future__ import annotations

import gzip
import io
import os
import stat
import tarfile
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.sources.intake.archive import is_archive, unpack
from tfcards.sources.intake.limits import Budget, IntakeLimits

SMALL = IntakeLimits(files=20, file_bytes=50_000, least_bytes=200_000, ratio=1)


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(members: list[tuple[tarfile.TarInfo, bytes]], *, packed: bool = True) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz" if packed else "w") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def run(data: bytes, tmp_path: Path, limits: IntakeLimits = SMALL) -> tuple[dict[str, bytes], list[str]]:
    """Unpack ``data``; return what stands in the folder, and why the rest does not. Nothing may stand outside."""
    home = Path(tempfile.mkdtemp(dir=tmp_path))
    (home / "archive").write_bytes(data)
    into = home / "into"
    into.mkdir()
    left = unpack(home / "archive", into, Budget(limits))
    assert {p.name for p in home.iterdir()} == {"archive", "into"}
    assert not any(p.is_symlink() for p in into.rglob("*"))
    files = {str(p.relative_to(into)): p.read_bytes() for p in into.rglob("*") if p.is_file()}
    return files, [entry.reason for entry in left]


def test_plain_archives_unpack_whole(tmp_path: Path) -> None:
    members = {"case/page.html": b"<html>", "case/page_files/a b.png": b"\x89PNG"}
    assert run(zipped(members), tmp_path) == (members, [])
    infos = [(tarfile.TarInfo(name), data) for name, data in members.items()]
    assert run(tarred(infos), tmp_path) == (members, [])
    assert run(tarred(infos, packed=False), tmp_path) == (members, [])
    assert is_archive(zipped(members)[:512])
    assert is_archive(tarred(infos, packed=False)[:512])
    assert is_archive(tarred(infos)[:512])
    assert not is_archive(b"Diagnosis: none")


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt", "a\x1b[2J.txt", "x" * 300],
)
def test_names_that_lead_elsewhere_are_left_out(tmp_path: Path, name: str) -> None:
    files, reasons = run(zipped({name: b"x", "good.txt": b"y"}), tmp_path)
    assert files == {"good.txt": b"y"}
    assert reasons == ["its name leads out of the archive, or no file can have it"]
    files, reasons = run(tarred([(tarfile.TarInfo(name), b"x")]), tmp_path)
    assert (files, len(reasons)) == ({}, 1)


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("link/inside.txt", "x")
    assert run(stream.getvalue(), tmp_path) == ({"link/inside.txt": b"x"}, ["it is a link or a device"])
    infos = []
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        info = tarfile.TarInfo(f"odd{kind!r}")
        info.type, info.linkname = kind, "/etc/passwd"
        infos.append((info, b""))
    assert run(tarred(infos), tmp_path) == ({}, ["it is a link or a device"] * 4)


def test_a_member_never_stands_over_another(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", b"first")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"second")
        archive.writestr("a/b", b"third")
    files, reasons = run(stream.getvalue(), tmp_path)
    assert files == {"a": b"first"}
    assert reasons == ["another file of the archive has its name"] * 2


def test_encrypted_members_are_left_out(tmp_path: Path) -> None:
    data = bytearray(zipped({"a": b"x"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    assert run(bytes(data), tmp_path) == ({}, ["it is encrypted"])


def test_bombs_stop_at_the_budget(tmp_path: Path) -> None:
    bomb = {f"{n}": b"\0" * 40_000 for n in range(10)}
    files, reasons = run(zipped(bomb), tmp_path)
    assert sum(map(len, files.values())) <= 200_000
    assert "unpacks to more" in reasons[-1]
    files, reasons = run(zipped({"large": b"\0" * 60_000, "small": b"x"}), tmp_path)
    assert (files, reasons) == ({"small": b"x"}, ["it is larger than 50,000 bytes"])
    files, reasons = run(zipped({str(n): b"" for n in range(50)}), tmp_path)
    assert len(files) == 20
    assert "unpacks to more" in reasons[-1]


def test_headers_that_ask_for_gigabytes_get_none(tmp_path: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 2_000_000_000
    data = gzip.compress(header.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 100_000)
    files, reasons = run(data, tmp_path)
    assert (files, len(reasons)) == ({}, 1)


def test_damage_keeps_what_came_before_it(tmp_path: Path) -> None:
    noise = os.urandom(30_000)
    data = tarred([(tarfile.TarInfo("a"), b"first"), (tarfile.TarInfo("b"), noise)])
    files, reasons = run(data[:-1000], tmp_path)
    assert files["a"] == b"first"
    assert reasons == ["the archive is damaged here or incomplete; download it again"]
    assert run(zipped({"a": b"x"})[:-10], tmp_path)[1] == reasons
    assert run(gzip.compress(b"no archive at all"), tmp_path)[1] == reasons


@given(st.data())
def test_no_bytes_raise_or_reach_outside(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.just("../x") | st.just("/x")
    members = data.draw(st.dictionaries(names, st.binary(max_size=300), max_size=4))
    raw = bytearray(
        zipped(members)
        if data.draw(st.booleans())
        else tarred(
            [(tarfile.TarInfo(name), content) for name, content in members.items()],
            packed=data.draw(st.booleans()),
        )
    )
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    run(bytes(raw[: data.draw(st.integers(1, len(raw)))]), tmp_path_factory.getbasetemp())
