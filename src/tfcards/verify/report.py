"""Verification of one package: import it as a resident would, run all checks, count the cards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, has_errors
from tfcards.verify.checks import CHECKS, Subject
from tfcards.verify.client import ImportLog, ThrowawayCollection
from tfcards.verify.strangers import weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What Anki makes of a package. Kinds come from the ``Kind::`` tags; without one, it is the note type."""

    package: Path
    log: ImportLog
    notes_by_kind: dict[str, int]
    cards_by_kind: dict[str, int]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether no check found an error."""
        return not has_errors(self.diagnostics)


def verify_package(package: Path) -> VerifyReport:
    """Import ``package`` into a new collection and report all that is wrong with it.

    Raises:
        TfcardsError: Anki is not installed, or cannot read ``package`` at all.
    """
    with ThrowawayCollection() as collection:
        subject = Subject.read(collection, package, collection.import_package(package))
        found = [diagnostic for check in CHECKS for diagnostic in check(subject)]
        notes, cards = _by_kind(subject)
        return VerifyReport(
            package=package,
            log=subject.log,
            notes_by_kind=notes,
            cards_by_kind=cards,
            diagnostics=tuple(weighed(found, subject.notes, subject.location)),
        )


def _by_kind(subject: Subject) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many notes, and how many cards, there are of each kind."""
    names = {entry.id: entry.name for entry in subject.collection.anki.models.all_names_and_ids()}
    per_note = dict(subject.collection.query("select nid, count(*) from cards group by nid"))
    notes: Counter[str] = Counter()
    cards: Counter[str] = Counter()
    for note in subject.notes:
        kind = note.kind or names.get(note.note_type, "")
        notes[kind] += 1
        cards[kind] += per_note.get(note.id, 0)
    return dict(sorted(notes.items())), dict(sorted(cards.items()))
