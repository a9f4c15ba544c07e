"""Hides the diagnosis in text that will stand on a front.

A diagnosis is given away by its telling words in any form (calcification: calcified, microcalcification), by its
phrases of two words and more even when each word alone tells nothing (chronic renal), by its synonyms and by its
abbreviations. Generic words and plain anatomy alone give nothing away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from tfcards.model.case import Case
from tfcards.vocabulary import terms
from tfcards.vocabulary.words import Word, key, words

MASK = "▒▒▒"
"""What stands on a front in place of hidden words."""

_MIN_INITIALS = 2
_MAX_INITIALS = 6
_MIN_PART = 4
_LINKING = frozenset({"a", "an", "the", "of", "in", "with", "due", "to", "from", "and"})
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)")
_MASK_RUN = re.compile(rf"{MASK}(?:[\s,/-]*{MASK})+")


@dataclass(frozen=True, slots=True)
class Secret:
    """What may not stand on the fronts of a case.

    ``telling`` words give it away in any form; ``phrases`` are neighbouring words that tell only together;
    ``abbreviations`` are compared as written. ``shown`` are words that the author lets stand.
    """

    telling: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    abbreviations: frozenset[str]
    shown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, case: Case) -> Secret:
        """Return what the fronts of ``case`` may not say: its diagnosis and its aliases."""
        secret = cls.of_names((case.diagnosis, *case.aliases))
        return replace(secret, shown=frozenset(w.folded for text in case.show for w in words(text)))

    @classmethod
    def of_names(cls, names: Iterable[str]) -> Secret:
        """Return what text may not say when ``names`` are to be hidden."""
        telling: set[str] = set()
        phrases: set[tuple[str, ...]] = set()
        short: set[str] = set()
        given = tuple(names)
        for name in _with_synonyms(given):
            if _is_abbreviation(name):
                short |= {name, *_parts(name)}
                continue
            content = [w.folded for w in words(_BRACKETED.sub("", name)) if w.folded not in terms.words("stop")]
            alone = _telling(content, alone=name in given)
            telling |= alone
            phrases |= _phrases(content, alone)
            short |= _eponyms(name) if not alone else set()
            for bracketed in _BRACKETED.findall(name):
                short |= {bracketed, *_parts(bracketed)}
            short |= _initials(name)
        return cls(frozenset(telling), frozenset(phrases), frozenset(short))

    def __or__(self, other: Secret) -> Secret:
        """Return the secret that hides both."""
        return Secret(
            self.telling | other.telling,
            self.phrases | other.phrases,
            self.abbreviations | other.abbreviations,
            self.shown & other.shown if other.shown else self.shown,
        )

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the places in ``text`` that give the secret away, as (start, end), in order, not overlapping."""
        return _spans(self, text)

    def given_away_by(self, text: str) -> bool:
        """Tell whether ``text`` gives the secret away."""
        return bool(self.spans(text))

    def mask(self, text: str) -> str:
        """Return ``text`` with every telling word replaced by the mask, neighbours by one."""
        parts, last = [], 0
        for start, end in self.spans(text):
            parts += [text[last:start], MASK]
            last = end
        return _MASK_RUN.sub(MASK, "".join([*parts, text[last:]]))

    def tells(self, word: Word) -> bool:
        """Tell whether ``word`` alone gives the secret away."""
        if word.text in self.abbreviations or word.text.rstrip("s") in self.abbreviations:
            return True
        if word.folded in terms.words("generic") or word.folded in terms.words("anatomy"):
            return False
        return any(
            terms.same_family(wanted, word.folded) or terms.is_clipped(wanted, word.folded)
            for wanted in self.telling
        )


@lru_cache(maxsize=4096)
def _spans(secret: Secret, text: str) -> tuple[tuple[int, int], ...]:
    """Return ``Secret.spans``; remembered, because the cards of a case show the same texts."""
    found = words(text)
    hit = {n for n, word in enumerate(found) if secret.tells(word)}
    content = [n for n, word in enumerate(found) if word.folded not in terms.words("stop")]
    folded = [found[n].folded for n in content]
    # Where each word of any phrase stands, so that a phrase is looked up and not searched.
    at = {
        wanted: {place for place, word in enumerate(folded) if terms.same_family(wanted, word)}
        for wanted in {word for phrase in secret.phrases for word in phrase}
    }
    for phrase in secret.phrases:
        for place in at[phrase[0]]:
            if all(place + step in at[word] for step, word in enumerate(phrase)):
                hit.update(range(content[place], content[place + len(phrase) - 1] + 1))
    return tuple((w.start, w.end) for n, w in enumerate(found) if n in hit and w.folded not in secret.shown)


