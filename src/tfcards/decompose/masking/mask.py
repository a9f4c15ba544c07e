"""Hides what gives the diagnosis away in text that will stand on a front."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tfcards.decompose.masking.initials import stands_for
from tfcards.decompose.masking.learned import learned_from
from tfcards.decompose.masking.secret import Tells, own_names, tells_of, with_synonyms
from tfcards.model.case import Case
from tfcards.vocabulary import terms
from tfcards.vocabulary.kin import Kin, Reading, read
from tfcards.vocabulary.terms import HEAD
from tfcards.vocabulary.words import key, spans_of_words, words_and_folds

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
        """Return what the fronts of ``case`` may not say: diagnosis, aliases, and their abbreviations in it."""
        secret = cls.of_names((case.diagnosis, *case.aliases))
        if short := learned_from(case, secret.spans):
            (part,) = secret.parts
            secret = cls((replace(part, abbreviations=part.abbreviations | short),))
        return replace(secret, shown=frozenset(w for text in case.show for w in words_and_folds(text)[1]))

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
        hit = _hits(self.parts[0], text)
        for part in self.parts[1:]:
            hit |= _hits(part, text)
        if not hit:
            return ()
        folded, places = read(text).folded, spans_of_words(text)
        return tuple([places[n] for n in sorted(hit) if folded[n] not in self.shown])

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


def may_tell(name: str, text: str) -> bool:
    """Tell whether ``text`` could give ``name`` away: a cheap look before a secret is made of the name."""
    reading = read(text)
    return bool(reading.shorts or terms.synonyms_in(name) or Kin(read(name).folded).forms(reading))


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
    if not forms and not reading.capitals:
        return _NOWHERE
    hit = {n for n in forms if _tells(part, forms[n], reading.folded[n])}
    texts = reading.texts
    if part.abbreviations:
        hit.update([n for n in reading.capitals if _is_listed(part, texts[n])])
    hit.update([n for n in reading.shorts if _are_initials(part, texts[n])])
    if part.phrases and forms:
        by_first = _by_first(part)
        for place, found in forms.items():
            for word in found:
                for phrase in by_first.get(word, ()):
                    hit.update(_phrase_at(phrase, reading, forms, place))
    return frozenset(hit)


_NOTHING: frozenset[str] = frozenset()
_NOWHERE: frozenset[int] = frozenset()


def _phrase_at(
    phrase: tuple[str, ...], reading: Reading, forms: Mapping[int, frozenset[str]], place: int
) -> Sequence[int]:
    """Return the places of the ``phrase`` whose first word stands at ``place``, stop words within it included."""
    last = place
    for word in phrase[1:]:
        last = reading.next_word(last)
        if word not in forms.get(last, _NOTHING):
            return ()
    return range(place, last + 1)


def _tells(part: Tells, forms: frozenset[str], word: str) -> bool:
    """Tell whether the folded ``word``, which is a form of the words ``forms``, alone gives ``part`` away."""
    return not forms.isdisjoint(part.telling) and not terms.tells_nothing(word)


def _abbreviates(part: Tells, text: str) -> bool:
    return _is_listed(part, text) or _are_initials(part, text)


def _is_listed(part: Tells, text: str) -> bool:
    return text in part.abbreviations or text.removesuffix("s") in part.abbreviations


def _are_initials(part: Tells, text: str) -> bool:
    short = text.removesuffix("s")
    return short.isupper() and short.isalpha() and any(stands_for(short, content) for content in part.contents)


def is_diagnosis(case: Case, text: str) -> bool:
    """Tell whether ``text`` is the diagnosis of ``case`` under any of its names, and not a sister of it.

    Every word must stand in one of the names: "Chronic cholecystitis" is not "Acute cholecystitis".
    """
    part, names, own = _named((case.diagnosis, *case.aliases))
    if key(text) in names:
        return True
    reading = read(text)
    said = [both for both in zip(reading.texts, reading.folded, strict=True) if both[1] not in _LINKING]
    # A form of the same word, not a longer word that holds it: "osteofibrous" is not "fibrous".
    known = all(
        _abbreviates(part, written) or any(w[:HEAD] == word[:HEAD] for w in own.of(word)) for written, word in said
    )
    return known and any(
        _abbreviates(part, written) or _tells(part, _kin(part).of(word), word) for written, word in said
    )


@lru_cache(maxsize=128)
def _named(names: tuple[str, ...]) -> tuple[Tells, frozenset[str], Kin]:
    """Return what tells ``names``, the keys of all their synonyms, and an index of all the words in these."""
    every = with_synonyms((*names, *own_names(names)))
    return (
        tells_of(names),
        frozenset(map(key, every)),
        Kin({word for name in every for word in words_and_folds(name)[1]}),
    )


def is_emptied(text: str) -> bool:
    """Tell whether masking left nothing to ask with: no telling word stands beside the masks."""
    rest = words_and_folds(text)[1]
    if MASK not in text:
        return not rest
    stop, generic = terms.words("stop"), terms.words("generic")
    return all(word in stop or word in generic or word.isdigit() for word in rest)
