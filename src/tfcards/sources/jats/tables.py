"""The table of words that case reports are read by."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

_NUMBER = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]?|[ivx]{1,5}[.):]|[a-h][.)])\s+")
"""The number that a journal puts before the title of a section."""
_LONGEST = 500
"""Letters of a title; a longer text is none."""


@cache
def words() -> dict[str, Any]:
    """Return the whole table."""
    return tomllib.loads((resources.files("tfcards.sources.jats") / "words.toml").read_text("utf-8"))


def part_named(title: str) -> str:
    """Return the part of a case that a section called ``title`` fills; empty if it is unknown."""
    if len(title) > _LONGEST:
        return ""
    folded = _NUMBER.sub("", " ".join(title.split()).casefold()).strip(" :.–—-")
    return next((part for part, pattern in _sections() if pattern.match(folded)), "")


@cache
def _sections() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the pattern of the titles of each part, in the order of the table."""
    found = []
    for row in words()["section"]:
        ways = [rf"(?:{t})$" for t in row.get("whole", ())]
        ways += [rf"(?:{t})" for t in row.get("begins", ())]
        ways += [rf".*\b(?:{t})\b" for t in row.get("words", ())]
        found.append((row["part"], re.compile("|".join(ways))))
    return tuple(found)


@cache
def whole_words(name: str, key: str = "words") -> re.Pattern[str]:
    """Return the pattern of the words that the table ``name`` lists under ``key``."""
    return re.compile(rf"\b(?:{'|'.join(words()[name][key])})\b", re.IGNORECASE)


@cache
def beginnings(name: str, key: str = "words") -> re.Pattern[str]:
    """Return the pattern of words that begin as the table ``name`` lists under ``key``."""
    return re.compile(rf"\b(?:{'|'.join(words()[name][key])})", re.IGNORECASE)


@cache
def _around(place: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words()["title"][place])


def diagnosis_in(title: str) -> str:
    """Return what is left of ``title`` without the words that only say that it is a case report."""
    text = " ".join(title.split()).rstrip(".")
    if len(text) > _LONGEST:
        return text
    for pattern in _around("after"):
        text = pattern.sub("", text, count=1) or text
    for pattern in _around("before"):
        if match := pattern.match(text):
            text = text[match.end() :] or text
    text = text.strip(" ,;:–—-")
    return text[:1].upper() + text[1:]
