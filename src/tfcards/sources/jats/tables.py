"""The table of words that case reports are read by."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words() -> dict[str, Any]:
    """Return the whole table."""
    return tomllib.loads((resources.files("tfcards.sources.jats") / "words.toml").read_text("utf-8"))


def part_named(title: str) -> str:
    """Return the part of a case that a section called ``title`` fills; empty if it is unknown."""
    folded = " ".join(title.split()).casefold()
    return next((row["part"] for row in words()["section"] if any(t in folded for t in row["titles"])), "")


@cache
def _around(place: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words()["title"][place])


def diagnosis_in(title: str) -> str:
    """Return what is left of ``title`` without the words that only say that it is a case report."""
    text = " ".join(title.split()).rstrip(".")
    for pattern in _around("after"):
        text = pattern.sub("", text, count=1) or text
    for pattern in _around("before"):
        if match := pattern.match(text):
            text = text[match.end() :] or text
    text = text.strip(" ,;:–—-")
    return text[:1].upper() + text[1:]
