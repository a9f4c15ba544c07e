from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcards.pipeline.diff import text as diff_text
from tfcards.pipeline.diff.text import Op, Piece, images, printable, readable, word_changes


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>t</b>wo</p><ul><li>three</li><li>four</li></ul>", "One two\nthree\nfour"),
        ("a&nbsp;&lt; 5<br>b", "a < 5\nb"),
        ('see <img src="x.png" alt="Bone scan"> here', "see [image: Bone scan] here"),
        ('<img src="x.png">', "[image: x.png]"),
        ("{{c1::rickets}}, {{c12::scurvy::vitamin}}", "[1: rickets], [12: scurvy]"),
        ("<script>alert(1)</script><style>p{}</style>text", "text"),
        ("plain\ntext", "plain text"),
        ("", ""),
        ("danger \x1b[31m red\u202e", "danger \ufffd[31m red\ufffd"),
    ],
)
def test_fields_are_read_as_people_see_them(html: str, text: str) -> None:
    assert readable(html) == text


@given(st.text())
@settings(max_examples=300)
def test_any_field_is_read_and_fit_for_a_terminal(html: str) -> None:
    text = readable(html)
    assert printable(text) == text
    assert "\x1b" not in text
    images(html)


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "\n"]))


@given(WORDS, WORDS)
def test_pieces_hold_both_texts(old: list[str], new: list[str]) -> None:
    pieces = word_changes(" ".join(old), " ".join(new))

    def words(unwanted: Op) -> list[str]:
        return [word for piece in pieces if piece.op is not unwanted for word in piece.text.split(" ")]

    assert words(Op.ADDED) == [word for word in old if word]
    assert words(Op.REMOVED) == [word for word in new if word]


def test_the_words_that_changed_are_found() -> None:
    assert word_changes("a vascular cause over collapse", "a vascular origin over collapse") == (
        Piece(Op.SAME, "a vascular"),
        Piece(Op.REMOVED, "cause"),
        Piece(Op.ADDED, "origin"),
        Piece(Op.SAME, "over collapse"),
    )


def test_a_field_of_a_size_that_no_deck_has_costs_no_time() -> None:
    count = 40 * diff_text.MAX_WORDS
    begin = time.monotonic()
    pieces = word_changes("x y " * count, "y x " * count)
    assert time.monotonic() - begin < 5
    assert [piece.op for piece in pieces] == [Op.REMOVED, Op.ADDED]


def test_images_are_told_by_name() -> None:
    assert images('<p><img src="a.png"><img alt="none"><img src="b.png"></p>') == ("a.png", "b.png")
