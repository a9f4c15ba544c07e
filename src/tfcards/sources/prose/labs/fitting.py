"""Decides whether a measure can be a value of a test, known or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.sources.prose.labs.context import one_of_a_series
from tfcards.sources.prose.labs.measures import Measure, is_year, stands_for_something_else
from tfcards.sources.prose.labs.names import Name
from tfcards.sources.prose.labs.tables import Panel, words
from tfcards.sources.prose.labs.tokens import Token
from tfcards.sources.prose.labs.units import AMOUNT, CONCENTRATION, OTHER, SPEED

_SOLUTION = re.compile(r"mg(?:i| i)?/ml")
_DISSOLVED = re.compile(
    r" in (?:[\d.]+ ?% |normal |half )?(?:saline|dextrose|d5|ringer|water|ns\b)", re.IGNORECASE
)
_DAILY = re.compile(r"24|urin|stool|fecal|faecal", re.IGNORECASE)
_STRIP = 16
"""Tokens that are looked back over for a dipstick."""
_LAB_LIKE = re.compile(
    r"[A-ZΑ-Ω]|.*(?:ase|body|bodies|gen|globulin|level|titer|titre|trough|peak|count|emia|uria|cytosis|penia|philia)$"
)


def fits(text: str, tokens: Sequence[Token], found: Measure, name: Name) -> bool:
    """Tell whether ``found`` can be a value of the known test ``name``: bare, or in a unit that goes with it."""
    panel = name.panel or Panel("")
    if _says_otherwise(text, tokens, found, name):
        return False
    if found.range:
        return True
    if found.unit is None:
        return name.tight and panel.bare and _bare_value(text, tokens, found)
    key = "%" if found.unit.key in {"percent", "per cent"} else found.unit.key
    if found.unit.kind in {CONCENTRATION, SPEED} or key in panel.units:
        return True
    named = text[tokens[name.first].start : tokens[name.stop - 1].end] + found.unit.key
    return found.unit.kind == AMOUNT and (not panel.given or _DAILY.search(named) is not None)


def _says_otherwise(text: str, tokens: Sequence[Token], found: Measure, name: Name) -> bool:
    """Tell whether name and number are of a goal, a tracer, spectroscopy, or a solution that was given."""
    return (
        (name.first > 0 and tokens[name.first - 1].folded in {"target", "goal"})
        or _is_tracer(tokens, found, name)
        or (name.panel is not None and name.panel.given and _DISSOLVED.match(text, found.end) is not None)
        or any(t.folded in words("spectra") for t in tokens[name.first : name.stop])
    )


def _is_tracer(tokens: Sequence[Token], found: Measure, name: Name) -> bool:
    """Tell whether a symbol and its number are a nuclide: "Cr-51"."""
    first, last = tokens[name.stop - 1], tokens[found.first]
    return last.start - first.end <= 1 and f"{first.folded}{last.text}" in words("isotopes")


def _on_a_strip(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a dipstick was named in the words before the token at ``index``."""
    for at in range(index - 1, max(-1, index - 1 - _STRIP), -1):
        if tokens[at].text in ".;":
            return False
        if tokens[at].folded in words("strips"):
            return True
    return False


def _bare_value(text: str, tokens: Sequence[Token], found: Measure) -> bool:
    """Tell whether a number without unit and range is no day, year, count, or one of several."""
    opened = found.first > 0 and tokens[found.first - 1].folded in words("open")
    year = is_year(tokens[found.first]) and not text[found.end : found.end + 1].strip(" .,;)")
    other = stands_for_something_else(text, found.end) or one_of_a_series(text, found.end)
    return not (opened or year or other or _on_a_strip(tokens, found.first))


def speaks_for_itself(found: Measure, *, whole: bool) -> bool:
    """Tell whether a value needs no known name: its unit or its range says that it is one."""
    kind = found.unit.kind if found.unit else ""
    strong = found.unit is not None and kind == CONCENTRATION and not _SOLUTION.fullmatch(found.unit.key)
    if found.range is None:
        return strong
    return kind not in {"", OTHER} or (whole and found.range.named and not kind)


def names_a_test(tokens: Sequence[Token], found: Measure, name: Name) -> bool:
    """Tell whether words that are in no table name a test: a range follows, or they look like one."""
    return found.range is not None or any(_LAB_LIKE.match(t.text) for t in tokens[name.first : name.stop])
