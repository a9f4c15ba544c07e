"""Invented nuclear medicine cases with drawn pictures, and the cards that a decomposition would make of them."""

from __future__ import annotations

import datetime as dt
import io

from PIL import Image, ImageDraw, ImageFilter

from tfcards.model.card import Card, ContrastCard, DiagnosisCard, Identity, Kind, ListCard, ListItem, PatternCard
from tfcards.model.case import Case, CaseId, DifferentialItem, Finding, ImageRef, ItemId, Lab
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


def cards() -> tuple[Card, ...]:
    """Return one card of each kind."""
    contrasts = (contrast_card(), contrast_card(paired=True))
    return (diagnosis_card(), pattern_card(), whole_card(), list_card(), *contrasts)


def pictures() -> tuple[Picture, ...]:
    """Return the pictures of ``case()``: a question and an answer."""
    shared = {
        "alt": "Thyroid scintigraphy, anterior view",
        "credit": "Simulated image",
        "width": 640,
        "height": 640,
    }
    return (
        Picture(
            name=MediaName("a1b2c3.png"),
            label="main",
            caption="Anterior view: background and salivary glands alone.",
            front_caption="Anterior view.",
            side="question",
            **shared,  # type: ignore[arg-type] # values of two types, spread over fields of both
        ),
        Picture(
            name=MediaName("d4e5f6.png"),
            label="marked",
            caption="No uptake where the gland should be (arrow).",
            front_caption="Anterior view.",
            side="answer",
            **shared,  # type: ignore[arg-type] # as above
        ),
    )


def media() -> dict[MediaName, bytes]:
    """Return the drawn pictures as PNG, by the names that ``pictures()`` gives them."""
    question, answer = pictures()
    return {question.name: _scan(marked=False), answer.name: _scan(marked=True)}


def _scan(*, marked: bool) -> bytes:
    image = Image.effect_noise((640, 640), 26).point(lambda level: max(0, level - 100))
    glands = Image.new("L", image.size)
    draw = ImageDraw.Draw(glands)
    for left in (120, 400):
        draw.ellipse((left, 60, left + 120, 170), fill=190)
        draw.ellipse((left + 60, 180, left + 110, 240), fill=120)
    image = Image.composite(
        glands.filter(ImageFilter.GaussianBlur(18)), image, glands.filter(ImageFilter.GaussianBlur(18))
    )
    if marked:
        draw = ImageDraw.Draw(image)
        draw.line((470, 560, 345, 430), fill=255, width=7)
        draw.polygon([(325, 410), (372, 426), (340, 458)], fill=255)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def note_types() -> tuple[NoteType, ...]:
    """Return the stock note types."""
    return load_note_types(templates_root(), None, NAMESPACE)


def note(card: Card, *, multiple_choice: bool = False) -> Note:
    """Return ``card`` rendered by the stock templates with the pictures of ``case()``."""
    renderer = Renderer(note_types(), Blocks(templates_root(), None), multiple_choice=multiple_choice)
    guid = note_guid(NAMESPACE, card.identity)
    others = pictures() if isinstance(card, ContrastCard) and card.other else ()
    return renderer.render(card, pictures(), ("Case::thy7",), guid, others)
