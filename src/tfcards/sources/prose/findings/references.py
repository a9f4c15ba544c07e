"""Tells which statements only point back to what was said before them, and joins them to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tfcards.sources.prose.findings.observation import Observation
from tfcards.vocabulary.tables import table

_SUMMARY = re.compile(
    r"(?:and |but |so )?(?:in retrospect,? )?(?:this|these|that|those|such|it|"
    r"the (?:former|latter|combination|match|mismatch|pattern))\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"(?:the |these |all |overall |taken |both )*(?:findings|features|appearances?|overall)\b", re.IGNORECASE
)
"""The whole study, not the statement before it."""
_POINTER = re.compile(
    r"(?:(?:and|thus|therefore|this|these|that|those|all|both|the|findings?|appearances?|patterns?|features)\s+)+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:its|their)\b", re.IGNORECASE)
_MAX_SUMMARY_WORDS = 6
"""Words of a clause that sums up what was said before ("Such a one-sided mismatch")."""
_MAX_JOINED = 3
"""Statements that one meaning may speak of."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("connectors")[name])


def own_words(text: str) -> list[str]:
    """Return the words of ``text`` that say something by themselves, and do not only point back."""
    return [w for w in re.findall(r"[^\W_]+", text.casefold()) if w not in _words("references")]


def split_pointer(words: str) -> tuple[str, str]:
    """Split the words of a link after those that point back: "These findings", "are diagnostic of"."""
    match = _POINTER.match(words)
    return (match[0].strip(), words[match.end() :]) if match else ("", words)


@dataclass(frozen=True, slots=True)
class Joined:
    """A statement that takes the place of the last ``count`` before it."""

    count: int
    whole: Observation


def join_back(found: Sequence[Observation], part: Observation, first: int) -> Joined | None:
    """Return ``part`` with the statements of ``found`` that it tells the meaning of; None if it speaks for itself.

    Statements that have a meaning of their own are not joined; ``first`` is where the sentence of ``part`` began.
    """
    back = _points_back(part, found)
    # "Its rim is calcified …" in a sentence of its own stands by itself.
    possessive = _POSSESSIVE.match(part.observation)
    if not back or (possessive and len(found) == first):
        return None
    before = _unsaid(found, part, max(back, len(found) - first))
    if not before:
        return None
    texts = [one.observation for one in before] + ([part.observation] if possessive else [])
    joint = "; " if len(found) - len(before) >= first else ". "
    return Joined(len(before), replace(part, observation=joint.join(texts)))


def _points_back(part: Observation, found: Sequence[Observation]) -> int:
    """Return how many statements before it ``part`` speaks of: 0 when it speaks of something of its own."""
    seen = part.observation
    if not part.interpretation:
        return 0
    if _IN_ALL.match(seen):
        return len(found) if _all_unsaid(found, part.study) else 0
    summary = _SUMMARY.match(seen) and len(seen.partition(",")[0].split()) <= _MAX_SUMMARY_WORDS
    if own_words(seen) and not summary and not _POSSESSIVE.match(seen):
        return 0
    return _MAX_JOINED if _words("several").intersection(seen.casefold().split()) else 1


def _all_unsaid(found: Sequence[Observation], study: str) -> bool:
    """Tell whether no statement of a short paragraph has a meaning yet: a summary may then speak of them all."""
    return len(found) <= _MAX_JOINED and all(not one.interpretation and one.study == study for one in found)


def _unsaid(found: Sequence[Observation], part: Observation, most: int) -> list[Observation]:
    """Return the last statements of ``found``, at most ``most``, up to one that has a meaning of its own."""
    before: list[Observation] = []
    for candidate in reversed(found[-most:] if most else ()):
        if candidate.interpretation or candidate.study != part.study:
            break
        before.insert(0, candidate)
    return before
