"""Markup that Anki's editor writes reads as the words that people see."""

from __future__ import annotations

import pytest

from tfcards.pipeline.pull.tokens import joined, markup, tokens
from tfcards.pipeline.pull.values import merged


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one two", "one two"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("one<br>two<br><br>", "one\ntwo"),
        ("one&nbsp; two &amp; &lt;three&gt;", "one two & <three>"),
        ("<b>one</b>,<i> two</i>", "one, two"),
        ("Tc<sup>99m</sup>", "Tc99m"),
        ("<p>one\ntwo</p>", "one two"),
        ("<p></p><div><br></div>", ""),
        ("cafe\u0301", "café"),
        ('a<img src="x.png">b', "ab"),
        ("a<!-- b --><script>c</script>", "a"),
        ("a:\u2060:\u2060b", "a::b"),
    ],
)
def test_text_is_read(html: str, text: str) -> None:
    assert joined([token.text for token in tokens(html)]) == text


def test_markup_that_dresses_text_up_is_told() -> None:
    found = markup('<div><b>a</b><span style="color:red">b</span><br><img src="c.png"></div>')
    assert set(found) == {"b", "style", "image c.png"}


def test_white_space_stays_where_words_do() -> None:
    assert merged("one\ntwo three\n\nfour", "one two 3\nfour") == "one\ntwo 3\n\nfour"
    assert merged("one two", "zero one two") == "zero one two"
    assert merged("one two", "one\ntwo") == "one\n\ntwo"
