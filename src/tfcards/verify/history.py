"""A resident's review history: study a little with the real scheduler, take stock, and compare two stocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from tfcards.model.errors import TfcardsError
from tfcards.model.note import Guid
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.notes import StoredNote, stored_notes

CardKey = tuple[Guid, int]
"""A card across releases: the GUID of its note, and its template or cloze, counted from 0."""

OWN_DECK = "Verification: a resident's own deck"
OWN_TAG = "residents-own-tag"
_SUSPENDED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """Where a card stands: what belongs to the resident, in the words and units of Anki's database.

    ``deck`` is a name, ``data`` the scheduler's own notes, ``reviews`` the rows of the review log.
    """

    deck: str
    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    flags: int
    data: str
    reviews: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How many cards carry what a resident left on them."""

    cards: int
    reviewed: int
    suspended: int
    flagged: int
    moved: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What a release says of a note type: names, texts and CSS, without ids and times."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    css: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A collection at one moment. ``layouts`` are by note type id, of the note types in use."""

    cards: dict[CardKey, CardState]
    notes: dict[Guid, StoredNote]
    layouts: dict[int, Layout]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryReport:
    """What happened between two snapshots.

    ``lost`` cards are gone or stand elsewhere than before. ``changed`` notes have other fields or tags,
    ``stamped`` ones only another time of change; ``added`` ones are new.
    """

    lost: tuple[CardKey, ...]
    changed: tuple[Guid, ...]
    stamped: tuple[Guid, ...]
    added: tuple[Guid, ...]


