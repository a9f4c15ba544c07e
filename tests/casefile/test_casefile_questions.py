"""Quiz questions in a case file: short forms, ids of their own, and warnings where one cannot be asked."""

from __future__ import annotations

import pytest

from tfcards.model.case import Case, CaseId, Option, Question
from tfcards.model.diagnostic import Severity
from tfcards.model.questions import flaw_of
from tfcards.sources.casefile import codes
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml

BEFORE = """\
id: sp7
diagnosis: Osteoid osteoma
gamuts: [{id: q2, pattern: a hot spot, causes: [A, B]}]
questions:
  - question: Which are right?   # of the source
    options:
      - Pain at night
      - {text: Pain after aspirin, remark: It eases it.}
      - text: A nidus
        right: yes
        remark: In the cortex.
    explanation: |-
      Prostaglandins hurt.

      Aspirin stops them.
  - {id: q7, question: "What is in the middle?", explanation: A nidus.}
"""
AFTER = BEFORE.replace("- question: Which", "- id: q8\n    question: Which").replace(
    "causes: [A, B]", "causes: [{id: c1, cause: A}, {id: c2, cause: B}]"
)


def codes_of(text: str) -> list[str]:
    return [d.code for d in read_case_text(text.encode(), "x.yaml").diagnostics]


def test_options_may_be_plain_texts_and_one_is_wrong_unless_it_is_said_to_be_right() -> None:
    case = read_case_text(BEFORE.encode(), "x.yaml").case
    assert case is not None
    first, second = case.questions
    assert first.options == (
        Option(text="Pain at night"),
        Option(text="Pain after aspirin", remark="It eases it."),
        Option(text="A nidus", right=True, remark="In the cortex."),
    )
    assert first.explanation == "Prostaglandins hurt.\n\nAspirin stops them."
    assert (second.id, second.options, second.explanation) == ("q7", (), "A nidus.")


def test_missing_ids_are_written_behind_those_there_are() -> None:
    added = add_ids(BEFORE, "x.yaml")
    assert added.text == AFTER
    assert added.added["questions.0"] == "q8"
    assert codes_of(BEFORE) == [codes.IDS_MISSING]
    assert codes_of(AFTER) == []


def test_a_number_of_a_released_question_is_never_used_again() -> None:
    assert add_ids(BEFORE, "x.yaml", {"questions": {30}}).added["questions.0"] == "q31"


@pytest.mark.parametrize(
    ("wrong", "code"), [("q7", codes.DUPLICATE_ID), ("q2", codes.DUPLICATE_ID), ("m7", codes.SAME_NUMBER)]
)
def test_an_id_stands_once_in_the_case_and_its_number_once_in_the_list(wrong: str, code: str) -> None:
    assert code in codes_of(AFTER.replace("id: q8", f"id: {wrong}"))


def test_they_are_written_after_the_gamuts_and_before_the_teaching_points() -> None:
    question = Question(question="Which?", options=(Option(text="A"), Option(text="B", right=True)))
    text = case_yaml(Case(id=CaseId("a"), diagnosis="b", questions=(question,), teaching_points=("c",)))
    assert text.index("questions:") < text.index("teaching_points:")
    assert "right: yes" in text
    assert text.count("right:") == 1


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("options: [A]", "TF047"),
        ("options: [{text: A, right: yes}, ' a ']", "TF047"),
        ("options: [A, B]", "TF048"),
        ("options: [A, {text: B, right: no}], explanation: B.", "TF048"),
        ("explanation: ", "TF049"),
    ],
)
def test_one_that_cannot_be_asked_is_a_warning_at_its_line_and_costs_the_case_nothing(
    question: str, code: str
) -> None:
    text = f"id: a\ndiagnosis: b\nquestions:\n  - {{id: q1, question: Which one, {question}}}\n"
    reading = read_case_text(text.encode(), "x.yaml")
    assert reading.case is not None
    (found,) = reading.diagnostics
    assert (found.severity, found.code, found.location.line) == (Severity.WARNING, code, 4)
    assert found.message.startswith("question q1 is not asked: ")
    flaw = flaw_of(reading.case.questions[0])
    assert flaw is not None
    assert found.hint == flaw.hint
