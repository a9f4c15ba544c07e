"""Recognises a unit where it stands, and tells a concentration from an amount that may as well be a dose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from tfcards.sources.prose.labs.tables import table

CONCENTRATION, AMOUNT, SPEED, OTHER = "concentration", "amount", "speed", "other"
_POWER = (
    r"(?:(?:[x×*] ?)?10 ?(?:\^|\*\*?|E|e)? ?(?:\(\d{1,2}\)|[3469]|1[12]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?=[ /A-Za-zµμ,;.)]|$)"
    r"|[x×] ?10(?= ?/)|x ?10)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, what kind of unit it is, and where it ends in the text."""

    text: str
    kind: str
    end: int

    @property
    def key(self) -> str:
        """The unit without differences of writing."""
        return " ".join(self.text.lower().split())


def _any(units: Iterable[str]) -> str:
    ordered = sorted(units, key=lambda unit: (-len(unit), unit))
    return "(?:" + "|".join(re.escape(u).replace("µ", "[µμ]").replace(r"\ ", " ?") for u in ordered) + ")"


@cache
def _pattern() -> re.Pattern[str]:
    units = table("units")
    end = r"(?![^\W_])"
    per = r"(?: ?/ ?| per )"
    volume = rf"{per}{_any(units['volumes'])}{end}"
    period = rf"{per}{_any(units['periods'])}{end}"
    amount, count = _any(units["amounts"]), _any(units["counts"])
    return re.compile(
        rf" ?(?:(?P<speed>{_any(units['speeds'])}){end}"
        rf"|(?P<concentration>(?:{_POWER} ?)?(?:{amount}|{count})?{volume}(?:{period})?(?: (?:FEU|DDU)\b)?"
        rf"|{_POWER} ?{count}?{per}{_any(units['volumes'])}{end}|mosm(?:ol)?{per}{_any(units['osmotic'])}{end})"
        rf"|(?P<daily>{amount}{period})"
        rf"|(?P<power>{_POWER}){end}"
        rf"|(?P<other>{_any(units['others'])})(?:(?<=%)|{end})"
        rf"|(?P<amount>{amount}){end}"
        rf"|(?P<count>{count}){end}(?! ?\d))",
        re.IGNORECASE,
    )


_GOES_ON = re.compile(r"[/^]| ?/ ?(?:kg|h|hr|hour|min|d|day|m2|m²|dose)\b", re.IGNORECASE)
_KINDS = {"daily": AMOUNT, "amount": AMOUNT, "power": CONCENTRATION, "count": OTHER}


def unit_at(text: str, position: int) -> Unit | None:
    """Return the unit that stands at ``position`` of ``text``, after at most one blank."""
    match = _pattern().match(text, position)
    if not match or _GOES_ON.match(text, match.end()):
        return None
    group = match.lastgroup or OTHER
    return Unit(match[group], _KINDS.get(group, group), match.end())
