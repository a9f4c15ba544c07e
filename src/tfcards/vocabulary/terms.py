"""Words for masking: which tell a diagnosis, which are generic, and which belong to one family."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

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
    """Return the list ``name`` (stop, generic, qualifier, anatomy, plain_abbreviations), folded."""
    return frozenset(fold(word) for word in table("terms")[name])


@cache
def _synonyms() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Return by its first word every name that has synonyms: the name's words, and the group as written."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for group in table("terms")["synonyms"]:
        for name in group:
            parts = tuple(key(name).split())
            found[parts[0]].append((parts, tuple(group)))
    return found


@lru_cache(maxsize=1024)
def synonyms_in(text: str) -> tuple[tuple[str, ...], ...]:
    """Return each group of names for one thing of which a name stands in ``text``, as the table writes it."""
    parts = tuple(key(text).split())
    near = ((n, names, group) for n, part in enumerate(parts) for names, group in _synonyms().get(part, ()))
    return tuple(dict.fromkeys(group for n, names, group in near if parts[n : n + len(names)] == names))


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
    return long and wanted.startswith(word) and word not in words("never_clipped")


@lru_cache(maxsize=8192)
def cores(wanted: str) -> tuple[str, ...]:
    """Return what is left of ``wanted`` behind each prefix that it begins with."""
    rest = (wanted[len(p) :] for p in table("terms")["prefixes"] if wanted.startswith(p))
    return tuple(core for core in rest if len(core) >= MIN_CORE)


@lru_cache(maxsize=65536)
def same_family(wanted: str, word: str) -> bool:
    """Tell whether two folded words are forms of one: calcification, calcified, microcalcification."""
    if wanted == word:
        return True
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
