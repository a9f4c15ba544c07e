"""Writes cards as data for other programs. docs/how-to/export.md describes the shape; ``VERSION`` counts it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tfcards.model.card import Identity
from tfcards.model.case import Case
from tfcards.model.diagnostic import Location
from tfcards.model.note import Guid, MediaFile, MediaName
from tfcards.package.export.text import plain_text

VERSION = 1
"""Grows when a program that reads the file would have to change. A key more is no such change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCard:
    """A card. ``guid`` and ``position`` name it in Anki: its template, or its cloze number less one.

    ``number`` is the cloze number, 0 for a card that is none. ``question`` and ``answer`` are HTML; ``part`` is
    the dotted path of what is asked in the case, at ``place``.
    """

    identity: Identity
    guid: Guid
    position: int
    number: int
    note_type: str
    template: str
    question: str
    answer: str
    media: Sequence[MediaName]
    tags: Sequence[str]
    part: str
    place: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFile:
    """All that the file holds. ``cases`` come with the place of their source, ``css`` by note type."""

    deck: str
    namespace: str
    cases: Sequence[tuple[Case, Location]]
    cards: Sequence[ExportedCard]
    css: Mapping[str, str]
    media: Sequence[MediaFile]


def json_bytes(file: CardFile) -> bytes:
    """Return ``file`` as JSON in UTF-8, the same bytes for the same cards."""
    data = {
        "format": "tfcards cards",
        "version": VERSION,
        "deck": {"name": file.deck, "namespace": file.namespace},
        "cases": [_case(case, place) for case, place in file.cases],
        "cards": [_card(card) for card in file.cards],
        "styles": dict(sorted(file.css.items())),
        "media": [_media(each) for each in sorted(file.media, key=lambda each: each.name)],
    }
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _case(case: Case, place: Location) -> dict[str, object]:
    return {
        "id": case.id,
        "diagnosis": case.diagnosis,
        "aliases": list(case.aliases),
        "acr": list(case.acr),
        "authors": list(case.authors),
        "date": case.date.isoformat() if case.date else None,
        "holder": case.holder,
        "licence": case.licence,
        "source": {"path": place.path, "line": place.line, "from": case.source},
    }


def _card(card: ExportedCard) -> dict[str, object]:
    return {
        "guid": card.guid,
        "position": card.position,
        "case": card.identity.case,
        "kind": card.identity.kind.value,
        "item": card.identity.item,
        "number": card.number or None,
        "note_type": card.note_type,
        "template": card.template,
        "question": _side(card.question, card.media),
        "answer": _side(card.answer, card.media),
        "tags": list(card.tags),
        "source": {"path": card.place.path, "line": card.place.line, "part": card.part},
    }


def _side(html: str, media: Sequence[MediaName]) -> dict[str, object]:
    """Return a side of a card; its media are those that it shows, of all that its note has."""
    return {
        "text": plain_text(html),
        "html": html,
        "media": [name for name in media if f'src="{name}"' in html],
    }


def _media(file: MediaFile) -> dict[str, object]:
    return {
        "name": file.name,
        "width": file.width,
        "height": file.height,
        "bytes": len(file.data),
        "sha256": hashlib.sha256(file.data).hexdigest(),
    }
