"""What must hold once a package is imported: one function a check, each with a code of its own."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tfcards.model.card import Kind
from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.verify.client import ImportLog, ThrowawayCollection, shipped_media
from tfcards.verify.notes import StoredNote, stored_notes
from tfcards.verify.rendering import RenderedCard, card_ids, render_card

TEMPLATE_ERROR = "templates/errors.html"
"""The page of Anki's manual that every template error shown on a card links to (seen in anki 26.9)."""


_IMAGE_OCCLUSION = 6
"""What Anki calls its own image-occlusion note types by (``originalStockKind``)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the checks look at: a collection with an imported package. ``notes`` are read once, for all of them."""

    collection: ThrowawayCollection
    package: Path
    log: ImportLog
    notes: tuple[StoredNote, ...]

    @classmethod
    def read(cls, collection: ThrowawayCollection, package: Path, log: ImportLog) -> Self:
        """Return the subject of a ``collection`` into which ``package`` was just imported."""
        return cls(collection, package, log, stored_notes(collection))

    @property
    def location(self) -> Location:
        """The package: no line of it can be named."""
        return Location(str(self.package))

    def empty_cards(self) -> dict[int, list[int]]:
        """Return the ids of the cards whose front is empty, by the id of their note."""
        report = self.collection.anki.get_empty_cards()
        return {note.note_id: list(note.card_ids) for note in report.notes}


Check = Callable[[Subject], Iterator[Diagnostic]]


def no_notes(subject: Subject) -> Iterator[Diagnostic]:
    """Report a package without notes: every other check would pass on it."""
    if not subject.notes:
        yield error("TF601", "the package holds no notes", subject.location, "build it from at least one case")


