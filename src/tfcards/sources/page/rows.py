"""The rows of a table as lines: a value of the laboratory, a pair, an entry and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.sources.document.labels import furniture, section_named
from tfcards.sources.page.figures import is_view
from tfcards.sources.prose.labs import line_lab
from tfcards.sources.prose.labs.ranges import range_at
from tfcards.sources.prose.labs.tables import words
from tfcards.sources.prose.labs.tokens import folded, tidy

_NUMBER = re.compile(r"[<>≤≥]?=? ?\d")
_ENTRY = re.compile(r"\(?\d{1,2}[.)]?")
_MOST_CELLS = 8
_NAME = 80
"""Letters of the longest cell that the others of its row may be said of."""


def row_line(cells: Sequence[str]) -> str:
    """Return a row of a table as one line; empty where its cells are better read one by one.

    ``CRP | 12 | mg/l | 0 - 5`` becomes ``CRP: 12 mg/l (0 - 5)``, and ``Osteoid osteoma | a small focus`` becomes
    ``Osteoid osteoma: a small focus``. Cells that begin a section of the page are no part of a row.
    """
    told = [cell for cell in cells if cell]
    if not 1 < len(told) <= _MOST_CELLS or any(is_view(cell) or _is_label(cell) for cell in told[1:]):
        return ""
    if any(furniture(kind).fullmatch(cell) for kind in ("navigation", "weak") for cell in told):
        return ""
    if _ENTRY.fullmatch(told[0]) and not _NUMBER.match(told[1]):
        rest = row_line(told[1:]) if len(told) > len("ab") else told[1]
        return f"{told[0].strip('().')}. {rest}" if rest else ""
    if len(told[0]) > _NAME or (told[0][-1] in ".!?;," and not is_view(told[0])):
        return ""
    return _value(told) or f"{told[0].rstrip(' :')}: {'; '.join(told[1:])}"


def is_head(cells: Sequence[str], *, marked: bool) -> bool:
    """Tell whether ``cells`` only name the columns: by the words of laboratories, or ``marked`` as heads."""
    told = [cell for cell in cells if cell]
    if len(told) < len("ab") or all(section_named(cell) for cell in told):
        return False
    return marked or all(folded(tidy(cell).rstrip(":")) in words("table_heads") for cell in told)


def is_caption(text: str) -> bool:
    """Tell whether a cell below an image may be its caption."""
    return bool(text) and not _is_label(text) and not is_view(text)


def _value(cells: Sequence[str]) -> str:
    """Return the value of a test with its unit, flag and range, the range in brackets; empty if it is none."""
    name, value, *rest = cells
    if not _NUMBER.match(value):
        return ""
    ranges = [cell for cell in rest if _is_range(cell)]
    others = [cell for cell in rest if cell not in ranges]
    limits = f"({ranges[0].strip('()[] ')})" if len(ranges) == 1 else ""
    line = " ".join(part for part in (f"{name.rstrip(' :')}: {value}", *others, limits) if part)
    return line if len(ranges) <= 1 and line_lab(line) else ""


def _is_range(cell: str) -> bool:
    text = tidy(cell).strip("()[] ")
    seen = range_at(text, 0)
    return seen is not None and seen.end == len(text)


def _is_label(cell: str) -> bool:
    """Tell whether a cell begins a section: it is a label, or has one before a colon."""
    before, colon, _ = cell.partition(":")
    return bool(colon and section_named(before)) or bool(section_named(cell))
