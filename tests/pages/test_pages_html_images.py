"""The images of saved pages: which are the case's, in which size, at which line, under which caption."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tfcards.sources.page.copies import copies
from tfcards.sources.page.html import HtmlPage
from tfcards.sources.page.rasters import sides_of, suffix_of
from tfcards.sources.reading import Reading

VIEW = "View {} image(xr) in a separate image viewer"


def png(width: int, height: int, size: int = 100) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\0" * size


def read(body: str, folder: Path) -> Reading:
    page = f"<html><body><p>Diagnosis: Rickets</p><p>Images:</p>{body}</body></html>"
    (reading,) = HtmlPage().read(page.encode(), folder / "page.html")
    return reading


def images(body: str, folder: Path) -> list[tuple[str, str]]:
    case = read(body, folder).case
    assert case
    return [(image.file, image.caption) for image in case.images]


def codes(body: str, folder: Path) -> set[str]:
    return {d.code for d in read(body, folder).diagnostics} - {"TF111"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, size in {
        "f/a.png": 300,
        "f/b.png": 300,
        "f/a-480w.png": 200,
        "f/a-960w.png": 900,
        "f/knee_s.png": 300,
        "f/knee_t.png": 310,
        "f/leg.png": 900,
        "f/leg_t.png": 90,
        "f/foot.png": 300,
        "f/foot_s.png": 290,
        "f/knee-arrows.png": 300,
        "f/arrow.png": 300,
        "f/case-logo.png": 300,
        "byhand.png": 900,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(png(200, 200, size))
    (tmp_path / "f/dot1.png").write_bytes(png(1, 1))
    return tmp_path


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ('<img src="f/a-480w.png" srcset="f/a-480w.png 480w, f/a-960w.png 960w">', "f/a-960w.png"),
        ('<img src="f/a.png" srcset="http://x.example/huge.png 2x">', "f/a.png"),
        ('<picture><source srcset="f/a-960w.png"><img src="f/a.png"></picture>', "f/a-960w.png"),
        ('<img src="f/dot1.png" data-src="f/a.png">', "f/a.png"),
        ('<a href="http://x.example/img/byhand.png"><img src="f/a.png"></a>', "byhand.png"),
        ('<a href="view.cgi?x=1&amp;image=byhand.png"><img src="f/a.png"></a>', "byhand.png"),
        ('<a href="http://x.example/img/unsaved.png"><img src="f/a.png"></a>', "f/a.png"),
        ("<a href=\"javascript:show('byhand.png')\"><img src='f/a.png'></a>", "f/a.png"),
        ('<img src="http://x.example/img/byhand.png">', "byhand.png"),
        ('<img src="./f/../f/a.png"><img src="f/./b.png">', "f/b.png"),
    ],
)
def test_the_fullest_size_that_was_saved_is_taken(folder: Path, tag: str, file: str) -> None:
    assert images(tag, folder) == [(file, "")]


def test_a_letter_in_a_name_makes_no_copy_of_another_view(folder: Path) -> None:
    def found(*names: str) -> list[str]:
        return [file for file, _ in images("".join(f'<img src="f/{n}.png">' for n in names), folder)]

    assert found("knee_s", "knee_t") == ["f/knee_s.png", "f/knee_t.png"]
    assert found("leg_t", "leg") == ["f/leg.png"]
    assert found("foot_s", "foot") == ["f/foot_s.png", "f/foot.png"]


@given(st.dictionaries(st.sampled_from(["a", "a_t", "b/a", "b/a-thumb", "c/a", "c/a_large"]), st.integers(1, 9)))
def test_of_copies_one_is_kept_and_it_is_the_largest(sizes: dict[str, int]) -> None:
    kept = copies(list(sizes), sizes.__getitem__)
    assert kept.keys() == sizes.keys()
    for name, chosen in kept.items():
        assert sizes[chosen] >= sizes[name]
        assert kept[chosen] == chosen


def test_signs_of_the_page_are_left_out_and_marked_images_are_not(folder: Path) -> None:
    body = "".join(f'<img src="f/{n}.png">' for n in ("arrow", "knee-arrows", "case-logo", "dot1"))
    body += '<img src="f/b.png">' * 4 + '<footer><img src="f/leg.png"></footer>'
    assert images(body + '<img src="f/a.png" width="20px">', folder) == [("f/knee-arrows.png", "")]


def test_what_was_not_saved_keeps_its_place(folder: Path) -> None:
    body = "".join(f"<p>{VIEW.format(n)}</p>" for n in ("main", "second", "third"))
    body += '<img src="f/a.png"><img src="http://x.example/gone.png" alt="Lateral"><img src="f/b.png">'
    assert images(body, folder) == [("f/a.png", ""), ("", "Lateral"), ("f/b.png", "")]
    assert codes(body, folder) == {"TF171"}


def test_what_was_not_saved_takes_no_place_from_what_was(folder: Path) -> None:
    body = f'<img src="http://x.example/1x.png"><p>{VIEW.format("main")}</p><img src="f/a.png">'
    assert images(body, folder) == [("f/a.png", "")]


def test_an_address_out_of_the_folder_is_reported(folder: Path) -> None:
    assert codes('<a href="../big.png"><img src="f/a.png"></a>', folder) == {"TF173"}
    assert codes('<img src="/etc/passwd.png"><img src="C:\\x.png"><img src="file:///x.png">', folder) == {"TF173"}
    assert codes('<a href="../index.html"><img src="f/a.png"></a>', folder) == set()


def test_more_images_than_a_case_has_are_reported(folder: Path) -> None:
    for n in range(501):
        (folder / f"f/n{n}.png").write_bytes(png(200, 200))
    body = "".join(f'<img src="f/n{n}.png">' for n in range(501))
    assert codes(body, folder) == {"TF174"}
    assert len(images(body, folder)) == 500


@pytest.mark.parametrize(
    ("body", "captions"),
    [
        ('<figure><img src="f/a.png" alt="x"><figcaption>Told <b>here</b>.</figcaption></figure>', ["Told here."]),
        ('<figure><img src="f/a.png"><figcaption>Told.<script>no()</script></figcaption></figure>', ["Told."]),
        ('<p><img src="f/a.png"></p><p>Figure 1. Lateral view.</p><p><img src="f/b.png"></p><p>Fig 2: Two.</p>',
         ["Figure 1. Lateral view.", "Fig 2: Two."]),
        ('<p>Figure 1. One.</p><img src="f/a.png"><p>Figure 2. Two.</p><img src="f/b.png">',
         ["Figure 1. One.", "Figure 2. Two."]),
        ('<img src="f/a.png" alt="Anterior"><img src="f/b.png" alt="b.png" title="T">', ["Anterior", ""]),
        ('<table><tr><td><img src="f/a.png"><td><img src="f/b.png"><tr><td>Early<td>Late</table>',
         ["Early", "Late"]),
    ],
)  # fmt: skip
def test_captions_come_from_where_a_page_has_them(folder: Path, body: str, captions: list[str]) -> None:
    assert [caption for _, caption in images(body, folder)] == captions
    case = read(body, folder).case
    assert case
    assert case.image_note == ""


def test_cells_below_images_that_are_image_lines_name_them(folder: Path) -> None:
    body = (
        '<table><tr><td><img src="f/b.png"></td><td><img src="f/a.png"></td></tr>'
        f"<tr><td>{VIEW.format('second')}</td><td>{VIEW.format('main')}</td></tr></table>"
    )
    case = read(body, folder).case
    assert case
    assert [(i.label, i.file) for i in case.images] == [("second", "f/b.png"), ("main", "f/a.png")]


def test_images_within_the_page_do_not_count_as_its_text(folder: Path) -> None:
    data = base64.b64encode(png(300, 300, 6_000_000)).decode()
    reading = read(
        f'<img src="data:image/png;base64,{data}"><img src="data:image/svg+xml;base64,PHN2Zz4=">', folder
    )
    assert reading.case
    assert [image.file for image in reading.case.images] == ["image-01.png"]
    assert reading.embedded["image-01.png"] == png(300, 300, 6_000_000)


def test_a_file_within_the_page_that_is_no_image_is_not_used(folder: Path) -> None:
    data = base64.b64encode(b"<svg onload=alert(1)>").decode()
    assert images(f'<img src="data:image/png;base64,{data}">', folder) == []


@pytest.mark.parametrize(
    ("data", "suffix", "sides"),
    [
        (png(30, 40), ".png", (30, 40)),
        (b"GIF89a" + struct.pack("<HH", 7, 9), ".gif", (7, 9)),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x05\0\x06", ".jpg", (6, 5)),
        (b"RIFF1234WEBPVP8 ", ".webp", (0, 0)),
        (b"\x89PNG\r\n\x1a\n", ".png", (0, 0)),
        (b"\xff\xd8\xff\xe0\0\0", ".jpg", (0, 0)),
        (b"<svg>", "", (0, 0)),
    ],
)
def test_first_bytes_tell_type_and_size(data: bytes, suffix: str, sides: tuple[int, int]) -> None:
    assert (suffix_of(data), sides_of(data)) == (suffix, sides)


@given(st.binary(max_size=60), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b""]))
def test_no_bytes_make_their_size_a_problem(data: bytes, start: bytes) -> None:
    assert len(sides_of(start + data)) == 2


ADDRESSES = st.sampled_from(
    """f/a.png ./f/b.png ../x.png /x.png f/%2e%2e/%2e%2e/x.png //h/x.png http://h/byhand.png inline:1 file:///x.png
    data:image/png;base64,iVBORw0KGgo= C:/x.png f\\..\\x.png x.png?../x.png f . f/..//x.png""".split()  # noqa: SIM905 - a table
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ADDRESSES, ADDRESSES, ADDRESSES), max_size=6))
def test_every_image_lies_below_the_folder_or_in_the_page(folder: Path, tags: list[tuple[str, str, str]]) -> None:
    (folder.parent / "x.png").write_bytes(png(200, 200))
    body = "".join(f'<a href="{a}"><img src="{b}" srcset="{c} 2x" alt="A"></a>' for a, b, c in tags)
    reading = read(body, folder)
    assert reading.case
    for image in reading.case.images:
        if image.file and image.file not in reading.embedded:
            assert (folder / image.file).resolve().is_relative_to(folder.resolve())
            assert (folder / image.file).is_file()
