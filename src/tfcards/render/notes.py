"""Turns a card into a note: the fields by its templates, the media they show, the numbers of its clozes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    ListCard,
    OcclusionCard,
    PatternCard,
    QuestionCard,
)
from tfcards.model.case import Annotation
from tfcards.model.identity import digest
from tfcards.model.note import Guid, MediaName, Note, NoteType
from tfcards.render.blocks import Blocks
from tfcards.render.notetypes import KINDS
from tfcards.render.views import numbers

OPTIONS = "Options"
"""The field that makes the multiple-choice card of a diagnosis, and stands on the fronts that offer a choice."""

_FOLDER_OF = {
    DiagnosisCard: "diagnosis",
    PatternCard: "pattern",
    ListCard: "list",
    ContrastCard: "contrast",
    OcclusionCard: "occlusion",
    QuestionCard: "question",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image as the cards show it. ``width`` and ``height`` are pixels.

    ``alt`` and ``front_caption`` are safe for a front; ``caption``, ``label`` and ``credit`` are for backs.
    ``side`` is ``question`` or ``answer``. ``cine`` is the moving image whose first frame it is, if there is one.
    """

    name: MediaName
    label: str
    alt: str
    caption: str
    front_caption: str
    credit: str
    side: str
    width: int
    height: int
    annotations: tuple[Annotation, ...] = ()
    cine: MediaName | None = None

    @property
    def names(self) -> tuple[MediaName, ...]:
        """The files that a card needs to show it."""
        return (self.name, self.cine) if self.cine else (self.name,)

    @property
    def answers(self) -> bool:
        """Whether a back shows more of it than a front: marks, or the picture itself."""
        return self.side == "answer" or bool(self.annotations)


class Renderer:
    """Renders cards with the note types of ``load_note_types`` and the blocks of the same folders.

    A case whose ``multiple_choice`` is true gets its options, and so a second card of its diagnosis note.
    """

    def __init__(self, note_types: Sequence[NoteType], blocks: Blocks) -> None:
        self._note_types = dict(zip(KINDS, note_types, strict=True))
        self._blocks = blocks

    def render(
        self,
        card: Card,
        pictures: Sequence[Picture],
        tags: tuple[str, ...],
        guid: Guid,
        others: Sequence[Picture] = (),
    ) -> Note:
        """Return ``card`` as a note. ``pictures`` are those of its case, in the order in which they are shown.

        ``others`` are those of the case that a contrast card sets against it.

        Raises:
            TfcardsError: A template of the deck's own cannot be used.
        """
        folder = _FOLDER_OF[type(card)]
        note_type = self._note_types[folder]
        values = {
            "card": card,
            "case": card.case,
            "pictures": tuple(pictures),
            "question": tuple(p for p in pictures if p.side == "question"),
            "answer": tuple(p for p in pictures if p.side == "answer"),
            "others": tuple(others),
            "multiple_choice": bool(card.case.multiple_choice),
            "page": page_name(guid),
        }
        fields = self._blocks.render(folder, note_type, values)
        html = "".join(fields.values())
        return Note(
            guid=guid,
            identity=card.identity,
            note_type=note_type.name,
            fields=fields,
            tags=tags,
            media=_shown((name for p in (*pictures, *others) for name in p.names), html),
            numbers=numbers(card) if isinstance(card, ListCard | OcclusionCard) else (),
        )


def _shown(names: Iterable[MediaName], html: str) -> tuple[MediaName, ...]:
    """Return those of ``names`` that ``html`` shows, once each."""
    return tuple(dict.fromkeys(name for name in names if f'src="{name}"' in html))


def page_name(guid: Guid) -> str:
    """Return what the names of all inputs of a note begin with: its own on any page, and it tells nothing."""
    return f"tf{int.from_bytes(digest('page', guid)[:4], 'big')}"


def as_leaks_are_looked_for(note: Note, card: Card, gate: str) -> Note:
    """Return ``note`` as the leak check reads its card with ``gate``: without options that hold the answer.

    They hold it on the multiple-choice card of a diagnosis, and where a quiz question asks for the diagnosis.
    """
    asked = isinstance(card, QuestionCard) and card.asks_diagnosis
    return without_options(note) if asked or gate == OPTIONS else note


def without_options(note: Note) -> Note:
    """Return ``note`` with its options blotted out and the card that shows them kept: for the leak check."""
    return replace(note, fields=note.fields | {OPTIONS: "·"})
