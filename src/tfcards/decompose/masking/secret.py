"""What gives names away: telling words, phrases, abbreviations. Texts are held against it in ``mask``.

A diagnosis is given away by its telling words in any form (calcification: calcified, microcalcification), by its
phrases of two words and more even when each word alone tells nothing (chronic renal), by its synonyms and by its
abbreviations. Generic words and plain anatomy alone give nothing away.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from tfcards.decompose.masking.stated import abbreviation_forms, stated
from tfcards.vocabulary import terms
from tfcards.vocabulary.words import key, umlauts_spelt_out, words_and_folds

_MIN_INITIALS = 2

Phrase = tuple[str, ...]
Content = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tells:
    """What one set of names is told by. Compared by identity: ``tells_of`` remembers.

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
    """Return what tells ``names`` and everything that is hidden with them."""
    own = own_names(names)
    found = [_tells_of(name, alone=name in own) for name in _hidden_with(own)]
    if len(found) == 1 and not any(stated(name).abbreviations for name in names):
        return found[0]
    return Tells(
        frozenset().union(*(tells.telling for tells in found)),
        frozenset().union(*(tells.phrases for tells in found)),
        frozenset().union(*(tells.abbreviations for tells in found), *(stated(n).abbreviations for n in names)),
        frozenset().union(*(tells.contents for tells in found)),
    )


def own_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that ``names`` state, those in their brackets apart."""
    return tuple(dict.fromkeys(one for name in names if name.strip() for one in stated(name).names))


def with_synonyms(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``names`` and every synonym of a phrase that stands in one of them."""
    groups = (group for name in names for group in _groups_in(name) if group in terms.same_things())
    return tuple(dict.fromkeys([*names, *(synonym for group in groups for synonym in group)]))


def _hidden_with(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``names``, their synonyms and neighbours, and the synonyms of these."""
    found = dict.fromkeys(names)
    for name in names:
        for group in _groups_in(name):
            found.update(_closed(group))
    return tuple(found)


@lru_cache(maxsize=1024)
def _closed(group: terms.Group) -> dict[str, None]:
    """Return the names of ``group`` and what is the same as one of them, as a whole."""
    found = dict.fromkeys(group)
    for name in group:
        for other in terms.synonyms_in(name):
            if other in terms.same_things() and key(name) in map(key, other):
                found.update(dict.fromkeys(other))
    return found


def _groups_in(name: str) -> tuple[terms.Group, ...]:
    head, comma, tail = name.partition(",")
    return terms.synonyms_in(name) + (terms.synonyms_in(f"{tail} {head}") if comma else ())


@lru_cache(maxsize=1024)
def _tells_of(name: str, *, alone: bool) -> Tells:
    """Return what tells ``name``; ``alone`` says that it is a whole name and not somebody's synonym."""
    if short := abbreviation_forms(name.strip()):
        return Tells(abbreviations=short)
    content = _content(name)
    telling = _telling(content, alone=alone)
    phrases = _phrases(content, telling)
    for spelt in umlauts_spelt_out(name):
        telling |= _telling(_content(spelt), alone=alone)
    spoken = frozenset({content}) if len(content) >= _MIN_INITIALS else frozenset()
    return Tells(
        frozenset(telling), frozenset(phrases), frozenset(_eponyms(name, bare=not telling and not phrases)), spoken
    )


def _content(text: str) -> Content:
    stop = terms.words("stop")
    return tuple([word for word in words_and_folds(text)[1] if word not in stop])


def _telling(content: Content, *, alone: bool) -> set[str]:
    """Return the words that tell by themselves: no generic words, no places, studies and settings.

    A qualifier tells when it is a whole name that stands ``alone``, not as somebody's synonym: beside other words
    it tells as their phrase, and "normal" everywhere else is harmless. Of a synonym, words of many names
    ("goiter") tell within their phrase only.
    """
    never = terms.words("ordinary")
    if not alone and len(content) > 1:
        never |= terms.words("head")
    candidates = [
        w for w in content if len(w) > 1 and not terms.tells_nothing(w) and not w.isdigit() and w not in never
    ]
    strong = [w for w in candidates if w not in terms.words("qualifier")]
    strongest = [w for w in strong if w not in terms.words("weak")]
    return set(strongest or strong or (candidates if alone and len(content) == 1 else ()))


def is_dull(word: str) -> bool:
    """Tell whether the folded ``word`` alone says nothing of a name: generic, or plain anatomy."""
    return word in terms.words("generic") or terms.is_anatomy(word)


def _eponyms(name: str, *, bare: bool) -> set[str]:
    """Return the ordinary words that tell with a capital: "Baker cyst"; if the name is ``bare``, "Still", too."""
    ordinary, stop = terms.words("ordinary"), terms.words("stop") if bare else frozenset()
    found = {
        text[0].upper() + text[1:].removesuffix("'s").removesuffix("’s")
        for text, word in zip(*words_and_folds(name), strict=True)
        if word in ordinary or (word in stop and text[0].isupper())
    }
    return found | {f"{word}'s" for word in found} | {f"{word}’s" for word in found}


def _phrases(content: Content, telling: set[str]) -> set[Phrase]:
    """Return every pair of neighbours that says more than a place, and a single word of anatomy as a name.

    A name without a telling word is told by its qualifier with any of its words; so is a normal study.
    """
    numbered = any(word.isdigit() for word in content)
    normal = content[:1] == ("normal",)
    pairs: set[Phrase] = {pair for pair in pairwise(content) if not numbered or not _has_number(pair)}
    if telling or normal:
        pairs = {pair for pair in pairs if not _says_nothing_beside(pair)}
    elif len(content) > _MIN_INITIALS:
        pairs = {pair for pair in pairs if not all(map(_is_place, pair))}
    if normal or not telling:
        qualifiers = terms.words("qualifier")
        pairs |= {pair for pair in combinations(content, 2) if pair[0] in qualifiers and not _has_number(pair)}
    single = len(content) == 1 and not telling and content[0] not in terms.words("generic")
    return pairs | ({content} if single else set())


def _says_nothing_beside(pair: Phrase) -> bool:
    """Tell whether ``pair`` says nothing beside a telling word: "renal transplant", "multiple small"."""
    one, other = pair
    return (terms.is_ground(one) and terms.is_ground(other)) or (terms.is_vague(one) and terms.is_vague(other))


def _is_place(word: str) -> bool:
    return word in terms.words("position") or terms.is_anatomy(word)


def _has_number(pair: Phrase) -> bool:
    return any(word.isdigit() for word in pair)
