"""Folds spelling so that words compare as a reader would: case, accents, British and American forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_BRITISH = (("ae", "e"), ("oe", "e"), ("our", "or"))
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def fold(text: str) -> str:
    """Return ``text`` in small letters, without accents and invisible characters, in American spelling."""
    plain = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    for british, american in _BRITISH:
        plain = plain.replace(british, american)
    return plain


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place in the text and its folded form."""

    start: int
    end: int
    text: str
    folded: str


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text``; hyphens and slashes separate, a possessive ``'s`` is dropped from the fold."""
    return tuple(Word(m.start(), m.end(), m[0], _folded(m[0])) for m in _WORD.finditer(text))


@lru_cache(maxsize=32768)
def _folded(word: str) -> str:
    return re.sub(r"['’]s?$", "", fold(word)).replace("'", "").replace("’", "")


def key(text: str) -> str:
    """Return the folded words of ``text`` joined by single spaces: equal for spellings a reader takes as equal."""
    return " ".join(w.folded for w in words(text))
