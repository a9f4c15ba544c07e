"""Tells whether capital letters of a text stand for a name: FNH, and XGP for a name of two words.

After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text",
with the letters inside a word held to the beginnings of a compound's parts.
"""

from __future__ import annotations

from functools import lru_cache

from tfcards.vocabulary import terms

_MAX_LETTERS = 6
_MIN_LETTERS = 2
_MIN_PART = 4
"""Letters that the second part of a compound has: no letter of an ending counts."""
_MIN_FIRST = 3
_JOINTS = frozenset("oaiy")
"""Letters in which the first part of a compound ends: xantho-, auto-, -i-, poly-."""


@lru_cache(maxsize=32768)
def stands_for(short: str, content: tuple[str, ...]) -> bool:
    """Tell whether the capitals ``short`` stand for neighbouring words of ``content`` (folded, stop words out).

    Two letters stand for a whole name alone, generic words aside ("acute pulmonary embolism": PE). Words that all
    say where make no initials: RLL is no part of a name.
    """
    letters = short.casefold()
    if not _MIN_LETTERS <= len(letters) <= _MAX_LETTERS or letters in terms.words("plain_abbreviations"):
        return False
    named = tuple(word for word in content if not word.isdigit())
    if len(letters) == _MIN_LETTERS:
        strong = tuple(word for word in named if word not in terms.words("generic"))
        return any(len(name) == len(letters) and _spells(letters, name) for name in (named, strong))
    return any(
        _spells(letters, named[start:end]) and not all(map(terms.is_ground, named[start:end]))
        for start in range(len(named))
        for end in range(start + 2, min(start + len(letters), len(named)) + 1)
    )


def _spells(letters: str, parts: tuple[str, ...]) -> bool:
    """Tell whether ``letters`` are the first letters of all ``parts``, and of parts of compounds among them."""
    if not parts or not letters:
        return not parts and not letters
    word = parts[0]
    if word[0] != letters[0]:
        return False
    if _spells(letters[1:], parts[1:]):
        return True
    return len(letters) > 1 and letters[1] in _joints(word) and _spells(letters[2:], parts[1:])


@lru_cache(maxsize=8192)
def _joints(word: str) -> frozenset[str]:
    """Return the letters with which a second part of the compound ``word`` may begin."""
    tail = range(_MIN_FIRST, len(word) - _MIN_PART + 1)
    known = {
        word[len(p)] for p in terms.words("combining") if word.startswith(p) and len(word) - len(p) >= _MIN_PART
    }
    return frozenset(word[n] for n in tail if word[n - 1] in _JOINTS) | known
