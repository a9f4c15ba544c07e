"""Annotations and switches: read, written and described by the schema alike."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.case import Annotation, Case, CaseId, ImageRef
from tfcards.model.deck import Deck
from tfcards.sources.casefile.reader import read_case_text, read_deck_text
from tfcards.sources.casefile.schema import case_schema, deck_schema
from tfcards.sources.casefile.writer import case_yaml, deck_yaml

CASE_SCHEMA = jsonschema.Draft202012Validator(case_schema())
COUNTS = {"arrow": (2, 2), "circle": (2, 2), "rectangle": (2, 2), "polygon": (3, 5), "text": (1, 1)}
FRACTIONS = st.floats(0, 1, allow_nan=False)
WORDS = st.sampled_from(["kidneys", "a: b", "no", "0.5", "#1", "[x]", "é", "骨"])


@st.composite
def drawn_annotations(draw: st.DrawFn) -> Annotation:
    kind = draw(st.sampled_from(sorted(COUNTS)))
    low, high = COUNTS[kind]
    points = draw(st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=low, max_size=high, unique=True))
    return Annotation(kind=kind, points=tuple(points), text=draw(WORDS))


def case_with(drawn: list[Annotation], *, switch: bool | None = None) -> Case:
    image = ImageRef(label="main", annotations=tuple(drawn))
    return Case(id=CaseId("a"), diagnosis="b", images=(image,), multiple_choice=switch)


@given(st.lists(drawn_annotations(), max_size=3), st.sampled_from([None, True, False]))
def test_what_is_written_reads_back_and_fits_the_schema(drawn: list[Annotation], switch: bool | None) -> None:
    case = case_with(drawn, switch=switch)
    text = case_yaml(case)
    reading = read_case_text(text.encode(), "case.yaml")
    assert not reading.diagnostics
    assert reading.case == case
    CASE_SCHEMA.validate(yaml.safe_load(text))
    CASE_SCHEMA.validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - makes nothing but text


def test_points_stand_on_one_line_as_pairs() -> None:
    written = case_yaml(case_with([Annotation(kind="arrow", points=((0.1, 0.25), (1.0, 0.5)), text="site")]))
    assert "        points: [[0.1, 0.25], [1, 0.5]]\n" in written


@pytest.mark.parametrize(
    ("word", "value"), [("yes", True), ("no", False), ("true", True), ("False", False), ("", False)]
)
def test_a_switch_says_yes_or_no(word: str, value: bool) -> None:
    read = read_deck_text(f"name: a\nnamespace: b\nmultiple_choice: {word}\n".encode(), "deck.yaml")
    assert read.deck == Deck(name="a", namespace="b", multiple_choice=value)
    document: Any = yaml.safe_load(f"name: a\nnamespace: b\nmultiple_choice: {word}\n")
    jsonschema.Draft202012Validator(deck_schema()).validate(document)


def test_a_deck_writes_its_switch_when_it_is_on() -> None:
    assert "multiple_choice: yes" in deck_yaml(Deck(name="a", namespace="b", multiple_choice=True))
    assert "multiple_choice" not in deck_yaml(Deck(name="a", namespace="b"))


@pytest.mark.parametrize("points", ["[[0.1, 0.2], [0.5, 1.6]]", "[[0.1, left], [0.2, 0.2]]", "0.5"])
def test_the_schema_refuses_what_the_reader_refuses(points: str) -> None:
    text = f"id: a\ndiagnosis: b\nimages: [{{annotations: [{{kind: arrow, points: {points}}}]}}]\n"
    assert read_case_text(text.encode(), "x.yaml").case is None
    assert list(CASE_SCHEMA.iter_errors(yaml.safe_load(text)))
