"""Packages that tfcards did not write: what its own decks must keep is no fault of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tfcards.model.diagnostic import Diagnostic, Location, Severity, info
from tfcards.verify.notes import StoredNote

_TAGS = frozenset({"TF615", "TF616"})
"""Tags of kind and case: said once instead of note by note."""

_MILDER = {"TF610": Severity.WARNING, "TF612": Severity.WARNING, "TF614": Severity.INFO}
"""Files that no card shows may wait for later; a name that ends in + may be the author's own; ids are rare."""


def is_ours(notes: Sequence[StoredNote]) -> bool:
    """Tell whether ``notes`` come from tfcards: any of them says its kind or its case in a tag."""
    return any(note.kind or note.case for note in notes)


def weighed(found: Sequence[Diagnostic], notes: Sequence[StoredNote], location: Location) -> Iterator[Diagnostic]:
    """Yield the diagnostics of the package with ``notes``; milder ones where it is a stranger's."""
    if is_ours(notes):
        yield from found
        return
    for diagnostic in found:
        if diagnostic.code not in _TAGS:
            yield replace(diagnostic, severity=_MILDER.get(diagnostic.code, diagnostic.severity))
    if any(diagnostic.code in _TAGS for diagnostic in found):
        yield info("TF618", "no note says its kind or case in a tag: they are counted by note type", location)
