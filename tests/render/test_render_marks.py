"""Annotations as drawings: in place, inside the image, on backs alone, and nothing that a text can break."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.browser import samples

from tfcards.check.leaks import leaks
from tfcards.model.case import Annotation
from tfcards.render.front import render_answer, render_front
from tfcards.render.gate import sanitise
from tfcards.render.marks import marks

FRACTIONS = st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 3))
POINTS = st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=3, max_size=6, unique=True)
COUNTS = {"arrow": 2, "circle": 2, "rectangle": 2, "polygon": 6, "text": 1}


@st.composite
def drawn_annotations(draw: st.DrawFn) -> Annotation:
    kind = draw(st.sampled_from(sorted(COUNTS)))
    points = tuple(draw(POINTS)[: COUNTS[kind]])
    return Annotation(kind=kind, points=points, text=draw(st.text(min_size=1, max_size=40)))


def drawn(annotation: Annotation, width: int = 200, height: int = 100) -> str:
    [mark] = marks((annotation,), width, height)
    return mark.path


def test_outlines_are_in_pixels_of_the_image() -> None:
    assert drawn(Annotation(kind="rectangle", points=((0.5, 0.5), (0.1, 0.2)))) == "M20 20L100 20L100 50L20 50Z"
    assert drawn(Annotation(kind="polygon", points=((0, 0), (1, 0), (0.25, 1)))) == "M0 0L200 0L50 100Z"
    assert drawn(Annotation(kind="text", points=((0.5, 0.5),), text="a")) == ""


def test_a_circle_is_round_on_an_image_that_is_not_square() -> None:
    path = drawn(Annotation(kind="circle", points=((0.5, 0.5), (0.6, 0.5))))
    assert path == "M80 50A20 20 0 1 0 120 50A20 20 0 1 0 80 50Z"


def test_an_arrow_ends_in_its_second_point() -> None:
    path = drawn(Annotation(kind="arrow", points=((0.1, 0.9), (0.6, 0.5))))
    assert path.startswith("M20 90L120 50M")
    assert path.count("120 50") == 2


@given(drawn_annotations(), st.integers(1, 4000), st.integers(1, 4000))
def test_words_stay_inside_the_image_and_all_of_it_passes_the_gate(
    annotation: Annotation, width: int, height: int
) -> None:
    [mark] = marks((annotation,), width, height)
    size = float(mark.size)
    assert 0 <= float(mark.x) <= width
    assert 0 <= float(mark.y) <= height + 0.1
    assert size <= height * 0.5 + 0.1
    svg = (
        f'<svg viewBox="0 0 {width} {height}"><path d="{mark.path or "M0 0"}"></path>'
        f'<text x="{mark.x}" y="{mark.y}" font-size="{mark.size}">a</text></svg>'
    )
    assert sanitise(svg) == svg


def test_marks_stand_on_every_back_with_the_image_and_on_no_front() -> None:
    for card in samples.cards():
        note = samples.note(card, multiple_choice=True)
        note_type = next(n for n in samples.note_types() if n.name == note.note_type)
        shown = [(0, n) for n in note.numbers] or [
            (i, 0) for i, t in enumerate(note_type.templates) if note.fields.get(t.gate)
        ]
        for index, number in shown:
            front = render_front(note, note_type, index, number)
            assert "<svg" not in front
            assert "thyroid bed</text>" not in front
            back = render_answer(note, note_type, index, number)
            assert back.count("<svg") >= 1
            assert "&lt;sternal&gt; notch</text>" in back


def test_a_drawing_is_in_the_field_and_no_second_picture() -> None:
    note = samples.note(samples.diagnosis_card())
    assert note.media == ("a1b2c3.png", "d4e5f6.png")
    assert len(re.findall("<svg", note.fields["Answer Images"])) == 1


def test_the_leak_check_reads_the_words_of_a_drawing() -> None:
    front = '<svg viewBox="0 0 9 9"><text x="1" y="1">subacute thyroiditis</text></svg>'
    assert leaks(samples.case(), front)
