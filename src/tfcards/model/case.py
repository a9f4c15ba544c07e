"""A teaching-file case and its parts: what every reader produces and every later stage works from.

The field descriptions (``doc``) become the JSON Schema of ``case.yaml``; the order of the fields is the
order in which a case file is written.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NewType

CaseId = NewType("CaseId", str)
ItemId = NewType("ItemId", str)
Point = tuple[float, float]
"""A place on an image: fractions of its width and height, from the top left corner."""

CASE_ID_PATTERN = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,58}[A-Za-z0-9])?"
ITEM_ID_PATTERN = r"[a-z]{1,3}[1-9][0-9]{0,2}"


def doc(text: str, **schema: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema values are of any type
    """Return dataclass field metadata: a description, and further JSON Schema keywords."""
    return {"doc": text, "schema": schema}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The rating a teaching file gives a case, verbatim: the scales are the source's own."""

    difficulty: str = field(default="", metadata=doc("Difficulty as the source writes it, for example D2."))
    quality: str = field(default="", metadata=doc("Quality as the source writes it, for example Q3."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What is said of the patient: never a name, a number or a date."""

    sex: str = field(default="", metadata=doc("Sex of the patient.", enum=["female", "male", "other", ""]))
    ages: tuple[int, ...] = field(
        default=(), metadata=doc("Every age in years that the case states; more than one means they disagree.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A mark over an image, drawn on the back alone."""

    id: ItemId = field(
        default=ItemId(""),
        metadata=doc("Short id within its image, never changed once released, for example a1."),
    )
    kind: str = field(
        metadata=doc("What is drawn.", enum=["arrow", "circle", "rectangle", "polygon", "text"]),
    )
    points: tuple[Point, ...] = field(
        metadata=doc(
            "Places on the image, each [x, y] in fractions from its top left corner. Arrow: from, to. Circle: "
            "centre, a point of its edge. Rectangle: two opposite corners. Polygon: three or more. Text: one.",
            minimum=0,
            maximum=1,
        )
    )
    text: str = field(default="", metadata=doc("A few words beside the mark, for the back."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRef:
    """An image of the case. Without ``file`` it is named by the source but not supplied."""

    label: str = field(default="", metadata=doc("Short name of the image within the case, for example main."))
    file: str = field(default="", metadata=doc("Path of the image file, relative to the folder of the case."))
    frame: int | None = field(
        default=None,
        metadata=doc(
            "Which frame or page of the file to show as a still, from 1. Left out, a file of several shows the "
            "first, with a button that plays all of them.",
            minimum=1,
            maximum=100_000,
        ),
    )
    modality: str = field(default="", metadata=doc("Modality code of the image, for example bs, xr, ct."))
    caption: str = field(default="", metadata=doc("What the image shows, without giving the diagnosis away."))
    side: str = field(
        default="question",
        metadata=doc(
            "Side of the card: question (clean image) or answer (arrows, labels).", enum=["question", "answer"]
        ),
    )
    credit: str = field(
        default="", metadata=doc("Where the image comes from, for example Simulated image. Shown on the back.")
    )
    annotations: tuple[Annotation, ...] = field(
        default=(), metadata=doc("Marks drawn over the image on the back: arrows, circles, words.")
    )
    occlusion: bool = field(
        default=False,
        metadata=doc(
            "Whether what the circles, rectangles and polygons among the annotations name is asked, one hidden at "
            "a time. The label, or else the file, is then never changed once released."
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """A laboratory value with its unit and normal range, as numbers where the source gives numbers."""

    name: str = field(metadata=doc("Name of the test."))
    value: float = field(metadata=doc("Measured value."))
    qualifier: str = field(
        default="", metadata=doc("Set when the value is a bound and not a number.", enum=["", "<", ">"])
    )
    unit: str = field(default="", metadata=doc("Unit of the value and of the range."))
    low: float | None = field(default=None, metadata=doc("Lower end of the normal range."))
    high: float | None = field(default=None, metadata=doc("Upper end of the normal range."))

    @property
    def flag(self) -> str:
        """``high``, ``low``, ``normal``, or empty when the range does not tell."""
        if self.high is not None and self.value > self.high and self.qualifier != "<":
            return "high"
        if self.low is not None and self.value < self.low and self.qualifier != ">":
            return "low"
        if self.low is None and self.high is None:
            return ""
        return "normal" if not self.qualifier else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An observation on a study and, where the source gives one, what it means."""

    id: ItemId = field(default=ItemId(""), metadata=doc("Short id, never changed once released, for example f1."))
    study: str = field(default="", metadata=doc("Study it was seen on, for example Bone scintigraphy."))
    observation: str = field(metadata=doc("What is seen."))
    link: str = field(
        default="",
        metadata=doc("The words between observation and interpretation, for example consistent with."),
    )
    interpretation: str = field(
        default="", metadata=doc("What it means. Leave out where the source does not say.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentialItem:
    """One entry of the differential diagnosis, with what sets it apart."""

    id: ItemId = field(default=ItemId(""), metadata=doc("Short id, never changed once released, for example d1."))
    diagnosis: str = field(metadata=doc("The alternative diagnosis."))
    distinguishing: str = field(default="", metadata=doc("What separates it from the diagnosis of this case."))
    stance: str = field(
        default="neutral",
        metadata=doc(
            "Whether the source speaks for this alternative in this case, against it, or only describes it.",
            enum=["for", "against", "neutral"],
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GamutItem:
    """One cause in a gamut."""

    id: ItemId = field(default=ItemId(""), metadata=doc("Short id, never changed once released, for example c1."))
    cause: str = field(metadata=doc("One cause of the pattern."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gamut:
    """The causes of a pattern, or a list of another ``kind`` that belongs together."""

    id: ItemId = field(default=ItemId(""), metadata=doc("Short id, never changed once released, for example g1."))
    pattern: str = field(metadata=doc("What the causes are causes of, for example diffuse lung uptake."))
    kind: str = field(
        default="causes",
        metadata=doc(
            "What is listed: causes of the pattern, signs of it, what a rule says (rule of tens), or a list whose "
            "pattern says it all (risk factors for torsion).",
            enum=["causes", "signs", "rule", "list"],
        ),
    )
    causes: tuple[GamutItem, ...] = field(default=(), metadata=doc("The causes, one an entry."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a quiz question."""

    text: str = field(metadata=doc("What can be chosen."))
    right: bool = field(default=False, metadata=doc("Whether it is right; of a question one is, or several are."))
    remark: str = field(default="", metadata=doc("Why it is right or wrong, for the back."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A quiz question that the source asks of the case. Without options it is open."""

    id: ItemId = field(default=ItemId(""), metadata=doc("Short id, never changed once released, for example q1."))
    question: str = field(metadata=doc("What is asked."))
    options: tuple[Option, ...] = field(
        default=(),
        metadata=doc(
            "What can be chosen, two or more, at least one of them right. Left out where the question is open."
        ),
    )
    explanation: str = field(
        default="", metadata=doc("What the back explains; of a question without options, the answer.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOverride:
    """The author's own word on one card, which keeps its identity. Texts stand as written, unmasked."""

    card: str = field(metadata=doc("Kind and item of the card, for example pattern f1 or differential list."))
    suppress: str = field(default="", metadata=doc("Why the card is not made. Leave out to have it made."))
    question: str = field(default="", metadata=doc("What the front asks, in place of what tfcards would ask."))
    answer: str = field(default="", metadata=doc("What the back answers, in place of the source's words."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A teaching-file case. Only ``id`` and ``diagnosis`` are needed; an empty field means the source is silent.

    Text values are plain text: paragraphs are separated by an empty line, nothing in them is markup.
    """

    id: CaseId = field(metadata=doc("Name of the case, never changed once released; also the name of its folder."))
    diagnosis: str = field(metadata=doc("The diagnosis: the answer that no front may give away."))
    aliases: tuple[str, ...] = field(
        default=(), metadata=doc("Other names and abbreviations of the diagnosis; hidden on every front as well.")
    )
    topic: str = field(default="", metadata=doc("Topic under which the teaching file lists the case."))
    acr: tuple[str, ...] = field(default=(), metadata=doc("ACR index codes, for example 4.5 or 642.3212."))
    authors: tuple[str, ...] = field(default=(), metadata=doc("Authors with their degrees, one an entry."))
    date: dt.date | None = field(default=None, metadata=doc("Date of the case, as YYYY-MM-DD."))
    holder: str = field(default="", metadata=doc("Who holds the copyright."))
    licence: str = field(
        default="", metadata=doc("Licence, for example CC BY 4.0. Empty means redistribution is not granted.")
    )
    source: str = field(default="", metadata=doc("Where the case comes from: a page, a file, an address."))
    rating: Rating = field(default=Rating(), metadata=doc("The source's own rating of the case."))
    patient: Patient = field(default=Patient(), metadata=doc("Sex and age, nothing that identifies."))
    brief_history: str = field(default="", metadata=doc("One or two sentences, shown with the images."))
    full_history: str = field(default="", metadata=doc("The full history, behind a tap on the front."))
    technique: str = field(default="", metadata=doc("Radiopharmaceutical, dose, protocol."))
    labs: tuple[Lab, ...] = field(default=(), metadata=doc("Laboratory values."))
    images: tuple[ImageRef, ...] = field(default=(), metadata=doc("Images, in the order in which they are shown."))
    image_note: str = field(default="", metadata=doc("What the source says of all the images together."))
    findings: tuple[Finding, ...] = field(default=(), metadata=doc("Findings, one observation an entry."))
    differential: tuple[DifferentialItem, ...] = field(default=(), metadata=doc("Differential diagnosis."))
    gamuts: tuple[Gamut, ...] = field(default=(), metadata=doc("Lists of causes."))
    questions: tuple[Question, ...] = field(default=(), metadata=doc("Quiz questions of the source."))
    teaching_points: tuple[str, ...] = field(default=(), metadata=doc("What to take away, one an entry."))
    discussion: str = field(default="", metadata=doc("Discussion, folded on the back."))
    follow_up: str = field(default="", metadata=doc("What became of the patient."))
    references: tuple[str, ...] = field(default=(), metadata=doc("References, one an entry."))
    companions: tuple[str, ...] = field(default=(), metadata=doc("Ids of companion cases."))
    keywords: tuple[str, ...] = field(default=(), metadata=doc("Keywords of the source."))
    multiple_choice: bool | None = field(
        default=None,
        metadata=doc("Whether the diagnosis is asked as multiple choice too. Left out: as the deck says."),
    )
    cleared: tuple[str, ...] = field(
        default=(),
        metadata=doc("What a person has looked at and found harmless: identifiers, burned-in text."),
    )
    show: tuple[str, ...] = field(
        default=(), metadata=doc("Words that may stand on fronts although they look like the diagnosis.")
    )
    cards: tuple[CardOverride, ...] = field(
        default=(), metadata=doc("Cards to leave out, to word by hand, or to add.")
    )
    review: tuple[str, ...] = field(
        default=(), metadata=doc("What a person should look at; delete each line once it is settled.")
    )
