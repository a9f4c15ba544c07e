"""The page saved as HTML, alone or as a complete page with its folder of images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tfcards.model.diagnostic import Location, error
from tfcards.sources.document.decode import lines_of
from tfcards.sources.page.bounded import bounded
from tfcards.sources.page.encoding import page_text
from tfcards.sources.page.html_text import html_text
from tfcards.sources.page.inline import Parts, taken_out
from tfcards.sources.page.reader import read_lines
from tfcards.sources.page.saved import saved_images
from tfcards.sources.page.shown import HtmlText
from tfcards.sources.reading import Reading

_OPENING = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
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
        content, inline = taken_out(data)
        text, problems = page_text(content, path)
        if problems:
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
            return
        yield read_html(text, path, Parts(inline))


def read_html(text: str, path: Path, parts: Parts) -> Reading:
    """Read the HTML ``text`` of ``path``; ``parts`` are images that came with it, by the addresses it uses."""
    root = LexborHTMLParser(bounded(text)).root
    seen = html_text(root) if root is not None else HtmlText()
    if seen.frames:
        hint = "open the frame that shows the case in a tab of its own, and save that"
        problem = error(
            "TF170", "the page is a set of frames, which stand in files of their own", Location(str(path)), hint
        )
        return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,))
    return read_lines(lines_of("\n".join(seen.lines)), path, saved_images(seen.shown, path.parent, parts))
