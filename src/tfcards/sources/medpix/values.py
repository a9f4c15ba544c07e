"""Cleans the values of an export: placeholders are nothing, entities are characters, tags are line breaks."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

_TAG = re.compile(r"<\s*/?\s*(?P<name>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>]{0,200})?/?\s*>")
_BREAKING = frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3"})
_KNOWN = _BREAKING | {"b", "i", "u", "em", "strong", "sub", "sup", "span", "font", "a", "td", "th", "center"}
_PLACEHOLDERS = frozenset(
    {
        "",
        "n/a",
        "na",
        "none",
        "null",
        "nil",
        "unknown",
        "not applicable",
        "not available",
        "in progress",
        "tbd",
        "1",
    }
)
_AROUND = " \n.-_*?"
_MOST = 200_000
"""Letters of one value."""
_MOST_TEXTS = 1000


def record(value: object, name: str) -> Mapping[str, object]:
    """Return the object under ``name`` of ``value``; an empty one where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def texts(value: object) -> list[str]:
    """Return the texts of a list, of lists within it, or of a single value, without empty ones."""
    found: list[str] = []
    waiting = [value]
    while waiting and len(found) < _MOST_TEXTS:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif text := text_of(one):
            found.append(text)
    return found


def text_of(value: object) -> str:
    """Return ``value`` as a text of clean lines; empty for a placeholder and for what is no single value."""
    if isinstance(value, list):
        return "\n".join(texts(value))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = html.unescape(html.unescape(str(value)[:_MOST]))
    text = _TAG.sub(_break, text)
    lines = [" ".join(line.split()) for line in re.split(r"\r\n|[\r\n\u2028\u2029]", text)]
    cleaned = "\n".join(lines).strip()
    return "" if _is_placeholder(cleaned) else cleaned


def _is_placeholder(text: str) -> bool:
    """Tell whether ``text`` stands for nothing: -1, N/A, a row of points. A plain 1 says something."""
    return text != "1" and text.strip(_AROUND).casefold() in _PLACEHOLDERS


def _break(match: re.Match[str]) -> str:
    """Return what stands for a tag: a line break or nothing; a sign of comparison stays."""
    name = match["name"].lower()
    return "\n" if name in _BREAKING else "" if name in _KNOWN else match[0]
