"""Hides what gives the diagnosis away in text that will stand on a front."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tfcards.decompose.initials import stands_for
from tfcards.decompose.secret import Tells, is_dull, tells_of, with_synonyms
from tfcards.model.case import Case
from tfcards.vocabulary import terms
from tfcards.vocabulary.kin import Kin, read
from tfcards.vocabulary.words import key, words

MASK = "▒▒▒"
"""What stands on a front in place of hidden words."""

_LINKING = frozenset({"a", "an", "the", "of", "in", "with", "due", "to", "from", "and"})
_MASK_RUN = re.compile(rf"{MASK}(?:[\s,/-]*{MASK})+")


@dataclass(frozen=True, slots=True)
class Secret:
    """What may not stand on the fronts of a case. ``shown`` are words that the author lets stand."""

    parts: tuple[Tells, ...]
    shown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Case) -> Secret:
        """Return what the fronts of ``case`` may not say: its diagnosis and its aliases."""
        secret = cls.of_names((case.diagnosis, *case.aliases))
        return replace(secret, shown=frozenset(w.folded for text in case.show for w in words(text)))

    @classmethod
    def of_names(cls, names: Iterable[str]) -> Secret:
        """Return what text may not say when ``names`` are to be hidden."""
        return cls((tells_of(tuple(names)),))

    def __or__(self, other: Secret) -> Secret:
        """Return the secret that hides both."""
        parts = tuple(dict.fromkeys((*self.parts, *other.parts)))
        return Secret(parts, self.shown & other.shown if other.shown else self.shown)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the places in ``text`` that give the secret away, as (start, end), in order, not overlapping."""
        hit = frozenset().union(*(_hits(part, text) for part in self.parts))
        if not hit:
            return ()
        found = words(text)
        return tuple((found[n].start, found[n].end) for n in sorted(hit) if found[n].folded not in self.shown)

    def given_away_by(self, text: str) -> bool:
        """Tell whether ``text`` gives the secret away."""
        return bool(self.spans(text))

    def mask(self, text: str) -> str:
        """Return ``text`` with every telling word replaced by the mask, neighbours by one."""
        spans = self.spans(text)
        if not spans:
            return text
        parts, last = [], 0
        for start, end in spans:
            parts += [text[last:start], MASK]
            last = end
        return _MASK_RUN.sub(MASK, "".join([*parts, text[last:]]))


@lru_cache(maxsize=128)
def _kin(part: Tells) -> Kin:
    """Return the index of the telling words and of the words of the phrases."""
    return Kin(part.telling.union(*part.phrases))


@lru_cache(maxsize=128)
def _by_first(part: Tells) -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases by their first word."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in part.phrases:
        found[phrase[0]].append(phrase)
    return found


@lru_cache(maxsize=512)
def _hits(part: Tells, text: str) -> frozenset[int]:
    """Return which words of ``text`` give ``part`` away; remembered: cards show the same texts."""
    reading = read(text)
    forms = _kin(part).forms(reading)
    hit = {n for n in forms if _tells(part, forms[n], reading.folded[n])}
    hit |= {n for n, word in enumerate(reading.texts) if word[0].isupper() and _abbreviates(part, word)}
    if part.phrases and forms:
        stop = terms.words("stop")
        content = [n for n, word in enumerate(reading.folded) if word not in stop]
        seen = [forms.get(n, _NOTHING) for n in content]
        for place, first in enumerate(seen):
            for phrase in (phrase for word in first for phrase in _by_first(part).get(word, ())):
                if _stands_at(phrase, seen, place):
                    hit.update(range(content[place], content[place + len(phrase) - 1] + 1))
    return frozenset(hit)


_NOTHING: frozenset[str] = frozenset()


def _stands_at(phrase: tuple[str, ...], forms: Sequence[frozenset[str]], place: int) -> bool:
    return place + len(phrase) <= len(forms) and all(w in forms[place + n] for n, w in enumerate(phrase))


def _tells(part: Tells, forms: frozenset[str], word: str) -> bool:
    """Tell whether the folded ``word``, which is a form of the words ``forms``, alone gives ``part`` away."""
    return not is_dull(word) and not forms.isdisjoint(part.telling)


def _abbreviates(part: Tells, text: str) -> bool:
    short = text.removesuffix("s")
    if text in part.abbreviations or short in part.abbreviations:
        return True
    return short.isupper() and short.isalpha() and any(stands_for(short, content) for content in part.contents)


def is_diagnosis(case: Case, text: str) -> bool:
    """Tell whether ``text`` is the diagnosis of ``case`` under any of its names, and not a sister of it.

    Every word must stand in one of the names: "Chronic cholecystitis" is not "Acute cholecystitis".
    """
    part, names, own = _named((case.diagnosis, *case.aliases))
    if key(text) in names:
        return True
    said = [w for w in words(text) if w.folded not in _LINKING]
    known = all(_abbreviates(part, w.text) or own.of(w.folded) for w in said)
    return known and any(
        _abbreviates(part, w.text) or _tells(part, _kin(part).of(w.folded), w.folded) for w in said
    )


@lru_cache(maxsize=128)
def _named(names: tuple[str, ...]) -> tuple[Tells, frozenset[str], Kin]:
    """Return what tells ``names``, the keys of all their synonyms, and an index of all the words in these."""
    every = with_synonyms(names)
    return (
        tells_of(names),
        frozenset(map(key, every)),
        Kin({word.folded for name in every for word in words(name)}),
    )


def is_emptied(text: str) -> bool:
    """Tell whether masking left nothing to ask with: no telling word stands beside the masks."""
    if MASK not in text:
        return not words(text)
    rest = [w.folded for w in words(text.replace(MASK, " "))]
    return not any(
        w not in terms.words("stop") and w not in terms.words("generic") and not w.isdigit() for w in rest
    )