def is_diagnosis(case: Case, text: str) -> bool:
    """Tell whether ``text`` is the diagnosis of ``case`` under any of its names, and not a sister of it.

    Every word must stand in one of the names: "Chronic cholecystitis" is not "Acute cholecystitis".
    """
    names = _with_synonyms((case.diagnosis, *case.aliases))
    if key(text) in {key(name) for name in names}:
        return True
    secret = Secret.of_names((case.diagnosis, *case.aliases))
    own = {word.folded for name in names for word in words(name)}
    said = [w for w in words(text) if w.folded not in _LINKING]
    known = all(w.text in secret.abbreviations or any(terms.same_family(o, w.folded) for o in own) for w in said)
    return known and secret.given_away_by(text) and any(secret.tells(w) for w in said)


def is_emptied(text: str) -> bool:
    """Tell whether masking left nothing to ask with: no telling word stands beside the masks."""
    if MASK not in text:
        return not words(text)
    rest = [w.folded for w in words(text.replace(MASK, " "))]
    return not any(
        w not in terms.words("stop") and w not in terms.words("generic") and not w.isdigit() for w in rest
    )


def _telling(content: list[str], *, alone: bool) -> set[str]:
    """Return the words that tell by themselves: neither generic nor anatomy.

    A qualifier tells when it is a whole name that stands ``alone``, not as somebody's synonym: beside other words
    it tells as their phrase, and "normal" everywhere else is harmless.
    """
    dull = terms.words("generic") | terms.words("anatomy")
    candidates = [w for w in content if w not in dull and not w.isdigit() and len(w) > 1]
    strong = [w for w in candidates if w not in terms.words("qualifier")]
    return set(strong or (candidates if alone and len(content) == 1 else ()))


def _eponyms(name: str) -> set[str]:
    """Return the capitalised ordinary words of a name that has no other telling word ("Still disease")."""
    found = {w.text for w in words(name) if w.folded in terms.words("stop") and w.text[:1].isupper()}
    return found | {f"{word}'s" for word in found} | {f"{word}’s" for word in found}


def _phrases(content: list[str], alone: set[str]) -> set[tuple[str, ...]]:
    """Return every pair of neighbours that says more than a place, and a single word of anatomy as a name."""
    place = terms.words("anatomy") | terms.words("position")
    pairs: set[tuple[str, ...]] = {pair for pair in pairwise(content) if not any(word.isdigit() for word in pair)}
    pairs = {pair for pair in pairs if not (set(pair) <= place and (alone or len(content) > len(pair)))}
    single = len(content) == 1 and not alone and content[0] not in terms.words("generic")
    return pairs | ({tuple(content)} if single else set())


def _is_abbreviation(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][A-Z0-9/-]{1,7}s?", name.strip()))


def _parts(abbreviation: str) -> set[str]:
    """Return the parts of "ATTR-CM" that tell by themselves: text is compared word by word."""
    return {part for part in re.split(r"[/-]", abbreviation) if len(part) > _MIN_INITIALS}


def _initials(name: str) -> set[str]:
    """Return the initials of a name's neighbouring words ("FNH"), of three letters and more.

    A compound gives the letters of its parts (intramural hematoma: IMH). What reports use otherwise is left out.
    """
    content = [w.folded for w in words(_BRACKETED.sub("", name)) if w.folded not in terms.words("stop")]
    letters = [_letters(word) for word in content if not word.isdigit()]
    spans = ((a, b) for a in range(len(letters)) for b in range(a + 2, min(a + _MAX_INITIALS, len(letters)) + 1))
    runs = {"".join(letters[a:b]).upper() for a, b in spans}
    plain = terms.words("plain_abbreviations")
    return {run for run in runs if _MIN_INITIALS < len(run) <= _MAX_INITIALS and run.casefold() not in plain}


def _letters(word: str) -> str:
    """Return the first letter of ``word``, and that of its second part when it is a compound."""
    part = max((p for p in terms.words("combining") if word.startswith(p)), key=len, default="")
    return word[0] + word[len(part)] if part and len(word) - len(part) >= _MIN_PART else word[0]


@cache
def _with_synonyms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``names`` and every synonym of a phrase that stands in one of them."""
    found = dict.fromkeys(name for name in names if name.strip())
    for name in names:
        folded = f" {key(name)} "
        head, comma, tail = name.partition(",")
        if comma and tail.strip():
            folded += f"{key(tail)} {key(head)} "
        for group, keys in terms.synonyms():
            if any(entry in folded for entry in keys):
                found.update(dict.fromkeys(group))
    return tuple(found)
