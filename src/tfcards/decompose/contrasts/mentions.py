"""Which diagnoses of a deck a remark names in passing: "unlike Paget disease, the cortex is thin"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from tfcards.decompose.contrasts.remarks import parts_of, states_a_feature
from tfcards.vocabulary.names import kind_of
from tfcards.vocabulary.same import groups, meaning, spelling
from tfcards.vocabulary.words import words_and_folds


class Mentions:
    """Canonical names, found in running text by their longest word, so that most text costs a look-up a word."""

    __slots__ = ("_by_word",)

    def __init__(self, families: Iterable[str]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        for family in families:
            kind = kind_of(family)[0].split()
            if kind:
                self._by_word[max(kind, key=len)].append((frozenset(family.split()), family))

    def of(self, remark: str) -> Iterator[tuple[str, str]]:
        """Yield each part of ``remark`` that says something of a diagnosis it names, and the diagnosis."""
        if self._by_word.keys().isdisjoint(map(meaning, words_and_folds(remark)[1])):
            return
        for part in parts_of(remark):
            said = set(groups().normal(spelling(part)).split())
            for word in said & self._by_word.keys():
                for name, family in self._by_word[word]:
                    if name <= said and states_a_feature(part, family):
                        yield part, family
