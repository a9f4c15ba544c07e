"""Which words and groups of words are the same: the tables behind canonical names, made ready once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from tfcards.vocabulary.singular import singular
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import key, words, words_and_folds

_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9-]{1,7}")
_DUE = frozenset({"secondary", "related"})
"""Words that mean "due" when "to" follows."""


def spelling(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` that count, folded, in the singular, abbreviations written out."""
    found: list[str] = []
    start = ""
    texts, folds = words_and_folds(text)
    last = len(folds) - 1
    for place, word in enumerate(folds):
        if word == "to" and found and found[-1] in _DUE:
            found[-1] = "due"
        elif start:
            found.append(meaning(start + word))
            start = ""
        elif place < last and word in _joined():
            start = word
        elif spelt_out := _spelt_out(texts[place]):
            found += spelt_out
        elif word not in _dropped():
            found.append(meaning(word))
    return tuple(found)


@lru_cache(maxsize=32768)
def meaning(word: str) -> str:
    """Return what stands for the folded ``word`` in all names, in the singular."""
    one = singular(word)
    named = table("names")
    return str(named["turning"].get(one) or _one_word().get(one) or named["word"].get(one, one))


@lru_cache(maxsize=32768)
def _spelt_out(written: str) -> tuple[str, ...]:
    """Return the words that ``written`` abbreviates, nothing when it is no abbreviation of the tables."""
    known = abbreviations()
    return known.get(written) or known.get(written.removesuffix("s"), ())


@cache
def _dropped() -> frozenset[str]:
    return frozenset(table("names")["dropped"])


@cache
def _joined() -> frozenset[str]:
    return frozenset(table("names")["joined"])


@cache
def _identities() -> tuple[tuple[str, ...], ...]:
    """Return the groups of names of one thing: those of terms.toml that are no mere neighbours, and our own."""
    named = table("names")["groups"]
    distinct = [frozenset(map(key, pair)) for pair in named["distinct"]]
    hidden = (tuple(group) for group in table("terms")["synonyms"])
    same = [g for g in hidden if not any(len(pair & set(map(key, g))) > 1 for pair in distinct)]
    return (*same, *(tuple(group) for group in named["same"]))


@cache
def _one_word() -> dict[str, str]:
    """Return for a word of a group of single words the group's first."""
    found: dict[str, str] = {}
    for group in _identities():
        plain = [singular(key(name)) for name in group if not _ABBREVIATION.fullmatch(name)]
        if all(" " not in name for name in plain):
            first = found.get(plain[0], plain[0])
            found |= dict.fromkeys(plain[1:], first)
    return found


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Return for an abbreviation, as written, the words of the first name of its group."""
    found: dict[str, tuple[str, ...]] = {}
    for group in _identities():
        first = tuple(_plain(group[0]))
        found |= {name: first for name in group if _ABBREVIATION.fullmatch(name) and name not in found}
    return found


def _plain(name: str) -> Iterable[str]:
    """Return the words of a name of the tables, without looking for abbreviations in it."""
    for word in words(name):
        if word.folded not in _dropped():
            one = singular(word.folded)
            yield _one_word().get(one) or table("names")["word"].get(one, one)


class Groups:
    """Groups of names of one thing, found in the words of a longer name, whatever their order."""

    __slots__ = ("_by_word", "_first")

    def __init__(self, same: Iterable[Sequence[str]]) -> None:
        self._first: dict[frozenset[str], frozenset[str]] = {}
        for group in same:
            members = [frozenset(spelling(name)) for name in group]
            known = next((self._first[m] for m in members if m in self._first), members[0])
            self._first |= {member: known for member in members if member not in self._first}
        self._by_word: dict[str, list[frozenset[str]]] = defaultdict(list)
        for member in self._first:
            self._by_word[min(member)].append(member)

    def knows(self, name: Sequence[str]) -> bool:
        """Tell whether the words ``name`` are, all together, a name of a group."""
        return frozenset(name) in self._first

    def normal(self, name: Sequence[str]) -> str:
        """Return the words ``name`` in order, each name of a group as its first name, turning words in place."""
        turning = set(table("names")["turning"].values())
        parts: list[list[str]] = [[]]
        for word in name:
            if word in turning:
                parts += [[word], []]
            else:
                parts[-1].append(word)
        return " ".join(text for part in parts if (text := self._part(part)))

    def _part(self, part: Sequence[str]) -> str:
        rest = set(part)
        likely = [member for word in rest for member in self._by_word.get(word, ())]
        found: set[str] = set()
        for member in sorted(likely, key=lambda m: (-len(m), sorted(m))):
            if member <= rest:
                rest -= member
                found |= self._first[member]
        return " ".join(sorted(found | rest))


@cache
def groups() -> Groups:
    """Return the groups of names that are one thing wherever they stand."""
    return Groups(_identities())


@cache
def whole_names() -> dict[str, str]:
    """Return for a canonical name that stands for another as long as nothing is added that other name."""
    found: dict[str, str] = {}
    for group in table("names")["groups"]["whole"]:
        first, *others = (groups().normal(spelling(name)) for name in group)
        found |= {other: first for other in others if other != first}
    return found
