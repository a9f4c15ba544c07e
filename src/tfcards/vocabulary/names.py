"""One name for all wordings of a diagnosis: whether two names are the same, and never those of two sisters.

"Hyperparathyroidism, primary" is "Primary hyperparathyroidism", "Metastases to bone" is "Bone metastasis"; order
counts only around words that turn the meaning (due to). Words that tell sisters apart (primary) always count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from tfcards.vocabulary.same import groups, spelling, whole_names
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key, words

_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_MIN_SLIP = 8
"""Letters of a word in which a slip of the pen can be told from another word."""

_SLIP_HEAD = 3
"""First letters that are taken to be written as meant."""


@cache
def telling() -> frozenset[str]:
    """Return the words that tell sisters apart, however generic: primary and secondary, acute and chronic."""
    return frozenset(table("names")["telling"])


@lru_cache(maxsize=65536)
def canonical(name: str) -> str:
    """Return the one name of the diagnosis that ``name`` names; equal for its wordings, and no text to show."""
    found = groups().normal(spelling(_unbracketed(name)))
    return whole_names().get(found, found) or key(name) or name.strip()


@lru_cache(maxsize=65536)
def names_in(name: str) -> frozenset[str]:
    """Return the canonical names in ``name``: its own, and that of a bracket that repeats it (``… (FNH)``)."""
    inside = (text for text in _BRACKET.findall(name) if _is_name(text))
    return frozenset(found for text in (name, *inside) if (found := canonical(text)))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same diagnosis, slips of the pen forgiven."""
    mine, others = names_in(one), names_in(other)
    return not mine.isdisjoint(others) or any(is_slip(a, b) for a in mine for b in others)


def is_normal_name(name: str, *, likely: bool = False) -> bool:
    """Tell whether ``name`` is that of a normal study; ``likely`` when its ACR code says so: less is enough."""
    listed = table("names")["normal"]
    plain = f"{key(name)} "
    if any(f"{each} " in plain for each in listed["never"]):
        return False
    begins = any(plain.startswith(f"{each} ") for each in listed["beginnings"])
    return begins or (likely and not set(listed["words"]).isdisjoint(plain.split()))


def _unbracketed(name: str) -> str:
    """Return ``name`` without its brackets, but for what says which kind it is: "(primary)", "(parosteal)"."""

    def kept(bracket: re.Match[str]) -> str:
        inside = key(bracket[1]).split()
        says_kind = len(inside) == 1 or not telling().isdisjoint(inside)
        return f" {bracket[1]} " if says_kind and not _is_name(bracket[1]) else " "

    rest = _BRACKET.sub(kept, name)
    return rest if words(rest) else name


def _is_name(text: str) -> bool:
    """Tell whether ``text``, from within brackets, is a name by itself: an abbreviation, or a known name."""
    short = text.strip()
    return (short.isupper() and len(words(short)) == 1) or groups().knows(spelling(short))


@lru_cache(maxsize=65536)
def kind_of(name: str) -> tuple[str, frozenset[str]]:
    """Return a canonical ``name`` as what it is a kind of, and the words that say which kind and where."""
    detail = telling() | word_list("anatomy")
    parts = name.split()
    return " ".join(word for word in parts if word not in detail), frozenset(parts) & detail


def is_kind_of(one: str, other: str) -> bool:
    """Tell whether of two canonical names one is only more precise: "Cholecystitis", "Acute cholecystitis"."""
    (mine, detail), (others, more) = kind_of(one), kind_of(other)
    return bool(mine) and mine == others and (detail <= more or more <= detail)


def is_slip(one: str, other: str) -> bool:
    """Tell whether of two canonical names one is the other with a letter too many, too few or out of place."""
    mine, others = set(one.split()), set(other.split())
    odd, even = mine - others, others - mine
    return len(odd) == len(even) == 1 and _slipped(odd.pop(), even.pop())


@lru_cache(maxsize=32768)
def _slipped(one: str, other: str) -> bool:
    """Tell whether a long word is the other misspelt. One letter in place of another makes too many real words."""
    if min(len(one), len(other)) < _MIN_SLIP or one[:_SLIP_HEAD] != other[:_SLIP_HEAD]:
        return False
    if len(one) == len(other) and sorted(one) != sorted(other):
        return False
    if one in telling() or other in telling() or {one, other} in map(set, table("names")["lookalikes"]):
        return False
    # Only here, because the library takes longer to load than most builds have names to compare.
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=1) <= 1


class Names:
    """The names of a deck: gives each its canonical name, and to a slip of the pen that of the name met before."""

    __slots__ = ("_known", "_near")

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._near: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, name: str) -> str:
        """Return the name of ``name`` in this deck, and remember it."""
        return self._of(canonical(name), remember=True)

    def find(self, name: str) -> frozenset[str]:
        """Return the names of the deck that ``name`` may stand for, by its bracket too; nothing is remembered."""
        return frozenset(self._of(each, remember=False) for each in names_in(name))

    def _of(self, plain: str, *, remember: bool) -> str:
        if plain in self._known:
            return self._known[plain]
        places = _slip_places(plain)
        met = next((name for place in places for name in self._near.get(place, ()) if is_slip(name, plain)), plain)
        if remember:
            self._known[plain] = met
            for place in places:
                self._near[place].append(plain)
        return self._known.get(met, met)


def _slip_places(name: str) -> list[tuple[str, str]]:
    """Return where in the index a name stands that differs from ``name`` in the spelling of one long word."""
    parts = name.split()
    long = (word for word in parts if len(word) >= _MIN_SLIP)
    return [(" ".join(part for part in parts if part != word), word[:_SLIP_HEAD]) for word in long]
