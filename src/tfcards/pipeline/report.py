"""What a build or a check found and made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.card import Kind
from tfcards.model.diagnostic import Diagnostic, Severity
from tfcards.model.note import Note, NoteType
from tfcards.package.content import card_ords


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Numbers and messages of one build. ``output`` is None when nothing was written, or several ``parts``.

    ``notes`` and ``cards`` count by kind, ``release`` counts notes by what became of them.
    """

    output: Path | None
    deck: str
    cases: int
    notes: Mapping[str, int]
    cards: Mapping[str, int]
    media: int
    release: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    parts: tuple[Path, ...] = ()

    def failed(self, *, strict: bool = False) -> bool:
        """Tell whether anything was left out for an error; when ``strict``, whether anything was wrong at all."""
        serious = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(d.severity in serious for d in self.diagnostics)


def notes_by_kind(notes: Iterable[Note]) -> dict[str, int]:
    """Return how many notes there are of each kind that occurs."""
    return _in_order(Counter(note.identity.kind for note in notes))


def cards_by_kind(notes: Iterable[Note], note_types: Sequence[NoteType]) -> dict[str, int]:
    """Return how many cards Anki will make of each kind that occurs."""
    types = {note_type.name: note_type for note_type in note_types}
    counts: Counter[Kind] = Counter()
    for note in notes:
        counts[note.identity.kind] += len(card_ords(note, types[note.note_type]))
    return _in_order(counts)


def _in_order(counts: Counter[Kind]) -> dict[str, int]:
    return {kind.value: counts[kind] for kind in Kind if counts[kind]}
