"""Splits prose into sentences and enumerations into items, as reports are written."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_STOP = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_LAST_WORD = re.compile(r"(?:(?P<before>\S+)\s+)?\(?(?P<word>[A-Za-z][A-Za-z.]*)\.[\"'”’)\]]*\s*$")
_ITEM_BREAK = re.compile(
    r"\s*;\s*(?:and\s+|or\s+)?|\s*,\s*(?:and(?:/or)?\s+|or\s+)?|\s+(?:and(?:/or)?|or|as well as)\s+"
)


_LOOK_BACK = 60
"""Letters before a point that tell what it ends; looking further back would make long texts slow."""


@cache
def _abbreviations() -> frozenset[str]:
    text = (resources.files("tfcards.sources.prose") / "abbreviations.txt").read_text("utf-8")
    return frozenset(text.split())


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text``. Abbreviations, initials and decimals do not end one."""
    found: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        if _abbreviated(text[max(start, match.start() - _LOOK_BACK) : match.start() + 1]):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [s for s in found if s]


def _abbreviated(head: str) -> bool:
    match = _LAST_WORD.search(head)
    if not match:
        return False
    if len(match["word"]) == 1 and match["word"].isupper():
        # "J. Smith" and "Smith J. Radiology" go on; "vitamin D. When" does not.
        return not match["before"] or match["before"][0].isupper()
    return match["word"].casefold() in _abbreviations()


def enumeration(text: str) -> list[str]:
    """Return the items of "A, B, and C" or "A; B; C". Brackets are kept whole; semicolons win over commas."""
    text = text.strip().rstrip(".").strip()
    if ";" in outside_brackets(text):
        parts = _split(text, re.compile(r"\s*;\s*(?:and\s+|or\s+)?"))
    else:
        parts = _split(text, _ITEM_BREAK)
    return [p for p in (part.strip(" ,;") for part in parts) if p]


def outside_brackets(text: str) -> str:
    """Return ``text`` with brackets and what stands in them blanked out, every letter in its place."""
    depth, kept = 0, []
    for char in text:
        depth += (char in "([") - (char in ")]")
        kept.append(char if depth == 0 and char not in ")]" else "\0")
    return "".join(kept)


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    parts, start = [], 0
    for match in pattern.finditer(outside_brackets(text)):
        parts.append(text[start : match.start()])
        start = match.end()
    return [*parts, text[start:]]


def without_end(text: str) -> str:
    """Return ``text`` without the point that ends its sentence."""
    return re.sub(r"(?<!\betc)[.;,]+$", "", text.strip()).strip()
