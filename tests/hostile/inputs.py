"""Inputs that an attacker might send, or a bad disk: each is made when it is tried, and none is kept."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

Make = Callable[[Path], None]

_MIRC = "<MIRCdocument><title>Gout</title><findings>A mass.</findings>{}</MIRCdocument>"
_PAGE = "Diagnosis: Rickets\n\nImages:\nView main image(xr)\n\nCase number: r1\n"


def _text(name: str, text: str) -> Make:
    def make(folder: Path) -> None:
        (folder / name).write_text(text, "utf-8", newline="")

    return make


def _bytes(name: str, data: bytes) -> Make:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return make


def _zip(members: Mapping[str, bytes], *, repeated: int = 1) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            with archive.open(name, "w", force_zip64=True) as file:
                for _ in range(repeated):
                    file.write(data)
    return stream.getvalue()


def _laughs() -> str:
    steps = "".join(f'<!ENTITY l{n} "{10 * ("&l" + str(n - 1) + ";")}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE MIRCdocument [<!ENTITY l0 "ha">{steps}]>' + _MIRC.format("<p>&l9;</p>")


def _yaml_laughs() -> str:
    steps = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 10))
    return f"id: case\ndiagnosis: Gout\nl0: &l0 [ha]\n{steps}"


def _archives_in_archives() -> bytes:
    data = b"Diagnosis: Gout\n"
    name = "page.txt"
    for level in range(60):
        data, name = _zip({name: data}), f"{level}.zip"
    return data


def _links(folder: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "links.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../out.txt", _PAGE)
        archive.writestr("/etc/out.txt", _PAGE)


def _header_bomb(folder: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 4_000_000_000
    (folder / "bomb.tar.gz").write_bytes(gzip.compress(header.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 1_000_000))


def _picture_bomb(folder: Path) -> None:
    """Write a PNG of 900 million pixels in a megabyte."""
    rows = zlib.compress(b"\0" * (30_001 * 300), 9)
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    (folder / "r1-a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    (folder / "r1.txt").write_text(_PAGE)


def _link_out(folder: Path) -> None:
    (folder / "r1.txt").write_text(_PAGE)
    (folder / "r1-a.png").symlink_to("/etc/hostname")
    (folder / "folder").symlink_to("/etc", target_is_directory=True)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")


def _names(folder: Path) -> None:
    (folder / "a\x1b]0;title\x07\nb.txt").write_text("nothing")
    with_bytes = os.fsencode(folder) + b"/\xff\xfe.txt"
    Path(os.fsdecode(with_bytes)).write_text("nothing")


def _encodings(folder: Path) -> None:
    text = "Diagnosis: Kienböck disease\n\nBrief history:\nPain – at night.\n"
    for number, encoding in enumerate(("utf-8-sig", "utf-16", "cp1252")):
        (folder / f"e{number}.txt").write_bytes(text.encode(encoding))
    (folder / "e3.txt").write_bytes(text.encode() + "Findings: Höhe\n".encode("cp1252"))


def _script(folder: Path) -> None:
    parts = [
        "<html><body onload=\"fetch('http://192.0.2.1/x')\"><script>document.write('Diagnosis: evil')</script>",
        "<p>Diagnosis: Rickets</p><img src='http://192.0.2.1/t.png'><link rel=stylesheet href='http://192.0.2.1/'>",
        "<iframe src='http://192.0.2.1/'></iframe><img src='file:///etc/passwd.png'></body></html>",
    ]
    (folder / "r1.html").write_text("".join(parts))


def _nothing(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "spaces.html").write_text(" " * 1000)
    (folder / "zeros.xml").write_bytes(b"\0" * 1000)


_MEGABYTE = 1_000_000

INPUTS: Mapping[str, tuple[str, Make]] = {
    "xml-laughs": ("XML: entities within entities, 2 GB when expanded", _text("a.xml", _laughs())),
    "xml-file": (
        "XML: an entity that names a file of this computer",
        _text("a.xml", '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article>&x;</article>'),
    ),
    "xml-dtd": (
        "XML: a document type on the network",
        _text("gout.xml", '<!DOCTYPE MIRCdocument SYSTEM "http://192.0.2.1/a.dtd">' + _MIRC.format("")),
    ),
    "xml-depth": (
        "XML: 100,000 elements within each other",
        _text("deep.xml", _MIRC.format("<p>" * 100_000 + "x" + "</p>" * 100_000)),
    ),
    "yaml-laughs": ("YAML: aliases of aliases, a billion items", _text("case.yaml", _yaml_laughs())),
    "yaml-depth": (
        "YAML: 100,000 lists within each other",
        _text("case.yaml", "id: case\ndiagnosis: Gout\naliases: " + "[" * 100_000),
    ),
    "json-depth": (
        "JSON: 100,000 lists within each other",
        _text("a.json", '[{"U_id": "MPX1", "Case": {"Title": "Gout"}, "TAC": ' + "[" * 100_000),
    ),
    "zip-bomb": (
        "ZIP: 2 GB of zeros in 2 MB, as ten files",
        _bytes("bomb.zip", _zip({f"{n}.txt": b"\0" * _MEGABYTE for n in range(10)}, repeated=199)),
    ),
    "zip-depth": ("ZIP: sixty archives within each other", _bytes("deep.zip", _archives_in_archives())),
    "zip-slip": ("ZIP: names that lead out of the folder, and a link", _links),
    "tar-header": ("tar: a header that says it has 4 GB", _header_bomb),
    "html-script": ("HTML: scripts, frames, images and styles of other computers and of this one", _script),
    "html-depth": (
        "HTML: 100,000 elements within each other",
        _text("r1.html", "<html><body><p>Diagnosis: Rickets</p>" + "<div>" * 100_000),
    ),
    "one-line": (
        "Text: 100 MB in one line",
        _bytes("a.txt", b"Diagnosis: " + b"x" * (100 * _MEGABYTE)),
    ),
    "one-line-html": (
        "HTML: 4 MB in one line",
        _text("r1.html", "<html><p>Diagnosis: Rickets</p><p>" + "a due to b " * 360_000),
    ),
    "labels": (
        "Text: 300,000 lines, each the beginning of a section",
        _text("r1.txt", "Diagnosis: Rickets\n" + "Findings: x\n" * 300_000),
    ),
    "picture": ("PNG: 900 million pixels in 30 kB", _picture_bomb),
    "link": ("Links to a file and a folder elsewhere", _link_out),
    "pipe": ("A pipe that nobody writes to", _pipe),
    "names": ("Names of files with control characters, and in no encoding", _names),
    "encodings": ("UTF-8 with a mark, UTF-16, Windows-1252, and two in one file", _encodings),
    "parts": (
        "Web archive: 100,000 parts",
        _text(
            "a.mhtml",
            'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
            + "--x\nContent-Type: text/plain\n\na\n" * 100_000
            + "--x\nContent-Type: text/html\n\n<p>Diagnosis: Gout</p>\n--x--\n",
        ),
    ),
    "json-bomb": (
        "JSON: an export of 200 cases that breaks off in the last",
        _text(
            "a.json",
            json.dumps([{"U_id": f"M{n}", "Case": {"Title": "Gout"}} for n in range(200)])[:-30],
        ),
    ),
    "nothing": ("An empty file, one of spaces, one of zeros", _nothing),
}
"""Each input by a name: what it is in words, and what makes it in an empty folder."""
