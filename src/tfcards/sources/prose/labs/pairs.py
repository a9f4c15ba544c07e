"""Reads two tests with their two values ("AST/ALT 88/112 U/L"), and a value before its name ("50 WBC/hpf")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tfcards.sources.prose.labs.measures import Measure, measure
from tfcards.sources.prose.labs.names import Name, Span, skip_links
from tfcards.sources.prose.labs.tables import Panel, words
from tfcards.sources.prose.labs.tokens import Token, number
from tfcards.sources.prose.labs.units import unit_at

_TIES = frozenset({"/", "and", "&"})


def paired(
    text: str, tokens: Sequence[Token], known: Mapping[int, Span], index: int
) -> tuple[tuple[Measure, Name], ...]:
    """Return two values with their names when the number at ``index`` is the first of such a pair."""
    if index + 2 >= len(tokens) or tokens[index + 1].folded not in _TIES or tokens[index + 2].kind != "number":
        return ()
    second = known.get(skip_links(tokens, known, index, 0))
    tie = second.first - 1 if second else 0
    first = _before_tie(tokens, known, tie)
    if second is None or first is None:
        return ()
    last = measure(text, [*tokens[index + 2 : index + 3]], 0, whole=False)
    if last is None or (last.unit is None and tokens[index + 1].text != "/"):
        return ()
    last = replace(last, first=index + 2)
    one = replace(last, first=index, value=number(tokens[index].text), range=None, end=tokens[index].end)
    names = [Name(span.first, span.stop, span.panel) for span in (first, second)]
    return ((one, names[0]), (last, names[1]))


def percent_of_cells(
    text: str, tokens: Sequence[Token], known: Mapping[int, Span], index: int
) -> tuple[tuple[Measure, Name], ...]:
    """Return the value at ``index`` when it is the share of a kind of cell: "88% neutrophils"."""
    at = index + 1
    if at + 1 >= len(tokens) or tokens[at].text != "%":
        return ()
    at += 1 + (tokens[at + 1].folded == "of")
    if at >= len(tokens) or tokens[at].folded not in words("kinds_of_cells"):
        return ()
    found = measure(text, tokens, index, whole=False)
    panel = known[at + 1].panel if at + 1 in known else None
    return ((found, Name(at, at + 1, panel)),) if found and found.unit else ()


def _before_tie(tokens: Sequence[Token], known: Mapping[int, Span], tie: int) -> Span | None:
    """Return the test before the "/" or "and" at ``tie``, which may be a fraction: "total/direct bilirubin"."""
    if tie <= 0 or tokens[tie].folded not in _TIES:
        return None
    if tie not in known and tokens[tie - 1].folded in words("fractions"):
        return Span(tie - 1, tie, Panel("fraction"))
    return known.get(tie)


def counted(
    text: str, tokens: Sequence[Token], known: Mapping[int, Span], index: int
) -> tuple[tuple[Measure, Name], ...]:
    """Return the value at ``index`` with the name behind it when it counts cells: "50 WBC/hpf"."""
    spans = [
        known[stop] for stop in range(index + 2, index + 5) if stop in known and known[stop].first == index + 1
    ]
    if not spans or len(tokens[index + 1].text) < len("WBC"):
        return ()
    after = tokens[spans[0].stop - 1].end
    unit = unit_at(text, after) if text[after : after + 1] == "/" or text[after : after + 5] == " per " else None
    found = measure(text, tokens, index, whole=False) if unit else None
    if unit is None or found is None:
        return ()
    return ((replace(found, unit=unit, end=unit.end), Name(spans[0].first, spans[0].stop, spans[0].panel)),)
