"""What people call a note in a comparison: its case, its kind, and what tells it from the others of its kind."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.package.read_values import ReadNote
from tfcards.pipeline.diff.text import printable, readable

_LENGTH = 60


@dataclass(frozen=True, slots=True, order=True)
class NoteName:
    """A note in words. ``case`` may be unknown and empty; ``kind`` may be the name of its note type."""

    case: str
    kind: str
    item: str
    guid: str

    def __str__(self) -> str:
        return f"{self.kind} {self.item}".strip()


def name_of(note: ReadNote) -> NoteName:
    """Return the name of ``note``: from its tags and, for a note of tfcards, its first field.

    That field holds the identity, ``bs139 pattern f1``: it tells whose a note with the tags of two cases is. Of a
    note with masks it is the last one: Anki's own editor wants the masks in the first.
    """
    cases = tagged(note, "Case")
    kind = next(iter(tagged(note, "Kind")), "")
    values = [readable(value) for value in note.fields.values()]
    for words in (values[0].split(" "), values[-1].split(" ")) if values else ():
        if len(words) in {2, 3} and words[0] in cases and words[1] == kind:
            return NoteName(words[0], kind, " ".join(words[2:]), printable(note.guid))
    item = values[0] if values else ""
    short = item if len(item) <= _LENGTH else f"{item[:_LENGTH]}…"
    return NoteName(
        next(iter(cases), ""), kind or printable(note.note_type), short.replace("\n", " "), printable(note.guid)
    )


def tagged(note: ReadNote, top: str) -> tuple[str, ...]:
    """Return what follows ``top::`` in the tags of ``note``."""
    start = f"{top}::".casefold()
    return tuple(printable(tag[len(start) :]) for tag in note.tags if tag.casefold().startswith(start))
