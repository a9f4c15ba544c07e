"""The text of elements as blocks of lines: what a reader would see, each line with its number in the source."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from lxml import etree

from tfcards.sources.document.sections import Line

_SPACE = re.compile(r"\s+")
_NO_ELEMENTS: frozenset[str] = frozenset()


def local(element: etree._Element) -> str:
    """Return the name of ``element`` without its namespace; empty for anything but an element."""
    # Not lxml's QName: it refuses names that a damaged document may have.
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of ``element`` that are called one of ``names``; all elements without names."""
    for child in element:
        if isinstance(child.tag, str) and (not names or local(child) in names):
            yield child


def take_out(element: etree._Element) -> None:
    """Take ``element`` out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def text_of(element: etree._Element | None, skipped: Collection[str] = _NO_ELEMENTS) -> str:
    """Return all text of ``element`` on one line, without that of elements called ``skipped``."""
    if element is None:
        return ""
    return " ".join(line.text for block in blocks(element, skipped=skipped) for line in block)


def blocks(
    element: etree._Element,
    *,
    breaking: Collection[str] = _NO_ELEMENTS,
    skipped: Collection[str] = _NO_ELEMENTS,
) -> list[list[Line]]:
    """Return the text of ``element``: elements called ``breaking`` are blocks of their own, ``br`` ends a line.

    Spaces and line breaks of the source are single spaces, as in a browser. Text of elements called ``skipped`` is
    left out. Not recursive, because documents nest without bound.
    """
    writer = _Writer()
    events = etree.iterwalk(element, events=("start", "end"))
    for event, node in events:
        name = local(node)
        if event == "start":
            if (name in skipped and node is not element) or not name:
                events.skip_subtree()
                continue
            if name in breaking:
                writer.end_block()
            elif name in {"br", "break"}:  # of HTML and MIRC, of JATS
                writer.end_line()
            writer.add(node.text, node.sourceline or 0)
        else:
            if name in breaking:
                writer.end_block()
            if node is not element:
                writer.add(node.tail, node.sourceline or 0)
    writer.end_block()
    return writer.blocks


class _Writer:
    """Gathers text into lines and blocks; empty ones are left out."""

    def __init__(self) -> None:
        self.blocks: list[list[Line]] = []
        self._block: list[Line] = []
        self._text = ""
        self._number = 0

    def add(self, text: str | None, number: int) -> None:
        if text and not self._text.strip():
            self._number = number
        self._text += text or ""

    def end_line(self) -> None:
        text = _SPACE.sub(" ", self._text).strip()
        if text:
            self._block.append(Line(self._number, text))
        self._text = ""

    def end_block(self) -> None:
        self.end_line()
        if self._block:
            self.blocks.append(self._block)
        self._block = []
