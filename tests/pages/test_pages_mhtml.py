"""Web archives: parts however they are nested, addresses however they are written, damage without an exception."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcards.sources.page.mhtml import MhtmlPage
from tfcards.sources.page.mime import MOST_PARTS, from_base64, parts_of
from tfcards.sources.reading import Reading

PATH = Path("folder/page.mhtml")
HEAD = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
HOME = "https://teaching.example/cases/a/page.html"


def part(content: bytes, *headers: str) -> bytes:
    return b"--b\n" + "\n".join(headers).encode() + b"\n\n" + content + b"\n"


def archive(address: str, *headers: str, home: str = HOME) -> bytes:
    html = f'<html><p>Diagnosis: Rickets</p><img src="{address}">'.encode()
    page = part(html, "Content-Type: text/html", *([f"Content-Location: {home}"] if home else []))
    return HEAD + page + part(PNG, "Content-Type: image/png", *headers) + b"--b--\n"


def read(data: bytes) -> Reading:
    (reading,) = MhtmlPage().read(data, PATH)
    return reading


def files(data: bytes) -> list[str]:
    case = read(data).case
    assert case
    return [image.file for image in case.images]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://teaching.example/cases/a/x.png", "https://teaching.example/cases/a/x.png"),
        ("x.png", "https://teaching.example/cases/a/x.png"),
        ("./x.png#top", "https://teaching.example/cases/a/x.png"),
        ("../img/x.png?v=1", "https://teaching.example/cases/img/x.png?v=1"),
        ("/x.png", "https://teaching.example/x.png"),
        ("//teaching.example/x.png", "https://teaching.example/x.png"),
        ("x.png", "x.png"),
        ("https://teaching.example/cases/a/x.png", "x.png"),
    ],
)
def test_an_image_is_found_however_the_page_writes_its_address(address: str, place: str) -> None:
    data = archive(address, f"Content-Location: {place}")
    assert files(data) == ["image-01.png"]
    assert read(data).embedded == {"image-01.png": PNG}


def test_an_image_is_found_by_its_number_and_without_a_home() -> None:
    assert files(archive("cid:one@x", "Content-ID: <one@x>")) == ["image-01.png"]
    assert files(archive("x.png", "Content-Location: x.png", home="")) == ["image-01.png"]
    assert files(archive("http://[broken/x.png", "Content-Location: http://[broken/x.png")) == ["image-01.png"]
    assert files(archive("other.png", "Content-Location: x.png")) == []


def test_the_page_is_the_part_that_the_headers_name() -> None:
    head = HEAD.replace(b"\n\n", b"\nSnapshot-Content-Location: http://x/real.html\n\n")
    frame = part(
        b"<p>Diagnosis: from a frame</p>", "Content-Type: text/html", "Content-Location: http://x/ad.html"
    )
    real = part(b"<p>Diagnosis: Rickets</p>", "Content-Type: text/html", "Content-Location: http://x/real.html")
    for data in (head + frame + real, HEAD + real + frame):
        case = read(data + b"--b--").case
        assert case
        assert case.diagnosis == "Rickets"


def test_an_archive_is_known_by_its_headers_alone() -> None:
    accepts = MhtmlPage().accepts
    assert accepts(HEAD, PATH)
    assert accepts(b"From: <Saved by Blink>\r\nSubject: x\r\n\r\n", PATH)
    assert accepts(b"Snapshot-Content-Location: http://x/\nMIME-Version: 1.0\n\n", PATH)
    assert not accepts(b"From: someone@example.org\nContent-Type: text/plain\n\n<Saved by Blink>", PATH)
    assert not accepts(b"<html>\ncontent-type: multipart/related", PATH)


def test_parts_within_parts_are_taken_apart_only_so_deep() -> None:
    nest = HEAD
    for depth in range(3000):
        nest += b"--b%s\nContent-Type: multipart/related; boundary=b%d\n\n" % (
            str(depth - 1).encode() * (depth > 0),
            depth,
        )
    assert [d.code for d in read(nest).diagnostics] == ["TF172"]


def test_only_so_many_parts_are_looked_at() -> None:
    assert len(parts_of(HEAD + b"--b\n\nx\n" * 50_000)[1]) <= MOST_PARTS


def test_an_archive_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    data = (
        HEAD
        + part(b"<p>Diagnosis: Rickets</p>", "Content-Type: text/html")
        + b"--b\nContent-Type: image/png\n\n\x89PN"
    )
    assert files(data) == []


@given(st.binary(max_size=60))
def test_base64_is_read_whatever_stands_between_and_wherever_it_ends(data: bytes) -> None:
    text = base64.b64encode(data)
    assert from_base64(b"\r\n".join(text[i : i + 7] for i in range(0, len(text), 7)) + b" !") == data
    assert data.startswith(from_base64(text.rstrip(b"=")[:-1]))


LINES = st.sampled_from(
    rb"""--b|--b--|--c|--c--||Content-Type: text/html; charset=utf-8|Content-Type: text/html; charset*=x'y'z
Content-Type: multipart/alternative; boundary=c|Content-Type: multipart/related; boundary*=u''%ff
Content-Type: image/png|Content-Transfer-Encoding: base64|Content-Transfer-Encoding: quoted-printable
Content-Location: http://[x|Content-ID: <1>|<p>Diagnosis: Rickets</p>|<img src=cid:1>|iVBORw0KGgoAAAA|=E9=
\xff\xfe|Content-Type:| folded|:""".replace(b"\n", b"|")
    .replace(b"\\xff\\xfe", b"\xff\xfe\x00")
    .split(b"|")
)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=25), st.sampled_from([b"\n", b"\r\n"]))
def test_no_archive_raises_or_names_a_file_that_it_does_not_hold(lines: list[bytes], end: bytes) -> None:
    reading = read(HEAD.replace(b"\n", end) + end.join(lines))
    assert reading.case or reading.diagnostics
    for image in reading.case.images if reading.case else ():
        assert not image.file or image.file in reading.embedded
