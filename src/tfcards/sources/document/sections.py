"""The labelled sections of a document, as lines with their numbers; wrapped lines join into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

BULLET = re.compile(
    r"^(?:[-*•·–—▪◦+−]\s+|[-*•·▪◦](?=[A-Z])|\(?\d{1,2}[.)]\s+|\d{1,2}\.(?=[A-Z])|\d{1,2}-\s+|#\d{1,2}\s+"
    r"|\(?[a-h]\)\s+|[IVX]{1,4}\.\s+|o\s+(?=[A-Z]))(?=\S)"
)
_VIEW = re.compile(r"view\b.{0,40}\([^()]{1,12}\)", re.IGNORECASE)
ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source and its number, from 1."""

    number: int
    text: str


@dataclass(slots=True)
class Section:
    """The lines below one label. ``blocks`` are runs of lines between empty lines."""

    name: str
    number: int
    blocks: list[list[Line]] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """Return all lines, one after the other."""
        return [line for block in self.blocks for line in block]

    def paragraphs(self) -> list[Line]:
        """Return the paragraphs: wrapped lines joined, list items and complete sentences on their own."""
        return [paragraph for block in self.blocks for paragraph in _unwrap(block)]

    def text(self) -> str:
        """Return the paragraphs, separated by empty lines."""
        return "\n\n".join(p.text for p in self.paragraphs())


@dataclass(frozen=True, slots=True)
class Document:
    """A document cut into sections, in their order, and the lines that belong to none."""

    sections: tuple[Section, ...]
    unclaimed: tuple[Line, ...] = ()

    def all(self, name: str) -> list[Section]:
        """Return the sections called ``name``; a label may occur more than once."""
        return [s for s in self.sections if s.name == name]

    def merged(self, name: str) -> Section:
        """Return all sections called ``name`` as one; empty, at line 0, when there is none."""
        found = self.all(name)
        return Section(name, found[0].number if found else 0, [block for s in found for block in s.blocks])


def _unwrap(block: Sequence[Line]) -> list[Line]:
    """Return the paragraphs of a block: lines that were broken for want of room are joined again."""
    width = max((len(line.text) for line in block), default=0)
    if _is_list(block):
        return list(block)
    paragraphs: list[Line] = []
    before: Line | None = None
    for line in block:
        if before is None or not _continues(before, line, width):
            paragraphs.append(line)
        else:
            last = paragraphs[-1]
            paragraphs[-1] = Line(last.number, f"{last.text} {line.text}")
        before = line
    return paragraphs


def _is_list(block: Sequence[Line]) -> bool:
    """Tell whether each line of a block is an entry: a wrapped text fills its lines, and goes on small."""
    capitals = all(line.text[:1].isupper() for line in block)
    return len(block) >= _MIN_LISTED and capitals and any(len(line.text) < _WRAP_WIDTH for line in block[:-1])


_MIN_LISTED = 3
_WRAP_WIDTH = 60
"""A line shorter than this was not broken for want of room."""

_WIDEST = 90
"""A block with a longer line than this was not wrapped: each of its lines is a paragraph."""

_NEARLY = 0.8
"""Share of the width of a wrapped block that a line fills when it was broken at the end of a sentence."""


def _continues(before: Line, line: Line, width: int) -> bool:
    """Tell whether ``line`` goes on with the sentence or the paragraph of ``before``."""
    if BULLET.match(line.text) or _VIEW.match(line.text):
        return False
    if ENDS_SENTENCE.search(before.text):
        return _WRAP_WIDTH <= width <= _WIDEST and len(before.text) >= _NEARLY * width and before.text[-1] != ":"
    return len(before.text) >= _WRAP_WIDTH or line.text[:1].islower()
