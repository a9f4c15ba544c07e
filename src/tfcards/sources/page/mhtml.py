"""The page saved as one file, a web archive (MHTML, RFC 2557): its HTML and its images in one MIME message."""

from __future__ import annotations

import email
import email.errors
import email.message
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from tfcards.model.diagnostic import Location, error
from tfcards.sources.document.decode import decode
from tfcards.sources.page.html import read_html
from tfcards.sources.reading import Reading

_SNIFF = 4096
_RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*:")
_MOST_PARTS = 2000


class MhtmlPage:
    """Reads a page saved as a single file (``.mhtml``, ``.mht``) by Chrome, Edge or Internet Explorer."""

    name = "web archive"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell a MIME message of related parts by its headers."""
        head = data[:_SNIFF].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        return bool(path) and bool(_HEADER.match(head)) and bool(_RELATED.search(head))

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read the first HTML part as a page, with the images among the other parts."""
        parts = list(islice(email.message_from_bytes(data).walk(), _MOST_PARTS))
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        if page is None:
            hint = "save the page again, as complete HTML or as a single file"
            problem = error("TF172", "the web archive holds no HTML page", Location(str(path)), hint)
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,))
            return
        text, problems = decode(_unified(page), str(path))
        if problems:
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
            return
        yield read_html(text, path, _images(parts, page))


def _content(part: email.message.Message) -> bytes:
    """Return the content of ``part``; nothing where its encoding is broken."""
    try:
        content = part.get_payload(decode=True)
    except (LookupError, ValueError):
        return b""
    return content if isinstance(content, bytes) else b""


def _unified(page: email.message.Message) -> bytes:
    """Return the HTML part in UTF-8, by the character set of its header."""
    data = _content(page)
    try:
        return data.decode(str(page.get_param("charset", "utf-8"))).encode()
    except (LookupError, UnicodeError):
        return data


def _images(parts: list[email.message.Message], page: email.message.Message) -> dict[str, bytes]:
    """Return the images among ``parts`` by every address by which the page may call them."""
    home = str(page.get("Content-Location", ""))
    found: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() != "image" or not (data := _content(part)):
            continue
        place, number = str(part.get("Content-Location", "")), str(part.get("Content-ID", "")).strip("<> ")
        if number:
            found[f"cid:{number}"] = data
        if place:
            found[place] = data
            for short in _relative(place, home):
                found.setdefault(short, data)
    return found


def _relative(place: str, home: str) -> Iterator[str]:
    """Yield how a page at ``home`` may shorten the address ``place``: from its folder, or from its host."""
    try:
        folder, host = urljoin(home, "."), urljoin(home, "/")
    except ValueError:
        return
    for base, mark in ((folder, ""), (host, "/")):
        if base and place.startswith(base) and place != base:
            yield mark + place.removeprefix(base)
