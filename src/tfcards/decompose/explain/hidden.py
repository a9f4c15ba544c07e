"""Which words a front hides, and which name each of them would give away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tfcards.decompose.masking.mask import Secret
from tfcards.vocabulary.words import key

_BETWEEN = re.compile(r"[\s,/-]*")
"""What may stand between hidden words that a front shows as one hole."""


def hidden(texts: Iterable[str], secret: Secret, names: Sequence[str]) -> list[str]:
    """Return the words of ``texts`` that ``secret`` hides, each with the one of ``names`` that it tells."""
    return _told("hidden", texts, secret, names)


def giving_away(texts: Iterable[str], secret: Secret, names: Sequence[str]) -> list[str]:
    """Return the words of ``texts``, shown elsewhere, that would give ``secret`` away, each with its name."""
    return _told("gives away", texts, secret, names)


def _told(lead: str, texts: Iterable[str], secret: Secret, names: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in dict.fromkeys(texts):
        for start, end in _holes(text, secret.spans(text)):
            name = _name_told(text, (start, end), names)
            same = key(name) == key(text[start:end])
            found[f"{lead}: {text[start:end]}" + ("" if same else f" (tells {name})")] = None
    return list(found)


def _holes(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``spans`` with neighbours as one."""
    holes: list[tuple[int, int]] = []
    for start, end in spans:
        if holes and _BETWEEN.fullmatch(text, holes[-1][1], start):
            holes[-1] = (holes[-1][0], end)
        else:
            holes.append((start, end))
    return holes


def _name_told(text: str, hole: tuple[int, int], names: Sequence[str]) -> str:
    """Return the first of ``names`` that gives a word of ``hole`` away; an abbreviation may be the case's own."""
    for name in names:
        spans = Secret.of_names((name,)).spans(text)
        if any(start < hole[1] and end > hole[0] for start, end in spans):
            return name
    return names[0]
