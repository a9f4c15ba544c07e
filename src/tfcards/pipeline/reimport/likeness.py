"""When two items of a list are the same item, reworded: the table of likeness, and how it is read."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz.fuzz import ratio

from tfcards.vocabulary.names import canonical, kind_of, same_name

_ALL = 100.0
_NUMBER = re.compile(r"[0-9]+|\b[IVX]+\b")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What tells items of one kind apart: see the table."""

    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    least: float = _ALL
    names: bool = False

    def score(self, one: object, other: object) -> float:
        """Return how alike two items are, in percent; 0 when they are not the same item."""
        mine, others = self._text(one), self._text(other)
        if not mine or not others or self.least >= _ALL:
            return 0.0
        alike = ratio(mine.casefold(), others.casefold())
        if not self.names:
            return alike if alike >= self.least else 0.0
        if same_name(mine, others):
            return _ALL
        if _is_more_precise(mine, others):
            return max(alike, self.least)
        return alike if alike >= self.least and _no_sisters(mine, others) else 0.0

    def _text(self, item: object) -> str:
        if isinstance(item, str):
            return item
        return " ".join(str(getattr(item, name, "")) for name in self.words)


def _is_more_precise(one: str, other: str) -> bool:
    """Tell whether one name only has more words: "Stress fracture", "Stress fracture of the shin"."""
    mine, others = set(canonical(one).split()), set(canonical(other).split())
    return mine <= others or others <= mine


def _no_sisters(one: str, other: str) -> bool:
    """Tell whether two names that are much alike have the same numbers, places and telling words."""
    numbers = _NUMBER.findall(one) == _NUMBER.findall(other)
    return numbers and kind_of(canonical(one))[1] == kind_of(canonical(other))[1]


@cache
def likeness_of(name: str) -> Likeness:
    """Return the likeness of a kind of item, or of the values under a key; what is not listed must be equal."""
    row = _table().get(name, {})
    return Likeness(
        keys=tuple(row.get("keys", ())),
        words=tuple(row.get("words", ())),
        least=float(row.get("least", _ALL)),
        names=bool(row.get("names", False)),
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__ or "") / "likeness.toml").read_text("utf-8"))
