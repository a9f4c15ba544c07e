"""Tells words for diseases, and for what else a finding may mean, from words for what is merely seen."""

from __future__ import annotations

import re
from functools import cache

from tfcards.vocabulary.tables import table

_HEAD_END = re.compile(
    r"\s+(?:of|from|in|with|within|without|despite|by|due|after|at|on|to|for|that|which|and|or|as|under|over)\b.*",
    re.IGNORECASE,
)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("meanings")[name])


def is_disease(name: str) -> bool:
    """Tell whether ``name`` holds a word for a disease: sure enough where the sentence alone does not tell."""
    return any(_is_disease_word(word) for word in _split(name))


def is_adjective(word: str) -> bool:
    """Tell whether ``word`` describes a noun that must follow: "ureteral or renal activity" is one name."""
    return word.casefold().endswith(("al", "ic", "ar", "ous", "ary", "ive"))


def is_meaning(phrase: str) -> bool:
    """Tell whether the head of the noun ``phrase`` is what a finding may mean: a disease, or a process."""
    head = _split(_HEAD_END.sub("", phrase))
    if head[-1:] in (["change"], ["changes"]):
        return not _words("kinds_of_change").isdisjoint(head)
    return bool(head) and (_is_disease_word(head[-1]) or head[-1] in _words("processes"))


def is_summary(phrase: str) -> bool:
    """Tell whether the noun ``phrase`` only sums a finding up ("a compensatory phenomenon")."""
    head = _split(_HEAD_END.sub("", phrase))
    return bool(head) and head[-1] in _words("summaries")


def _is_disease_word(word: str) -> bool:
    if word in _words("seen_alone"):
        return False
    return word in _words("diseases") or word.endswith(tuple(_words("disease_endings")))


def _split(text: str) -> list[str]:
    return [w for w in re.findall(r"[^\W\d_]+", text.casefold()) if not w.startswith("diagnos")]
