"""Saved pages of any shape: nothing that is not shown is read, nothing outside the folder is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.page.html import HtmlPage
from tfcards.sources.page.mhtml import MhtmlPage
from tfcards.sources.reading import Reading

UNSEEN = "zzsecretzz"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def read(html: str, folder: Path = Path("folder")) -> Reading:
    (reading,) = HtmlPage().read(html.encode(), folder / "page.html")
    return reading


def page(*parts: str) -> str:
    return f"<html><body><p>Diagnosis: Rickets</p><p>Images:</p>{''.join(parts)}</body></html>"


def files(reading: Reading) -> list[str]:
    assert reading.case
    return [image.file for image in reading.case.images]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    (tmp_path / "f").mkdir()
    for name, size in {"a.png": 300, "a_t.png": 100, "thumb-b.jpg": 90, "b.jpg": 400, "c-150x150.png": 50}.items():
        (tmp_path / "f" / name).write_bytes(PNG + b"\0" * size)
    return tmp_path


def test_the_larger_copy_is_taken_however_the_page_shows_it(saved: Path) -> None:
    linked = read(page('<p><a href="f/a.png"><img src="f/a_t.png"></a></p>'), saved)
    apart = read(page('<img src="f/thumb-b.jpg"><p>View main image(xr)</p><a href="f/b.jpg">larger</a>'), saved)
    alone = read(page('<img src="f/c-150x150.png">'), saved)
    assert [files(linked), files(apart), files(alone)] == [["f/a.png"], ["f/b.jpg"], ["f/c-150x150.png"]]


def test_an_image_goes_to_the_line_that_shows_it(saved: Path) -> None:
    reading = read(page('<p>View main image(bs)</p><p><img src="f/b.jpg">View second image(xr)</p>'), saved)
    assert files(reading) == ["", "f/b.jpg"]


@pytest.mark.parametrize(
    "address",
    [
        "../x.png",
        "/etc/x.png",
        "http://x/x.png",
        "//x/x.png",
        "file:///x.png",
        "f/../../x.png",
        "C:\\x.png",
        "f/link.png",
    ],
)
def test_nothing_outside_the_folder_is_used(saved: Path, address: str) -> None:
    (saved.parent / "x.png").write_bytes(PNG)
    (saved / "f" / "link.png").symlink_to(saved.parent / "x.png")
    assert files(read(page(f'<img src="{address}">'), saved)) == []


def test_lines_of_preformatted_text_stay(saved: Path) -> None:
    reading = read("<pre>Diagnosis: Rickets\n\nFindings:\nWide growth plates.\n</pre>", saved)
    assert reading.case
    assert [f.observation for f in reading.case.findings] == ["Wide growth plates"]


def test_a_set_of_frames_says_what_to_save(saved: Path) -> None:
    reading = read('<html><frameset cols="20%,80%"><frame src="a.html"></frameset></html>', saved)
    assert [d.code for d in reading.diagnostics] == ["TF170"]


def test_an_archive_without_a_page_says_so() -> None:
    (reading,) = MhtmlPage().read(
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", Path("a")
    )
    assert [d.code for d in reading.diagnostics] == ["TF172"]


def test_a_text_page_with_labels_is_no_web_archive() -> None:
    assert not MhtmlPage().accepts(b"Diagnosis: Rickets\n\nContent-Type: multipart/related\n", Path("a"))


TAGS = [
    "p",
    "div",
    "b",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "pre",
    "figure",
    "figcaption",
    "h3",
    "nav",
    "br",
]
HIDING = ["script", "style", "iframe", "noscript", "svg", "template", "object", "textarea", "select"]
TEXTS = st.sampled_from(
    ["Diagnosis: Rickets", "Findings:", "View main image(xr)", "CRP", "12 mg/l", "&lt;b&gt;", "\u2028", "–"]
)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    shown = st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{' '.join(pair[1])}</{pair[0]}>"
    )
    hidden = st.sampled_from(HIDING).map(lambda tag: f"<{tag}>Findings: {UNSEEN}</{tag}>")
    styled = st.sampled_from(TAGS[:6]).map(lambda tag: f'<{tag} style="display: none">{UNSEEN}</{tag}>')
    return shown | hidden | styled


@settings(max_examples=300)
@given(st.recursive(TEXTS | st.just('<img src="x/../../y.png" alt="y">'), nested, max_leaves=20))
def test_no_page_raises_or_shows_what_is_hidden(html: str) -> None:
    reading = read(f"<html><body><p>Diagnosis: Rickets</p>{html}</body></html>")
    assert reading.case
    assert UNSEEN not in case_yaml(reading.case)
    assert files(reading) in ([], [""] * len(files(reading)))


def test_nesting_without_bound_is_read() -> None:
    depth = 100_000
    reading = read(f"<html><body><p>Diagnosis: Rickets</p>{'<div>' * depth}deep{'</div>' * depth}</body></html>")
    assert reading.case
