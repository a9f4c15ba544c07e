"""Reads a normal range: in brackets, after words such as normal, or bare between the columns of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tfcards.sources.prose.labs.talk import Talk, called, talk_at
from tfcards.sources.prose.labs.tokens import NUMBER, number
from tfcards.sources.prose.labs.units import CONCENTRATION, SPEED, Unit, unit_at

_BELOW = re.compile(
    r"(?:[<≤] ?=?|less than|lower than|up to|below|under|at most|upto|no more than|not more than|until|till|bis"
    r"|max\.?|maximum)(?: or equal to)? ?",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:[>≥] ?=?|more than|greater than|higher than|above|over|at least|exceeding|minimum)(?: or equal to)? ?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:between |from )?", re.IGNORECASE)
_TO = re.compile(r" ?(?:-|–|—|−|‑|\.\.\.?|to\b|and\b|through\b|till\b|until\b) ?", re.IGNORECASE)
_NUMBER = re.compile(NUMBER)
_UP_TO = re.compile(r"to (?=\.?\d)")
_FLAG = re.compile(r" ?(?:HH|LL|H|L|[↑↓*!]|high|low|abnormal|elevated)(?![^\W_]) ?[;,:]? ?(?=\S)")
_REMARK = re.compile(r" ?[^\W\d_][^\d()<>;]{0,40}; ?")
_REST = re.compile(r"(?:at|for|in|by|when|off|on|is|would)\b[^\d(]*$")
_GOES_ON = re.compile(r"[\d:%°+^'\"]|[.,/-]\d|\s?(?:[/]\s?\d)")
CLOSING = {"(": ")", "[": "]", "{": "}"}
_WIDEST = 90
"""Letters within which a bracket closes."""


@dataclass(frozen=True, slots=True)
class Range:
    """The ends of a range, its unit, whether a word said that it is one, and where it ends in the text."""

    low: float | None
    high: float | None
    unit: Unit | None
    named: bool
    end: int


def range_in_brackets(text: str, position: int) -> Range | None:
    """Return the range in the bracket that opens at ``position``; its end is behind the bracket."""
    inner = _inside(text, position + 1)
    if inner is None:
        return None
    closing = text.find(CLOSING[text[position]], inner.end, inner.end + _WIDEST)
    rest = text[inner.end : closing if closing >= 0 else inner.end].strip()
    alone = closing >= 0 and (not rest or rest[0] in ";,HL*" or inner.named or _REST.match(rest))
    if not alone and not (closing < 0 and inner.named):
        return None
    return Range(inner.low, inner.high, inner.unit, inner.named, closing + 1 if closing >= 0 else inner.end)


def _inside(text: str, start: int) -> Range | None:
    """Return the range at ``start`` in a bracket: behind a flag, a remark ("fasting; ") or the word "to"."""
    flag = _FLAG.match(text, start)
    start = flag.end() if flag else start
    found = range_at(text, start)
    if found:
        return found
    remark = _REMARK.match(text, start)
    behind = range_at(text, remark.end()) if remark else None
    if behind and behind.named:
        return behind
    to = _UP_TO.match(text, start)
    top = _NUMBER.match(text, to.end()) if to else None
    return _with_unit(text, (None, number(top[0]), top.end()), named=False) if top else None


def range_at(text: str, position: int) -> Range | None:
    """Return the range that begins at ``position``: its words, when it has any, its ends and its unit."""
    talk = talk_at(text, position)
    start = talk.end if talk else position + (text[position : position + 1] == " ")
    ends = _bound(text, start) or _ends(text, start) or (_limit(text, talk) if talk else None)
    if ends is None:
        return None
    found = _inverted(text, _with_unit(text, ends, named=bool(talk and talk.named)), talk)
    return found if not talk or (found and found.named) else None


def _with_unit(text: str, ends: _Ends, *, named: bool) -> Range | None:
    low, high, end = ends
    unit = unit_at(text, end)
    if unit is None and _GOES_ON.match(text, end):
        return None
    return Range(low, high, unit, named, unit.end if unit else end)


def _inverted(text: str, found: Range | None, talk: Talk | None) -> Range | None:
    """Turn a bound that was said of abnormal values round: "positive if >0.5", "above 95 is abnormal"."""
    if found is None:
        return None
    if found.low is not None and found.high is not None:
        end = called(text, found.end, "range_core") if talk and not talk.named else 0
        return replace(found, named=True, end=end) if end else found
    end = called(text, found.end, "range_abnormal")
    if not (end or (talk and talk.abnormal)):
        return found
    return Range(found.high, found.low, found.unit, named=True, end=end or found.end)


_Ends = tuple[float | None, float | None, int]


def _limit(text: str, talk: Talk) -> _Ends | None:
    """Return the one number that words such as "upper limit" are followed by."""
    limit = _NUMBER.match(text, talk.end) if talk.limit else None
    if not limit:
        return None
    value = number(limit[0])
    return (value, None, limit.end()) if talk.limit == "lower" else (None, value, limit.end())


def _bound(text: str, start: int) -> _Ends | None:
    for pattern in (_BELOW, _ABOVE):
        sign = pattern.match(text, start)
        value = _NUMBER.match(text, sign.end()) if sign else None
        if value:
            bound = number(value[0])
            return (None, bound, value.end()) if pattern is _BELOW else (bound, None, value.end())
    return None


def _ends(text: str, start: int) -> _Ends | None:
    opened = _BETWEEN.match(text, start)
    first = _NUMBER.match(text, opened.end() if opened else start)
    if not first:
        return None
    unit = unit_at(text, first.end())
    to = _TO.match(text, unit.end if unit and unit.kind in {CONCENTRATION, SPEED} else first.end())
    to = to or (_TO.match(text, unit.end) if unit else None)
    last = _NUMBER.match(text, to.end()) if to else None
    if not last or number(first[0]) > number(last[0]):
        return None
    return number(first[0]), number(last[0]), last.end()
