"""The text of a case file turned into that of another case: what is not meant stays as it is, byte for byte."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casefile.conftest import NEEDED, cases

from tfcards.model.case import (
    Annotation,
    Case,
    DifferentialItem,
    Finding,
    Gamut,
    GamutItem,
    ImageRef,
    ItemId,
    Option,
    Patient,
    Question,
)
from tfcards.sources.casefile.edit import read_back
from tfcards.sources.casefile.edit_structure import apply
from tfcards.sources.casefile.writer import case_yaml

PATH = "nm001/case.yaml"

TEXT = """# A case of ours.
id: nm001
diagnosis: Toxic adenoma  # the answer
aliases: Plummer disease
patient:
  # one age only
  ages: [47]
brief_history: >-
  47-year-old woman with palpitations and weight loss, who came to the clinic because her hands had begun to
  tremble at work.

images:
  - {label: main, file: main.png, modality: nm}
findings:
  # the hot spot first
  - id: f1
    observation: A single focus of intense uptake   # left
    # what it means
    interpretation: a nodule that makes hormone
  - id: f2
    observation: Hardly any uptake elsewhere
differential:
- {id: d1, diagnosis: Graves disease}
- {id: d2, diagnosis: Hemiagenesis, distinguishing: only one lobe on ultrasound}
# between the lists
gamuts:
  - id: g1
    pattern: a hot spot in the neck
    causes: [{id: c1, cause: Contaminated skin}, {id: c2, cause: Swallowed saliva}]
teaching_points:
  - Look at the rest of the gland first.
  # in between
  - A cold remainder tells that the pituitary is silent.
    # deep below
discussion: |-
  Clones of cells grow slowly.

  They are seldom malignant.
