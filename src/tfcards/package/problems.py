"""What would go wrong on import, found before a package is written. Codes TF505 to TF518."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tfcards.model.card import Identity
from tfcards.model.case import CASE_ID_PATTERN
from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.model.note import Note, NoteType
from tfcards.package.content import MAX_CLOZE, PackageContent, card_ords
from tfcards.package.digests import note_type_layout
from tfcards.package.lock import Lock
from tfcards.package.lock_reader import ITEM_PATTERN

_TAG = re.compile(r"[A-Za-z0-9_.:-]+")
_CLOZE = re.compile(r"\{\{c([0-9]+)::")
_REPORT = "this is a fault of tfcards or of an overridden template, please report it"


def note_type_problems(lock: Lock, note_types: Sequence[NoteType], path: str) -> tuple[Diagnostic, ...]:
    """Report note types that would cut residents' notes off from corrections; ``path`` is that of deck.lock."""
    problems = []
    ids_by_name = {entry.name: key for key, entry in lock.note_types.items()}
    for note_type in note_types:
        before = lock.note_types.get(note_type.id)
        if before and before.layout != note_type_layout(note_type):
            message = (
                f"the note type {note_type.name} has other fields or card templates than when it was released"
            )
            hint = "restore their number, order and ids; rename a spare field or the spare template instead"
            problems.append(error("TF505", message, Location(path), hint))
        elif before is None and note_type.name in ids_by_name:
            message = f"the note type {note_type.name} has another id than when it was released"
            hint = (
                "notes that residents already have will not be corrected; use the card templates of that release"
            )
            problems.append(warning("TF506", message, Location(path), hint))
    problems += [
        _gone(entry.name, path) for entry in lock.note_types.values() if _replaced(entry.name, note_types)
    ]
    return tuple(problems)


def _replaced(name: str, note_types: Sequence[NoteType]) -> bool:
    """Tell whether a deck's own look took the place of the note type ``name``, or the other way round."""
    names = [each.name for each in note_types]
    return name not in names and any(
        each.startswith(f"{name} (") or name.startswith(f"{each} (") for each in names
    )


def _gone(name: str, path: str) -> Diagnostic:
    message = f"the note type {name}, which residents have notes of, is no longer used"
    hint = "their notes would never be corrected again: keep the look that was released, or start a new deck"
    return error("TF507", message, Location(path), hint)


def package_problems(*contents: PackageContent) -> tuple[Diagnostic, ...]:
    """Report all that keeps ``contents`` from one package. Locations name the case of the note, or the deck."""
    notes = [each.note for content in contents for each in content.stamped.notes]
    problems = [*_duplicates(notes), *_same_names(contents)]
    for content in contents:
        problems += _problems_of_deck(content)
    return tuple(problems)


def _problems_of_deck(content: PackageContent) -> Iterator[Diagnostic]:
    """Report what is wrong with one deck by itself."""
    deck = Location(content.deck_name)
    notes = [each.note for each in content.stamped.notes]
    ordered = set(content.order)
    note_types = {each.note_type.name: each.note_type for each in content.stamped.note_types}
    yield from (*_deck_problems(notes, deck), *_missing_media(content))
    for note in notes:
        note_type = note_types.get(note.note_type)
        if note_type is None:
            message = f"{_name(note)} is of the note type {note.note_type}, which there is not"
            yield _problem("TF513", note, message, _REPORT)
        else:
            yield from _note_problems(note, note_type, ordered)


def _deck_problems(notes: Sequence[Note], deck: Location) -> Iterator[Diagnostic]:
    """Report a deck without notes."""
    if not notes:
        yield error("TF510", "there is no note to package", deck, "see the messages above for what was left out")


def _same_names(contents: Sequence[PackageContent]) -> Iterator[Diagnostic]:
    """Report images that share a name; decks of one package may well show the same image."""
    # Without regard to case: on most people's disks the two would be one file.
    files = {(file.name, file.data) for content in contents for file in content.media}
    counts = Counter(name.casefold() for name, _ in files)
    for name in sorted(name for name, count in counts.items() if count > 1):
        message = f"{counts[name]} images are named {name}, Anki would show one of them for all"
        yield error("TF511", message, Location(contents[0].deck_name), _REPORT)


def _missing_media(content: PackageContent) -> Iterator[Diagnostic]:
    """Report images that a note shows but nobody supplied."""
    names = {file.name for file in content.media}
    for note in (each.note for each in content.stamped.notes):
        for missing in sorted(set(note.media) - names):
            message = f"{_name(note)} shows {missing}, which is not in the package"
            yield _problem("TF512", note, message, "look for a message about this image above")


def _duplicates(notes: Sequence[Note]) -> Iterator[Diagnostic]:
    """Report notes that Anki takes for one another."""
    first: dict[str, Identity] = {}
    for note in notes:
        if note.guid in first:
            message = f"{_name(note)} and the note {first[note.guid]} are the same note to Anki"
            hint = "give two entries of one case different ids, and two cases different names"
            yield _problem("TF514", note, message, hint)
        first.setdefault(note.guid, note.identity)


def _note_problems(note: Note, note_type: NoteType, ordered: set[Identity]) -> Iterator[Diagnostic]:
    """Report what Anki would cut off or change in ``note``."""
    identity = note.identity
    case_fits = re.fullmatch(CASE_ID_PATTERN, identity.case)
    if not case_fits or not re.fullmatch(f"(?:{ITEM_PATTERN})?", identity.item) or identity not in ordered:
        yield _problem("TF513", note, f"{_name(note)} has no place in the deck's order or lock", _REPORT)
    unknown = sorted(note.fields.keys() - {field.name for field in note_type.fields})
    if unknown:
        message = f"{_name(note)} fills the field {unknown[0]}, which {note_type.name} does not have"
        yield _problem("TF513", note, message, _REPORT)
    if any("\x1f" in value for value in note.fields.values()):
        message = f"{_name(note)} holds the invisible character U+001F, at which Anki would cut its fields"
        yield _problem("TF517", note, message, "delete it from the case file")
    for tag in note.tags:
        if not _TAG.fullmatch(tag):
            message = f"{_name(note)} has the tag {tag!r}, which not every Anki client keeps as it is"
            yield _problem("TF515", note, message, "use letters a to z, digits, and _ - . only")
    yield from _card_problems(note, note_type)


def _card_problems(note: Note, note_type: NoteType) -> Iterator[Diagnostic]:
    """Report a note without cards, and cards that Anki would count otherwise."""
    if not card_ords(note, note_type):
        yield _problem("TF516", note, f"{_name(note)} has no card, Anki would delete it", _REPORT)
    if not note_type.cloze:
        return
    blanks = {int(number) for text in note.fields.values() for number in _CLOZE.findall(text)}
    if blanks != set(note.numbers):
        message = f"{_name(note)} hides the items {sorted(blanks)}, but has the items {sorted(note.numbers)}"
        yield _problem("TF513", note, message, _REPORT)
    if any(number > MAX_CLOZE for number in note.numbers):
        message = f"{_name(note)} has an item numbered {max(note.numbers)}; Anki makes cards up to {MAX_CLOZE}"
        yield _problem("TF518", note, message, f"give the item an unused id with a number up to {MAX_CLOZE}")


def _name(note: Note) -> str:
    """Return what messages call ``note``."""
    return f"the note {note.identity}"


def _problem(code: str, note: Note, message: str, hint: str) -> Diagnostic:
    """Return an error that belongs to the case of ``note``."""
    return error(code, message, Location(note.identity.case), hint)
