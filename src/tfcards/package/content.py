"""What goes into a package, and which cards and ids its notes get."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfcards.model.card import Identity
from tfcards.model.note import MediaFile, Note, NoteType
from tfcards.package.lock import Lock
from tfcards.package.stamp import Stamped

MAX_CLOZE = 500
"""Anki makes no cards of their own for cloze numbers above this."""

_BLANK = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageContent:
    """All that a package is written from. ``order`` names every note; its cases are studied in that order."""

    deck_name: str
    namespace: str
    stamped: Stamped
    media: Sequence[MediaFile]
    order: Sequence[Identity]


def card_ords(note: Note, note_type: NoteType) -> tuple[int, ...]:
    """Return the positions of the cards that Anki itself would make: templates, or cloze numbers less one."""
    if note_type.cloze:
        return tuple(sorted({number - 1 for number in note.numbers}))
    gates = (note.fields.get(template.gate, "") for template in note_type.templates)
    return tuple(position for position, text in enumerate(gates) if not _BLANK.fullmatch(text))


def note_ids(*locks: Lock) -> tuple[dict[Identity, int], ...]:
    """Return the note id of every note of ``locks``: milliseconds since 1970, close after its first release.

    Ids are as far apart as a note has cards, so that note id + position is a card id. Later releases leave the ids
    of earlier ones alone. Anki repairs ids over a day in the future: 170,000 notes of one release stay below.
    """
    ids: tuple[dict[Identity, int], ...] = tuple({} for _ in locks)
    released = [(note.first, number, key) for number, lock in enumerate(locks) for key, note in lock.notes.items()]
    lowest = 0
    for first, number, identity in sorted(released):
        ids[number][identity] = max(first * 1000, lowest)
        lowest = ids[number][identity] + MAX_CLOZE
    return ids
