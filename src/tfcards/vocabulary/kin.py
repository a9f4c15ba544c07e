"""Finds which words of a text are forms of wanted words, at the price of a few look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from tfcards.vocabulary.terms import CORE_HEAD, HEAD, cores, is_clipped, same_family
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import words_and_folds

_INNER_FROM = 2
"""Letters before the place where a wanted word may begin inside another word."""


@lru_cache(maxsize=16384)
def _places(word: str) -> tuple[str, ...]:
    """Return what a wanted word of which ``word`` is a form may begin with: its beginning, and runs in it."""
    inside = [word[n : n + CORE_HEAD] for n in range(_INNER_FROM, len(word) - CORE_HEAD + 1)]
    return (word[:HEAD], *inside)


@lru_cache(maxsize=16384)
def _beginnings(wanted: str) -> tuple[str, ...]:
    """Return with what a form of ``wanted`` may begin, and with what ``wanted`` begins inside a longer word."""
    heads = (wanted[:HEAD], *[core[:HEAD] for core in cores(wanted)])
    return (*heads, wanted[:CORE_HEAD]) if len(wanted) >= CORE_HEAD else heads


class Reading(NamedTuple):
    """The words of a text as written and folded.

    ``places`` is what wanted words may begin with in any of them, stop words aside. ``capitals`` are the places of
    words that begin with one, ``shorts`` those of words in capitals alone, an s of the plural aside: what may be
    initials.
    """

    texts: tuple[str, ...]
    folded: tuple[str, ...]
    places: frozenset[str]
    capitals: tuple[int, ...]
    shorts: tuple[int, ...]

    def next_word(self, place: int) -> int:
        """Return the place of the next word behind ``place`` that is no stop word, -1 if there is none."""
        stop = word_list("stop")
        return next((n for n in range(place + 1, len(self.folded)) if self.folded[n] not in stop), -1)


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """Return the words of ``text``, indexed; remembered, because several cards show the same text."""
    texts, folded = words_and_folds(text)
    places: frozenset[str] = frozenset().union(*map(_places, set(folded) - word_list("stop")))
    capitals = tuple([n for n, word in enumerate(texts) if word[0].isupper()])
    shorts = tuple([n for n in capitals if len(texts[n]) > 1 and texts[n].removesuffix("s").isupper()])
    return Reading(texts, folded, places, capitals, shorts)


class Kin:
    """Wanted words, indexed by their beginnings so that ``same_family`` is asked of likely pairs alone."""

    __slots__ = ("_by_beginning",)

    def __init__(self, wanted: Iterable[str]) -> None:
        found: dict[str, tuple[str, ...]] = {}
        for word in wanted:
            for beginning in _beginnings(word):
                found[beginning] = (*found[beginning], word) if beginning in found else (word,)
        self._by_beginning: Mapping[str, tuple[str, ...]] = found

    def of(self, word: str) -> frozenset[str]:
        """Return the wanted words of which the folded ``word`` is a form, or which it cuts short ("pheo")."""
        near = self._by_beginning.keys() & _places(word)
        likely = [wanted for beginning in near for wanted in self._by_beginning[beginning]]
        return frozenset([w for w in likely if same_family(w, word) or is_clipped(w, word)])

    def forms(self, text: Reading) -> dict[int, frozenset[str]]:
        """Return the words of ``text``, stop words aside, that are forms of wanted words, by their place."""
        near = self._by_beginning.keys() & text.places
        if not near:
            return {}
        stop = word_list("stop")
        found = {}
        for place, word in enumerate(text.folded):
            if word not in stop and not near.isdisjoint(_places(word)) and (forms := self.of(word)):
                found[place] = forms
        return found
