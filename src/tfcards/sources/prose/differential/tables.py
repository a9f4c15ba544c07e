"""The tables of differentials as regular expressions."""

from __future__ import annotations

import re
from functools import cache

from tfcards.vocabulary.tables import table

STANCES = ("against", "for", "neutral")


def alternation(words: list[str]) -> str:
    """Return a regular expression for any of ``words``, longer ones first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def phrase(name: str, *, before: str = r"(?<![\w-])", after: str = r"(?![\w-])") -> re.Pattern[str]:
    """Return a pattern for any of the words of the list ``name``."""
    return re.compile(rf"{before}(?:{alternation(table('differential')[name])}){after}", re.IGNORECASE)


@cache
def verb() -> re.Pattern[str]:
    """Return a pattern for the words that end the name of an entry in a sentence."""
    known = alternation(table("differential")["verbs"])
    return re.compile(rf"(?<![\w-])(?:{known}|\w+n[’']t)(?![\w-])", re.IGNORECASE)


@cache
def lead_in() -> re.Pattern[str]:
    """Return a pattern for the beginning of a sentence that enumerates entries."""
    return re.compile(table("differential")["lead_in"], re.IGNORECASE)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the shape of prose ``name``."""
    return re.compile("".join(table("differential")["patterns"][name].splitlines()), re.IGNORECASE)


@cache
def verdicts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return for each stance a pattern of what introduces entries with it."""
    rows = table("differential")["verdicts"]
    return tuple((s, re.compile(rf"(?:{'|'.join(rows[s])})\s+(?=\w)", re.IGNORECASE)) for s in STANCES)


@cache
def stance_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return for each stance but the neutral one a pattern of what says it."""
    rows = table("differential")["stance"]
    return tuple((s, re.compile(rf"\b(?:{'|'.join(rows[s])})", re.IGNORECASE)) for s in ("for", "against"))
