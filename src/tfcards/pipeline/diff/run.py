"""What a release changes for the people who have the one before: note by note, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tfcards.model.diagnostic import Diagnostic
from tfcards.package.read_values import ReadNote
from tfcards.pipeline.diff.names import NoteName, name_of, tagged
from tfcards.pipeline.diff.search import retired_search
from tfcards.pipeline.diff.sides import Side, open_side
from tfcards.pipeline.diff.text import Piece, images, printable, readable, word_changes
from tfcards.pipeline.diff.types import NoteTypeChange, note_type_changes
from tfcards.pipeline.draft import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that changed, as people read it. ``pieces`` are empty when only markup or images did."""

    field: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    images_added: tuple[str, ...]
    images_removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteChange:
    """A note that changed. Cards count from 1; ``obstacle`` says why Anki will not deliver it, or is empty."""

    note: NoteName
    fields: tuple[FieldChange, ...]
    tags_added: tuple[str, ...]
    tags_removed: tuple[str, ...]
    cards_added: tuple[int, ...]
    cards_removed: tuple[int, ...]
    obstacle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaChange:
    """Names of media files; ``changed`` ones have other bytes under a name that people have."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """All differences of two releases. ``searches`` select the retired notes' cards in Anki, by case.

    ``restamped`` notes are the same but count as changed; ``unread`` are cases that could not be read on either
    side: their notes are left out of everything.
    """

    old: str
    new: str
    added: tuple[NoteName, ...]
    changed: tuple[NoteChange, ...]
    retired: tuple[NoteName, ...]
    restamped: tuple[NoteName, ...]
    unchanged: int
    searches: Mapping[str, str]
    media: MediaChange
    note_types: tuple[NoteTypeChange, ...]
    unread: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def diff(old: str, new: str, progress: Progress) -> Diff:
    """Compare two releases, each a package, a deck folder or ``DECK@REVISION``.

    Raises:
        TfcardsError: One of them does not exist or cannot be read.
    """
    return compare(open_side(old, progress), open_side(new, progress))


def compare(old: Side, new: Side) -> Diff:
    """Return all that differs between the releases ``old`` and ``new``."""
    unread = tuple(dict.fromkeys((*old.unread, *new.unread)))
    before, after = _known(old, unread), _known(new, unread)
    dated = old.released and new.released
    kept = [(before[guid], note) for guid, note in after.items() if guid in before]
    changed = [_change(one, other, dated=dated) for one, other in kept if not _same(one, other)]
    same = [(one, other) for one, other in kept if _same(one, other)]
    retired = [note for guid, note in before.items() if guid not in after]
    return Diff(
        old=old.name,
        new=new.name,
        added=_names([note for guid, note in after.items() if guid not in before]),
        changed=tuple(sorted(changed, key=lambda change: change.note)),
        retired=_names(retired),
        restamped=_names([other for one, other in same if dated and other.mod > one.mod]),
        unchanged=len(same),
        searches=_searches(retired, list(after.values())),
        media=_media(old.release.media, new.release.media),
        note_types=note_type_changes(old.release.note_types, new.release.note_types, dated=dated),
        unread=unread,
        diagnostics=(*old.diagnostics, *new.diagnostics),
    )


def _known(side: Side, unread: Sequence[str]) -> dict[str, ReadNote]:
    """Return the notes of ``side`` by GUID, less those of cases that could not be read."""
    return {note.guid: note for note in side.release.notes if not set(tagged(note, "Case")) & set(unread)}


def _names(notes: Sequence[ReadNote]) -> tuple[NoteName, ...]:
    return tuple(sorted(name_of(note) for note in notes))


def _same(old: ReadNote, new: ReadNote) -> bool:
    """Tell whether an update would leave the note as it is: fields by place, as a field may be renamed."""
    return (
        old.note_type_id == new.note_type_id
        and list(old.fields.values()) == list(new.fields.values())
        and set(old.tags) == set(new.tags)
        and {card.ord for card in old.cards} == {card.ord for card in new.cards}
    )


def _change(old: ReadNote, new: ReadNote, *, dated: bool) -> NoteChange:
    obstacle = ""
    if old.note_type_id != new.note_type_id:
        obstacle = "the note moved to another note type, so people who have it do not get the change"
    elif dated and new.mod <= old.mod:
        obstacle = "its time of change is not later, so people who have it do not get the change"
    before, after = {card.ord + 1 for card in old.cards}, {card.ord + 1 for card in new.cards}
    return NoteChange(
        note=name_of(new),
        fields=tuple(_field_changes(old, new)),
        tags_added=_printable(set(new.tags) - set(old.tags)),
        tags_removed=_printable(set(old.tags) - set(new.tags)),
        cards_added=tuple(sorted(after - before)),
        cards_removed=tuple(sorted(before - after)),
        obstacle=obstacle,
    )


def _printable(names: set[str]) -> tuple[str, ...]:
    return tuple(printable(name) for name in sorted(names))


def _field_changes(old: ReadNote, new: ReadNote) -> list[FieldChange]:
    """Return the fields that changed: by place within one note type, by name between two."""
    if old.note_type_id == new.note_type_id and len(old.fields) == len(new.fields):
        pairs = list(zip(new.fields, old.fields.values(), new.fields.values(), strict=True))
    else:
        names = dict.fromkeys((*new.fields, *old.fields))
        pairs = [(name, old.fields.get(name, ""), new.fields.get(name, "")) for name in names]
    return [_field_change(name, before, after) for name, before, after in pairs if before != after]


def _field_change(name: str, old: str, new: str) -> FieldChange:
    before, after = readable(old), readable(new)
    shown, shows = images(old), images(new)
    return FieldChange(
        field=printable(name),
        old=before,
        new=after,
        pieces=word_changes(before, after) if before != after else (),
        images_added=tuple(image for image in shows if image not in shown),
        images_removed=tuple(image for image in shown if image not in shows),
    )


def _searches(retired: Sequence[ReadNote], others: Sequence[ReadNote]) -> dict[str, str]:
    """Return the search for the retired notes of each case; an empty one where they cannot be told apart."""
    groups: dict[str, list[ReadNote]] = defaultdict(list)
    for note in retired:
        groups[name_of(note).case].append(note)
    return {case: retired_search(groups[case], others) for case in sorted(groups)}


def _media(old: Mapping[str, str], new: Mapping[str, str]) -> MediaChange:
    return MediaChange(
        added=_printable(new.keys() - old.keys()),
        removed=_printable(old.keys() - new.keys()),
        changed=_printable({name for name in old.keys() & new.keys() if old[name] != new[name]}),
    )
