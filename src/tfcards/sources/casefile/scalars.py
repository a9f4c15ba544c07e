"""From a text of a file to the number or date that a field wants."""

from __future__ import annotations

import datetime as dt
import math
import re

WHOLE_PATTERN = "[+-]?[0-9]{1,15}"
NUMBER_PATTERN = r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"
DATE_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
SWITCH_PATTERN = "[Yy]es|[Nn]o|[Tt]rue|[Ff]alse"


def whole(text: str) -> int | None:
    """Return the whole number that ``text`` states, or None."""
    return int(text) if re.fullmatch(WHOLE_PATTERN, text) else None


def number(text: str) -> float | None:
    """Return the number that ``text`` states with a decimal point, or None; never infinite."""
    value = float(text) if re.fullmatch(NUMBER_PATTERN, text) else math.inf
    return value if math.isfinite(value) else None


def date(text: str) -> dt.date | None:
    """Return the day that ``text`` states as YYYY-MM-DD, or None; never one that the calendar lacks."""
    if not re.fullmatch(DATE_PATTERN, text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def switch(text: str) -> bool | None:
    """Return what ``text`` says as yes, no, true or false, or None."""
    return text.lower() in {"yes", "true"} if re.fullmatch(SWITCH_PATTERN, text) else None
