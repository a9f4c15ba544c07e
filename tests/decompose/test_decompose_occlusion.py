"""Occlusion cards: which annotations make masks, which are refused, and what the front may say."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcards.decompose.cards import decompose
from tfcards.decompose.explain import explain
from tfcards.decompose.omission import Omission
from tfcards.decompose.trace import Trace
from tfcards.model.card import Mask, OcclusionCard
from tfcards.model.case import Annotation, CardOverride, Case, CaseId, ImageRef, ItemId
from tfcards.model.identity import image_item

LOBE = ((0.1, 0.2), (0.4, 0.6))
COUNTS = {"arrow": (2, 2), "circle": (2, 2), "rectangle": (2, 2), "polygon": (3, 6), "text": (1, 1)}
FRACTIONS = st.floats(0, 1, allow_nan=False)


def mark(number: int, kind: str, *points: tuple[float, float], text: str = "") -> Annotation:
    name = text or f"structure {number}"
    return Annotation(id=ItemId(f"a{number}"), kind=kind, points=points, text=name)


def case_of(*annotations: Annotation, **changes: object) -> Case:
    image = ImageRef(label="main", file="a.png", caption="Anterior view.", annotations=annotations, occlusion=True)
    image = replace(image, **changes)  # type: ignore[arg-type] # fields of an image
    return Case(id=CaseId("thy1"), diagnosis="Graves disease", images=(image,))


def made(case: Case, size: tuple[int, int] = (100, 100)) -> tuple[OcclusionCard | None, list[Omission]]:
    done = decompose(case, sizes={"a.png": size})
    cards = [card for card in done.cards if isinstance(card, OcclusionCard)]
    assert len(cards) <= 1
    return (cards[0] if cards else None), [o for o in done.omissions if o.part.startswith("images")]


def masks_of(*annotations: Annotation, size: tuple[int, int] = (100, 100)) -> tuple[Mask, ...]:
    card, _ = made(case_of(*annotations), size)
    assert card is not None
    return card.masks


def test_rectangles_circles_and_polygons_make_masks_arrows_and_words_make_none() -> None:
    masks = masks_of(
        mark(7, "rectangle", (0.4, 0.6), (0.1, 0.2)),
        mark(2, "arrow", (0.1, 0.1), (0.2, 0.2)),
        mark(3, "circle", (0.7, 0.3), (0.8, 0.3)),
        mark(4, "text", (0.5, 0.5)),
        mark(12, "polygon", (0.6, 0.6), (0.9, 0.6), (0.7, 0.9)),
    )
    assert [(mask.number, mask.text, mask.shape) for mask in masks] == [
        (7, "structure 7", "rect"),
        (3, "structure 3", "ellipse"),
        (12, "structure 12", "polygon"),
    ]
    assert masks[0].points == LOBE


def test_a_circle_is_round_in_pixels() -> None:
    (mask,) = masks_of(mark(1, "circle", (0.5, 0.5), (0.6, 0.5)), size=(400, 200))
    assert mask == Mask(number=1, text="structure 1", shape="ellipse", points=((0.4, 0.3), (0.6, 0.7)))


def test_a_circle_over_the_edge_is_kept_within_the_image_and_still_covers_all() -> None:
    (mask,) = masks_of(mark(1, "circle", (0.05, 0.5), (0.25, 0.5)))
    assert mask.shape == "polygon"
    assert min(x for x, _ in mask.points) == 0
    at_the_edge = [y for x, y in mask.points if x == 0]
    assert min(at_the_edge) < 0.5 - math.sqrt(0.2**2 - 0.05**2) + 0.01
    assert max(at_the_edge) > 0.5 + math.sqrt(0.2**2 - 0.05**2) - 0.01


@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        (mark(1, "rectangle", (0.1, 0.2), (0.1, 0.6)), "encloses nothing"),
        (mark(1, "rectangle", (0.1, 0.2), (0.9, 0.205)), "encloses nothing"),
        (mark(1, "circle", (0.1, 0.2), (0.102, 0.2)), "encloses nothing"),
        (mark(1, "polygon", (0.1, 0.1), (0.5, 0.5), (0.9, 0.9)), "encloses nothing"),
        (mark(1, "rectangle", (0.0, 0.0), (1.0, 1.0)), "covers the whole image"),
        (mark(1, "circle", (0.5, 0.5), (1.0, 1.0)), "covers the whole image"),
        (replace(mark(1, "rectangle", *LOBE), text=""), "has no text"),
    ],
)
def test_what_could_ask_nothing_is_refused_and_the_rest_is_asked(annotation: Annotation, told: str) -> None:
    card, omissions = made(case_of(annotation, mark(2, "rectangle", (0.6, 0.6), (0.8, 0.8))))
    assert card is not None
    assert [mask.number for mask in card.masks] == [2]
    ((omission),) = omissions
    assert (omission.code, omission.part) == ("TF331", "images.0.annotations.0")
    assert told in omission.message
    card, omissions = made(case_of(annotation))
    assert card is None
    assert [o.code for o in omissions] == ["TF331", "TF332"]


def test_a_mask_wholly_under_another_is_refused_whichever_comes_first() -> None:
    inner, outer = mark(1, "circle", (0.3, 0.4), (0.35, 0.4)), mark(2, "rectangle", *LOBE)
    for both in ((inner, outer), (outer, inner)):
        card, (omission,) = made(case_of(*both))
        assert card is not None
        assert [mask.number for mask in card.masks] == [2]
        assert omission.message == 'the annotation makes no mask: "structure 1" lies wholly under "structure 2"'


def test_of_two_masks_alike_the_first_is_asked_and_partly_overlapping_ones_both() -> None:
    alike = mark(1, "rectangle", *LOBE), mark(2, "rectangle", *LOBE)
    assert [mask.number for mask in masks_of(*alike)] == [1]
    apart = mark(1, "rectangle", *LOBE), mark(2, "rectangle", (0.3, 0.4), (0.7, 0.8))
    assert [mask.number for mask in masks_of(*apart)] == [1, 2]


def test_masks_that_cover_the_image_together_make_no_card() -> None:
    halves = mark(1, "rectangle", (0.0, 0.0), (0.5, 1.0)), mark(2, "rectangle", (0.5, 0.0), (1.0, 1.0))
    card, (omission,) = made(case_of(*halves))
    assert card is None
    assert omission.message == "no occlusion card was made: its masks cover the whole image"


def test_only_an_image_that_wants_it_is_clean_and_supplied_is_asked() -> None:
    lobe = mark(1, "rectangle", *LOBE)
    assert made(case_of(lobe, occlusion=False)) == (None, [])
    assert made(case_of(lobe, file=""))[0] is None
    card, omissions = made(case_of(lobe, side="answer"))
    assert card is None
    assert "TF332" in [o.code for o in omissions]


def test_two_images_of_one_name_are_one_card() -> None:
    case = case_of(mark(1, "rectangle", *LOBE))
    card, (omission,) = made(replace(case, images=(case.images[0], case.images[0])))
    assert card is not None
    assert (omission.code, omission.part) == ("TF332", "images.1")


def test_the_front_names_neither_the_diagnosis_nor_what_a_mask_hides() -> None:
    lobe = mark(1, "rectangle", *LOBE, text="Pyramidal lobe")
    card, _ = made(case_of(lobe, caption="Pinhole view in Graves disease with a pyramidal lobe."))
    assert card is not None
    assert card.question == "What is behind the mask?"
    for word in ("Graves", "pyramidal"):
        assert word not in card.caption
    assert "Pinhole view" in card.caption
    emptied, _ = made(case_of(lobe, caption="Graves disease."))
    assert emptied is not None
    assert emptied.caption == ""


def test_the_item_is_the_label_or_the_file_and_other_signs_are_told_apart() -> None:
    assert image_item(ImageRef(label="main", file="x.png")) == "main"
    assert image_item(ImageRef(file="x.png")) == "x.png"
    spaced, dashed = image_item(ImageRef(label="late view")), image_item(ImageRef(label="late-view"))
    assert dashed == "late-view"
    assert spaced.startswith("late-view-")
    assert image_item(ImageRef(label="骨")) != image_item(ImageRef(label="肺"))


def test_the_author_words_leaves_out_and_is_told_what_has_no_effect() -> None:
    case = case_of(mark(1, "rectangle", *LOBE), label="Main")
    wanted = CardOverride(card="occlusion main", question="Which lobe?", answer="left")
    done = decompose(replace(case, cards=(wanted,)))
    assert [card.question for card in done.cards if isinstance(card, OcclusionCard)] == ["Which lobe?"]
    assert "TF330" in [o.code for o in done.omissions]
    left_out = decompose(replace(case, cards=(CardOverride(card="occlusion main", suppress="too easy"),)))
    assert not any(isinstance(card, OcclusionCard) for card in left_out.cards)
    missing = decompose(replace(case, cards=(CardOverride(card="occlusion late", question="Which?"),)))
    assert "TF325" in [o.code for o in missing.omissions]


def test_the_explanation_tells_what_is_hidden_and_why_not() -> None:
    case = case_of(mark(1, "rectangle", *LOBE), mark(2, "rectangle", (0.1, 0.1), (0.1, 0.2)))
    done = decompose(case)
    trace = Trace(
        cases=[case],
        cards={card.identity: card for card in done.cards},
        omissions=[(case.id, omission) for omission in done.omissions],
    )
    (told,) = [each for each in explain(case, trace) if each.card == "occlusion main"]
    assert told.made
    assert told.part == "images.0"
    assert told.words[0] == "hides: structure 1"
    assert told.words[1].startswith("TF331: ")
    bare = case_of(mark(1, "arrow", *LOBE))
    told_not = [(bare.id, omission) for omission in decompose(bare).omissions]
    (told,) = [
        each
        for each in explain(bare, Trace(cases=[bare], cards={}, omissions=told_not))
        if each.card == "occlusion main"
    ]
    assert (told.made, told.code) == (False, "TF332")


@st.composite
def drawn(draw: st.DrawFn) -> Annotation:
    kind = draw(st.sampled_from(sorted(COUNTS)))
    low, high = COUNTS[kind]
    points = draw(st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=low, max_size=high, unique=True))
    return mark(draw(st.integers(1, 99)), kind, *points, text="name")


@settings(deadline=None)
@given(st.lists(drawn(), max_size=5), st.tuples(st.integers(1, 4000), st.integers(1, 4000)))
def test_whatever_is_drawn_every_mask_lies_within_the_image_and_encloses_something(
    annotations: list[Annotation], size: tuple[int, int]
) -> None:
    card, omissions = made(case_of(*annotations), size)
    enclosing = [a for a in annotations if a.kind in {"circle", "rectangle", "polygon"}]
    refused = [o for o in omissions if o.code == "TF331"]
    assert (len(card.masks) if card else len(enclosing) - len(refused)) == len(enclosing) - len(refused)
    for mask in card.masks if card else ():
        xs, ys = [x for x, _ in mask.points], [y for _, y in mask.points]
        assert min(*xs, *ys) >= 0
        assert max(*xs, *ys) <= 1
        assert min(max(xs) - min(xs), max(ys) - min(ys)) >= 0.0099
