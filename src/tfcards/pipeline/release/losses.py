"""What a release would cost the people who have the one before: retired cards, layouts, refused updates."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcards.decompose.author.entries import entries_of
from tfcards.decompose.author.overrides import identity_of
from tfcards.decompose.contrasts.between import turned
from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.diagnostic import Severity
from tfcards.model.identity import note_guid
from tfcards.model.moves import BETWEEN
from tfcards.pipeline.build import Ready
from tfcards.pipeline.diff.names import NoteName
from tfcards.pipeline.diff.run import Diff

if TYPE_CHECKING:
    from tfcards.verify.update import UpdateReport

_TOLD_OTHERWISE = frozenset({"TF605"})
"""What the update says of cards that fall empty, which the comparison names one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of an update: the release, and against the package of the last one where there is one."""

    ready: Ready
    diff: Diff | None = None
    update: UpdateReport | None = None


def losses(found: Evidence) -> Iterator[str]:
    """Yield in words all that people would lose, but what an author has left out on purpose."""
    noticed = _noticed(found.ready)
    yield from _retired(found, noticed)
    yield from (problem.message for problem in found.ready.problems if problem.severity is Severity.ERROR)
    if found.diff:
        for change in found.diff.note_types:
            if not change.safe:
                yield f"the note type {change.name}: {'; '.join(change.what)}; its notes get no corrections"
        yield from _emptied(found.diff, noticed)
        yield from (
            f"{each.note.case} {each.note}: {each.obstacle}" for each in found.diff.changed if each.obstacle
        )
    if found.update:
        failed = (d for d in found.update.diagnostics if d.severity is Severity.ERROR)
        yield from (d.message for d in failed if d.code not in _TOLD_OTHERWISE)


def _retired(found: Evidence, noticed: Collection[Identity]) -> Iterator[str]:
    """Yield the notes that this release leaves out: as the lock says, and as the last package shows."""
    ready = found.ready
    moves, namespace = ready.draft.moving.known, ready.draft.sources.deck.namespace
    told = set()
    for root in ready.stamped.retired:
        told.add(str(note_guid(namespace, root)))
        if moves.current(root) not in noticed:
            yield f"{moves.current(root)} is retired: people keep its cards, which are never corrected again"
    for name in found.diff.retired if found.diff else ():
        if name.guid not in told and name.case not in ready.draft.held and _identity(name) not in noticed:
            yield f"{name.case} {name} of the last package is retired: people keep its cards as they are"


def _emptied(diff: Diff, noticed: Collection[Identity]) -> Iterator[str]:
    """Yield the cards of lists that ask nothing any more: Anki offers to delete them, with their history."""
    for change in diff.changed:
        identity = _identity(change.note)
        for number in change.cards_removed:
            if identity is None or identity_of(identity, number) not in noticed:
                yield f"card {number} of {change.note.case} {change.note} falls empty: Anki offers to delete it"


def _identity(name: NoteName) -> Identity | None:
    known = name.kind in set(Kind)
    return Identity(CaseId(name.case), Kind(name.kind), ItemId(name.item)) if known else None


def _noticed(ready: Ready) -> set[Identity]:
    """Return the cards that the authors leave out with a reason (``suppress``): a loss of which they know."""
    found = set()
    for source in ready.draft.sources.cases:
        said = entries_of(source.case).items()
        found |= {identity for identity, (_, entry) in said if entry.suppress}
    between = {each for each in found if each.kind is Kind.CONTRAST and each.item.startswith(BETWEEN)}
    return found | {turned(each) for each in between}
