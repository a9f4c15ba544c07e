"""Bounded, located YAML: bytes to a tree of texts, or words about what is wrong.

Works on the parser's events and constructs no objects, so that ``12:30``, ``no`` and ``010`` stay text and
depth, size and aliases are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import yaml

from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.sources.casefile import codes
from tfcards.sources.casefile.decoding import decode
from tfcards.sources.casefile.nodes import Entry, Listing, Mapping, Scalar, Span, Tree
from tfcards.sources.casefile.syntax import explain

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ABSENT = {"", "~", "null", "Null", "NULL"}
_SWALLOWED = re.compile(r"[ \t]+#(?=[^\s#!])")
_NODE_WEIGHT = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: bytes, nesting, and characters plus 20 a node once aliases are written out."""

    size: int = 2_000_000
    depth: int = 12
    weight: int = 4_000_000


LIMITS = Limits()


def parse_tree(data: bytes, path: str, limits: Limits = LIMITS) -> tuple[Tree | None, list[Diagnostic]]:
    """Return the tree of the YAML document ``data``, or None, and everything that is wrong with it.

    Never raises, whatever the bytes. ``path`` is the name that messages show.
    """
    if len(data) > limits.size:
        message = f"the file is larger than {limits.size:,} bytes"
        return None, [error(codes.TOO_LARGE, message, Location(path), "images stand beside it, not in it")]
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    builder = _Builder(path, text, limits)
    try:
        for event in _events(text):
            builder.take(event)
            if builder.stopped:
                return None, builder.diagnostics
    except yaml.YAMLError as problem:
        return None, [*builder.diagnostics, explain(problem, text, path)]
    if builder.root is None or (isinstance(builder.root, Scalar) and builder.root.absent):
        return None, [
            error(codes.EMPTY_FILE, "the file is empty", Location(path), "write at least its first keys")
        ]
    return builder.root, builder.diagnostics


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except (ValueError, OverflowError) as problem:  # the pure Python scanner converts numbers unchecked
        raise yaml.YAMLError(str(problem)) from problem


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    mapping: bool
    span: Span
    flow: bool
    anchor: str | None
    nodes: list[Tree] = field(default_factory=list)
    weight: int = _NODE_WEIGHT
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Sized:
    """A finished node: ``weight`` and ``height`` count what it holds."""

    node: Tree
    weight: int
    height: int


class _Builder:
    """Turns events into a tree, within limits. ``stopped`` means that reading on makes no sense."""

    def __init__(self, path: str, text: str, limits: Limits) -> None:
        self.root: Tree | None = None
        self.diagnostics: list[Diagnostic] = []
        self.stopped = False
        self._path, self._text, self._limits = path, text, limits
        self._open: list[_Frame] = []
        self._anchors: dict[str, _Sized] = {}
        self._weight = 0

    def take(self, event: yaml.Event) -> None:
        """Work in one event of the parser."""
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._stop(codes.SECOND_DOCUMENT, "a second document begins here (---)", event, "keep one in a file")
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._finish()

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        self._refuse_tag(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Frame(mapping, _span(event), bool(event.flow_style), event.anchor))
        self._bound(event, 1, _NODE_WEIGHT)

    def _finish(self) -> None:
        frame = self._open.pop()
        if frame.mapping:
            node: Tree = Mapping(self._entries(frame.nodes), frame.span, frame.flow)
        else:
            node = Listing(tuple(frame.nodes), frame.span, frame.flow)
        self._add(_Sized(node, frame.weight, frame.height), frame.anchor)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        plain, span = bool(event.implicit[0]), _span(event)
        if plain and _SWALLOWED.match(self._text, span.end):
            self._swallowed(span.line + self._text.count("\n", span.start, span.end))
        weight = _NODE_WEIGHT + len(event.value)
        self._bound(event, 0, weight)
        self._add(_Sized(Scalar(event.value, plain and event.value in _ABSENT, span), weight, 0), event.anchor)

    def _alias(self, event: yaml.AliasEvent) -> None:
        target = self._anchors.get(event.anchor or "")
        if target is None:
            message = f"*{event.anchor} stands for nothing in this file"
            self._report(codes.UNKNOWN_ALIAS, message, event, "put text that begins with * in quotes")
            target = _Sized(Scalar(f"*{event.anchor}", absent=False, span=_span(event)), _NODE_WEIGHT, 0)
        self._bound(event, target.height, target.weight)
        self._add(target, None)

    def _add(self, sized: _Sized, anchor: str | None) -> None:
        if anchor:
            self._anchors[anchor] = sized
        if not self._open:
            self.root = sized.node
            return
        frame = self._open[-1]
        frame.nodes.append(sized.node)
        frame.weight += sized.weight
        frame.height = max(frame.height, sized.height + 1)

    def _entries(self, nodes: list[Tree]) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            place = Location(self._path, key.span.line)
            if not isinstance(key, Scalar) or key.absent:
                hint = "put text that begins with [ or { or ? in quotes"
                self.diagnostics.append(error(codes.KEY_NOT_TEXT, "a key must be a plain word", place, hint))
            elif (name := key.text.strip()) in entries:
                message = f"'{name}' stands twice, first on line {entries[name].key_span.line}"
                self.diagnostics.append(error(codes.DUPLICATE_KEY, message, place, "join the two or delete one"))
            else:
                entries[name] = Entry(name, key.span, value)
        return tuple(entries.values())

    def _bound(self, event: yaml.NodeEvent, height: int, weight: int) -> None:
        self._weight += weight
        if len(self._open) + (height if isinstance(event, yaml.AliasEvent) else 0) > self._limits.depth:
            message = f"lists and mappings are nested more than {self._limits.depth} deep"
            self._stop(codes.TOO_DEEP, message, event, "put text that begins with [ or { in quotes")
        elif self._weight > self._limits.weight:
            message = "the file holds too much once its aliases (*name) are written out"
            self._stop(codes.TOO_LARGE, message, event, "write each text once, without aliases")

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            hint = "delete it, or put text that begins with ! in quotes"
            self._report(codes.TAG, "a word that begins with ! is a YAML tag, which has no use here", event, hint)

    def _swallowed(self, line: int) -> None:
        hint = "put text that holds ' #' in quotes, or write a space after the # of a comment"
        message = "everything from '#' on is taken for a comment"
        self.diagnostics.append(warning(codes.SWALLOWED_TEXT, message, Location(self._path, line), hint))

    def _report(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        place = Location(self._path, _span(event).line)
        self.diagnostics.append(error(code, message, place, hint))

    def _stop(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        self._report(code, message, event, hint)
        self.stopped = True


def _span(event: yaml.Event) -> Span:
    start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
    return Span(start.line + 1, start.column, start.index, end.index)
