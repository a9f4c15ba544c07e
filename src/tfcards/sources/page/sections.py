"""Cuts the lines of a page into labelled sections; a line that no section claims is kept, to be reported."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

BULLET = re.compile(r"^(?:[-*•·–—▪◦]|\(?\d{1,2}[.)])\s+(?=\S)")
_VIEW = re.compile(r"view\b.{0,40}\([^()]{1,12}\)", re.IGNORECASE)
_COMPANION = re.compile(r"(?:for|see)\b.{0,20}\bcompanion cases?\b.*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:by|:)?\s*(?P<rest>.*)", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page and its number, from 1."""

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
class Page:
    """A page cut into sections, in their order, and the lines that belong to none."""

    sections: tuple[Section, ...]
    unclaimed: tuple[Line, ...]

    def all(self, name: str) -> list[Section]:
        """Return the sections called ``name``; a label may occur more than once."""
        return [s for s in self.sections if s.name == name]

    def merged(self, name: str) -> Section:
        """Return all sections called ``name`` as one; empty, at line 0, when there is none."""
        found = self.all(name)
        return Section(name, found[0].number if found else 0, [block for s in found for block in s.blocks])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((resources.files("tfcards.sources.page") / "labels.toml").read_text("utf-8"))


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = [(label, name) for name, labels in _tables()["sections"].items() for label in labels]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple(
        (re.compile(rf"{re.escape(label)}\s*(?:$|:\s*(?P<rest>.*))", re.IGNORECASE), name) for label, name in pairs
    )


@cache
def _navigation() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _tables()["furniture"]["navigation"]), re.IGNORECASE)


def _label(text: str) -> tuple[str, str] | None:
    """Return the section that ``text`` opens and what follows on the line; None when it opens none."""
    for pattern, name in _labels():
        match = pattern.match(text)
        if match:
            return name, match["rest"] or ""
    if _COMPANION.fullmatch(text):
        return "companions", text
    match = _COPYRIGHT.fullmatch(text)
    return ("holder", match["rest"]) if match and match["rest"] else None


def cut(texts: Sequence[str]) -> Page:
    """Cut the lines ``texts`` of a page into sections."""
    sections: list[Section] = []
    unclaimed: list[Line] = []
    current: Section | None = None
    fresh = True
    for number, text in enumerate(texts, 1):
        if not text:
            fresh = True
            continue
        if _navigation().fullmatch(text):
            current = None
            continue
        opened = _label(text)
        if opened:
            current = Section(opened[0], number)
            sections.append(current)
            fresh = True
            text = opened[1]  # noqa: PLW2901 - what follows the label is the rest of this line
            if not text:
                continue
        if current is None:
            unclaimed.append(Line(number, text))
            continue
        if fresh:
            current.blocks.append([])
            fresh = False
        current.blocks[-1].append(Line(number, text))
        if current.name in _ONE_LINE:
            current = None
    _settle_history(sections)
    return Page(tuple(sections), tuple(unclaimed))


def _settle_history(sections: list[Section]) -> None:
    """Take a plain history for the brief one of a page that has no other, else for the full one."""
    plain = [section for section in sections if section.name == "history"]
    brief = any(section.name == "brief_history" for section in sections)
    for section in plain:
        section.name = "full_history" if brief else "brief_history"
        brief = True


_ONE_LINE = frozenset({"authors", "diagnosis", "case_number", "holder", "licence", "companions"})
"""Sections of one line: what follows them belongs to the next label, or to nobody."""


def _unwrap(block: Sequence[Line]) -> list[Line]:
    """Return the paragraphs of a block: lines that were broken for want of room are joined again."""
    width = max((len(line.text) for line in block), default=0)
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
    if _ENDS_SENTENCE.search(before.text):
        return _WRAP_WIDTH <= width <= _WIDEST and len(before.text) >= _NEARLY * width and before.text[-1] != ":"
    return len(before.text) >= _WRAP_WIDTH or line.text[:1].islower()
