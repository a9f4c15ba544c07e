"""Tells from what stands around a number that it is a part of something longer: a date, a span, a course."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.sources.prose.labs.tables import words
from tfcards.sources.prose.labs.tokens import NUMBER, Token
from tfcards.sources.prose.labs.units import unit_at

_DASHES = "-–—−‑"
_ARROW = re.compile(r" ?(?:-{1,2}>|→|⇒|=>) ?\.?\d")
_TO = re.compile(rf" (?:\S{{1,12}} )?(?:up |down )?to {NUMBER}")
_SERIES = re.compile(
    rf"(?: ?, ?{NUMBER}){{0,6}} ?,? ?(?:and|or|then|to) {NUMBER}(?! ?%|[-‑(]?[A-Za-z]|\.\d| ?h\b)| {NUMBER}"
)
_SPAN = 2
"""Tokens of "between 11 and" after its first word."""
_BEFORE = 5
"""Tokens before the first value of a course among which it begins: "from a baseline of 1.2 to 3.4"."""


def part_of_something(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the number at ``index`` goes on with what is before it: 12/11/2001, 1:640, 4.1.2, 2-3, L3-4."""
    before = tokens[index - 1] if index else None
    if before is None:
        return False
    earlier = tokens[index - 2] if index > 1 else None
    after_number = earlier is not None and earlier.kind == "number"
    if before.text in _DASHES:
        negative = earlier is None or (earlier.end < before.start or earlier.text == "(")
        return after_number or (before.end == tokens[index].start and negative)
    if before.end == tokens[index].start and before.text not in "<>≤≥=(:~*↑↓→[":
        return (
            before.kind != "sign" or before.text in "^#$" or (earlier is not None and earlier.end == before.start)
        )
    if before.folded in {"to", ":"} and after_number and (before.text != ":" or before.end == tokens[index].start):
        return before.text == ":" or course_begins(tokens, index - 2) < 0
    if before.folded == "from":
        return not leads_to_another(text, tokens, index)
    return earlier is not None and (_a_limit(earlier, before) or _one_of_two(tokens, index))


def _a_limit(earlier: Token, before: Token) -> bool:
    """Tell whether two tokens lead to a limit: "limit of", "upper limit"; not "within limits"."""
    if before.folded in {"of", "is"}:
        return earlier.folded in words("range_limits")
    return before.folded in words("range_limits") and earlier.folded in words("range_limits") | {
        "lower",
        "detection",
    }


def _one_of_two(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the number at ``index`` is an end of "between 11 and 12"."""
    if tokens[index - 1].folded == "between":
        return True
    return index > _SPAN and tokens[index - 1].folded == "and" and tokens[index - 3].folded == "between"


def course_begins(tokens: Sequence[Token], index: int) -> int:
    """Return the token "from" that begins the course whose first number is at ``index``; -1 when none does."""
    for at in range(index - 1, max(-1, index - 1 - _BEFORE), -1):
        if tokens[at].folded == "from":
            return at
        if tokens[at].folded not in words("links"):
            break
    return -1


def leads_to_another(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the number at ``index`` is where a course began: "from 1.2 to 3.4", "1.2 -> 3.4"."""
    unit = unit_at(text, tokens[index].end)
    end = unit.end if unit else tokens[index].end
    return _ARROW.match(text, end) is not None or (
        course_begins(tokens, index) >= 0 and _TO.match(text, end) is not None
    )


def one_of_a_series(text: str, end: int) -> bool:
    """Tell whether more numbers follow a bare one that ends at ``end``: "10.9, 11.2 and 11.5"."""
    return _SERIES.match(text, end) is not None
