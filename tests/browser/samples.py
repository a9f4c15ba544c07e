"""Invented nuclear medicine cases with drawn pictures, and the cards that a decomposition would make of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    Identity,
    Kind,
    ListCard,
    ListItem,
    Mask,
    OcclusionCard,
    PatternCard,
    QuestionCard,
)
from tfcards.model.case import Annotation, Case, CaseId, DifferentialItem, Finding, ImageRef, ItemId, Lab, Option
from tfcards.model.identity import note_guid
from tfcards.model.note import MediaName, Note, NoteType
from tfcards.render.blocks import Blocks
from tfcards.render.notes import Picture, Renderer
from tfcards.render.notetypes import load_note_types, templates_root

NAMESPACE = "samples"


def case() -> Case:
    """Return a case with every field filled."""
    return Case(
        id=CaseId("thy7"),
        diagnosis="Subacute thyroiditis",
        aliases=("de Quervain thyroiditis",),
        authors=("Ada Example, M.D.", "Ben Sample, M.D."),
        date=dt.date(2024, 5, 3),
        holder="Example Teaching Hospital",
        licence="CC BY 4.0",
        source="https://example.org/cases/thy7",
        brief_history="41-year-old woman with a tender neck and palpitations for two weeks.",
        full_history=(
            "She had a cold a month ago. The neck is tender on the left, and the pain moves to the ear.\n\n"
            "There is a fine tremor and no eye sign. She takes no medication; thyroiditis was suspected."
        ),
        technique="Tc-99m pertechnetate 185 MBq i.v., anterior pinhole view at 20 minutes.",
        labs=(
            Lab(name="TSH", value=0.01, qualifier="<", unit="mU/l", low=0.4, high=4.0),
            Lab(name="Free thyroxine", value=38.0, unit="pmol/l", low=9.0, high=19.0),
            Lab(name="Erythrocyte sedimentation rate", value=84.0, unit="mm/h", high=20.0),
            Lab(name="Haemoglobin", value=128.0, unit="g/l", low=120.0, high=156.0),
        ),
        images=(ImageRef(label="main", file="a.png"), ImageRef(label="marked", file="b.png", side="answer")),
        findings=(
            Finding(
                id=ItemId("f1"),
                study="Thyroid scintigraphy",
                observation="Almost no uptake in the thyroid bed",
                link="consistent with",
                interpretation="suppressed or damaged follicles",
            ),
            Finding(
                id=ItemId("f2"), study="Thyroid scintigraphy", observation="Normal uptake in the salivary glands"
            ),
            Finding(
                id=ItemId("f3"),
                study="Ultrasound",
                observation="Ill-defined hypoechoic areas with little flow",
                link="suggests",
                interpretation="inflammation, not hyperfunction",
            ),
        ),
        differential=(
            DifferentialItem(
                id=ItemId("d1"), diagnosis="Graves disease", distinguishing="Uptake is high and flow is brisk."
            ),
            DifferentialItem(
                id=ItemId("d2"),
                diagnosis="Painless thyroiditis",
                distinguishing="Nothing hurts, and the sedimentation rate is normal.",
            ),
            DifferentialItem(
                id=ItemId("d3"),
                diagnosis="Thyrotoxicosis factitia",
                distinguishing="Thyroglobulin is low, because the hormone comes from outside.",
            ),
            DifferentialItem(
                id=ItemId("d4"), diagnosis="Recent iodine load", distinguishing="The urine holds much iodine."
            ),
        ),
        teaching_points=(
            "High hormone with low uptake means release or an outside source, not production.",
            "Pain and a high sedimentation rate settle it at the bedside.",
        ),
        discussion=(
            "The gland leaks its stored hormone while its follicles are inflamed.\n\n"
            "A phase with too little hormone may follow; most patients recover within a year."
        ),
        follow_up="Eight weeks later the pain was gone and uptake had returned.",
        references=(
            "Example A, Sample B. A tender gland. J Invented Med. 2020;1:1-9. https://example.org/tender.",
            "Sample B. Low uptake, high hormone. Invented Press, 2019.",
        ),
        companions=(CaseId("thy2"), CaseId("thy5")),
    )


def diagnosis_card() -> DiagnosisCard:
    """Return the diagnosis card of ``case()``."""
    whole = case()
    return DiagnosisCard(
        identity=Identity(whole.id, Kind.DIAGNOSIS, ItemId("case")),
        case=whole,
        history=whole.brief_history,
        technique=whole.technique,
        full_history=whole.full_history.replace("thyroiditis", "▒▒▒"),
        labs=whole.labs,
        image_note="The marker points to the sternal notch.",
        captions=("Anterior view.", "No uptake where the gland should be."),
    )


def pattern_card() -> PatternCard:
    """Return a pattern card of ``case()``."""
    whole = case()
    return PatternCard(
        identity=Identity(whole.id, Kind.PATTERN, ItemId("f1")),
        case=whole,
        study="Thyroid scintigraphy",
        observations=("Almost no uptake in the thyroid bed, in a patient with ▒▒▒",),
        answer="Suppressed or damaged follicles",
        whole=False,
    )


def whole_card() -> PatternCard:
    """Return the card that asks for the diagnosis from all findings of ``case()``."""
    whole = case()
    return PatternCard(
        identity=Identity(whole.id, Kind.PATTERN, ItemId("whole")),
        case=whole,
        study="Thyroid scintigraphy, Ultrasound",
        observations=tuple(f.observation for f in whole.findings),
        answer=whole.diagnosis,
        whole=True,
    )


def list_card(withheld: tuple[int, ...] = (2,)) -> ListCard:
    """Return the differential card of ``case()``, the items numbered in ``withheld`` being withheld."""
    whole = case()
    return ListCard(
        identity=Identity(whole.id, Kind.DIFFERENTIAL, ItemId("list")),
        case=whole,
        stem="Differential diagnosis",
        history=whole.brief_history,
        captions=("Anterior view.", "No uptake where the gland should be."),
        shows_images=True,
        items=tuple(
            ListItem(
                number=number,
                text=item.diagnosis,
                cue=item.distinguishing,
                withheld=number in withheld,
            )
            for number, item in enumerate(whole.differential, 1)
        ),
    )


def contrast_card(*, paired: bool = False) -> ContrastCard:
    """Return a contrast card of ``case()``: against a name, or ``paired`` with itself as the other case."""
    whole = case()
    return ContrastCard(
        identity=Identity(whole.id, Kind.CONTRAST, ItemId("with:other" if paired else "d1")),
        case=whole,
        history=whole.brief_history,
        captions=("Anterior view.", "No uptake where the gland should be."),
        name="" if paired else whole.differential[0].diagnosis,
        feature=whole.differential[0].distinguishing,
        other=whole if paired else None,
        other_history=whole.brief_history if paired else "",
        other_captions=("Anterior view.", "The same.") if paired else (),
    )


def occlusion_card() -> OcclusionCard:
    """Return an occlusion card of ``case()`` with a mask of each shape."""
    whole = case()
    return OcclusionCard(
        identity=Identity(whole.id, Kind.OCCLUSION, ItemId("main")),
        case=whole,
        image=0,
        question="What is behind the mask?",
        caption="Anterior view.",
        masks=(
            Mask(number=3, text="Right salivary gland", shape="ellipse", points=((0.15, 0.05), (0.41, 0.31))),
            Mask(number=1, text="Left salivary gland", shape="rect", points=((0.6, 0.06), (0.86, 0.3))),
            Mask(number=12, text="Empty bed", shape="polygon", points=((0.3, 0.6), (0.7, 0.6), (0.5, 0.9))),
        ),
    )


def question_card(right: tuple[int, ...] = (1, 3)) -> QuestionCard:
    """Return a quiz question of ``case()``, of whose options those numbered in ``right`` are right."""
    whole = case()
    texts = (
        "Low uptake of the gland",
        "High uptake of the gland",
        "High sedimentation rate",
        "Antibodies to the receptor",
    )
    return QuestionCard(
        identity=Identity(whole.id, Kind.QUESTION, ItemId("q1")),
        case=whole,
        question="What is expected in ▒▒▒?",
        source="What is expected in subacute thyroiditis?",
        history=whole.brief_history,
        captions=("Anterior view.", "No uptake where the gland should be."),
        options=tuple(
            Option(text=text, right=n in right, remark="" if n == 2 else f"Remark {n} on {text.lower()}.")
            for n, text in enumerate(texts, 1)
        ),
        explanation="Stored hormone leaks out of the inflamed gland.\n\nIt takes up no tracer in the meantime.",
    )


def open_question_card() -> QuestionCard:
    """Return an open quiz question of ``case()``."""
    asked = question_card()
    return dataclasses.replace(asked, identity=dataclasses.replace(asked.identity, item=ItemId("q2")), options=())


def cards() -> tuple[Card, ...]:
    """Return one card of each kind."""
    contrasts = (contrast_card(), contrast_card(paired=True))
    return (
        diagnosis_card(),
        pattern_card(),
        whole_card(),
        list_card(),
        *contrasts,
        occlusion_card(),
        question_card(),
    )


ANNOTATIONS = (
    Annotation(kind="arrow", points=((0.74, 0.88), (0.55, 0.7)), text="thyroid bed"),
    Annotation(kind="circle", points=((0.28, 0.18), (0.28, 0.31)), text="salivary gland"),
    Annotation(kind="rectangle", points=((0.62, 0.06), (0.86, 0.3))),
    Annotation(kind="polygon", points=((0.1, 0.6), (0.3, 0.55), (0.35, 0.75), (0.12, 0.8))),
    Annotation(kind="text", points=((0.5, 0.95),), text="<sternal> notch"),
)


def pictures() -> tuple[Picture, ...]:
    """Return the pictures of ``case()``: a question with annotations, and an answer."""
    return (
        Picture(
            name=MediaName("a1b2c3.png"),
            label="main",
            alt="Thyroid scintigraphy, main",
            caption="Anterior view: background and salivary glands alone.",
            front_caption="Anterior view.",
            credit="Simulated image",
            side="question",
            width=640,
            height=640,
            annotations=ANNOTATIONS,
        ),
        Picture(
            name=MediaName("d4e5f6.png"),
            label="late",
            alt="Thyroid scintigraphy, late",
            caption="No uptake where the gland should be.",
            front_caption="Anterior view.",
            credit="Simulated image",
            side="answer",
            width=640,
            height=640,
        ),
    )


def moving(picture: Picture) -> Picture:
    """Return ``picture`` as the still of a cine that is half as large."""
    return dataclasses.replace(picture, cine=MediaName(f"c{Path(picture.name).stem}.webp"))


def cine(size: tuple[int, int]) -> bytes:
    """Return frames in which an activity runs from left to right, as an animated WebP."""
    wide, high = size
    frames = []
    for step in range(8):
        frame = Image.new("L", size, 12)
        left = wide * step // 10
        ImageDraw.Draw(frame).ellipse((left, high * 0.35, left + wide * 0.25, high * 0.6), fill=220)
        frames.append(frame.filter(ImageFilter.GaussianBlur(min(size) / 40)))
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:], duration=120, loop=0)
    return buffer.getvalue()


SIZES = ((640, 640), (2400, 300), (360, 1800), (200, 160), (1024, 768), (640, 640), (800, 500), (512, 512))
"""Sizes in pixels of up to eight pictures, very broad and very tall ones among them."""


def series(count: int) -> tuple[Picture, ...]:
    """Return ``count`` question pictures, at most eight, of different shapes; the second has annotations."""
    return tuple(
        Picture(
            name=MediaName(f"e{number}{width}x{height}.png"),
            label=f"view {number}",
            alt=f"Bone scintigraphy, view {number}",
            caption="Delayed image.",
            front_caption="Delayed image.",
            credit="Simulated image",
            side="question",
            width=width,
            height=height,
            annotations=ANNOTATIONS if number == 2 else (),
        )
        for number, (width, height) in enumerate(SIZES[:count], 1)
    )


def media() -> dict[MediaName, bytes]:
    """Return the drawn pictures as PNG, by the names that ``pictures()`` and ``series(8)`` give them."""
    return {p.name: _scan((p.width, p.height)) for p in (*pictures(), *series(len(SIZES)))}


def _scan(size: tuple[int, int]) -> bytes:
    image = Image.effect_noise(size, 26).point(lambda level: max(0, level - 100))
    glands = Image.new("L", size)
    draw = ImageDraw.Draw(glands)
    wide, high = size
    for left in (0.19, 0.62):
        draw.ellipse((left * wide, 0.09 * high, (left + 0.19) * wide, 0.27 * high), fill=190)
        draw.ellipse(((left + 0.09) * wide, 0.28 * high, (left + 0.17) * wide, 0.38 * high), fill=120)
    soft = glands.filter(ImageFilter.GaussianBlur(min(size) / 36))
    buffer = io.BytesIO()
    Image.composite(soft, image, soft).save(buffer, "PNG")
    return buffer.getvalue()


def note_types() -> tuple[NoteType, ...]:
    """Return the stock note types."""
    return load_note_types(templates_root(), None, NAMESPACE)


def note(card: Card, *, multiple_choice: bool = False, shown: Sequence[Picture] = ()) -> Note:
    """Return ``card`` rendered by the stock templates with the pictures of ``case()``, or ``shown`` ones."""
    card = dataclasses.replace(card, case=dataclasses.replace(card.case, multiple_choice=multiple_choice))
    renderer = Renderer(note_types(), Blocks(templates_root(), None))
    guid = note_guid(NAMESPACE, card.identity)
    others = pictures() if isinstance(card, ContrastCard) and card.other else ()
    all_of_them = pictures()[:1] if isinstance(card, OcclusionCard) else pictures()
    return renderer.render(card, shown or all_of_them, ("Case::thy7",), guid, others)
