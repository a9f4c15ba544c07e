"""Ways to add, remove and rewrite one key or one list item in the text of a case file, the most natural first.

Each function yields candidates: whether one reads back as it should is for the caller to find out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tfcards.sources.casefile import edit_places as places
from tfcards.sources.casefile.nodes import Listing, Mapping, Scalar, Tree, is_empty
from tfcards.sources.casefile.shape import Leaf, Record, Shape
from tfcards.sources.casefile.writer import entry_lines, flow_text, item_lines
from tfcards.sources.casefile.yaml_text import block


@dataclass(frozen=True, slots=True)
class New:
    """A value to write; ``name`` is its key, empty for a list item. ``lead`` are lines to put before it."""

    value: object
    shape: Shape
    name: str = ""
    lead: tuple[str, ...] = ()

    def flow(self) -> str:
        """Return the value on one line, with its key if it has one."""
        written = flow_text(self.value, self.shape)
        return f"{self.name}: {written}" if self.name else written

    def forms(self, column: int, *, flow_first: bool = False) -> Iterator[list[str]]:
        """Yield the lines of the value at ``column``, in the writer's style and on one line."""
        pad = " " * column
        dash = "" if self.name else "- "
        on_one_line = [f"{pad}{dash}{self.flow()}"]
        if flow_first:
            yield on_one_line
        if self.name:
            yield entry_lines(self.name, self.value, self.shape, column)
        elif isinstance(self.shape, Record):
            yield item_lines(self.value, column)
        elif isinstance(self.shape, Leaf):
            yield block(self.value, f"{pad}-", column + 2)
        yield on_one_line


def add_key(text: str, node: Mapping, after: int | None, new: New) -> Iterator[str]:
    """Yield ``text`` with ``new`` after the entry number ``after`` of ``node``, None for before the first."""
    if node.flow:
        ends = [places.end_of(text, entry.value) for entry in node.entries]
        yield _into_flow(text, places.opening(text, node), ends, (-1 if after is None else after), new)
        return
    first = node.entries[0].key_span
    for lines in new.forms(first.column):
        if after is None:
            end = places.line_break(text)
            whole = end.join(lines).lstrip() + end + " " * first.column
            yield text[: first.start] + whole + text[first.start :]
        else:
            at = places.behind(text, places.end_of(text, node.entries[after].value), first.column)
            yield places.with_lines(text, at, [*new.lead, *lines])


def insert_item(text: str, node: Listing, items: Sequence[Tree], at: int, new: New) -> Iterator[str]:
    """Yield ``text`` with ``new`` before the item number ``at`` of ``items``, which are those of ``node``."""
    if node.flow:
        ends = [places.end_of(text, item) for item in items]
        yield _into_flow(text, places.opening(text, node), ends, at - 1, new)
        return
    column = node.span.column
    neighbour = items[at - 1 if at else 0]
    for lines in new.forms(column, flow_first=isinstance(neighbour, Mapping) and neighbour.flow):
        if at:
            place = places.behind(text, places.end_of(text, neighbour), column)
            yield places.with_lines(text, place, lines)
        elif (dash := places.dash_of(text, node, neighbour)) is not None and places.begins_line(text, dash):
            yield places.with_lines(text, places.line_start(text, dash), lines)


def _into_flow(text: str, opening: int, ends: Sequence[int], after: int, new: New) -> str:
    """Return ``text`` with ``new`` in brackets, after the part number ``after``, -1 for at their beginning."""
    if after >= 0:
        return f"{text[: ends[after]]}, {new.flow()}{text[ends[after] :]}"
    return f"{text[:opening]}{new.flow()}{', ' if ends else ''}{text[opening:]}"


def remove_key(text: str, node: Mapping, index: int) -> Iterator[str]:
    """Yield ``text`` without the entry number ``index`` of ``node``; comments between its items stay."""
    spans = [(entry.key_span.start, places.end_of(text, entry.value)) for entry in node.entries]
    start, end = spans[index]
    if node.flow:
        yield from _out_of_flow(text, spans, index)
    elif places.begins_line(text, start):
        comments = places.comments_between(text, node.entries[index])
        yield from places.without(text, (start, end), node.entries[0].key_span.column, comments)
    elif len(spans) == 1:
        yield f"{text[:start]}{{}}{text[end:]}"
    else:
        following = spans[index + 1][0]
        if not text[end:following].strip():
            yield text[:start] + text[following:]
        yield text[:start] + text[end:]


def remove_item(text: str, node: Listing, items: Sequence[Tree], index: int) -> Iterator[str]:
    """Yield ``text`` without the item number ``index`` of ``items``, which are those of ``node``."""
    spans = [(item.span.start, places.end_of(text, item)) for item in items]
    if node.flow:
        yield from _out_of_flow(text, spans, index)
        return
    dash = places.dash_of(text, node, items[index])
    if dash is not None and places.begins_line(text, dash):
        yield from places.without(text, (dash, spans[index][1]), node.span.column)


def _out_of_flow(text: str, spans: Sequence[tuple[int, int]], index: int) -> Iterator[str]:
    """Yield ``text`` without one part in brackets and its comma, unless a comment would go with them."""
    start, end = spans[index]
    if index + 1 < len(spans):
        cut = (start, spans[index + 1][0])
    elif index:
        cut = (spans[index - 1][1], end)
    else:
        cut = (start, end)
    if not places.has_comment(text[cut[0] : start] + text[end : cut[1]]):
        yield text[: cut[0]] + text[cut[1] :]


def rewrite_value(text: str, node: Mapping, index: int, new: New) -> Iterator[str]:
    """Yield ``text`` with ``new`` for the entry number ``index`` of ``node``; the key stays where it is."""
    entry = node.entries[index]
    start, end = entry.value.span.start, places.end_of(text, entry.value)
    start, end = min(start, end), max(start, end)
    behind = entry.key_span.end
    colon = text.index(":", behind) + 1
    bare = is_empty(entry.value) or not places.has_comment(text[colon:end])
    if not node.flow and bare and not places.rest_of_line(text, end):
        lines = next(new.forms(node.entries[0].key_span.column))
        yield text[: entry.key_span.start] + places.line_break(text).join(lines).lstrip() + text[end:]
    written = flow_text(new.value, new.shape)
    if isinstance(entry.value, Scalar) or entry.value.flow:
        yield f"{text[:start]}{' ' if text[start - 1] == ':' else ''}{written}{text[end:]}"
    elif bare:
        yield f"{text[:colon]} {written}{text[end:]}"


def rewrite_item(text: str, node: Listing, item: Tree, new: New) -> Iterator[str]:
    """Yield ``text`` with ``new`` in the place of ``item``, a text that stands for a record of ``node``."""
    start, end = item.span.start, places.end_of(text, item)
    dash = None if node.flow else places.dash_of(text, node, item)
    if dash is not None and not places.rest_of_line(text, end):
        lines = next(new.forms(node.span.column))
        yield text[:dash] + places.line_break(text).join(lines).lstrip() + text[end:]
    yield text[:start] + new.flow() + text[end:]
