"""Words for masking: which tell a diagnosis, which are generic, and which belong to one family."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import chain

from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import fold, key

MIN_STEM = 5
"""Letters that two forms of a word must share; four do for a word of up to six letters."""

MIN_LONG = 10
"""Letters of a word that people cut short in speech."""

MIN_CORE = 6
"""Letters that a word inside a longer one must have: "sarcoma" in "osteosarcoma", no "cyst" in "cholecystitis"."""

HEAD = MIN_STEM - 1
"""First letters that two forms of one word have in common, whatever their endings."""

CORE_HEAD = MIN_STEM
"""First letters of a word that a longer word holds."""


@cache
def words(name: str) -> frozenset[str]:
    """Return the list ``name`` (stop, generic, qualifier, anatomy, plain_abbreviations …), folded."""
    found = table("terms")[name]
    return frozenset(fold(word) for word in (chain(*found.values()) if isinstance(found, dict) else found))


@lru_cache(maxsize=32768)
def is_anatomy(word: str) -> bool:
    """Tell whether the folded ``word`` is plain anatomy, also with where in front: "intrapancreatic"."""
    if word in words("telling_places"):
        return False
    known = words("anatomy")
    if word in known or not word.startswith(_beginnings("around")):
        return word in known
    return any(word.startswith(p) and word[len(p) :] in known for p in _beginnings("around"))


@cache
def _beginnings(name: str) -> tuple[str, ...]:
    """Return the list ``name`` as ``startswith`` takes it."""
    return tuple(table("terms")[name])


@lru_cache(maxsize=32768)
def is_ground(word: str) -> bool:
    """Tell whether the folded ``word`` only says where, on what study or in what setting something is found."""
    if any(word in words(name) for name in ("position", "studies", "setting")):
        return True
    return is_anatomy(word) or _LEVEL.fullmatch(word) is not None


_LEVEL = re.compile(r"[ctls]\d{1,2}")
"""A vertebra or a nerve root: L3."""


def is_vague(word: str) -> bool:
    """Tell whether the folded ``word`` says how much or where."""
    return word in words("degree") or word in words("position")


@lru_cache(maxsize=32768)
def tells_nothing(word: str) -> bool:
    """Tell whether the folded ``word`` alone gives nothing away: generic, or where and on what study."""
    return word in words("generic") or is_ground(word)


Group = tuple[str, ...]


@cache
def _synonyms() -> dict[str, list[tuple[tuple[str, ...], str, Group]]]:
    """Return by its first word every name that hides others: the name's words, as written, and its group."""
    found: dict[str, list[tuple[tuple[str, ...], str, Group]]] = defaultdict(list)
    both_ways = [(group, group) for kind in ("synonyms", "neighbors") for group in table("terms")[kind]]
    for names, group in (*both_ways, *((group[:1], group) for group in table("terms")["hides"])):
        for name in names:
            parts = tuple(key(name).split())
            found[parts[0]].append((parts, name, tuple(group)))
    return found


@lru_cache(maxsize=1024)
def synonyms_in(text: str) -> tuple[Group, ...]:
    """Return each group of names that hide one another of which one stands in ``text``, as the table writes it."""
    parts = tuple(key(text).split())
    known = _synonyms()
    return tuple(
        dict.fromkeys(
            group
            for n, part in enumerate(parts)
            if part in known
            for names, written, group in known[part]
            # "MEN" is not "men", nor "NET" a net.
            if parts[n : n + len(names)] == names and (not written.isupper() or written in text)
        )
    )


@cache
def same_things() -> frozenset[Group]:
    """Return the groups whose names are one thing, and not merely hidden together."""
    return frozenset(tuple(group) for group in table("terms")["synonyms"])


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(fold(suffix) for suffix in table("terms")["suffixes"]) | {""}


@lru_cache(maxsize=32768)
def _stems(word: str) -> frozenset[str]:
    """Return every beginning of ``word`` whose rest is a known ending, the word itself included."""
    shortest = min(MIN_STEM - 1, len(word))
    return frozenset(word[:k] for k in range(shortest, len(word) + 1) if word[k:] in _suffixes())


def _share_stem(one: str, other: str) -> bool:
    enough = MIN_STEM if min(len(one), len(other)) > MIN_CORE else MIN_STEM - 1
    return any(len(stem) >= enough for stem in _stems(one) & _stems(other))


def is_clipped(wanted: str, word: str) -> bool:
    """Tell whether ``word`` is the long word ``wanted`` cut short, as people speak: "pheo"."""
    long = len(wanted) >= MIN_LONG and len(word) >= MIN_STEM - 1
    if not (long and wanted.startswith(word)):
        return False
    return word not in words("never_clipped") and not _are_strangers(wanted, word)


def _are_strangers(wanted: str, word: str) -> bool:
    """Tell whether ``word`` only looks like a form of ``wanted``: "emphysema" beside "emphysematous"."""
    return word in table("terms")["strangers"].get(wanted, ())


@lru_cache(maxsize=8192)
def cores(wanted: str) -> tuple[str, ...]:
    """Return what is left of ``wanted`` behind each prefix that it begins with."""
    if not wanted.startswith(_beginnings("prefixes")):
        return ()
    rest = (wanted[len(p) :] for p in _beginnings("prefixes") if wanted.startswith(p))
    return tuple(core for core in rest if len(core) >= MIN_CORE)


@lru_cache(maxsize=65536)
def same_family(wanted: str, word: str) -> bool:
    """Tell whether two folded words are forms of one: calcification, calcified, microcalcification."""
    if wanted == word:
        return True
    if _are_strangers(wanted, word):
        return False
    # Two forms begin alike; this settles nearly every pair of words at the price of a comparison.
    if wanted[:HEAD] == word[:HEAD] and _share_stem(wanted, word):
        return True
    if any(core[:CORE_HEAD] == word[:CORE_HEAD] and _is_core(core, word) for core in cores(wanted)):
        return True
    at = word.find(wanted[:CORE_HEAD], 2) if len(wanted) >= CORE_HEAD else -1
    return at > 0 and _is_core(word[at:], wanted)


def _is_core(core: str, other: str) -> bool:
    return len(core) >= MIN_CORE and not {s for s in _stems(core) & _stems(other) if len(s) >= MIN_STEM} <= words(
        "anatomy"
    )