def study(collection: ThrowawayCollection, answers: int = 20) -> int:
    """Study as a resident would, and return how many times a card was answered.

    Half of ``answers`` go to new cards, all four buttons in turn; what they graduated falls due at once and joins
    the other half, which fails the first review it meets. Then some cards are flagged, suspended, or moved to a
    deck of the resident's own. Nothing is buried, no note is touched.
    """
    answered = _answer(collection, answers - answers // 2)
    graduated = [row[0] for row in collection.query("select id from cards where type = 2")]
    if graduated:
        collection.anki.sched.set_due_date(graduated, "0")
    answered += _answer(collection, answers // 2)
    _rearrange(collection)
    return answered


def _answer(collection: ThrowawayCollection, at_most: int) -> int:
    from anki.cards import Card
    from anki.consts import CARD_TYPE_REV
    from anki.scheduler.v3 import CardAnswer, Scheduler

    anki = collection.anki
    scheduler = anki.sched
    if not isinstance(scheduler, Scheduler):
        raise TfcardsError("this version of Anki studies with an older scheduler", "install anki 25.9 or newer")
    learning = cycle((CardAnswer.EASY, CardAnswer.AGAIN, CardAnswer.GOOD, CardAnswer.HARD))
    reviewing = cycle((CardAnswer.AGAIN, CardAnswer.GOOD, CardAnswer.HARD, CardAnswer.EASY))
    answered = 0
    for (deck,) in collection.query("select distinct did from cards order by did"):
        anki.decks.set_current(deck)
        while answered < at_most and (queue := scheduler.get_queued_cards().cards):
            card = Card(anki, backend_card=queue[0].card)
            card.start_timer()
            rating = next(reviewing if card.type == CARD_TYPE_REV else learning)
            scheduler.answer_card(scheduler.build_answer(card=card, states=queue[0].states, rating=rating))
            answered += 1
    return answered


def _rearrange(collection: ThrowawayCollection) -> None:
    anki = collection.anki
    rows = collection.query("select cards.id from cards join notes on notes.id = cards.nid order by guid, ord")
    cards = [row[0] for row in rows]
    anki.set_user_flag_for_cards(1, cards[::3])
    anki.set_user_flag_for_cards(4, cards[1::6])
    anki.sched.suspend_cards(cards[1::5])
    deck = anki.decks.id(OWN_DECK)
    if deck is not None:
        anki.set_deck(cards[2::4], deck)


def snapshot(collection: ThrowawayCollection) -> Snapshot:
    """Return where every card and note of ``collection`` stands."""
    reviews: dict[int, list[tuple[int, ...]]] = {}
    for row in collection.query("select cid, id, ease, ivl, lastIvl, factor, time, type from revlog order by id"):
        reviews.setdefault(row[0], []).append(tuple(row[1:]))
    rows = collection.query(
        "select cards.id, guid, ord, did, type, queue, due, ivl, factor, reps, lapses, left,"
        " cards.flags, cards.data from cards join notes on notes.id = cards.nid order by cards.id"
    )
    notes = stored_notes(collection)
    return Snapshot(
        cards={(guid, ord_): _state(collection, rest, reviews.get(card, [])) for card, guid, ord_, *rest in rows},
        notes={note.guid: note for note in notes},
        layouts={number: _layout(collection, number) for number in sorted({note.note_type for note in notes})},
    )


def _state(collection: ThrowawayCollection, row: list[Any], reviews: list[tuple[int, ...]]) -> CardState:
    deck, type_, queue, due, ivl, factor, reps, lapses, left, flags, data = row
    return CardState(
        deck=collection.anki.decks.name(deck),
        type=type_,
        queue=queue,
        due=due,
        ivl=ivl,
        factor=factor,
        reps=reps,
        lapses=lapses,
        left=left,
        flags=flags,
        data=data,
        reviews=tuple(reviews),
    )


def _layout(collection: ThrowawayCollection, number: int) -> Layout:
    from anki.models import NotetypeId

    note_type = collection.anki.models.get(NotetypeId(number))
    if note_type is None:
        raise TfcardsError(f"the collection has notes of a note type {number} it does not have", "build it again")
    return Layout(
        name=note_type["name"],
        fields=tuple(field["name"] for field in note_type["flds"]),
        templates=tuple((part["name"], part["qfmt"], part["afmt"]) for part in note_type["tmpls"]),
        css=note_type["css"],
    )


def marks(states: Iterable[CardState]) -> Marks:
    """Count what a resident who went through ``study`` left on cards in these ``states``."""
    cards = list(states)
    return Marks(
        cards=len(cards),
        reviewed=sum(bool(card.reviews) for card in cards),
        suspended=sum(card.queue == _SUSPENDED for card in cards),
        flagged=sum(bool(card.flags) for card in cards),
        moved=sum(card.deck == OWN_DECK for card in cards),
    )


def edit(collection: ThrowawayCollection, guid: Guid) -> None:
    """Edit the note ``guid`` as a resident would: words of their own in its last field, and a tag.

    The note then counts as changed a second after the release, however long ago that was: what comes out does not
    depend on the day of the test.
    """
    from anki.notes import NoteId

    ((number, mod),) = collection.query("select id, mod from notes where guid = ? limit 1", guid)
    note = collection.anki.get_note(NoteId(number))
    note.fields[-1] += " (a resident's own words)"
    note.add_tag(OWN_TAG)
    collection.anki.update_note(note)
    collection.query("update notes set mod = ? where id = ?", mod + 1, number)


def compare(before: Snapshot, after: Snapshot) -> HistoryReport:
    """Return what changed from ``before`` to ``after``."""
    kept = [(note, after.notes[guid]) for guid, note in before.notes.items() if guid in after.notes]
    return HistoryReport(
        lost=tuple(key for key, state in before.cards.items() if after.cards.get(key) != state),
        changed=tuple(old.guid for old, new in kept if content(old) != content(new)),
        stamped=tuple(old.guid for old, new in kept if content(old) == content(new) and old.mod != new.mod),
        added=tuple(guid for guid in after.notes if guid not in before.notes),
    )


def content(note: StoredNote) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what a reader sees of ``note``: fields, and tags regardless of order and case, as Anki takes them."""
    return note.fields, frozenset(tag.casefold() for tag in note.tags)
