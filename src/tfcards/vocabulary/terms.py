"""Words for masking: which tell a diagnosis, which are generic, and which belong to one family."""

from __future__ import annotations

from functools import cache

from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import fold, key

MIN_STEM = 5
"""Letters that two forms of a word must share; four do for a word of up to six letters."""

MIN_LONG = 10
"""Letters of a word that people cut short in speech."""

MIN_CORE = 6
"""Letters that a word inside a longer one must have: "sarcoma" in "osteosarcoma", no "cyst" in "cholecystitis"."""


@cache
def words(name: str) -> frozenset[str]:
    """Return the list ``name`` (stop, generic, qualifier, anatomy, plain_abbreviations), folded."""
    return frozenset(fold(word) for word in table("terms")[name])


@cache
def synonyms() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the groups of names for one thing: as written, and as keys between spaces."""
    groups = (tuple(group) for group in table("terms")["synonyms"])
    return tuple((group, tuple(f" {key(name)} " for name in group)) for group in groups)


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(fold(suffix) for suffix in table("terms")["suffixes"]) | {""}


@cache
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


@cache
def _cores(wanted: str) -> tuple[str, ...]:
    """Return what is left of ``wanted`` behind each prefix that it begins with."""
    rest = (wanted[len(p) :] for p in table("terms")["prefixes"] if wanted.startswith(p))
    return tuple(core for core in rest if len(core) >= MIN_CORE)


@cache
def same_family(wanted: str, word: str) -> bool:
    """Tell whether two folded words are forms of one: calcification, calcified, microcalcification."""
    if wanted == word:
        return True
    # Two forms begin alike; this settles nearly every pair of words at the price of a comparison.
    if wanted[: MIN_STEM - 1] == word[: MIN_STEM - 1] and _share_stem(wanted, word):
        return True
    if any(core[:MIN_STEM] == word[:MIN_STEM] and _is_core(core, word) for core in _cores(wanted)):
        return True
    at = word.find(wanted[:MIN_STEM], 2) if len(wanted) >= MIN_STEM else -1
    return at > 0 and _is_core(word[at:], wanted)


def _is_core(core: str, other: str) -> bool:
    return len(core) >= MIN_CORE and not {s for s in _stems(core) & _stems(other) if len(s) >= MIN_STEM} <= words(
        "anatomy"
    )
