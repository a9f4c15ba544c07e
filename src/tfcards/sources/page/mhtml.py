"""The page saved as a single file (MHTML): a MIME message of the page and its images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin

from tfcards.model.diagnostic import Location, error
from tfcards.sources.page.encoding import page_text
from tfcards.sources.page.html import read_html
from tfcards.sources.page.inline import Parts, taken_out
from tfcards.sources.page.mime import Part, parts_of
from tfcards.sources.reading import Reading

_SNIFF = 4096
_RELATED = re.compile(
    rb"^(?:content-type:\s*multipart/related\b|snapshot-content-location:|from:\s*<saved by )",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*:")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


class MhtmlPage:
    """Reads a page saved as a single file (``.mhtml``, ``.mht``) by Chrome, Edge or Internet Explorer."""

    name = "web archive"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell a MIME message of related parts by its headers."""
        head = data[:_SNIFF].replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")[0]
        return bool(path) and bool(_HEADER.match(head)) and bool(_RELATED.search(head))

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read the HTML part that was saved as a page, with the images among the other parts."""
        whole, parts = parts_of(data)
        page = _page(whole, parts)
        if page is None:
            hint = "save the page again, as complete HTML or as a single file"
            problem = error("TF172", "the web archive holds no HTML page", Location(str(path)), hint)
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,))
            return
        content, inline = taken_out(page.content())
        text, problems = page_text(content, path, str(page.head.get_param("charset", "")))
        if problems:
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
            return
        home = page.header("Content-Location") or whole.header("Snapshot-Content-Location")
        yield read_html(text, path, _images(parts, home).and_also(inline))


def _page(whole: Part, parts: Sequence[Part]) -> Part | None:
    """Return the part that is the page: the one that the headers name, else the first HTML; frames come later."""
    pages = [part for part in parts if part.head.get_content_type() in _PAGES]
    place, start = whole.header("Snapshot-Content-Location"), str(whole.head.get_param("start", ""))
    named = [
        part
        for part in pages
        if (place and part.header("Content-Location") == place) or (start and part.header("Content-ID") == start)
    ]
    return next(iter([*named, *pages]), None)


def _images(parts: Sequence[Part], home: str) -> Parts:
    """Return the images among ``parts`` by the addresses by which the page may call them."""
    found: dict[str, bytes] = {}
    for part in parts:
        if part.head.get_content_maintype() not in {"image", "application"} or not (data := part.content()):
            continue
        place, number = part.header("Content-Location"), part.header("Content-ID").strip("<> ")
        if number:
            found.setdefault(f"cid:{number}", data)
        if place:
            found.setdefault(place, data)
            found.setdefault(_joined(home, place), data)
    return Parts(found, home)


def _joined(home: str, place: str) -> str:
    try:
        return urljoin(home, place)
    except ValueError:
        return place
