"""Corrections in words, for the terminal: a diff against the case files, and what cannot go back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tfcards.pipeline.diff.text import printable
from tfcards.pipeline.pull.collect import Correction, Unmapped
from tfcards.pipeline.pull.run import Pull

_STRANGERS = 20
"""Notes of other decks that are listed one by one."""


def correction_lines(correction: Correction) -> Iterator[str]:
    """Yield the lines of one correction: where it goes, old and new, and who made it."""
    yield f"{correction.path}:{correction.line}: {correction.part}"
    yield from (f"  - {line}" for line in printable(correction.old).split("\n"))
    yield from (f"  + {line}" for line in printable(correction.new).split("\n"))
    yield f"  corrected in {'; '.join(correction.notes)}"
    if correction.lost:
        yield f"  formatting that plain text cannot keep: {', '.join(correction.lost)}"


def unmapped_lines(unmapped: Sequence[Unmapped]) -> Iterator[str]:
    """Yield the lines of what cannot go back, the notes of other decks last and in short."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for each in unmapped:
        if each.field:
            key = (each.place, each.note.case, each.why, each.old, each.new)
            groups.setdefault(key, []).append(f"{each.note}: {each.field}")
    for (place, case, why, old, new), notes in groups.items():
        yield f"{place}: {why}" if place else f"{case}: {why}"
        yield from (f"  - {line}" for line in old.split("\n") if line)
        yield from (f"  + {line}" for line in new.split("\n") if line)
        yield f"  changed in {'; '.join(notes)}"
    outside = [each for each in unmapped if not each.field]
    for each in outside[:_STRANGERS]:
        yield f"{each.note.case} {each.note} ({each.note.guid}): {each.why}".lstrip()
    for why, count in Counter(each.why for each in outside[_STRANGERS:]).items():
        yield f"and {count} more notes: {why} (--json lists them)"


def summary(pull: Pull) -> str:
    """Return the numbers of ``pull`` in one line."""
    return (
        f"notes: {pull.compared} of this deck in the export, {pull.corrected} changed in Anki; "
        f"{len(pull.corrections)} values to correct, {len(pull.unmapped)} changes to look at by hand"
    )
