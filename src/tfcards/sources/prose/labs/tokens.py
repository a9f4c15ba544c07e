"""Cuts a text into numbers, words and single signs, as names and values are read from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tfcards.vocabulary.words import fold

NUMBER = r"(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d++,\d{1,2}(?![\d,.])|\d++(?:\.\d++)?|\.\d++)"
"""A number as written: with thousands, with a decimal comma, or plain."""

_TOKEN = re.compile(rf"(?P<number>{NUMBER})|(?P<word>[^\W\d_][^\W_]*+)|(?P<sign>\S)")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, word or sign of a text, its place, and its folded form."""

    kind: str
    text: str
    start: int
    end: int
    folded: str


def tidy(text: str) -> str:
    """Return ``text`` with single blanks; the bars between columns are blanks as well."""
    return " ".join(text.replace("|", " ").split())


def tokens(text: str) -> list[Token]:
    """Return the tokens of ``text``."""
    return [Token(m.lastgroup or "", m[0], m.start(), m.end(), folded(m[0])) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return ``word`` as words are compared: without case and accents, in American spelling, one micro sign."""
    return fold(word.replace("µ", "μ"))


def number(text: str) -> float:
    """Return the value of a number as written; a comma before one or two digits, or after 0, is a decimal one."""
    whole, comma, rest = text.partition(",")
    if comma and "," not in rest and (len(rest) < _GROUP or whole == "0"):
        return float(f"{whole}.{rest}")
    return float(text.replace(",", ""))


_GROUP = 3
"""Digits between the commas of thousands."""
