"""Which items of a list in a case file are which items of the list that is wanted, both in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz.fuzz import ratio

_LIKE = 60.0
"""Percent of text in common from which on an item is corrected in place, not written anew."""


def pairs(now: Sequence[object], wanted: Sequence[object]) -> list[tuple[int, int]]:
    """Return the places of the same items in ``now`` and ``wanted``, increasing in both.

    Items with ids are the same by their ids; others when they are equal, or else alike between two that are.
    """
    found: list[tuple[int, int]] = []
    matcher = SequenceMatcher(None, [_key(item) for item in now], [_key(item) for item in wanted], autojunk=False)
    for tag, i, j, k, end in matcher.get_opcodes():
        if tag == "equal":
            found += zip(range(i, j), range(k, end), strict=True)
        elif tag == "replace":
            found += ((i + a, k + b) for a, b in _alike(now[i:j], wanted[k:end]))
    return found


def _key(item: object) -> object:
    return getattr(item, "id", "") or item


def _alike(now: Sequence[object], wanted: Sequence[object]) -> Iterator[tuple[int, int]]:
    first = 0
    for place, new in enumerate(wanted):
        match = next((n for n in range(first, len(now)) if _is_like(now[n], new)), None)
        if match is not None:
            yield match, place
            first = match + 1


def _is_like(one: object, other: object) -> bool:
    if getattr(one, "id", "") and getattr(other, "id", ""):
        return False
    return ratio(_text(one), _text(other)) >= _LIKE


def _text(item: object) -> str:
    if not dataclasses.is_dataclass(item):
        return str(item)
    values = [getattr(item, field.name) for field in dataclasses.fields(item) if field.name != "id"]
    return " ".join(str(value) for value in values if value not in ("", (), None))
