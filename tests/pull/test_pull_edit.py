"""Values put into the text of a case file: what is not meant stays as it is, byte for byte."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pull.conftest import ADENOMA

from tfcards.sources.casefile.cleaning import clean
from tfcards.sources.casefile.edit import set_values, value_at
from tfcards.sources.casefile.reader import read_case_text

PATH = "adenoma/case.yaml"
PARTS = (
    "diagnosis",
    "brief_history",
    "full_history",
    "technique",
    "labs.0.name",
    "images.0.caption",
    "findings.0.study",
    "findings.1.observation",
    "differential.1.distinguishing",
    "gamuts.0.pattern",
    "gamuts.0.causes.2.cause",
    "teaching_points.0",
    "teaching_points.1",
    "discussion",
    "references.0",
)
COMMENTS = ("# A comment at the top.", "  # the answer", "   # rare", "  # in between")
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=160)
WORDS = st.lists(TEXT, min_size=1, max_size=3).map(" ".join)


def changed(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


def test_a_comment_a_quote_and_the_order_stay() -> None:
    edited = set_values(ADENOMA, PATH, {"diagnosis": "Autonomous adenoma", "technique": 'Tc-99m "fresh"'})
    assert not edited.refused
    assert changed(ADENOMA, edited.text) == [
        "- diagnosis: Toxic adenoma  # the answer",
        "+ diagnosis: Autonomous adenoma  # the answer",
        '- technique: "Tc-99m pertechnetate, 185 MBq"',
        '+ technique: "Tc-99m \\"fresh\\""',
    ]


def test_lines_of_a_folded_text_that_stay_are_not_broken_anew() -> None:
    case = read_case_text(ADENOMA.encode(), PATH).case
    assert case is not None
    new = case.brief_history.replace("at work", "at home")
    edited = set_values(ADENOMA, PATH, {"brief_history": new})
    assert changed(ADENOMA, edited.text) == ["-   tremble at work.", "+   tremble at home."]


def test_a_number_stays_a_number() -> None:
    edited = set_values(ADENOMA, PATH, {"labs.0.value": 0.03})
    assert "{name: TSH, value: 0.03, unit: mIU/L, low: 0.4, high: 4}" in edited.text


@pytest.mark.parametrize(
    "part", ["follow_up", "findings.7.observation", "labs.0.qualifier", "patient.sex", "nothing"]
)
def test_a_key_that_is_not_there_is_refused(part: str) -> None:
    edited = set_values(ADENOMA, PATH, {part: "x"})
    assert edited.refused
    assert edited.text == ADENOMA


def test_what_an_alias_stands_for_is_not_changed_for_others() -> None:
    text = "id: adenoma\ndiagnosis: &x Toxic adenoma\ntopic: *x\n"
    edited = set_values(text, PATH, {"topic": "Other", "diagnosis": "Other"})
    assert edited.refused
    assert edited.text == text


@settings(max_examples=40, deadline=None)
@given(part=st.sampled_from(PARTS), value=WORDS.filter(lambda text: bool(clean(text))), crlf=st.booleans())
def test_any_text_reads_back_and_nothing_else_changes(part: str, value: str, crlf: bool) -> None:
    text = ADENOMA.replace("\n", "\r\n") if crlf else ADENOMA
    edited = set_values(text, PATH, {part: value})
    assert not edited.refused
    before, after = (read_case_text(each.encode(), PATH).case for each in (text, edited.text))
    assert value_at(after, part) == clean(value)
    back = set_values(edited.text, PATH, {part: str(value_at(before, part))})
    assert read_case_text(back.text.encode(), PATH).case == before
    assert all(comment in edited.text for comment in COMMENTS)
    assert ("\r\n" in edited.text) == crlf
    assert not crlf or edited.text.count("\n") == edited.text.count("\r\n")