def unusable_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Report note ids that are not positive: Anki does not find such notes, and its database check dies on 0."""
    for note in subject.notes:
        if note.id <= 0:
            yield error(
                "TF602", f"{note} has the id {note.id}", subject.location, "ids are milliseconds since 1970"
            )


def duplicate_guids(subject: Subject) -> Iterator[Diagnostic]:
    """Report GUIDs that more than one note carries: Anki adds both and later updates only one."""
    for guid, count in Counter(note.guid for note in subject.notes).items():
        if count > 1:
            message = f"{count} notes share the GUID {guid}"
            yield error("TF603", message, subject.location, "give each item of a case an id of its own")


def notes_without_card(subject: Subject) -> Iterator[Diagnostic]:
    """Report notes that nobody will ever see."""
    with_card = {row[0] for row in subject.collection.query("select distinct nid from cards")}
    for note in subject.notes:
        if note.id not in with_card:
            hint = "a field that its front needs is empty: fill it, or leave the item out"
            yield error("TF604", f"{note} makes no card", subject.location, hint)


def empty_cards(subject: Subject) -> Iterator[Diagnostic]:
    """Report cards with nothing on the front: Anki offers to delete them, with their history."""
    notes = {note.id: note for note in subject.notes}
    for note_id, cards in subject.empty_cards().items():
        message = f"{notes[note_id]} has {len(cards)} card(s) with an empty front"
        yield error("TF605", message, subject.location, "keep the field that makes the card filled")


def cards_that_fail(subject: Subject) -> Iterator[Diagnostic]:
    """Report cards that Anki cannot show, one by one, and broken templates, once each."""
    from anki.errors import AnkiException

    empty = {card for cards in subject.empty_cards().values() for card in cards}
    broken: dict[tuple[str, str], list[RenderedCard]] = {}
    for card_id in card_ids(subject.collection):
        if card_id in empty:
            continue
        try:
            card = render_card(subject.collection, card_id)
        except AnkiException as problem:
            message = f"Anki cannot show card {card_id}: {problem}"
            yield error("TF606", message, subject.location, "build the package again")
        else:
            if TEMPLATE_ERROR in card.question + card.answer:
                broken.setdefault((card.note_type, card.template), []).append(card)
    for (note_type, template), cards in broken.items():
        message = f"{len(cards)} card(s) of {note_type}, {template}, show an error: {_shown_error(cards[0])}"
        yield error("TF607", message, subject.location, "mend the card template")


def _shown_error(card: RenderedCard) -> str:
    """Return the text of the error message that Anki shows on ``card``, without its link."""
    shown = card.question if TEMPLATE_ERROR in card.question else card.answer
    return _plain(html.unescape(shown.partition("<a ")[0].replace("<br>", " ")))


def missing_media(subject: Subject) -> Iterator[Diagnostic]:
    """Report images that a note shows and the package does not bring."""
    for name in subject.collection.anki.media.check().missing:
        message = f"the image {name} is shown on a card but is not in the package"
        yield error("TF608", message, subject.location, "add the file, or take it out of the case")


def unused_media(subject: Subject) -> Iterator[Diagnostic]:
    """Report files of the package that no note shows: Anki leaves them out, so an image reference went wrong."""
    shipped = shipped_media(subject.package)
    arrived = {path.name for path in subject.collection.media_folder.iterdir()}
    unused = set(subject.collection.anki.media.check().unused)
    for name in sorted(set(shipped) - arrived | unused):
        message = f"the file {name} is in the package but no card shows it under this name"
        yield error("TF610", message, subject.location, "show it on a card, or leave it out")


def clashing_media(subject: Subject) -> Iterator[Diagnostic]:
    """Report names that two files of the package share: one of the two pictures would be shown for both."""
    for name, count in Counter(shipped_media(subject.package)).items():
        if count > 1:
            message = f"{count} files of the package are called {name}"
            yield error("TF611", message, subject.location, "name files by their content")


def split_note_types(subject: Subject) -> Iterator[Diagnostic]:
    """Report note types of which Anki made a second one, ``Name+``, because the layout had changed."""
    for entry in subject.collection.anki.models.all_names_and_ids():
        if entry.name.endswith("+"):
            message = f"Anki made a second note type {entry.name}: fields or card templates came, went or moved"
            yield error(
                "TF612", message, subject.location, "restore the released layout; rename spare fields instead"
            )


def conflicting_notes(subject: Subject) -> Iterator[Diagnostic]:
    """Report notes that Anki refused to update."""
    if count := subject.log.conflicting:
        message = f"{count} note(s) were not updated because the layout of their note type changed"
        yield error("TF613", message, subject.location, "restore the released layout of the note type")


def ids_of_fields_and_templates(subject: Subject) -> Iterator[Diagnostic]:
    """Report note types whose fields or templates lack ids: no later version could rename them."""
    from anki.models import NotetypeId

    for note_type_id in sorted({note.note_type for note in subject.notes}):
        note_type = subject.collection.anki.models.get(NotetypeId(note_type_id))
        if note_type is None:
            continue
        parts = [*note_type["flds"], *note_type["tmpls"]]
        without = ", ".join(part["name"] for part in parts if not isinstance(part.get("id"), int))
        if without:
            message = f"{note_type['name']} has fields or card templates without an id: {without}"
            yield error("TF614", message, subject.location, "give each a fixed id before the first release")


def kind_tags(subject: Subject) -> Iterator[Diagnostic]:
    """Report notes without a ``Kind::`` tag of a known kind."""
    for note in subject.notes:
        if note.kind.casefold() not in set(Kind):
            hint = "tag it with one of " + ", ".join(f"Kind::{kind}" for kind in Kind)
            yield error("TF615", f"{note} has no tag of a known kind", subject.location, hint)


def case_tags(subject: Subject) -> Iterator[Diagnostic]:
    """Report notes without a ``Case::`` tag."""
    for note in subject.notes:
        if not note.case:
            yield error(
                "TF616", f"{note} does not say its case", subject.location, "tag it Case::<id of the case>"
            )


def masks_that_anki_cannot_read(subject: Subject) -> Iterator[Diagnostic]:
    """Report image-occlusion notes that have cards without a mask, or that Anki's own editor would not open."""
    from anki.models import NotetypeId
    from anki.notes import NoteId

    cards_of: dict[int, set[int]] = {}
    for note_id, position in subject.collection.query("select nid, ord from cards"):
        cards_of.setdefault(note_id, set()).add(position + 1)
    for note in subject.notes:
        note_type = subject.collection.anki.models.get(NotetypeId(note.note_type))
        if note_type is None or note_type.get("originalStockKind") != _IMAGE_OCCLUSION:
            continue
        read = subject.collection.anki.get_image_occlusion_note(NoteId(note.id))
        masks = {mask.ordinal for mask in read.note.occlusions if mask.shapes and mask.ordinal}
        cards = cards_of.get(note.id, set())
        if read.WhichOneof("value") != "note" or masks != cards:
            message = f"{note} has the masks {sorted(masks)} and the cards {sorted(cards)}"
            yield error("TF630", message, subject.location, "draw a mask for each card, in Anki's own form")


def integrity(subject: Subject) -> Iterator[Diagnostic]:
    """Report what Anki's own database check mends. Last of all: it changes the collection it looks at."""
    if any(note.id <= 0 for note in subject.notes):
        return  # the backend would die on it, and TF602 has said why
    report, sound = subject.collection.anki.fix_integrity()
    if not sound:
        message = f"Anki's database check had to mend the package: {_plain(report)}"
        yield error("TF617", message, subject.location, "build the package again")


def _plain(text: str) -> str:
    """Return ``text`` of Anki's in one line, without the invisible marks it sets around names and numbers."""
    return " ".join(text.translate({0x2068: None, 0x2069: None}).split())


CHECKS: tuple[Check, ...] = (
    no_notes,
    unusable_ids,
    duplicate_guids,
    notes_without_card,
    empty_cards,
    cards_that_fail,
    missing_media,
    unused_media,
    clashing_media,
    split_note_types,
    conflicting_notes,
    ids_of_fields_and_templates,
    kind_tags,
    case_tags,
    masks_that_anki_cannot_read,
    integrity,
)
"""All checks of one package, in the order in which they run."""
