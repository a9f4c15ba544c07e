"""What is written reads back as the same value, and fits the JSON Schema."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.case import Case
from tfcards.model.deck import Deck
from tfcards.sources.casefile.cleaning import clean
from tfcards.sources.casefile.reader import read_case_text, read_deck_text
from tfcards.sources.casefile.schema import case_schema, deck_schema
from tfcards.sources.casefile.writer import case_yaml, deck_yaml

CASE_SCHEMA = jsonschema.Draft202012Validator(case_schema())
DECK_SCHEMA = jsonschema.Draft202012Validator(deck_schema())
MINIMAL = "id: nm001\ndiagnosis: Superscan\n"


class EditorLoader(yaml.SafeLoader):
    """Loads as editors do: numbers and truth values resolved, dates left as text (YAML 1.2)."""


EditorLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _errors(text: str) -> list[str]:
    document: Any = yaml.load(text, Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer types
    return [problem.message for problem in CASE_SCHEMA.iter_errors(document)]


@given(st.from_type(Case))
def test_reading_a_written_case_gives_it_back(case: Case) -> None:
    reading = read_case_text(case_yaml(case).encode(), "case.yaml")
    assert not reading.diagnostics
    assert reading.case == case


@given(st.from_type(Case))
def test_a_written_case_fits_the_schema(case: Case) -> None:
    assert not _errors(case_yaml(case))
    as_text = yaml.load(case_yaml(case), Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    CASE_SCHEMA.validate(as_text)


@given(st.from_type(Case))
def test_other_yaml_readers_see_the_same_texts(case: Case) -> None:
    loaded = yaml.load(case_yaml(case), Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer types
    assert loaded["diagnosis"] == case.diagnosis
    assert loaded.get("aliases", []) == list(case.aliases)
    assert loaded.get("discussion", "") == case.discussion


@given(st.from_type(Deck))
def test_reading_a_written_deck_gives_it_back(deck: Deck) -> None:
    read = read_deck_text(deck_yaml(deck).encode(), "deck.yaml")
    assert not read.diagnostics
    assert read.deck == deck
    document = yaml.load(deck_yaml(deck), Loader=EditorLoader)  # noqa: S506 - a SafeLoader with fewer types
    DECK_SCHEMA.validate(document)


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text().filter(clean))
def test_any_text_can_be_written_and_reads_back_clean(text: str) -> None:
    case = read_case_text(case_yaml(Case(id="a", diagnosis=text)).encode(), "x.yaml").case  # type: ignore[arg-type]
    assert case is not None
    assert case.diagnosis == clean(text)


def test_schema_address_stands_first() -> None:
    text = case_yaml(Case(id="a", diagnosis="b"), "../../case.schema.json")  # type: ignore[arg-type]
    assert text.startswith("# yaml-language-server: $schema=../../case.schema.json\nid: a\n")


def test_schemas_are_schemas() -> None:
    jsonschema.Draft202012Validator.check_schema(case_schema())
    jsonschema.Draft202012Validator.check_schema(deck_schema())


@pytest.mark.parametrize(
    "lines",
    [
        "acr: [4.5]\npatient: {ages: [63]}\n",
        "acr: 4.5\npatient: {ages: 63, sex: female}\n",
        "aliases: Super bone scan\nkeywords: no\n",
        "date: 2004-04-26\ntopic:\ndate:\n".replace("\ndate:\n", "\n"),
        "differential: [Myeloma, {id: d2, diagnosis: Trauma}]\n",
        "differential:\n  - {id: , diagnosis: Myeloma}\n",
        "gamuts: [superscan, {pattern: lung, causes: [A, B]}]\nfindings: [Uptake.]\n",
        "questions: [{question: Which one, options: [A, {text: B, right: yes, remark: since}]}]\n",
        "questions: [{question: What next, explanation: That.}]\n",
        "labs: [{name: TSH, value: 0.01, qualifier: '<', low: , high: '4'}]\n",
        "images: [{}]\nrating: {difficulty: 2}\npatient:\ndiscussion: ''\nlabs:\n",
    ],
)
def test_schema_and_reader_accept_the_short_forms(lines: str) -> None:
    assert not _errors(MINIMAL + lines)
    assert read_case_text((MINIMAL + lines).encode(), "x.yaml").case is not None


@pytest.mark.parametrize(
    "lines",
    [
        "acr: [bone]\n",
        "aliases: [[a]]\n",
        "date: 26.4.2004\n",
        "differential: Myeloma\n",
        "differential: [{id: D1, diagnosis: Myeloma}]\n",
        "findings: [{study: Bone}]\n",
        "images: {file: a.png}\n",
        "labs: [TSH]\n",
        "questions: [{question: Which one, options: [{right: yes}]}]\n",
        "labs: [{name: TSH, value: '4,5'}]\n",
        "patient: {sex: Female}\n",
        "patient: {ages: [131]}\n",
        "zebra: 1\n",
    ],
)
def test_schema_and_reader_refuse_the_same(lines: str) -> None:
    assert _errors(MINIMAL + lines)
    assert read_case_text((MINIMAL + lines).encode(), "x.yaml").case is None
