"""Recognises the words that say that a range follows: "with normal being", "against an upper limit of"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tfcards.sources.prose.labs.tables import table, words
from tfcards.sources.prose.labs.tokens import folded

_MOST = 10
"""Words of such talk at most."""
_WORD = re.compile(r"[^\W\d_]++(?:-off)?")
_CALLED = re.compile(r" (?:(?:is|are|was|being|considered|regarded|as|counts|taken) ){0,3}(?P<word>[^\W\d_]++)")


@dataclass(frozen=True, slots=True)
class Talk:
    """Words before a range, and where they end.

    ``named`` tells that one of them speaks of a range; ``limit`` is lower or upper when they speak of one limit;
    ``abnormal`` tells that they speak of abnormal values.
    """

    end: int
    named: bool
    limit: str
    abnormal: bool


@cache
def _pattern() -> re.Pattern[str]:
    kinds = ("range_core", "range_fill", "range_abnormal", "range_limits")
    some = sorted({word for kind in kinds for word in table("words")[kind]}, key=lambda word: (-len(word), word))
    one = "|".join(re.escape(word) for word in some)
    return re.compile(rf" ?(?:(?:{one})(?![^\W_])(?:\.|['’]s)?[ ,:=]{{0,3}}){{1,{_MOST}}}+", re.IGNORECASE)


def talk_at(text: str, position: int) -> Talk | None:
    """Return the words at ``position`` that may announce a range."""
    found = _pattern().match(text, position)
    if not found:
        return None
    said = {folded(word) for word in _WORD.findall(found[0])}
    abnormal, limits = bool(said & words("range_abnormal")), said & words("range_limits")
    named = bool(abnormal or limits or said & words("range_core"))
    lower = limits and said & {"lower", "lln", "lowest"}
    return Talk(found.end(), named, ("lower" if lower else "upper") if limits else "", abnormal)


def called(text: str, position: int, kind: str) -> int:
    """Return where words at ``position`` end that call a range one of ``kind`` ("is abnormal"); 0 when none do."""
    found = _CALLED.match(text, position)
    return found.end() if found and folded(found["word"]) in words(kind) else 0
