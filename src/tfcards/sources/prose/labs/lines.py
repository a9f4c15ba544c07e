"""Reads a line that states one value and nothing else, and a table that was saved a cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfcards.model.case import Lab
from tfcards.sources.prose.labs.names import spans
from tfcards.sources.prose.labs.ranges import range_at
from tfcards.sources.prose.labs.reading import Found, read
from tfcards.sources.prose.labs.tables import words
from tfcards.sources.prose.labs.tokens import NUMBER, folded, tidy, tokens
from tfcards.sources.prose.labs.units import unit_at

_HEAD_WORDS = 8
_LINE = 160
"""Letters of the longest line that is one value."""
_CELL = 40
"""Letters of a cell that holds a value, a unit or a range."""
_VALUE = re.compile(rf"[<>≤≥]? ?=? ?{NUMBER}")
_NAME_CELL = re.compile(r"(?=.{1,60}$)[^.;:?!]*[A-Za-z][^.;:?!]*:?$")


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a table, and which lines it took."""

    labs: tuple[Lab, ...]
    lines: frozenset[int]


def line_lab(line: str) -> Lab | None:
    """Return the laboratory value that ``line`` as a whole states; None when it states anything else."""
    text = tidy(line).rstrip(".").strip()
    if len(text) > _LINE:
        return None
    found = read(text, whole=True)
    if len(found) != 1 or found[0].end != len(text):
        return None
    return found[0].lab if _whole(found[0]) else None


def _whole(found: Found) -> bool:
    """Tell whether nothing stands before the name that is not a part of it."""
    return found.start == 0 and len(found.lab.name.split()) <= _HEAD_WORDS


def table_labs(lines: Sequence[str]) -> Table:
    """Return the values whose cells stand on successive ``lines``: name, value, then unit, range and flag."""
    labs: list[Lab] = []
    used: set[int] = set()
    index = 0
    while index < len(lines):
        stop, lab = _row(lines, index)
        if lab:
            labs.append(lab)
            used.update(_heads_before(lines, index, used), range(index, stop))
        index = stop
    return Table(tuple(labs), frozenset(used))


def _row(lines: Sequence[str], index: int) -> tuple[int, Lab | None]:
    """Return where the row that begins at ``index`` stops, and its value; the next line when there is no row."""
    cells = [tidy(line) for line in lines[index : index + 5]]
    if not _NAME_CELL.match(cells[0]) or len(cells) < len("ab") or not _is_value(cells[1]):
        return index + 1, None
    count = 2
    while count < len(cells) and _goes_on(cells[count]):
        count += 1
    lab = line_lab(" ".join(cells[:count]))
    return (index + count, lab) if lab else (index + 1, None)


def _is_value(cell: str) -> bool:
    return len(cell) <= _CELL and _VALUE.match(cell) is not None


def _goes_on(cell: str) -> bool:
    """Tell whether a cell holds a unit, a range or a flag."""
    if len(cell) > _CELL or not cell or spans(tokens(cell)):
        return False
    unit, limits = unit_at(cell, 0), range_at(cell.strip("()[]"), 0)
    alone = (unit and unit.end == len(cell)) or (limits and limits.end == len(cell.strip("()[]")))
    return bool(alone) or folded(cell) in words("table_flags")


def _heads_before(lines: Sequence[str], index: int, used: set[int]) -> list[int]:
    """Return the lines right before a table's first row that are the heads of its columns."""
    heads = []
    for at in range(index - 1, -1, -1):
        if at in used or folded(tidy(lines[at]).rstrip(":")) not in words("table_heads"):
            break
        heads.append(at)
    return heads
