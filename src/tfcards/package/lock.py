"""deck.lock: what the last release held, so that the next one touches only what changed.

Text, committed with the deck, and made to be merged: one line a note type and one a note, sorted, no counters::

    tfcards-lock 1
    namespace "org.example.nuclear-medicine"
    type 1234567890123 <content> <layout> 2026-11-25T12:00:00Z "Diagnosis"
    note bs139 differential d <content> 2026-11-25T12:00:00Z 2026-06-01T08:00:00Z 1-3,7 live
    cause bs139 g1 2 bs140 g1 c3 "sarcoidosi"
    move "bs139" "bs139-knee"

Texts stand in JSON quotes, times are UTC, the two times of a note are its last change and its first release, the
list is every cloze number it ever had. An empty item id and an empty list are written ``-``.

A cause line stands for each place that states a cause of a shared gamut: card 2 of the note ``bs139 gamut g1``
asks for what the case bs140 states as c3 of its gamut g1; the text is folded as it is compared. Such a line stays
when nothing states the cause any more, and lines of two branches can simply stand together: a build settles them.

A move line keeps what ``moves:`` of the deck file said of an id that changed. All other lines go on under the name
that was released first, which the GUID is made of: so a branch that renames a case and one that corrects it merge.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from tfcards.model.card import Identity
from tfcards.model.moves import Move
from tfcards.model.released import Cause

HEADER = "tfcards-lock 1"
NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedNoteType:
    """A note type as last released. ``mod`` is seconds since 1970; the rest is told in ``digests``."""

    name: str
    content: str
    layout: str
    mod: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedNote:
    """A note as last released.

    ``mod`` (last change) and ``first`` (first release) are release times in seconds since 1970. ``numbers`` are
    all cloze numbers it ever had, ascending. A note that is not ``live`` was left out of the last release.
    """

    content: str
    mod: int
    first: int
    numbers: tuple[int, ...]
    live: bool


@dataclass(frozen=True, slots=True)
class Lock:
    """All note types by id, all notes ever released of the deck ``namespace``, and the causes of shared gamuts.

    Notes and causes are called as they were first released; ``moves`` tell what some are called since.
    """

    namespace: str
    note_types: Mapping[int, LockedNoteType]
    notes: Mapping[Identity, LockedNote]
    causes: frozenset[Cause] = field(default_factory=frozenset)
    moves: frozenset[Move] = field(default_factory=frozenset)

    def with_causes(self, causes: Mapping[Identity, Collection[Cause]]) -> Lock:
        """Return the lock with ``causes`` by note in place of what it says of those notes' causes."""
        others = (cause for cause in self.causes if cause.note not in causes)
        return replace(self, causes=frozenset(others).union(*causes.values()))

    @classmethod
    def empty(cls, namespace: str) -> Lock:
        """Return the lock of a deck that was never released."""
        return cls(namespace, {}, {})


def lock_text(lock: Lock) -> str:
    """Return ``lock`` as the text of deck.lock; the inverse of ``parse_lock``."""
    lines = [HEADER, f"namespace {quoted(lock.namespace)}"]
    lines += [_note_type_line(key, entry) for key, entry in sorted(lock.note_types.items())]
    lines += [_note_line(key, lock.notes[key]) for key in sorted(lock.notes)]
    lines += [_cause_line(cause) for cause in sorted(lock.causes)]
    lines += [f"move {quoted(move.from_)} {quoted(move.to)}" for move in sorted(lock.moves)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return ``text`` in quotes and on one line."""
    return json.dumps(text, ensure_ascii=False)


def time_text(seconds: int) -> str:
    """Return ``seconds`` since 1970 as a UTC time, for example 2026-11-25T12:00:00Z."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def number_ranges(numbers: Iterable[int]) -> str:
    """Return cloze numbers in short, for example 1-3,7."""
    pairs = enumerate(sorted(set(numbers)))
    runs = [[number for _, number in run] for _, run in groupby(pairs, key=lambda pair: pair[1] - pair[0])]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) or NOTHING


def _note_type_line(note_type_id: int, entry: LockedNoteType) -> str:
    """Return the line of one note type."""
    words = ("type", note_type_id, entry.content, entry.layout, time_text(entry.mod), quoted(entry.name))
    return " ".join(map(str, words))


def _note_line(identity: Identity, entry: LockedNote) -> str:
    """Return the line of one note."""
    return " ".join(
        (
            "note",
            identity.case,
            identity.kind.value,
            identity.item or NOTHING,
            entry.content,
            time_text(entry.mod),
            time_text(entry.first),
            number_ranges(entry.numbers),
            "live" if entry.live else "retired",
        )
    )


def _cause_line(cause: Cause) -> str:
    """Return the line of one place that states a cause."""
    note, source = cause.note, cause.source.gamut
    number = f"c{cause.source.number}"
    words = ("cause", note.case, note.item, cause.number, source.case, source.item, number, quoted(cause.text))
    return " ".join(map(str, words))
