"""Cuts the lines of a page into labelled sections; a line that no section claims is kept, to be reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.sources.document.labels import furniture, labels, rule
from tfcards.sources.document.sections import ENDS_SENTENCE, Document, Line, Section

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


def _label(text: str, *, fresh: bool) -> tuple[str, str] | None:
    """Return the section that ``text`` opens and what follows on the line; None when it opens none.

    In the middle of a paragraph (not ``fresh``) a wrapped word may look like a label: there a label has a colon
    and a capital, as nobody writes "history: of trauma" with one.
    """
    for pattern, name in labels():
        match = pattern.match(text)
        if match and (fresh or (match["rest"] is not None and text[:1].isupper())):
            return name, match["rest"] or match["dashed"] or ""
    if _COMPANION.fullmatch(text):
        return "companions", text
    match = _COPYRIGHT.fullmatch(text)
    return ("holder", match["rest"]) if match and match["rest"] else None


def cut(texts: Sequence[str]) -> Document:
    """Cut the lines ``texts`` of a page into sections."""
    cutter = _Cutter()
    for number, text in enumerate(texts, 1):
        if not rule().fullmatch(text):
            cutter.feed(Line(number, text))
    _settle_history(cutter.sections)
    return Document(tuple(cutter.sections), tuple(cutter.unclaimed))


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
        fresh = new_block or self._before == _CLOSED or bool(ENDS_SENTENCE.search(self._before))
        self._before = line.text
        if not line.text:
            self._leave_diagnosis()
        elif furniture("navigation").fullmatch(line.text) or (fresh and furniture("weak").fullmatch(line.text)):
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


def _settle_history(sections: list[Section]) -> None:
    """Take a plain history for the brief one of a page that has no other, else for the full one."""
    plain = [section for section in sections if section.name == "history"]
    brief = any(section.name == "brief_history" for section in sections)
    for section in plain:
        section.name = "full_history" if brief else "brief_history"
        brief = True


_ONE_LINE = frozenset({"authors", "case_number", "holder", "licence", "companions"})
"""Sections of one line: what follows them belongs to the next label, or to nobody."""
