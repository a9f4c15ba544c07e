"""Verification of one package: import it as a resident would, run all checks, count the cards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, has_errors
from tfcards.verify.checks import CHECKS, Subject
from tfcards.verify.client import ImportLog, ThrowawayCollection


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What Anki makes of a package. Kinds come from the ``Kind::`` tags; notes without one count as empty text."""

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
        return VerifyReport(
            package=package,
            log=subject.log,
            notes_by_kind=dict(sorted(Counter(note.kind for note in subject.notes).items())),
            cards_by_kind=_cards_by_kind(subject),
            diagnostics=tuple(found for check in CHECKS for found in check(subject)),
        )


def _cards_by_kind(subject: Subject) -> dict[str, int]:
    per_note = dict(subject.collection.query("select nid, count(*) from cards group by nid"))
    counts: Counter[str] = Counter()
    for note in subject.notes:
        counts[note.kind] += per_note.get(note.id, 0)
    return dict(sorted(counts.items()))
