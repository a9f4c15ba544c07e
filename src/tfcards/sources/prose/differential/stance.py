"""Tells whether what is said of an alternative speaks for it in this case, against it, or only describes it."""

from __future__ import annotations

from tfcards.sources.prose.differential.tables import pattern, stance_patterns

_ENDS = frozenset(",;.")
"""Behind these a verdict is followed by another statement, and is no part of it."""


def stance_of(remark: str) -> str:
    """Return ``for``, ``against`` or ``neutral``. Where a remark says both, what comes last weighs more."""
    last, found = -1, "neutral"
    for stance, words in stance_patterns():
        for match in words.finditer(remark):
            if match.start() >= last:
                last, found = match.start(), stance
    return found


def without_verdict(remark: str) -> str:
    """Return ``remark`` without a bare verdict at its beginning ("less likely, B12 is normal"): no feature."""
    match = pattern("only_verdict").match(remark)
    if not match or (match.end() < len(remark) and remark[: match.end()].rstrip()[-1:] not in _ENDS):
        return remark
    return remark[match.end() :].strip(" ,;")
