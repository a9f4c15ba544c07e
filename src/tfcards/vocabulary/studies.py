"""Tells names of studies, such as Thoracic spine radiographs, from other labels and from sentences."""

from __future__ import annotations

import re
from functools import cache

from tfcards.vocabulary.modality import by_study
from tfcards.vocabulary.tables import table

_MAX_WORDS = 9
_BRACKETED = re.compile(r"\([^()]*\)")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("studies")[name])


def is_study(label: str) -> bool:
    """Tell whether ``label`` names a study by a modality or by a word for one ("Water-soluble swallow")."""
    parts = _BRACKETED.sub(" ", label).casefold().replace(",", " ").split()
    if not 0 < len(parts) <= _MAX_WORDS or not _words("sentence").isdisjoint(parts):
        return False
    return by_study(label) is not None or any(_is_word(part) for part in parts)


def is_known(label: str) -> bool:
    """Tell whether ``label`` names a study whose modality is known: sure enough where no colon follows it."""
    return is_study(label) and by_study(label) is not None


def _is_word(part: str) -> bool:
    return part in _words("words") or part.endswith(tuple(_words("endings"))) or ("/" in part and _is_pair(part))


def _is_pair(part: str) -> bool:
    """Tell whether ``part`` joins two words of which one is a word for a study ("WBC/marrow", "uptake/scan")."""
    return any(piece in _words("words") for piece in part.split("/"))
