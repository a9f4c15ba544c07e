"""Reads what follows a name: bound, number, unit, flag and range; and refuses numbers that are something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tfcards.sources.prose.labs.context import part_of_something
from tfcards.sources.prose.labs.ranges import CLOSING, Range, range_at, range_in_brackets
from tfcards.sources.prose.labs.tables import words
from tfcards.sources.prose.labs.tokens import Token, folded, number
from tfcards.sources.prose.labs.units import Unit, unit_at

_FLAG = re.compile(
    r" ?(?:[(\[] ?(?:HH?|LL?|A|[*!↑↓]{1,3}|high|low|elevated|abnormal|critical|raised|normal)\*? ?[)\]]"
    r"|(?:HH?|LL?|high|low)(?![^\W_]|-)\*?|[*!↑↓]{1,3})"
)
_PLAIN_FLAG = re.compile(r"(?:high|low)$")
_OTHERWISE = re.compile(r"[+°'\"#^:/]|[-–‑][^\W\d_]|[.,:]\d| ?[-–—−‑] ?\d|[^\W\d_]| (?:to|and) \d+ ?[%]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DECIMAL_COMMA = re.compile(r"\d++,\d{1,2}")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,2}(?![\d.,])")
_SEPARATOR = re.compile(r" ?[,;:]? ?")
_NEXT_WORD = re.compile(r" ?(?P<word>[^\W\d_]++|[%×])")
_ASIDE = re.compile(
    r" (?!and\b|with\b|but\b|or\b)[^\W\d_]++(?: (?!and\b|with\b|but\b|or\b)[^\W\d_]++){0,3} (?=[(\[])",
    re.IGNORECASE,
)
_COMMENT = 40
"""Letters of a remark in brackets between a number and its unit."""
_DIGITS = 12
"""Digits that a value has at most."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with what belongs to it. ``first`` is its first token, ``end`` its end in the text."""

    first: int
    value: float
    qualifier: str = ""
    unit: Unit | None = None
    range: Range | None = None
    end: int = 0
    remark: int = 0
    """Where a bracket before the unit closes: "7.8 (direct 0.4) mg/dL"; 0 when there is none."""


def measure(text: str, tokens: Sequence[Token], index: int, *, whole: bool) -> Measure | None:
    """Return what the number at ``index`` measures; None when it is no value. ``whole``: in a row of a table."""
    token = tokens[index]
    if len(token.text) > _DIGITS or part_of_something(text, tokens, index):
        return None
    spaced = _SPACED.match(text, token.start)
    if spaced and unit_at(text, spaced.end()):
        return _measured(text, tokens, index, spaced[0], whole=whole)
    unit = unit_at(text, token.end)
    doubtful = _OTHERWISE.match(text, token.end) or _DECIMAL_COMMA.fullmatch(token.text)
    if unit is None and doubtful:
        return None
    return _measured(text, tokens, index, token.text, whole=whole)


def _measured(text: str, tokens: Sequence[Token], index: int, written: str, *, whole: bool) -> Measure:
    end = tokens[index].start + len(written)
    unit = unit_at(text, end)
    first, qualifier = _qualifier(tokens, index)
    found = Measure(first, number(written.replace(" ", "")), qualifier, unit, end=unit.end if unit else end)
    found = _tail(text, found, whole=whole)
    return found if found.unit else _late_unit(text, found)


_BOUNDS = {"<": "<", "≤": "<", ">": ">", "≥": ">"}


@cache
def _bound_words() -> dict[tuple[str, ...], str]:
    """Return the bounds in words with their signs, the longest first."""
    kinds = (("bounds_below", "<"), ("bounds_above", ">"))
    found = {tuple(phrase.split()): sign for kind, sign in kinds for phrase in words(kind)}
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def _qualifier(tokens: Sequence[Token], index: int) -> tuple[int, str]:
    """Return the first token of the bound before the number at ``index``, and the bound."""
    first = index
    if first and tokens[first - 1].text == "=" and first > 1 and tokens[first - 2].text in _BOUNDS:
        first -= 1
    if first and tokens[first - 1].text in _BOUNDS:
        arrow = first > 1 and tokens[first - 2].text in "-–=" and tokens[first - 2].end == tokens[first - 1].start
        return (index, "") if arrow else (first - 1, _BOUNDS[tokens[first - 1].text])
    for bound, sign in _bound_words().items():
        if tuple(t.folded for t in tokens[max(0, index - len(bound)) : index]) == bound:
            return index - len(bound), sign
    return index, ""


def _tail(text: str, found: Measure, *, whole: bool) -> Measure:
    """Add flags, range and unit that follow, in any order."""
    flagged = False
    for _ in range(4):
        flag = _FLAG.match(text, found.end)
        if flag and not (_PLAIN_FLAG.search(flag[0]) and not whole):
            found, flagged = replace(found, end=flag.end()), True
        elif not found.range and (seen := _range(text, found, whole=whole) or _late_range(text, found)):
            found = replace(found, range=seen, unit=found.unit or seen.unit, end=seen.end)
        elif not found.unit and (found.range or flagged or whole) and (late := unit_at(text, found.end)):
            found = replace(found, unit=late, end=late.end)
        else:
            break
    return found


def _range(text: str, found: Measure, *, whole: bool) -> Range | None:
    separator = _SEPARATOR.match(text, found.end)
    start = separator.end() if separator else found.end
    opening = text[start : start + 1]
    seen = range_in_brackets(text, start) if opening in CLOSING and opening else range_at(text, start)
    if seen is None:
        return None
    if opening not in CLOSING and not seen.named:
        plain = seen.low is not None and seen.high is not None and text[found.end : start].strip() == ""
        columns = plain and (found.unit is not None or "." in text[start : seen.end])
        if not (columns or (whole and found.unit)):
            return None
    if opening not in CLOSING and not seen.unit and stands_for_something_else(text, seen.end):
        return None
    alike = not seen.unit or not found.unit or seen.unit.kind == found.unit.kind
    return seen if alike else None


def _late_range(text: str, found: Measure) -> Range | None:
    """Return the range in a bracket behind a few words: "12 pg/ml off all drugs (normal <100)"."""
    aside = _ASIDE.match(text, found.end) if found.unit else None
    seen = range_in_brackets(text, aside.end()) if aside else None
    return seen if seen and seen.named else None


def _late_unit(text: str, found: Measure) -> Measure:
    """Take the unit behind a remark in brackets."""
    start = found.end + (text[found.end : found.end + 1] == " ")
    if text[start : start + 1] != "(":
        return found
    closing = text.find(")", start, start + _COMMENT)
    unit = unit_at(text, closing + 1) if closing > 0 else None
    return replace(found, unit=unit, remark=closing) if unit else found


def stands_for_something_else(text: str, end: int) -> bool:
    """Tell from what follows at ``end`` that a bare number counts days, times, centimetres or the like."""
    match = _NEXT_WORD.match(text, end)
    return match is not None and folded(match["word"]) in words("not_after") and match["word"] not in {"H", "L"}


def is_year(token: Token) -> bool:
    """Tell whether a bare number reads as a year."""
    return _YEAR.match(token.text) is not None
