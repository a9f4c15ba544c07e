"""Folds spelling so that words compare as a reader would: case, accents, British and American forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_BRITISH = (("ae", "e"), ("oe", "e"), ("our", "or"))
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def fold(text: str) -> str:
    """Return ``text`` in small letters, without accents and invisible characters, in American spelling."""
    if text.isascii():
        plain = text.lower()
    else:
        plain = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold()
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    for british, american in _BRITISH:
        plain = plain.replace(british, american)
    return plain


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
"""How names are spelt where a keyboard has no umlauts; their fold is another than the umlaut's own."""


def umlauts_spelt_out(text: str) -> tuple[str, ...]:
    """Return ``text`` with its umlauts as two letters, or nothing when it has none: Kienböck, Kienboeck."""
    composed = unicodedata.normalize("NFC", text).casefold()
    if composed.isascii() or not any(c in composed for c in _UMLAUTS):
        return ()
    return ("".join(_UMLAUTS.get(c, c) for c in composed),)


class Word(NamedTuple):
    """A word of a text: its place in the text and its folded form. A tuple, because a text has very many."""

    start: int
    end: int
    text: str
    folded: str


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text``; hyphens and slashes separate, a possessive ``'s`` is dropped from the fold."""
    return tuple(Word(m.start(), m.end(), m[0], _folded(m[0])) for m in _WORD.finditer(text))


@lru_cache(maxsize=1024)
def words_and_folds(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of ``text`` as written and folded, where their places do not matter."""
    found = tuple(_WORD.findall(text))
    return found, tuple(map(_folded, found))


@lru_cache(maxsize=512)
def spans_of_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of ``text`` stand, as (start, end), where the rest does not matter."""
    return tuple([found.span() for found in _WORD.finditer(text)])


@lru_cache(maxsize=32768)
def _folded(word: str) -> str:
    return re.sub(r"['’]s?$", "", fold(word)).replace("'", "").replace("’", "")


def key(text: str) -> str:
    """Return the folded words of ``text`` joined by single spaces: equal for spellings a reader takes as equal."""
    return " ".join(words_and_folds(text)[1])
