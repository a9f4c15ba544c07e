"""What became of each source of an import, a row each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic


class Result(StrEnum):
    """What became of a source."""

    DRAFTED = "drafted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICTS = "conflicts"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One source: where it stands, its format, its case, what became of it, and why or how much.

    ``review`` counts what a person should look at in its case.
    """

    source: str
    format: str = ""
    case: str = ""
    result: Result
    review: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: its rows, the case files that it wrote or would write, and what it noticed."""

    rows: tuple[Row, ...]
    written: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def unused_images(images: Iterable[Path], used: Iterable[Path], shown: dict[Path, str]) -> list[Row]:
    """Return a row for each folder with images that no case names. ``shown`` tells folders as people know them."""
    taken = set(used)
    left = Counter(path.parent for path in images if path.resolve() not in taken)
    return [
        Row(source=shown[folder], result=Result.SKIPPED, detail=f"{number} image(s) here that no case names")
        for folder, number in sorted(left.items())
    ]


def totals(rows: Sequence[Row]) -> str:
    """Return in words how many sources became what."""
    counts = Counter(row.result for row in rows)
    parts = [f"{counts[result]} {result}" for result in Result if counts[result]]
    review = sum(1 for row in rows if row.review)
    return ", ".join([*parts, *([f"{review} with something to review"] if review else [])]) or "nothing to import"
