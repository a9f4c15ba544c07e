"""The release scenario: a resident studies release 1, imports release 2, and must lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors, warning
from tfcards.model.note import Guid
from tfcards.verify import checks
from tfcards.verify.client import ImportLog, ThrowawayCollection
from tfcards.verify.history import HistoryReport, Marks, Snapshot, compare, content, edit, marks, snapshot, study
from tfcards.verify.notes import StoredNote

UPDATE_CHECKS: tuple[checks.Check, ...] = (
    checks.empty_cards,
    checks.cards_that_fail,
    checks.missing_media,
    checks.split_note_types,
    checks.conflicting_notes,
)
"""Checks of a package that an update can fail although release 2 alone passes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update does to a resident who studied. ``answered`` counts answers; the logs are of the imports.

    ``repeated`` is the log of importing release 2 once more. ``before`` counts the cards with a resident's marks,
    ``kept`` those that still are as they were. ``edited`` is the note that the resident edited, one that release 2
    does not correct; None if there is none. ``retired`` counts notes that release 2 leaves out and people keep.
    """

    release1: Path
    release2: Path
    answered: int
    first: ImportLog
    second: ImportLog
    repeated: ImportLog
    history: HistoryReport
    before: Marks
    kept: Marks
    edited: StoredNote | None
    retired: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was lost and everything arrived."""
        return not has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class _Update:
    """The collection before and after the update, and release 2 as somebody new to the deck gets it."""

    location: Location
    log: ImportLog
    before: Snapshot
    after: Snapshot
    published: Snapshot
    edited: Guid | None


def verify_update(release1: Path, release2: Path) -> UpdateReport:
    """Study ``release1``, import ``release2`` over it, and report what a resident would lose or never get.

    ``verify_package`` should have passed both: what it reports (a GUID twice, say) is not looked for again.

    Raises:
        TfcardsError: Anki is not installed, or cannot read one of the packages at all.
    """
    published = _published(release2)
    with ThrowawayCollection() as collection:
        first = collection.import_package(release1)
        answered = study(collection)
        edited = _uncorrected(snapshot(collection), published)
        if edited is not None:
            edit(collection, edited)
        before = snapshot(collection)
        second = collection.import_package(release2)
        update = _Update(Location(str(release2)), second, before, snapshot(collection), published, edited)
        repeated = collection.import_package(release2)
        subject = checks.Subject.read(collection, release2, second)
        found = [diagnostic for check in UPDATE_CHECKS for diagnostic in check(subject)]
    history = compare(update.before, update.after)
    return UpdateReport(
        release1=release1,
        release2=release2,
        answered=answered,
        first=first,
        second=second,
        repeated=repeated,
        history=history,
        before=marks(before.cards.values()),
        kept=marks(state for key, state in before.cards.items() if key not in set(history.lost)),
        edited=before.notes[edited] if edited is not None else None,
        retired=len(before.notes.keys() - published.notes.keys()),
        diagnostics=(
            *_nothing_studied(answered, Location(str(release1))),
            *found,
            *_lost(update, history),
            *_edit_lost(update),
            *_layouts_not_delivered(update),
            *_notes_not_delivered(update),
            *_stamped(update, history),
            *_left_out(update),
            *_repeats(repeated, update.location),
        ),
    )


def _published(release: Path) -> Snapshot:
    with ThrowawayCollection() as collection:
        collection.import_package(release)
        return snapshot(collection)


def _uncorrected(before: Snapshot, published: Snapshot) -> Guid | None:
    """Return a note that release 2 has just as people have it, so that nothing should touch their edit of it."""
    same = (guid for guid, note in before.notes.items() if _equal(note, published.notes.get(guid)))
    return next(same, None)


def _equal(note: StoredNote, other: StoredNote | None) -> bool:
    return other is not None and note.note_type == other.note_type and content(note) == content(other)


def _edit_lost(update: _Update) -> Iterator[Diagnostic]:
    if update.edited is None:
        return
    before, after = update.before.notes[update.edited], update.after.notes.get(update.edited)
    if not _equal(before, after):
        message = f"what a resident wrote into {before} is lost, although the release does not correct this note"
        hint = "keep a note's time of change as long as it does not change"
        yield error("TF629", message, update.location, hint)


def _nothing_studied(answered: int, location: Location) -> Iterator[Diagnostic]:
    if not answered:
        message = "the earlier release has no card to study, so the update proves nothing"
        yield error("TF620", message, location, "give the release that residents have")


def _lost(update: _Update, history: HistoryReport) -> Iterator[Diagnostic]:
    for guid, ord_ in history.lost:
        message = f"card {ord_ + 1} of {update.before.notes[guid]} lost its history"
        yield error("TF621", message, update.location, "keep GUIDs, note type ids and card templates as released")


def _refused(update: _Update) -> set[int]:
    """Return the ids of the note types whose new layout made Anki refuse their notes: TF613 has reported that."""
    if not update.log.conflicting:
        return set()
    kept = update.after.layouts
    return {number for number, layout in update.published.layouts.items() if kept.get(number) != layout}


def _layouts_not_delivered(update: _Update) -> Iterator[Diagnostic]:
    refused = _refused(update)
    for number, layout in update.published.layouts.items():
        if number not in refused and update.after.layouts.get(number) != layout:
            message = f"the new card templates or CSS of {layout.name} do not reach people who have the deck"
            yield error("TF622", message, update.location, "raise the note type's time of change with the change")


def _notes_not_delivered(update: _Update) -> Iterator[Diagnostic]:
    refused = _refused(update)
    for guid, note in update.published.notes.items():
        new = update.after.notes[guid]
        if guid == update.edited or note.note_type in refused or content(new) == content(note):
            continue
        old = update.before.notes.get(guid)
        if old and content(new) == content(old):
            message = f"the correction of {note} does not reach people who have the deck"
            yield error("TF623", message, update.location, "raise the note's time of change with the change")
        else:
            message = (
                f"{note} arrives altered: most likely people have another file of the name of one of its images"
            )
            yield error("TF624", message, update.location, "name files by their content")


def _stamped(update: _Update, history: HistoryReport) -> Iterator[Diagnostic]:
    for guid in history.stamped:
        message = f"{update.after.notes[guid]} counts as changed but is not: people lose their own tags on it"
        yield warning("TF625", message, update.location, "keep its time of change as long as it does not change")


def _left_out(update: _Update) -> Iterator[Diagnostic]:
    """Report notes that release 2 no longer has: under a new GUID (their history is orphaned), or not at all."""
    added = {
        (note.note_type, content(note)): note
        for guid, note in update.published.notes.items()
        if guid not in update.before.notes
    }
    for guid, note in update.before.notes.items():
        if guid in update.published.notes:
            continue
        if twin := added.get((note.note_type, content(note))):
            message = f"{note} came back under the GUID {twin.guid}: its review history is orphaned"
            yield error("TF626", message, update.location, "keep the namespace, the case id and the item's id")
        else:
            message = f"{note} is not in the new release; people keep its cards, as a package cannot delete"
            yield warning(
                "TF627", message, update.location, "tell them, or restore the ids if it was only reworded"
            )


def _repeats(repeated: ImportLog, location: Location) -> Iterator[Diagnostic]:
    if count := repeated.updated + repeated.new:
        message = f"importing the same release once more changes {count} note(s) again"
        yield error("TF628", message, location, "give each note one GUID and one time of change")
