"""Ids of annotations: needed where masks are asked, numbered on, told apart within their image."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.case import Annotation, Case, CaseId, ImageRef, ItemId
from tfcards.sources.casefile import codes
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml

BEFORE = """\
id: thy1
diagnosis: Graves disease
images:
  - file: a.png   # the clean one
    occlusion: yes
    annotations:
      - {kind: rectangle, points: [[0.1, 0.2], [0.4, 0.6]], text: Right lobe}
      - {id: a4, kind: arrow, points: [[0.1, 0.2], [0.4, 0.6]]}
      # drawn by hand
      - kind: circle
        points: [[0.7, 0.4], [0.8, 0.4]]
        text: Left lobe
  - {file: b.png, annotations: [{kind: text, points: [[0.5, 0.5]], text: lobe}]}
"""
AFTER = BEFORE.replace("- {kind: rectangle", "- {id: a5, kind: rectangle").replace(
    "- kind: circle", "- id: a6\n        kind: circle"
)


def codes_of(text: str) -> list[str]:
    return [d.code for d in read_case_text(text.encode(), "x.yaml").diagnostics]


def test_ids_are_added_where_masks_are_asked_and_nowhere_else() -> None:
    added = add_ids(BEFORE, "x.yaml")
    assert added.text == AFTER
    assert dict(added.added) == {"images.0.annotations.0": "a5", "images.0.annotations.2": "a6"}
    assert codes_of(BEFORE) == [codes.IDS_MISSING]
    assert codes_of(AFTER) == []
    assert read_case_text(BEFORE.encode(), "x.yaml").case == read_case_text(AFTER.encode(), "x.yaml").case


def test_released_numbers_of_an_image_are_never_used_again() -> None:
    added = add_ids(BEFORE, "x.yaml", {"images.a.png": {2, 9}, "images.b.png": {50}}).added
    assert list(added.values()) == ["a10", "a11"]


@pytest.mark.parametrize(
    ("wrong", "code"), [("a4", codes.DUPLICATE_ID), ("m4", codes.SAME_NUMBER), ("left", codes.ILL_FORMED)]
)
def test_an_id_tells_apart_within_its_image(wrong: str, code: str) -> None:
    assert codes_of(AFTER.replace("a6", wrong)) == [code]


def test_another_image_may_have_the_same_ids() -> None:
    second = "annotations: [{id: a4, kind: text"
    assert codes_of(AFTER.replace("annotations: [{kind: text", second)) == []


@given(st.lists(st.booleans(), min_size=1, max_size=4), st.booleans())
def test_what_is_written_reads_back(with_id: list[bool], occlusion: bool) -> None:
    annotations = tuple(
        Annotation(
            id=ItemId(f"a{n}") if has or occlusion else ItemId(""),
            kind="rectangle",
            points=((0.1, 0.1), (0.2, 0.2)),
            text="x",
        )
        for n, has in enumerate(with_id, 1)
    )
    image = ImageRef(label="main", annotations=annotations, occlusion=occlusion)
    case = Case(id=CaseId("a"), diagnosis="b", images=(image,))
    text = case_yaml(case)
    assert ("occlusion: " in text) == occlusion
    assert read_case_text(text.encode(), "x.yaml").case == case
