"""Finds which words of a text are forms of wanted words, at the price of a few look-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tfcards.vocabulary.terms import CORE_HEAD, HEAD, cores, is_clipped, same_family
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import words_and_folds

_INNER_FROM = 2
"""Letters before the place where a wanted word may begin inside another word."""


@lru_cache(maxsize=16384)
def _insides(word: str) -> tuple[str, ...]:
    """Return every run of ``CORE_HEAD`` letters inside ``word``: what a wanted word in it may begin with."""
    return tuple(word[n : n + CORE_HEAD] for n in range(_INNER_FROM, len(word) - CORE_HEAD + 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text as written and folded, and what they begin with and hold, stop words aside."""

    texts: tuple[str, ...]
    folded: tuple[str, ...]
    heads: frozenset[str]
    insides: frozenset[str]


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """Return the words of ``text``, indexed; remembered, because several cards show the same text."""
    texts, folded = words_and_folds(text)
    content = set(folded) - word_list("stop")
    insides = [_insides(word) for word in content if len(word) >= _INNER_FROM + CORE_HEAD]
    return Reading(texts, folded, frozenset([word[:HEAD] for word in content]), frozenset().union(*insides))


class Kin:
    """Wanted words, indexed by their beginnings so that ``same_family`` is asked of likely pairs alone."""

    __slots__ = ("_inner", "_near")

    def __init__(self, wanted: Iterable[str]) -> None:
        near: dict[str, list[str]] = defaultdict(list)
        inner: dict[str, list[str]] = defaultdict(list)
        for word in wanted:
            near[word[:HEAD]].append(word)
            if len(word) >= CORE_HEAD:
                inner[word[:CORE_HEAD]].append(word)
            for core in cores(word):
                near[core[:HEAD]].append(word)
        self._near: Mapping[str, list[str]] = near
        self._inner: Mapping[str, list[str]] = inner

    def of(self, word: str) -> frozenset[str]:
        """Return the wanted words of which the folded ``word`` is a form, or which it cuts short ("pheo")."""
        inside = self._inner.keys() & _insides(word)
        likely = {*self._near.get(word[:HEAD], ()), *(w for head in inside for w in self._inner[head])}
        return frozenset(w for w in likely if same_family(w, word) or is_clipped(w, word))

    def forms(self, text: Reading) -> dict[int, frozenset[str]]:
        """Return the words of ``text``, stop words aside, that are forms of wanted words, by their place."""
        near, inside = self._near.keys() & text.heads, self._inner.keys() & text.insides
        if not near and not inside:
            return {}
        found = {}
        for place, word in enumerate(text.folded):
            if word[:HEAD] in near or (inside and not inside.isdisjoint(_insides(word))):
                found[place] = self.of(word)
        stop = word_list("stop")
        return {place: forms for place, forms in found.items() if forms and text.folded[place] not in stop}
