"""What gives names away: telling words, phrases, abbreviations. Texts are held against it in ``mask``.

A diagnosis is given away by its telling words in any form (calcification: calcified, microcalcification), by its
phrases of two words and more even when each word alone tells nothing (chronic renal), by its synonyms and by its
abbreviations. Generic words and plain anatomy alone give nothing away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from tfcards.vocabulary import terms
from tfcards.vocabulary.words import umlauts_spelt_out, words

_MIN_INITIALS = 2
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9/-]{1,7}s?")

Phrase = tuple[str, ...]
Content = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tells:
    """What one set of names is told by.

    ``telling`` words give it away in any form; ``phrases`` are neighbouring words that tell only together;
    ``abbreviations`` are compared as written; ``contents`` are the words of each name, for initials that a text
    uses without anybody having listed them.
    """

    telling: frozenset[str] = frozenset()
    phrases: frozenset[Phrase] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    contents: frozenset[Content] = frozenset()


@lru_cache(maxsize=128)
def tells_of(names: tuple[str, ...]) -> Tells:
    """Return what tells ``names`` and their synonyms."""
    found = [_tells_of(name, alone=name in names) for name in with_synonyms(names)]
    return Tells(
        frozenset().union(*(tells.telling for tells in found)),
        frozenset().union(*(tells.phrases for tells in found)),
        frozenset().union(*(tells.abbreviations for tells in found)),
        frozenset().union(*(tells.contents for tells in found)),
    )


def with_synonyms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``names`` and every synonym of a phrase that stands in one of them."""
    found = dict.fromkeys(name for name in names if name.strip())
    for name in names:
        head, comma, tail = name.partition(",")
        for text in (name, f"{tail} {head}") if comma else (name,):
            for group in terms.synonyms_in(text):
                found.update(dict.fromkeys(group))
    return tuple(found)


@lru_cache(maxsize=1024)
def _tells_of(name: str, *, alone: bool) -> Tells:
    """Return what tells ``name``; ``alone`` says that it is a whole name and not somebody's synonym."""
    if _ABBREVIATION.fullmatch(name.strip()):
        return Tells(abbreviations=frozenset({name.strip(), *_parts(name)}))
    plain = _BRACKETED.sub("", name)
    content = _content(plain)
    telling = _telling(content, alone=alone)
    phrases = _phrases(content, telling)
    for spelt in umlauts_spelt_out(plain):
        telling |= _telling(_content(spelt), alone=alone)
    short = {b for bracketed in _BRACKETED.findall(name) for b in (bracketed, *_parts(bracketed))}
    short |= _eponyms(name) if not telling else set()
    spoken = frozenset({content}) if len(content) >= _MIN_INITIALS else frozenset()
    return Tells(frozenset(telling), frozenset(phrases), frozenset(short), spoken)


def _content(text: str) -> Content:
    return tuple(w.folded for w in words(text) if w.folded not in terms.words("stop"))


def _telling(content: Content, *, alone: bool) -> set[str]:
    """Return the words that tell by themselves: neither generic nor anatomy.

    A qualifier tells when it is a whole name that stands ``alone``, not as somebody's synonym: beside other words
    it tells as their phrase, and "normal" everywhere else is harmless.
    """
    candidates = [w for w in content if not is_dull(w) and not w.isdigit() and len(w) > 1]
    strong = [w for w in candidates if w not in terms.words("qualifier")]
    return set(strong or (candidates if alone and len(content) == 1 else ()))


def is_dull(word: str) -> bool:
    """Tell whether the folded ``word`` alone gives nothing away: generic, or plain anatomy."""
    return word in terms.words("generic") or word in terms.words("anatomy")


def _eponyms(name: str) -> set[str]:
    """Return the capitalised ordinary words of a name that has no other telling word ("Still disease")."""
    found = {w.text for w in words(name) if w.folded in terms.words("stop") and w.text[:1].isupper()}
    return found | {f"{word}'s" for word in found} | {f"{word}’s" for word in found}


def _phrases(content: Content, telling: set[str]) -> set[Phrase]:
    """Return every pair of neighbours that says more than a place, and a single word of anatomy as a name.

    A name without a telling word ("Normal perfusion lung scan") is told by its qualifier with any of its words.
    """
    place = terms.words("anatomy") | terms.words("position")
    numbered = any(word.isdigit() for word in content)
    pairs: set[Phrase] = {pair for pair in pairwise(content) if not numbered or not _has_number(pair)}
    pairs = {pair for pair in pairs if not (set(pair) <= place and (telling or len(content) > len(pair)))}
    if not telling:
        qualifiers = terms.words("qualifier")
        pairs |= {pair for pair in combinations(content, 2) if pair[0] in qualifiers and not _has_number(pair)}
    single = len(content) == 1 and not telling and content[0] not in terms.words("generic")
    return pairs | ({content} if single else set())


def _has_number(pair: Phrase) -> bool:
    return any(word.isdigit() for word in pair)


def _parts(abbreviation: str) -> set[str]:
    """Return the parts of "ATTR-CM" that tell by themselves: text is compared word by word."""
    return {part for part in re.split(r"[/-]", abbreviation) if len(part) > _MIN_INITIALS}
