"""Tells which findings make a question of their own: one that can be understood, and has an answer."""

from __future__ import annotations

import re
from functools import cache

from tfcards.decompose.masking.mask import is_diagnosis
from tfcards.model.case import Case, Finding
from tfcards.vocabulary.kin import read
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.terms import words as word_list

_POINTS_BACK = re.compile(r"(?:it|they|this|these|that|those|such)\b", re.IGNORECASE)
_MIN_OWN_WORDS = 2
_MAX_BACK_WORDS = 7
"""Words of an observation that begins with a pronoun and says too little to stand without the sentence before."""


def why_not_asked(case: Case, finding: Finding) -> str:
    """Return why ``finding`` makes no pattern card of its own; empty when it makes one.

    Where a case has one finding alone, a meaning that repeats the diagnosis is the whole pattern and is asked.
    """
    if not _own_words(finding.interpretation):
        return "what it means says nothing that could be an answer"
    if _is_empty(finding.observation):
        return "the observation cannot be understood without the image or the sentence before it"
    if len(case.findings) > 1 and is_diagnosis(case, finding.interpretation):
        return "it only repeats the diagnosis, which the card of the whole pattern asks for"
    return ""


def _is_empty(observation: str) -> bool:
    own = _own_words(observation)
    if len(own) < _MIN_OWN_WORDS and not any(word[0].isdigit() for word in own):
        return True
    return bool(_POINTS_BACK.match(observation)) and len(observation.split()) <= _MAX_BACK_WORDS


@cache
def _silent() -> frozenset[str]:
    return (
        frozenset(table("connectors")["references"]) | frozenset(table("connectors")["silent"]) | word_list("stop")
    )


def _own_words(text: str) -> list[str]:
    silent = _silent()
    return [word for word in read(text).folded if word not in silent]
