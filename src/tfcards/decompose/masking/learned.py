"""Learns the abbreviations that a case defines itself: "Kaposi sarcoma (KS)", "KS (Kaposi sarcoma)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tfcards.decompose.masking.stated import abbreviation_forms
from tfcards.model.case import Case
from tfcards.vocabulary import terms
from tfcards.vocabulary.words import fold

_SHORT = re.compile(r"[A-Z][A-Za-z0-9-]{1,9}(?![\w-])")
_LAST = re.compile(r"(?<![\w-])[A-Z][A-Za-z0-9-]{1,9}$")
_BEFORE = 90
"""Letters in front of a bracket in which what it abbreviates is looked for."""
_MIN_CAPITALS = 2

Spans = Callable[[str], tuple[tuple[int, int], ...]]


def learned_from(case: Case, spans: Spans) -> frozenset[str]:
    """Return the abbreviations of what is hidden (``spans`` of a text) that ``case`` defines in its own words."""
    found: set[str] = set()
    for text in _texts(case):
        if "(" in text:
            for said, short in _defined(text):
                if _is_short_for(short, said, spans):
                    found |= abbreviation_forms(short)
    return frozenset(found)


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """Yield what ``text`` says in full, and what stands for it in brackets, or in front of them."""
    at = text.find("(")
    while at >= 0:
        if short := _SHORT.match(text, at + 1):
            yield text[max(at - _BEFORE, 0) : at], short[0]
        elif last := _LAST.search(text[max(at - _BEFORE, 0) : at].rstrip()):
            yield text[at + 1 : at + _BEFORE].partition(")")[0], last[0]
        at = text.find("(", at + 1)


def _is_short_for(short: str, said: str, spans: Spans) -> bool:
    """Tell whether the last words of ``said`` begin with the first letter of ``short``, and are hidden."""
    if sum(c.isupper() for c in short) < _MIN_CAPITALS or short.casefold() in _ordinary():
        return False
    tail = said.split()[-len(short) :]
    start = next((n for n, word in enumerate(tail) if fold(word)[:1] == short[0].casefold()), None)
    if start is None:
        return False
    meant = " ".join(tail[start:])
    hidden = spans(meant)
    return bool(hidden) and hidden[-1][1] >= len(meant.rstrip(" .,;:"))


def _ordinary() -> frozenset[str]:
    return terms.words("plain_abbreviations") | terms.words("studies")


def _texts(case: Case) -> Iterator[str]:
    yield from (case.brief_history, case.full_history, case.discussion, case.follow_up)
    yield from case.teaching_points
    for finding in case.findings:
        yield from (finding.observation, finding.interpretation)
    yield from (image.caption for image in case.images)
    for item in case.differential:
        yield from (item.diagnosis, item.distinguishing)
    for asked in case.questions:
        yield from (asked.question, asked.explanation)
        yield from (text for option in asked.options for text in (option.text, option.remark))
