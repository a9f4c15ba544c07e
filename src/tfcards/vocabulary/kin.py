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
def _insides(word: str) -> tuple[str, ...]:
    """Return every run of ``CORE_HEAD`` letters inside ``word``: what a wanted word in it may begin with."""
    return tuple(word[n : n + CORE_HEAD] for n in range(_INNER_FROM, len(word) - CORE_HEAD + 1))


@lru_cache(maxsize=16384)
def _heads(wanted: str) -> tuple[tuple[str, ...], str]:
    """Return with what letters a form of ``wanted`` may begin, and with what ``wanted`` inside a word does."""
    heads = (wanted[:HEAD], *[core[:HEAD] for core in cores(wanted)])
    return heads, wanted[:CORE_HEAD] if len(wanted) >= CORE_HEAD else ""


class Reading(NamedTuple):
    """The words of a text as written and folded; what they begin with and hold, stop words aside.

    ``capitals`` are the places of words that begin with one, ``shorts`` those of words in capitals alone, an s of
    the plural aside: what may be initials.
    """

    texts: tuple[str, ...]
    folded: tuple[str, ...]
    heads: frozenset[str]
    insides: frozenset[str]
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
    content = set(folded) - word_list("stop")
    insides = [_insides(word) for word in content if len(word) >= _INNER_FROM + CORE_HEAD]
    capitals = tuple([n for n, word in enumerate(texts) if word[0].isupper()])
    shorts = tuple([n for n in capitals if len(texts[n]) > 1 and texts[n].removesuffix("s").isupper()])
    heads = frozenset([word[:HEAD] for word in content])
    return Reading(texts, folded, heads, frozenset().union(*insides), capitals, shorts)


class Kin:
    """Wanted words, indexed by their beginnings so that ``same_family`` is asked of likely pairs alone."""

    __slots__ = ("_inner", "_near")

    def __init__(self, wanted: Iterable[str]) -> None:
        near: dict[str, tuple[str, ...]] = {}
        inner: dict[str, tuple[str, ...]] = {}
        for word in wanted:
            heads, inside = _heads(word)
            for head in heads:
                near[head] = (*near[head], word) if head in near else (word,)
            if inside:
                inner[inside] = (*inner[inside], word) if inside in inner else (word,)
        self._near: Mapping[str, tuple[str, ...]] = near
        self._inner: Mapping[str, tuple[str, ...]] = inner

    def of(self, word: str) -> frozenset[str]:
        """Return the wanted words of which the folded ``word`` is a form, or which it cuts short ("pheo")."""
        likely = list(self._near.get(word[:HEAD], ()))
        for head in self._inner.keys() & _insides(word):
            likely += self._inner[head]
        return frozenset([w for w in likely if same_family(w, word) or is_clipped(w, word)])

    def forms(self, text: Reading) -> dict[int, frozenset[str]]:
        """Return the words of ``text``, stop words aside, that are forms of wanted words, by their place."""
        near, inside = self._near.keys() & text.heads, self._inner.keys() & text.insides
        if not near and not inside:
            return {}
        stop = word_list("stop")
        found = {}
        for place, word in enumerate(text.folded):
            if word[:HEAD] in near or (inside and not inside.isdisjoint(_insides(word))):
                forms = self.of(word)
                if forms and word not in stop:
                    found[place] = forms
        return found
