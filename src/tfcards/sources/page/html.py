"""The page saved as HTML, alone or as a complete page with its folder of images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tfcards.model.diagnostic import Location, error
from tfcards.sources.document.decode import decode, lines_of
from tfcards.sources.page.html_text import HtmlText, html_text
from tfcards.sources.page.reader import read_lines
from tfcards.sources.page.saved import saved_images
from tfcards.sources.reading import Reading

_OPENING = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LATIN = frozenset({b"windows-1252", b"iso-8859-1", b"latin1", b"cp1252", b"us-ascii"})
_SNIFF = 4096


class HtmlPage:
    """Reads a teaching-file page saved as HTML; images that were saved with it become the case's images."""

    name = "html page"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell an HTML document by its first element, or by its name when it begins with any tag."""
        head = data[:_SNIFF].lstrip(b"\xef\xbb\xbf")
        return bool(_OPENING.match(head)) or (path.suffix.lower() in {".html", ".htm", ".xhtml"} and b"<" in head)

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read the visible text of the page, a block element a line, then as a text page."""
        text, problems = decode(_unified(data), str(path))
        if problems:
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
            return
        yield read_html(text, path)


def read_html(text: str, path: Path, parts: Mapping[str, bytes] | None = None) -> Reading:
    """Read the HTML ``text`` of ``path``; ``parts`` are images that came with it, by the addresses it uses."""
    root = LexborHTMLParser(text).root
    seen = html_text(root) if root is not None else HtmlText()
    if seen.frames:
        hint = "open the frame that shows the case in a tab of its own, and save that"
        problem = error(
            "TF170", "the page is a set of frames, which stand in files of their own", Location(str(path)), hint
        )
        return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,))
    return read_lines(lines_of("\n".join(seen.lines)), path, saved_images(seen.shown, path.parent, parts))


def _unified(data: bytes) -> bytes:
    """Return ``data`` in UTF-8 when it names a Latin character set, which browsers take as Windows-1252."""
    match = _CHARSET.search(data[:_SNIFF])
    if match and match[1].lower() in _LATIN and not _is_utf8(data):
        return data.decode("cp1252", "replace").encode()
    return data


def _is_utf8(data: bytes) -> bool:
    """Tell whether ``data`` is UTF-8 beyond ASCII: pages name the wrong character set more often than not."""
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False