# the end
"""


def case_of(text: str) -> Case:
    case = read_back(text, PATH)[1]
    assert case is not None
    return case


def edited(text: str, wanted: Case) -> str:
    found = apply(text, PATH, wanted)
    assert not found.refused
    assert read_back(found.text, PATH)[1] == wanted
    return found.text


def changed(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:1] in "+-"]


def difference(**values: Any) -> list[str]:  # noqa: ANN401 - the fields of a case
    return changed(TEXT, edited(TEXT, replace(case_of(TEXT), **values)))


CASE = case_of(TEXT)
F1, F2 = CASE.findings
D1, D2 = CASE.differential


def test_the_same_case_is_the_same_text() -> None:
    assert edited(TEXT, CASE) == TEXT


def test_a_key_goes_where_the_order_of_the_model_has_it() -> None:
    assert difference(topic="Thyroid", follow_up="She is well.") == [
        "+ topic: Thyroid",
        "+ follow_up: She is well.",
    ]


def test_a_long_text_becomes_a_block_before_the_comment_that_follows() -> None:
    text = edited(TEXT, replace(CASE, follow_up="One.\n\nTwo."))
    assert text.endswith("malignant.\nfollow_up: |-\n  One.\n\n  Two.\n# the end\n")


def test_a_key_of_an_item_and_of_a_mapping_are_added() -> None:
    findings = (replace(F1, link="which is"), replace(F2, study="Scan"))
    assert difference(findings=findings, patient=Patient(sex="female", ages=(47,))) == [
        "+   sex: female",
        "+     link: which is",
        "+     study: Scan",
    ]


def test_a_key_of_a_mapping_in_braces_is_added_and_removed() -> None:
    differential = (replace(D1, distinguishing="raised, all over"), replace(D2, distinguishing=""))
    assert [line for line in difference(differential=differential) if line[0] == "+"] == [
        '+ - {id: d1, diagnosis: Graves disease, distinguishing: "raised, all over"}',
        "+ - {id: d2, diagnosis: Hemiagenesis}",
    ]


def test_an_item_is_inserted_in_the_style_of_its_neighbours() -> None:
    new = DifferentialItem(id=ItemId("d3"), diagnosis="Subacute thyroiditis")
    assert difference(differential=(D1, new, D2)) == ["+ - {id: d3, diagnosis: Subacute thyroiditis}"]
    assert difference(differential=(new, D1, D2)) == ["+ - {id: d3, diagnosis: Subacute thyroiditis}"]
    finding = Finding(id=ItemId("f3"), observation="A cold remainder")
    added = ["+   - id: f3", "+     observation: A cold remainder"]
    assert difference(findings=(F1, finding, F2)) == added
    assert difference(findings=(F1, F2, finding)) == added


def test_an_item_goes_and_the_comment_before_it_stays() -> None:
    assert difference(findings=(F2,)) == [
        "-   - id: f1",
        "-     observation: A single focus of intense uptake   # left",
        "-     # what it means",
        "-     interpretation: a nodule that makes hormone",
    ]
    assert difference(differential=(D1,)) == [
        "- - {id: d2, diagnosis: Hemiagenesis, distinguishing: only one lobe on ultrasound}"
    ]


def test_a_list_goes_as_a_whole_and_the_comments_between_its_items_stay() -> None:
    text = edited(TEXT, replace(CASE, teaching_points=(), findings=()))
    assert "teaching_points" not in text
    assert "findings" not in text
    assert "\n# in between\n" in text
    assert "\n# the hot spot first\n" in text


def test_causes_in_brackets_come_and_go() -> None:
    (gamut,) = CASE.gamuts
    first, second = gamut.causes
    third = GamutItem(id=ItemId("c3"), cause="Warthin tumor, bilateral")
    for causes in [(first, third, second), (third, first, second), (second,), (first,), (first, second, third)]:
        edited(TEXT, replace(CASE, gamuts=(replace(gamut, causes=causes),)))


def test_a_text_that_stands_for_a_list_becomes_one() -> None:
    assert [line for line in difference(aliases=("Plummer disease", "Hot nodule")) if line[0] == "+"] == [
        "+ aliases: [Plummer disease, Hot nodule]"
    ]


def test_a_text_that_stands_for_an_item_stays_one_while_it_can() -> None:
    text = "id: nm001\ndiagnosis: A\ndifferential:\n  - Bone  # rare\n  - Joint\nfindings: [Heat, Cold]\n"
    case = case_of(text)
    one, two = case.differential
    words = replace(case, differential=(replace(one, diagnosis="Bones"), two))
    assert changed(text, edited(text, words)) == ["-   - Bone  # rare", "+   - Bones  # rare", "?         +\n"][:2]
    more = replace(
        case,
        differential=(replace(one, id=ItemId("d1")), replace(two, id=ItemId("d2"), distinguishing="It bends.")),
        findings=(replace(case.findings[0], id=ItemId("f1")), case.findings[1]),
    )
    assert edited(text, more) == (
        "id: nm001\ndiagnosis: A\ndifferential:\n  - {id: d1, diagnosis: Bone}  # rare\n  - id: d2\n"
        "    diagnosis: Joint\n    distinguishing: It bends.\nfindings: [{id: f1, observation: Heat}, Cold]\n"
    )


def test_keys_without_a_value_get_one() -> None:
    text = "id: nm001\ndiagnosis: A\ntopic:   # none yet\nfindings:\nimages: [{label: , file: a.png}]\n"
    case = case_of(text)
    wanted = replace(
        case,
        topic="Bone",
        findings=(Finding(id=ItemId("f1"), observation="Heat"),),
        images=(ImageRef(label="main", file="a.png"),),
    )
    after = edited(text, wanted)
    assert "topic: Bone   # none yet\n" in after


def test_annotations_and_questions_are_written() -> None:
    mark = Annotation(kind="circle", points=((0.5, 0.5), (0.6, 0.5)), text="focus")
    question = Question(
        id=ItemId("q1"), question="Why?", options=(Option(text="Heat", right=True), Option(text="Cold"))
    )
    (image,) = CASE.images
    wanted = replace(CASE, images=(replace(image, annotations=(mark,)),), questions=(question,))
    text = edited(TEXT, wanted)
    moved = replace(mark, kind="polygon", points=((0.1, 0.1), (0.2, 0.2), (0.3, 0.1)))
    options = (replace(question.options[0], remark="Always."), Option(text="Light"), question.options[1])
    more = replace(
        wanted, images=(replace(image, annotations=(moved,)),), questions=(replace(question, options=options),)
    )
    edited(text, more)


def test_a_case_in_braces_alone_is_edited() -> None:
    text = '{"id": "nm001", "diagnosis": "A", "findings": [{"id": "f1", "observation": "Heat"}]}\n'
    case = case_of(text)
    new = Finding(id=ItemId("f2"), observation="Cold: none")
    after = edited(text, replace(case, topic="Bone", findings=(*case.findings, new)))
    assert after.count("\n") == 1


def test_the_comment_for_review_lines_is_written_once() -> None:
    text = edited(TEXT, replace(CASE, review=("Look here.",)))
    assert text.count("# Please look") == 1
    settled = edited(text, replace(CASE, review=()))
    assert edited(settled, replace(CASE, review=("And here.",))).count("# Please look") == 1


def test_line_ends_and_the_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    wanted = replace(CASE, topic="Thyroid", follow_up="One.\n\nTwo.", findings=(F2,), review=("Look.",))
    found = apply(text, PATH, wanted)
    assert not found.refused
    assert found.text.startswith("\ufeff# A case")
    assert found.text.count("\n") == found.text.count("\r\n")


def test_a_file_without_a_line_end_at_its_end_is_edited() -> None:
    text = "id: nm001\ndiagnosis: A"
    assert edited(text, replace(case_of(text), topic="Bone", discussion="Long.\n\nWords.")) == (
        "id: nm001\ndiagnosis: A\ntopic: Bone\ndiscussion: |-\n  Long.\n\n  Words."
    )


@pytest.mark.parametrize(
    "text",
    [
        "id: nm001\ndiagnosis: &x Toxic adenoma\ntopic: *x\n",
        "id: nm001\ndiagnosis: A\naliases: [B, # why\n  C]\n",
        "id: nm001\ndiagnosis: [A]\n",
    ],
)
def test_what_cannot_be_written_is_refused_as_a_whole(text: str) -> None:
    wanted = replace(CASE, aliases=("B",))
    found = apply(text, PATH, wanted)
    assert found.refused
    assert found.text == text


PUT_IN = re.compile(r"# .* at [0-9]+ of [0-9]+")
WITHIN_CAUSE = re.compile("- id: c[0-9]+")
COMMENT = st.sampled_from(["# why", "  # a: b", "      # - deep", "# 'x"])


def commented(draw: st.DrawFn, text: str) -> str:
    """Return ``text`` with comments where YAML takes them for such: checked by reading it again."""
    lines = text.splitlines()
    wanted = read_back(text, PATH)[1]
    for place in draw(st.lists(st.integers(0, len(lines)), max_size=4)):
        more = [*lines[:place], f"{draw(COMMENT)} at {place} of {len(lines)}", *lines[place:]]
        if read_back("\n".join(more) + "\n", PATH)[1] == wanted:
            lines = more
    return "\n".join(lines) + "\n"


def thinned(draw: st.DrawFn, items: tuple[Any, ...], change: Any, new: list[Any]) -> tuple[Any, ...]:  # noqa: ANN401 - items of any kind
    """Return ``items`` with some changed, none removed, and ``new`` ones at any place."""
    kept = [change(item) if draw(st.booleans()) else item for item in items]
    for item in new:
        kept.insert(draw(st.integers(0, len(kept))), item)
    return tuple(kept)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Case]:
    """Draw the text of a case with comments, and a case with other values, more items and fewer of them."""
    case = case_of(case_yaml(replace(draw(cases()), id="nm001")))  # type: ignore[arg-type] # a case id
    text = commented(draw, case_yaml(case))
    words = draw(NEEDED)
    new_id = 999 - draw(st.integers(0, 5))
    fresh = {each.id for each in (*case.findings, *case.differential, *case.gamuts)} & {  # type: ignore[attr-defined] # any item of a list
        f"{letter}{new_id}" for letter in "fdg"
    }
    add = draw(st.booleans()) and not fresh
    item_id = ItemId(f"d{new_id}")
    wanted = replace(
        case,
        topic=draw(st.sampled_from([case.topic, "", words])),
        discussion=draw(st.sampled_from([case.discussion, "", words, f"{words}\n\nMore."])),
        aliases=thinned(draw, case.aliases, lambda _: words, [words] if add else []),
        findings=thinned(
            draw,
            case.findings,
            lambda f: replace(f, observation=words, link=words),
            [Finding(id=ItemId(f"f{new_id}"), observation=words)] if add else [],
        ),
        differential=thinned(
            draw,
            case.differential,
            lambda d: replace(d, distinguishing=""),
            [DifferentialItem(id=item_id, diagnosis=words)] if add else [],
        ),
        gamuts=thinned(
            draw,
            case.gamuts,
            lambda g: replace(g, causes=g.causes[1:]),
            [Gamut(id=ItemId(f"g{new_id}"), pattern=words)] if add else [],
        ),
        patient=Patient(sex=draw(st.sampled_from(["", "female"])), ages=case.patient.ages),
        review=draw(st.sampled_from([case.review, (), (*case.review, words)])),
    )
    return text, case_of(case_yaml(wanted))


def comment_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def comments_outside_causes(text: str) -> list[str]:
    """Return the comments that were put into ``text``, but for those within a cause, which may be removed."""
    lines = [line.strip() for line in text.splitlines()]
    found, above = [], ""
    for line in lines:
        if not line.startswith("#"):
            above = line
        elif PUT_IN.fullmatch(line) and not WITHIN_CAUSE.fullmatch(above):
            found.append(line)
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits())
def test_any_edit_reads_back_and_loses_no_comment(drawn: tuple[str, Case]) -> None:
    text, wanted = drawn
    found = apply(text, PATH, wanted)
    assert not found.refused
    assert read_back(found.text, PATH)[1] == wanted
    kept = comment_lines(found.text)
    assert [line for line in comments_outside_causes(text) if line not in kept] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), cases())
def test_any_case_becomes_any_other_or_stays_as_it_was(one: Case, other: Case) -> None:
    text = case_yaml(one)
    wanted = case_of(case_yaml(other))
    found = apply(text, PATH, wanted)
    assert found.text == text if found.refused else read_back(found.text, PATH)[1] == wanted
