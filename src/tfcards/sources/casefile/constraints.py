"""The JSON Schema keywords of a field, checked on a value in words for educators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from tfcards.sources.casefile import codes


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value: the ``message`` goes on after the value itself."""

    code: str
    message: str
    hint: str


def problem_with(value: object, keywords: Mapping[str, Any]) -> Wrong | None:
    """Return what is wrong with ``value`` by ``enum``, ``pattern``, ``minimum`` and ``maximum``, or None."""
    choices = [choice for choice in keywords.get("enum", ()) if choice]
    if choices and value not in choices:
        near = get_close_matches(str(value).lower(), choices, n=1)
        hint = f"did you mean '{near[0]}'?" if near else "write one of these, or leave the key out"
        return Wrong(codes.NOT_A_CHOICE, f"is none of {', '.join(choices)}", hint)
    if "pattern" in keywords and not re.fullmatch(keywords["pattern"], str(value)):
        return Wrong(codes.ILL_FORMED, "does not have the form that is needed", keywords["patternErrorMessage"])
    if isinstance(value, (int, float)):
        low, high = keywords.get("minimum", value), keywords.get("maximum", value)
        if not low <= value <= high:
            return Wrong(codes.OUT_OF_RANGE, f"does not lie between {low} and {high}", "correct it")
    return None
