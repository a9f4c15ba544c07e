"""What earlier releases of a deck hold, as far as it decides which note and which number a question gets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tfcards.model.card import Identity


@dataclass(frozen=True, slots=True, order=True)
class CauseSource:
    """Where a cause is stated: a gamut of a case, and the number in the id of the cause there."""

    gamut: Identity
    number: int


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One place where a cause of a shared gamut is stated, and the card that the cause has.

    The card is cloze ``number`` of ``note``; ``text`` is the folded text of the cause. Several places that state
    one cause have its number and its text in common.
    """

    note: Identity
    number: int
    source: CauseSource
    text: str


class ReleasedNote(Protocol):
    """A note that was released: first when (seconds since 1970), by the last release too, its numbers ever."""

    @property
    def first(self) -> int:
        """Return the time of its first release."""

    @property
    def live(self) -> bool:
        """Tell whether the last release had it."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return every cloze number that it ever had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """All notes ever released, the causes of shared gamuts, and the cases ``held``: missing by no one's wish."""

    notes: Mapping[Identity, ReleasedNote] = field(default_factory=dict)
    causes: Collection[Cause] = ()
    held: Collection[str] = ()

    def causes_of(self, note: Identity) -> tuple[Cause, ...]:
        """Return what is known of the causes of ``note``, sorted."""
        return tuple(sorted(cause for cause in self.causes if cause.note == note))

    def numbers_of(self, note: Identity) -> frozenset[int]:
        """Return every cloze number that ``note`` ever had."""
        return frozenset(self.notes[note].numbers) if note in self.notes else frozenset()

    def is_live(self, note: Identity) -> bool:
        """Tell whether the last release had ``note``."""
        return note in self.notes and self.notes[note].live
