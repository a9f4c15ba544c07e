"""Cuts the lines of a page into labelled sections; a line that no section claims is kept, to be reported."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

BULLET = re.compile(
    r"^(?:[-*•·–—▪◦+−]\s+|[-*•·▪◦](?=[A-Z])|\(?\d{1,2}[.)]\s+|\d{1,2}\.(?=[A-Z])|\d{1,2}-\s+|#\d{1,2}\s+"
    r"|\(?[a-h]\)\s+|[IVX]{1,4}\.\s+|o\s+(?=[A-Z]))(?=\S)"
)
_VIEW = re.compile(r"view\b.{0,40}\([^()]{1,12}\)", re.IGNORECASE)
_COMPANION = re.compile(
    r"(?:for|see)\b.{0,20}\bcompanion cases?\b.*|companion(?: cases?)?\b[^#]{0,12}(?:#|[A-Z]{2}\d).*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*(?:©|\(c\))?|©|\(c\)(?=\s*(?:by\b|(?:19|20)\d\d)))\s*"
    r"(?:(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?,?\s*)?"
    r"(?:by|:)?\s*(?P<rest>.*?)(?:[.,]?\s*all rights reserved\.?)?",
    re.IGNORECASE,
)
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
        (
            re.compile(
                rf"{re.escape(label)}\s*(?:$|:\s*(?P<rest>.*)|\s[-–—]+(?:\s+(?P<dashed>.*)|$))", re.IGNORECASE
            ),
            name,
        )
        for label, name in pairs
    )


@cache
def _furniture(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _tables()["furniture"][kind]), re.IGNORECASE)


def _label(text: str, *, fresh: bool) -> tuple[str, str] | None:
    """Return the section that ``text`` opens and what follows on the line; None when it opens none.

    In the middle of a paragraph (not ``fresh``) a wrapped word may look like a label: there a label has a colon
    and a capital, as nobody writes "history: of trauma" with one.
    """
    for pattern, name in _labels():
        match = pattern.match(text)
        if match and (fresh or (match["rest"] is not None and text[:1].isupper())):
            return name, match["rest"] or match["dashed"] or ""
    if _COMPANION.fullmatch(text):
        return "companions", text
    match = _COPYRIGHT.fullmatch(text)
    return ("holder", match["rest"]) if match and match["rest"] else None


def cut(texts: Sequence[str]) -> Page:
    """Cut the lines ``texts`` of a page into sections."""
    cutter = _Cutter()
    for number, text in enumerate(texts, 1):
        if not _rule().fullmatch(text):
            cutter.feed(Line(number, text))
    _settle_history(cutter.sections)
    return Page(tuple(cutter.sections), tuple(cutter.unclaimed))


class _Cutter:
    """Takes the lines of a page one after the other and knows which section they belong to."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.unclaimed: list[Line] = []
        self._current: Section | None = None
        self._before = ""

    def feed(self, line: Line) -> None:
        """Take the next line."""
        new_block = not self._before
        fresh = new_block or self._before == _CLOSED or bool(_ENDS_SENTENCE.search(self._before))
        self._before = line.text
        if not line.text:
            self._leave_diagnosis()
        elif _furniture("navigation").fullmatch(line.text) or (fresh and _furniture("weak").fullmatch(line.text)):
            self._close()
        elif opened := _label(line.text, fresh=fresh):
            self._current = Section(opened[0], line.number)
            self.sections.append(self._current)
            self._before = opened[1]
            if opened[1]:
                self._add(Line(line.number, opened[1]), new_block=True)
        else:
            self._add(line, new_block=new_block)

    def _add(self, line: Line, *, new_block: bool) -> None:
        if self._current is None:
            self.unclaimed.append(line)
            return
        if new_block or not self._current.blocks:
            self._current.blocks.append([])
        self._current.blocks[-1].append(line)
        if self._current.name in _ONE_LINE:
            self._close()

    def _close(self) -> None:
        """What follows belongs to the next label, or to nobody."""
        self._current, self._before = None, _CLOSED

    def _leave_diagnosis(self) -> None:
        """A diagnosis may be wrapped, but ends with its block."""
        if self._current and self._current.name == "diagnosis" and self._current.blocks:
            self._current = None


_CLOSED = "."
"""Stands for a line that nothing goes on from."""


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(_tables()["furniture"]["rule"])


def _settle_history(sections: list[Section]) -> None:
    """Take a plain history for the brief one of a page that has no other, else for the full one."""
    plain = [section for section in sections if section.name == "history"]
    brief = any(section.name == "brief_history" for section in sections)
    for section in plain:
        section.name = "full_history" if brief else "brief_history"
        brief = True


_ONE_LINE = frozenset({"authors", "case_number", "holder", "licence", "companions"})
"""Sections of one line: what follows them belongs to the next label, or to nobody."""


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
    if _ENDS_SENTENCE.search(before.text):
        return _WRAP_WIDTH <= width <= _WIDEST and len(before.text) >= _NEARLY * width and before.text[-1] != ":"
    return len(before.text) >= _WRAP_WIDTH or line.text[:1].islower()
