"""Finds the names of laboratory tests in a text, and the name that a value belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tfcards.sources.prose.labs.tables import JOINTS, Entry, Panel, entries, words
from tfcards.sources.prose.labs.tokens import Token

_SHORT = 5
"""Letters of a word that a point may abbreviate within a name: "alk. phos."."""
_HEADS = 6
_LINKS = 12
_PHRASE = 7
_BRACKET = 12
_FREE = 7
"""How many tokens are looked back over, for each step; it keeps the time linear."""
_LINKING = frozenset("=:-–—−‑~≈≃→⇒↑↓*><≤≥")


@dataclass(frozen=True, slots=True)
class Span:
    """A known name: its tokens, from ``first`` to before ``stop``, and its panel."""

    first: int
    stop: int
    panel: Panel


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a value: its tokens, its panel when it is known, and how it is tied to the value."""

    first: int
    stop: int
    panel: Panel | None
    tight: bool = True
    bracket: int = -1
    """The token that opens a bracket between name and value, which may hold unit or range; -1 for none."""


def spans(tokens: Sequence[Token]) -> dict[int, Span]:
    """Return the known names in ``tokens`` by the token they stop before; of two the longer one."""
    found: dict[int, Span] = {}
    index = 0
    while index < len(tokens):
        span = _span_at(tokens, index)
        if span:
            found[span.stop] = span
        index = span.stop if span else index + 1
    return found


def _span_at(tokens: Sequence[Token], index: int) -> Span | None:
    token = tokens[index]
    if (
        index
        and token.kind != "sign"
        and tokens[index - 1].end == token.start
        and tokens[index - 1].kind != "sign"
    ):
        return None
    for entry in entries().get(token.folded, ()):
        stop = _matches(tokens, index, entry)
        if stop:
            return Span(index, stop, entry.panel)
    return None


def _matches(tokens: Sequence[Token], index: int, entry: Entry) -> int:
    """Return where ``entry``, which begins at ``index``, stops; 0 when it does not stand there."""
    for position, part in enumerate(entry.parts):
        if position and index < len(tokens) and tokens[index].text in JOINTS and _joins(tokens, index):
            index += 1
        if index >= len(tokens) or part != (tokens[index].text if entry.exact else tokens[index].folded):
            return 0
        index += 1
    return index


def _joins(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1]
    return tokens[index].text != "." or (before.end == tokens[index].start and len(before.text) <= _SHORT)


def skip_links(tokens: Sequence[Token], known: Mapping[int, Span], stop: int, floor: int) -> int:
    """Return where the words between name and value begin, when the value begins at ``stop``."""
    least = max(floor, stop - _LINKS)
    while stop > least and stop not in known and _links(tokens, stop - 1):
        stop -= 1
        if tokens[stop].text == ".":
            least = max(floor, stop - _LINKS)
    return stop


def _links(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token may stand between name and value; of points, those that lead through a table."""
    token = tokens[index]
    if token.text == ".":
        if index and tokens[index - 1].end == token.start and tokens[index - 1].folded in words("abbreviations"):
            return True
        return "." in {tokens[index - 1].text if index else "", tokens[min(index + 1, len(tokens) - 1)].text}
    return token.text in _LINKING or token.folded in words("links") or _multiple(tokens, index)


def _multiple(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token is a part of "4x normal" or "three times the upper limit", which may be a link."""
    after = tokens[index + 1].folded if index + 1 < len(tokens) else ""
    if tokens[index].folded in words("multiples"):
        return after in {"normal", "the", "upper"}
    if tokens[index].folded in words("of_normal") and after in {"limit", "of", "upper"}:
        return any(t.folded in words("multiples") for t in tokens[max(0, index - 3) : index])
    return after in words("multiples") and (tokens[index].kind == "number" or tokens[index].text.isalpha())


def known_name(
    tokens: Sequence[Token], known: Mapping[int, Span], stop: int, floor: int, *, linked: bool
) -> Name | None:
    """Return the known name that ends at ``stop``, or a phrase before it: "glucose on arrival was"."""
    name = _adjacent(tokens, known, stop, floor)
    if name:
        return name
    least = max(floor, stop - _PHRASE)
    for at in range(stop - 1, least, -1):
        if tokens[at].kind == "sign" and tokens[at].text not in "-–'’/":
            return None
        if tokens[at].folded not in words("prepositions"):
            continue
        if span := _adjacent(tokens, known, at, floor):
            return Name(span.first, stop, span.panel, tight=linked and span.bracket < 0)
        before = skip_links(tokens, known, at, floor)
        if linked and before < at and (span := _adjacent(tokens, known, before, floor)):
            return Name(span.first, before, span.panel, tight=False)
    return None


def _adjacent(tokens: Sequence[Token], known: Mapping[int, Span], stop: int, floor: int) -> Name | None:
    """Return the known name right before ``stop``: with its tails, a bracket, or words such as ", 24 h urine"."""
    end, bracket = stop, -1
    if end > floor and tokens[end - 1].text in ")]":
        opened = next(
            (i for i in range(end - 2, max(floor, end - _BRACKET) - 1, -1) if tokens[i].text in "(["), -1
        )
        if opened < 0:
            return None
        end, bracket = opened, opened
    for skip in (words("tails"), words("heads")):
        at = end
        while at > max(floor, end - _HEADS) and at not in known and tokens[at - 1].folded in skip | {",", "-"}:
            at -= 1
        if at in known and known[at].first >= floor:
            return Name(_with_heads(tokens, known[at].first, floor), stop, known[at].panel, bracket=bracket)
    return None


def _with_heads(tokens: Sequence[Token], first: int, floor: int) -> int:
    """Return where a name begins with the words that go on to its left: "drain fluid" bilirubin."""
    least, at = max(floor, first - _HEADS), first
    while at > least:
        if tokens[at - 1].folded in words("heads"):
            at -= 1
        elif at - 1 > least and _hyphenated(tokens, at - 1):
            at -= 2
        else:
            break
    while at < first and tokens[at].folded in _HOURS:
        at += 1
    return at


_HOURS = frozenset({"h", "hr", "hor", "hors", "-", "am", "pm"})
"""No name begins with these (folded), though "24-hour urine" has one of them."""


def _hyphenated(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the sign at ``index`` joins two words without a blank."""
    before, sign, after = tokens[index - 1 : index + 2]
    return sign.text in "-–/" and before.kind != "sign" and before.end == sign.start == after.start - 1


def free_name(tokens: Sequence[Token], stop: int, floor: int) -> Name | None:
    """Return the words before ``stop``, back to a sign or a word that no name has, when they may be a name."""
    first = stop
    while first > max(floor, stop - _FREE):
        token = tokens[first - 1]
        if token.kind == "sign" and token.text not in "-–/":
            break
        if token.folded in words("breaks"):
            break
        first -= 1
    if stop - first >= _FREE:
        return None
    while first < stop and tokens[first].kind != "word":
        first += 1
    if first == stop:
        return None
    inside = tokens[first:stop]
    if any(t.folded in words("never") for t in inside) or all(len(t.text) == 1 for t in inside):
        return None
    return Name(first, stop, None)


def said_before(tokens: Sequence[Token], known: Mapping[int, Span], stop: int, floor: int) -> Name | None:
    """Return the last known name of the sentence before ``stop``: "the white count, normal at first, rose to"."""
    for at in range(stop, max(floor, stop - 3 * _LINKS), -1):
        if at in known and known[at].first >= floor:
            first = _with_heads(tokens, known[at].first, floor)
            return Name(first, at, known[at].panel, tight=False)
        if tokens[at - 1].text in ".;()[]":
            return None
    return None
