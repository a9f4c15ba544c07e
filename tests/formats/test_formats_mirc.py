"""MIRC documents of any shape: what is not for everybody leaves no trace, and nothing raises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import hold_to_promises

from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.mirc.format import MircDocument
from tfcards.sources.reading import Reading

UNSEEN = "Quixotezz"
OPEN = [
    "section", "history", "findings", "diagnosis", "confirmation", "discussion", "p", "differential-diagnosis",
    "image-section", "b", "abstract", "alternative-abstract", "alternative-title", "keywords", "references",
    "reference", "image", "image-caption", "text-caption", "quiz", "question", "question-body", "answer",
    "answer-body", "response", "quiz-context", "ScoredQuestion", "term",
    "anatomy", "modality", "code", "author", "rights", "level", "title", "publication-date", "center", "text",
]  # fmt: skip
CLOSED = [
    "phi", "patient", "peer-review", "authorization", "insert-note", "script", "threadblock", "block",
    "ATFI-history", "pt-name",
]  # fmt: skip
TEXTS = st.sampled_from(
    ["Pain.", "A mass, due to a tumour.", "&nbsp;", "", "a &lt; b", f"Seen: {UNSEEN}.", "2004"]
)
LEAVES = TEXTS | st.sampled_from(
    [
        '<image src="../x.png"/>',
        f'<image src="{UNSEEN}.png"/>',
        "<code>4.5</code>",
        "<p/>",
        '<image href="a.png"><image-caption display="click">c</image-caption></image>',
        '<alternative-image role="annotation" type="svg" src=""/>',
        '<answer correct="yes"><answer-body>One</answer-body></answer>',
    ]
)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    heading = st.sampled_from(
        ["", ' heading="History"', ' heading="DDx"', f' heading="Of {UNSEEN}"', ' heading="Odd"']
    )
    content = st.lists(inner, max_size=3).map("".join)
    shown = st.builds(
        lambda tag, head, text: f"<{tag}{head}>{text}</{tag}>", st.sampled_from(OPEN), heading, content
    )
    hidden = st.builds(
        lambda tag, who, text: f'<{tag} visible="{who}">Hidden{UNSEEN}x{text}</{tag}>',
        st.sampled_from(OPEN),
        st.sampled_from(["no", "owner", "phi-restricted", "NO", "someone"]),
        content,
    )
    closed = st.sampled_from(CLOSED).map(lambda tag: f"<{tag}><x>{UNSEEN}</x></{tag}>")
    return shown | hidden | closed


def read(inner: str, path: str = "folder/case.xml") -> Reading:
    """Return the reading of a document of gout, with ``inner`` in it."""
    document = f"<MIRCdocument><title>Gout</title>{inner}</MIRCdocument>"
    (reading,) = MircDocument().read(document.encode(), Path(path))
    return reading


def read_yaml(inner: str) -> str:
    reading = read(inner)
    assert reading.case
    return case_yaml(reading.case)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.recursive(LEAVES, wrapped, max_leaves=12), max_size=6).map("".join))
def test_hidden_parts_leave_no_trace(inner: str) -> None:
    patient = f"<patient><pt-name>{UNSEEN}</pt-name></patient>"
    reading = read(f"{patient}<history>Seen: {UNSEEN}.</history>{inner}")
    hold_to_promises(reading)
    assert reading.case
    told = [case_yaml(reading.case), *(d.message for d in reading.diagnostics)]
    assert not any(UNSEEN in text for text in told)


PARTS = [
    "<findings>Erosions.</findings>",
    '<section heading="History"><p>A toe.</p></section>',
    "<diagnosis>Gout</diagnosis>",
    '<section heading="Odd"><p>Salt.</p></section>',
    '<section heading="Secret" visible="no"/>Wind.',
    "<level>primary</level>",
    "<references><reference>A. 2001.</reference></references>",
    "<discussion>Urate.</discussion>",
]


@settings(max_examples=100, deadline=None)
@given(st.permutations(PARTS))
def test_the_order_of_elements_loses_nothing_and_shows_nothing(parts: list[str]) -> None:
    text = read_yaml("".join(parts))
    assert all(word in text for word in ("Erosions", "A toe", "Salt", "primary", "A. 2001", "Urate"))
    assert "Wind" not in text


@pytest.mark.parametrize(
    "patient",
    [
        '<patient visible="no"><pt-age><years>45</years></pt-age></patient>',
        '<section heading="Patient" visible="owner"><patient><pt-age>45</pt-age></patient></section>',
        "<patient><pt-age><months>45</months></pt-age></patient>",
        "<patient><pt-age>93Y</pt-age></patient>",
        "<patient><pt-age visible='phi-restricted'>45</pt-age></patient>",
    ],
)
def test_no_age_of_a_hidden_patient_of_a_child_in_months_or_over_89(patient: str) -> None:
    case = read(patient).case
    assert case
    assert case.patient.ages == ()


def test_age_and_sex_that_everybody_may_see() -> None:
    case = read(
        "<patient><pt-age><years>45</years><months>3</months></pt-age><pt-sex>Female</pt-sex></patient>"
    ).case
    assert case
    assert (case.patient.ages, case.patient.sex) == ((45,), "female")


FORMS = [
    "Zacharias Quixote",
    "QUIXOTE, ZACHARIAS",
    "Quixote^Zacharias",
    "Mr. Quixote",
    "Zacharias",
    "hx-4471",
    "quixote zacharias",
]


@pytest.mark.parametrize("said", FORMS)
def test_the_name_of_the_patient_is_found_in_its_forms(said: str) -> None:
    patient = "<patient><pt-name>Quixote^Zacharias</pt-name><pt-id>HX-4471</pt-id></patient>"
    reading = read(f"{patient}<history>Today {said} came.</history>")
    assert reading.case
    assert re.fullmatch(r"Today (?:Mr\. )?\[…\] came\.", reading.case.brief_history)
    assert "TF144" in {d.code for d in reading.diagnostics}


@pytest.mark.parametrize("name", ["Anonymous Patient", "Young", "Test, Case", "Li"])
def test_words_that_are_no_name_stay(name: str) -> None:
    history = "<history>The patient, a young man, had an anonymous li test in case of pain.</history>"
    case = read(f"<patient><pt-name>{name}</pt-name></patient>{history}").case
    assert case
    assert "[…]" not in case.brief_history


def test_a_file_named_after_the_patient_gets_another_name(tmp_path: Path) -> None:
    (tmp_path / "quixote_1.png").write_bytes(b"bytes")
    patient = "<patient><pt-name>Quixote</pt-name></patient>"
    reading = read(f'{patient}<image src="quixote_1.png"/>', str(tmp_path / "case.xml"))
    assert reading.case
    assert dict(reading.embedded) == {reading.case.images[0].file: b"bytes"}
    assert "uixote" not in case_yaml(reading.case)


def test_a_private_document_is_no_case() -> None:
    (reading,) = MircDocument().read(
        b'<MIRCdocument visible="no"><title>Gout</title></MIRCdocument>', Path("x.xml")
    )
    assert reading.case is None
    assert [d.code for d in reading.diagnostics] == ["TF149"]


RIGHT = [
    "Correct.",
    "Correct: because",
    "Yes!",
    "Right.",
    "Yes, urate is.",
    "That's right",
    "This is the correct answer.",
    "Correct Answer",
]
NOT_SAID = [
    "Right lobe.",
    "True lumen is smaller.",
    "Right-sided arch.",
    "It is right-sided.",
    "Good prognosis.",
    "Yes, but rarely.",
    "Right, but only half.",
    "Correct answer is B.",
    "That is not correct.",
    "Incorrect.",
    "Not right.",
    "Yes and no",
    "",
]


@pytest.mark.parametrize("response", [*RIGHT, *NOT_SAID])
def test_an_answer_is_right_only_where_its_response_says_so(response: str) -> None:
    answers = f"<answer><answer-body>A</answer-body><response>{response}</response></answer>"
    answers += "<answer><answer-body>B</answer-body></answer>"
    case = read(f"<quiz><question><question-body>Which?</question-body>{answers}</question></quiz>").case
    assert case
    right = [option.text for question in case.questions for option in question.options if option.right]
    assert right == (["A"] if response in RIGHT else [])


def test_fields_know_their_lines() -> None:
    inner = (
        '\n<author><name>A</name></author>\n<image src="a.png"/>'
        "\n<quiz><question><question-body>Q?</question-body>\n<answer><answer-body>A.</answer-body></answer></question></quiz>\n<findings>Erosions.</findings>"
        "\n<rights>CC0</rights><code>4.5</code>"
    )
    lines = read(inner).lines
    wanted = {"authors": 2, "images.0": 3, "questions.0": 4, "findings.0": 6, "licence": 7, "acr": 7}
    assert {name: lines[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    "text", ["2004-03-09", "2004/3/9", "20040309", "2004.03.09", "<year>2004</year><month>3</month><day>9</day>"]
)
def test_dates_in_the_order_of_iso(text: str) -> None:
    case = read(f"<publication-date>{text}</publication-date>").case
    assert case
    assert str(case.date) == "2004-03-09"


@pytest.mark.parametrize("text", ["2004", "03/09/2004", "2004-13-40", "2004-3", "spring"])
def test_other_dates_are_told(text: str) -> None:
    reading = read(f"<publication-date>{text}</publication-date>")
    assert reading.case
    assert reading.case.date is None
    assert "TF109" in {d.code for d in reading.diagnostics}


def test_many_parts_take_no_time_that_grows_with_their_square() -> None:
    reading = read("<findings>Mass.</findings>" * 5000 + "<p>x</p>" * 5000)
    assert reading.case
    assert len(reading.case.findings) == 1


def test_a_document_is_told_by_its_root() -> None:
    reader, path = MircDocument(), Path("x.xml")
    assert reader.accepts(b"<?xml version='1.0'?><!-- c --><!DOCTYPE MIRCdocument><MIRCdocument>", path)
    assert reader.accepts("<MIRCdocument>".encode("utf-16"), path)
    assert not reader.accepts(b"<html><MIRCdocument>", path)
    assert not reader.accepts(b"MIRCdocument", path)
