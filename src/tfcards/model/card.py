"""Questions made from a case, with the diagnosis already masked on what will stand on a front."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tfcards.model.case import Case, CaseId, DifferentialItem, ItemId, Lab, Option, Point


class Kind(StrEnum):
    """Kinds of card, and the last level of their ``Kind::`` tag."""

    DIAGNOSIS = "diagnosis"
    PATTERN = "pattern"
    DIFFERENTIAL = "differential"
    CONTRAST = "contrast"
    GAMUT = "gamut"
    OCCLUSION = "occlusion"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What makes a note the same note in the next release: never its text."""

    case: CaseId
    kind: Kind
    item: ItemId

    def __str__(self) -> str:
        return f"{self.case} {self.kind} {self.item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisCard:
    """Images to diagnosis. All texts are masked, for the front; the back is rendered from ``case``.

    ``captions`` runs parallel to ``case.images``; ``alternatives`` are those of its differential that give nothing
    away, the wrong options of a multiple choice; None stands for all of it.
    """

    identity: Identity
    case: Case
    history: str
    technique: str
    full_history: str
    labs: tuple[Lab, ...]
    image_note: str
    captions: tuple[str, ...]
    alternatives: tuple[DifferentialItem, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternCard:
    """Observations to what they mean.

    ``observations`` and ``study`` are masked, ``answer`` is the source's wording. ``whole`` marks the card that
    asks for the diagnosis from all observations of the case together.
    """

    identity: Identity
    case: Case
    study: str
    observations: tuple[str, ...]
    answer: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item of a list. ``number`` is its cloze number, taken from its id and never reused.

    ``withheld`` items would give the diagnosis away and stay hidden on the fronts of the others too.
    ``cue`` is the masked distinguishing feature. ``released`` items have been asked by an earlier release.
    """

    number: int
    text: str
    cue: str
    withheld: bool
    released: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCard:
    """A list with one item hidden at a time. ``stem``, ``history`` and ``captions`` are masked.

    ``examples`` are the other cases of the deck that state the same list.
    """

    identity: Identity
    case: Case
    stem: str
    history: str
    captions: tuple[str, ...]
    shows_images: bool
    items: tuple[ListItem, ...]
    examples: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastCard:
    """What separates two diagnoses: an alternative of this case by ``name``, or the case ``other`` by its images.

    ``feature`` is what the source says of the alternative, ``other_feature`` what the other case's source says of
    this one. The fronts' texts are masked for both cases; ``other`` is None where only a name is set against.
    ``full_name`` is set where ``name`` hides what an alternative shares with the diagnosis.
    ``question`` and ``answer`` are the author's own wording, empty for the usual one; between two cases the answer
    stands in place of both features.
    """

    identity: Identity
    case: Case
    history: str
    captions: tuple[str, ...]
    name: str
    feature: str
    other: Case | None = None
    other_history: str = ""
    other_captions: tuple[str, ...] = ()
    other_feature: str = ""
    question: str = ""
    answer: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """What hides one structure of an image. ``number`` is its cloze number, taken from the id of its annotation.

    ``shape`` is ``rect`` or ``ellipse``, whose ``points`` are the top left and the bottom right corner of the box
    around it, or ``polygon``, whose ``points`` are its corners; fractions of the image, from 0 to 1.
    """

    number: int
    text: str
    shape: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OcclusionCard:
    """An image with one structure hidden at a time: the one with the index ``image`` among the case's images.

    ``question`` and ``caption`` are masked, for the front; the texts of the ``masks`` are the answers.
    """

    identity: Identity
    case: Case
    image: int
    question: str
    caption: str
    masks: tuple[Mask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCard:
    """A quiz question of the source. ``question``, ``history`` and ``captions`` are masked, for the front.

    ``source`` is the question as the source asks it, empty where the author of the case words it. ``options`` are
    in the source's order, none for an open question. ``in_order`` says that they keep it, as one tells of the
    others by their place; ``asks_diagnosis``, that a right one is the diagnosis, so that options may say it.
    """

    identity: Identity
    case: Case
    question: str
    source: str
    history: str
    captions: tuple[str, ...]
    options: tuple[Option, ...]
    explanation: str
    in_order: bool = False
    asks_diagnosis: bool = False


Card = DiagnosisCard | PatternCard | ListCard | ContrastCard | OcclusionCard | QuestionCard


def cases_of(card: Card) -> tuple[Case, ...]:
    """Return the cases that ``card`` shows: its own, the other one of a contrast, the examples of a list."""
    match card:
        case ContrastCard(other=Case() as other):
            return (card.case, other)
        case ListCard():
            return (card.case, *card.examples)
        case _:
            return (card.case,)
