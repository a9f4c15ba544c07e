"""What an expression of --select says of a note, by its tags."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.pipeline.select import FIELDS, selection

TAGS = (
    "ACR::4_Skeletal_System::4.5_Metabolic_endocrine_toxic::451.512",
    "ACR::8_Genitourinary_System::8.2",
    "Case::bs139",
    "Difficulty::Very_hard",
    "Kind::pattern",
    "Modality::CT",
)


@pytest.mark.parametrize(
    "expression",
    [
        "kind:pattern",
        "KIND:Pattern",
        "acr:4",
        "acr:4.",
        "acr:4.5",
        "acr:451.51",
        "acr:8.2",
        "case:bs1*",
        "case:*9",
        'difficulty:"very hard"',
        "tag:ACR::4_skeletal_system",
        "tag:acr::8*",
        "kind:gamut or kind:pattern",
        "kind:pattern and modality:CT",
        "kind:pattern modality:CT",
        "not kind:gamut",
        "not not kind:pattern",
        "not (kind:gamut or modality:MR)",
        "kind:gamut and kind:gamut or case:bs139",  # and binds before or
        "case:bs139 or kind:gamut and kind:gamut",
        "(kind:pattern)acr:4",
    ],
)
def test_selects(expression: str) -> None:
    assert selection(expression)(TAGS)


@pytest.mark.parametrize(
    "expression",
    [
        "kind:gamut",
        "acr:5",
        "acr:451.6",
        "acr:8.21",  # the note does not say so much
        "case:bs13",
        "case:bs13?",  # a star alone is more than itself
        "case:[bs139]",
        "tag:ACR::4",
        "kind:pattern and kind:gamut",
        "not kind:pattern",
        "not kind:pattern or kind:gamut",
        "(case:bs139 or kind:gamut) and kind:gamut",
    ],
)
def test_selects_not(expression: str) -> None:
    assert not selection(expression)(TAGS)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("", "at its end"),
        ("kind:pattern and", "at its end"),
        ("(kind:pattern", "at its end"),
        ("kind:pattern colour:red", "from “colour:red” on"),
        ("kind:", "at its end"),
        ("kind:pattern)", "from “)” on"),
        ("acr:skull", "acr:skull is not a code"),
    ],
)
def test_says_what_cannot_be_read(expression: str, said: str) -> None:
    with pytest.raises(TfcardsError) as problem:
        selection(expression)
    assert said in str(problem.value)
    assert problem.value.exit_code is ExitCode.USAGE


VALUES = st.text("abcxyz019*-_", min_size=1, max_size=5)
TERMS = st.builds("{}:{}".format, st.sampled_from([f for f in FIELDS if f != "acr"]), VALUES)
EXPRESSIONS = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.builds("({} or {})".format, inner, inner),
        st.builds("({} and {})".format, inner, inner),
        st.builds("not {}".format, inner),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS, EXPRESSIONS)
def test_follows_the_laws_of_logic(one: str, other: str) -> None:
    def said(expression: str) -> bool:
        return selection(expression)(TAGS)

    assert said(f"({one}) and ({other})") == (said(one) and said(other))
    assert said(f"{one} or {other}") == (said(one) or said(other))
    assert said(f"not ({one})") is not said(one)


@given(st.text(max_size=20))
def test_reads_anything_or_says_why_not(expression: str) -> None:
    with suppress(TfcardsError):
        selection(expression)(TAGS)
