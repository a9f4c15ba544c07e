"""Cards as Anki shows them: for the checks here, for screenshots, and for the leak check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcards.model.note import Guid
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.notes import tagged

if TYPE_CHECKING:
    from anki.cards import CardId


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedCard:
    """One card. ``question`` and ``answer`` are HTML without ``css``; ``ord`` counts templates or clozes from 0.

    ``note_type``, ``template`` and ``deck`` are names; ``kind`` and ``case`` come from the tags and may be empty.
    """

    guid: Guid
    ord: int
    kind: str
    case: str
    note_type: str
    template: str
    deck: str
    question: str
    answer: str
    css: str


def card_ids(collection: ThrowawayCollection) -> list[CardId]:
    """Return the ids of all cards, note by note."""
    return [row[0] for row in collection.query("select id from cards order by nid, ord, id")]


def render_card(collection: ThrowawayCollection, card_id: CardId) -> RenderedCard:
    """Return the card as Anki shows it; a broken template shows as Anki's own error text.

    Raises:
        AnkiException: Anki cannot show the card at all, for example because its template does not exist.
    """
    card = collection.anki.get_card(card_id)
    note, note_type, shown = card.note(), card.note_type(), card.render_output()
    return RenderedCard(
        guid=Guid(note.guid),
        ord=card.ord,
        kind=tagged(note.tags, "Kind"),
        case=tagged(note.tags, "Case"),
        note_type=note_type["name"],
        template=str(card.template()["name"]),
        deck=collection.anki.decks.name(card.did),
        question=shown.question_text,
        answer=shown.answer_text,
        css=shown.css,
    )


def render_cards(collection: ThrowawayCollection) -> Iterator[RenderedCard]:
    """Yield every card, note by note.

    Raises:
        AnkiException: see :func:`render_card`. To have such cards reported instead, verify the package.
    """
    for card_id in card_ids(collection):
        yield render_card(collection, card_id)
