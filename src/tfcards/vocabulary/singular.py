"""The singular of a folded word, Latin and Greek plurals included: metastases, emboli, diverticula, fibromata."""

from __future__ import annotations

from functools import lru_cache

from tfcards.vocabulary.tables import table

_SHORTEST = 4
"""Letters that a word must have before its s can be a plural's: "gas", "yes"."""

_ENDINGS = (
    ("itides", "itis"),
    ("mata", "ma"),
    ("oses", "osis"),
    ("tases", "tasis"),
    ("iases", "iasis"),
    ("eses", "esis"),
    ("yses", "ysis"),
    ("pses", "psis"),
    ("thoraces", "thorax"),
    ("rtices", "rtex"),
    ("pices", "pex"),
    ("dices", "dix"),
    ("rices", "rix"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ies", "y"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
"""What a plural ends in and what its singular has there; the first that fits."""


@lru_cache(maxsize=32768)
def singular(word: str) -> str:
    """Return the folded ``word`` in the singular: the same for both numbers, if not always a word of its own."""
    known: dict[str, str] = table("names")["singular"]
    if word in known:
        return known[word]
    if len(word) < _SHORTEST:
        return word
    for plural, one in _ENDINGS:
        if word.endswith(plural):
            return word[: len(word) - len(plural)] + one
    return word
