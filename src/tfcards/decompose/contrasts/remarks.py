"""Whether a remark on an alternative states a feature that sets it apart, and not only that it is possible."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tfcards.model.case import DifferentialItem
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

_HEAD = 5
"""First letters by which a word of a remark is taken for one of the name: metastatic, metastases."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("remarks")[name])


@cache
def _part_ends() -> re.Pattern[str]:
    return re.compile(rf"[.,;:!?()–—]\s|[.;!?]$|\b(?:{'|'.join(table('remarks')['turns'])})\b", re.IGNORECASE)


def sets_apart(item: DifferentialItem) -> bool:
    """Tell whether the source says what sets ``item`` apart; its name, said again, does not."""
    return bool(item.distinguishing) and states_a_feature(item.distinguishing, item.diagnosis)


@lru_cache(maxsize=16384)
def states_a_feature(remark: str, name: str) -> bool:
    """Tell whether a part of ``remark`` on ``name`` has a word that is a feature."""
    own = {word[:_HEAD] for word in key(name).split()}
    return any(_has_feature(part, own) for part in parts_of(remark))


def parts_of(remark: str) -> list[str]:
    """Return ``remark`` in the parts that state one thing each."""
    return [part.strip() for part in _part_ends().split(remark) if part.strip()]


def _has_feature(part: str, own: set[str]) -> bool:
    said = key(part).split()
    if not _words("sameness").isdisjoint(said):
        return False
    no_number = not _words("pointing").isdisjoint(said)
    return any(_is_feature(word, own) and not (no_number and word.isdigit()) for word in said)


def _is_feature(word: str, own: set[str]) -> bool:
    dull = word in word_list("stop") or word in _words("empty")
    return not dull and (len(word) > 1 or word.isdigit()) and word[:_HEAD] not in own
