"""Finds the lists of causes that a discussion states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tfcards.model.case import Gamut, GamutItem, ItemId
from tfcards.sources.prose.sentences import enumeration, sentences
from tfcards.vocabulary.tables import table

_MIN_CAUSES = 3
_MAX_PATTERN_WORDS = 14
_MAX_CAUSE_WORDS = 14
_CONTEXT = re.compile(r"\b(?:this|that|these|those|it|they|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CausesSentence:
    """A sentence that states causes: of what, and which."""

    pattern: str
    causes: tuple[str, ...]


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in table("connectors")["gamut"]["forms"])


def find_causes(text: str) -> list[CausesSentence]:
    """Return the sentences of ``text`` that list at least three causes of a pattern that stands on its own."""
    found = []
    for sentence in sentences(text):
        for form in _forms():
            match = form.fullmatch(sentence.rstrip(".").strip())
            if match:
                stated = _stated(match["pattern"], match["causes"])
                if stated:
                    found.append(stated)
                break
    return found


def _stated(pattern: str, causes: str) -> CausesSentence | None:
    pattern = re.sub(r"^(?:the|an?)\s+", "", pattern.strip().strip("\"'“”‘’ ,"), flags=re.IGNORECASE)
    items = tuple(re.sub(r"^(?:the|an?)\s+", "", item, flags=re.IGNORECASE) for item in enumeration(causes))
    long = any(len(item.split()) > _MAX_CAUSE_WORDS for item in items)
    if len(items) < _MIN_CAUSES or long or len(pattern.split()) > _MAX_PATTERN_WORDS or _CONTEXT.match(pattern):
        return None
    return CausesSentence(pattern.replace('"', "").replace("“", "").replace("”", ""), items)


def gamuts(text: str) -> tuple[Gamut, ...]:
    """Return the gamuts of a discussion with fresh ids."""
    return tuple(
        Gamut(
            id=ItemId(f"g{number}"),
            pattern=stated.pattern,
            causes=tuple(GamutItem(id=ItemId(f"c{i}"), cause=cause) for i, cause in enumerate(stated.causes, 1)),
        )
        for number, stated in enumerate(find_causes(text), 1)
    )
