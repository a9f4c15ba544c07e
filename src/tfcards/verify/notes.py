"""Notes as they lie in a collection, and the words by which an educator knows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tfcards.model.note import Guid
from tfcards.verify.client import ThrowawayCollection

FIELD_SEPARATOR = "\x1f"
"""What stands between the fields of a note in Anki's database."""


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note of a collection. ``note_type`` is an id, ``mod`` seconds since 1970."""

    id: int
    guid: Guid
    note_type: int
    mod: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of card its ``Kind::`` tag names, or empty."""
        return tagged(self.tags, "Kind")

    @property
    def case(self) -> str:
        """The case its first ``Case::`` tag names, or empty."""
        return tagged(self.tags, "Case")

    def __str__(self) -> str:
        kind = f"the {self.kind} note" if self.kind else "the note"
        case = f" of case {self.case}" if self.case else ""
        return f"{kind}{case} (GUID {self.guid})"


def stored_notes(collection: ThrowawayCollection) -> tuple[StoredNote, ...]:
    """Return all notes of ``collection``, in the order of their ids."""
    rows = collection.query("select id, guid, mid, mod, flds, tags from notes order by id")
    return tuple(
        StoredNote(number, guid, note_type, mod, tuple(fields.split(FIELD_SEPARATOR)), tuple(tags.split()))
        for number, guid, note_type, mod, fields, tags in rows
    )


def tagged(tags: Iterable[str], top: str) -> str:
    """Return what follows ``top::`` in the first such tag, or empty. Case does not count: Anki ignores it too."""
    start = f"{top}::".casefold()
    return next((tag[len(start) :] for tag in tags if tag.casefold().startswith(start)), "")
