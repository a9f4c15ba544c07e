"""Text of a case stays text: it is escaped, and Anki finds nothing in it to act upon."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.render.gate import sanitise
from tfcards.render.text import JOINER, cloze, inert, line, linked, number, paragraphs

ACTIVE = re.compile(r"\{\{|\}\}|::|\\[()\[\]]|\$\$|\[(\[|/?(latex|\$|sound:|anki:))", re.IGNORECASE)
nasty = st.text(alphabet="{}c1:\\()[]$<>&'\"/ \nalt", max_size=30)


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::x}}",
        "{{Diagnosis}}",
        "a::b",
        r"\(x\) \[y\]",
        "$$z$$ [$]z[/$] [$$]z[/$$]",
        "[latex]x[/latex]",
        "[sound:a.mp3] [SOUND:a.mp3]",
        "[anki:tts lang=en_US]x[/anki:tts]",
        "[[type:Front]]",
    ],
)
def test_what_anki_would_act_upon_is_broken_and_looks_the_same(text: str) -> None:
    assert ACTIVE.search(text)
    assert not ACTIVE.search(inert(text))
    assert inert(text).replace(JOINER, "") == text


@given(nasty, nasty)
def test_nothing_active_arises_where_two_texts_meet(first: str, second: str) -> None:
    assert not ACTIVE.search(inert(first) + inert(second))


@given(nasty)
def test_ordinary_text_is_left_alone(text: str) -> None:
    plain = re.sub(r"[{}:\\\[$]", "", text)
    assert inert(plain) == plain


def test_paragraphs_split_at_empty_lines_and_escape_first() -> None:
    assert paragraphs("a <b>\nc\n \nd & e\r\n\r\nf") == (
        '<p dir="auto">a &lt;b&gt; c</p>\n<p dir="auto">d &amp; e</p>\n<p dir="auto">f</p>'
    )
    assert not paragraphs(" \n\n ")


def test_masked_words_are_marked_up_for_the_style_sheet() -> None:
    assert line("<i> ▒▒▒") == '&lt;i&gt; <span class="tf-masked">▒▒▒</span>'


def test_web_addresses_become_links_and_nothing_else_does() -> None:
    html = linked("See https://example.org/a_(b)?x=1&y=2. javascript:alert(1) <a>")
    assert '<a href="https://example.org/a_(b)?x=1&amp;y=2" rel="noopener">' in html
    assert html.count("<a ") == 1
    assert html.endswith("javascript:alert(1) &lt;a&gt;")
    assert sanitise(html) == html


@given(nasty)
def test_an_address_never_carries_anything_active(text: str) -> None:
    assert not ACTIVE.search(linked(f"https://example.org/{text}"))


def test_a_withheld_cloze_is_nested_in_those_of_the_others() -> None:
    assert cloze("x", 2, (3, 1)) == '{{c1::{{c3::<span class="tf-own">{{c2::x}}</span>}}}}'


@pytest.mark.parametrize(
    ("value", "written"), [(5.8, "5.8"), (52.0, "52"), (0.001, "0.001"), (1234567.0, "1234567"), (-2.0, "-2")]
)
def test_laboratory_values_are_written_as_a_person_does(value: float, written: str) -> None:
    assert number(value) == written
