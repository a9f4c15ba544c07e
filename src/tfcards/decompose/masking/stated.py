"""The names in the statement of a diagnosis: without remarks, bracketed synonyms and abbreviations apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tfcards.vocabulary import terms
from tfcards.vocabulary.words import words

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TAKEN_FOR = re.compile(
    r"\b(?:mimicking|mimicing|simulating|masquerading as|mistaken for|misread as|misdiagnosed as"
    r"|(?:initially|originally|first) (?:read|thought|called|diagnosed|reported)\b)[^,;.()]*",
    re.IGNORECASE,
)
_DENIED = re.compile(r"[,;]\s+(?:but\s+)?(?:no|not|without|excluding|rather than)\s[^,;.()]*", re.IGNORECASE)
"""What a statement says the diagnosis is not."""
_NUMBERED = re.compile(r"([A-Z][A-Za-z]{1,7})[ -](?:type )?([0-9]{1,2}|I{1,3}|IV)([A-Za-z]?)")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9/-]{1,9}")
_MIN_CAPITALS = 2
_MIN_LETTERS = 4
"""Letters that a word of a bracketed name has: below, it is a unit, a stage, a number."""
_MIN_PART = 3


@dataclass(frozen=True, slots=True)
class Stated:
    """What one statement says: the ``names``, and the ``abbreviations`` in its brackets, as written."""

    names: tuple[str, ...]
    abbreviations: frozenset[str]


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=512)
def stated(statement: str) -> Stated:
    """Return what ``statement`` names: "Lunate necrosis (Kienböck disease)" is two names, "(MEN 1)" is short."""
    if "(" not in statement and "[" not in statement:
        return Stated((_without_others(statement).strip(),), _NONE)
    names: list[str] = []
    short: set[str] = set()
    plain = _without_others(statement)
    for bracket in _BRACKET.findall(plain):
        if not terms.words("remark").isdisjoint(word.folded for word in words(bracket)):
            continue
        for piece in re.split(r"[,;]| or | aka ", bracket):
            if found := abbreviation_forms(piece.strip()):
                short |= found
            elif _says_something(piece):
                names.append(piece.strip())
    rest = _BRACKET.sub("", plain).strip()
    return Stated(tuple(dict.fromkeys([rest, *names] if rest else names)), frozenset(short))


def _without_others(statement: str) -> str:
    """Return ``statement`` without what it was taken for, and what it is not."""
    return _DENIED.sub("", _TAKEN_FOR.sub(" ", statement))


def abbreviation_forms(text: str) -> frozenset[str]:
    """Return how the abbreviation ``text`` may be written, nothing if it is none or the name of a study."""
    numbered = _NUMBERED.fullmatch(text)
    if numbered and numbered[1].isupper():
        return frozenset({numbered[1], f"{numbered[1]}{numbered[2]}{numbered[3]}"})
    if not _ABBREVIATION.fullmatch(text) or sum(c.isupper() or c.isdigit() for c in text) < _MIN_CAPITALS:
        return frozenset()
    pieces = re.split(r"[/-]", text)
    if all(piece.casefold() in terms.words("studies") or piece.isdigit() for piece in pieces):
        return frozenset()
    return frozenset({text, *(piece for piece in pieces if len(piece) >= _MIN_PART)})


def _says_something(text: str) -> bool:
    """Tell whether a bracket names something, and not only a place, a stage or a size."""
    said = (word.folded for word in words(text) if len(word.folded) >= _MIN_LETTERS)
    dull = terms.words("stop") | terms.words("qualifier") | terms.words("degree")
    return any(not terms.tells_nothing(word) and word not in dull for word in said)
