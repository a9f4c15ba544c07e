"""Finds the age and sex that a history states."""

from __future__ import annotations

import re

_AGE = re.compile(
    r"\b(?P<age>\d{1,3})\s*-?\s*(?P<unit>years?|yrs?|y|months?|mos?|weeks?|wks?|days?)\s*(?:-|\s|/)?\s*(?:old|o)\b"
    r"|\b(?P<aged>\d{1,3})\s*-?\s*y\.?(?:/?o\.?|rs?)?\b"
    r"|\baged?\s+(?P<of>\d{1,3})\b"
    r"|\b(?P<short>\d{1,3})\s?(?P<mark>[MF])\b",
    re.IGNORECASE,
)
_SEXES = (
    ("female", re.compile(r"\b(?:wom[ae]n|female|girl|lady|mother|housewife)\b", re.IGNORECASE)),
    ("male", re.compile(r"\b(?:m[ae]n|male|boy|gentleman|father)\b", re.IGNORECASE)),
)
_MAX_AGE = 130


def ages(text: str) -> list[int]:
    """Return the ages that ``text`` states, in completed years: an infant of three months is 0."""
    found = []
    for match in _AGE.finditer(text):
        number = int(match["age"] or match["aged"] or match["of"] or match["short"])
        unit = (match["unit"] or "y")[0].lower()
        years = number if unit == "y" else number // {"m": 12, "w": 52, "d": 365}[unit]
        if years <= _MAX_AGE:
            found.append(years)
    return found


def sex(text: str) -> str:
    """Return ``female`` or ``male`` as the first such word of ``text`` says, or the mark in "63F"; else empty."""
    first = [(match.start(), name) for name, pattern in _SEXES if (match := pattern.search(text))]
    if first:
        return min(first)[1]
    for match in _AGE.finditer(text):
        if match["mark"]:
            return "female" if match["mark"].upper() == "F" else "male"
    return ""
