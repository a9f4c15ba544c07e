"""From a tree to a frozen dataclass, by its type hints: every problem collected, each with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from keyword import iskeyword
from typing import Generic, TypeVar, cast

from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.sources.casefile import codes, nodes, scalars
from tfcards.sources.casefile.cleaning import clean
from tfcards.sources.casefile.constraints import problem_with
from tfcards.sources.casefile.nodes import Listing, Scalar, Tree, is_empty
from tfcards.sources.casefile.shape import FieldShape, Leaf, ListOf, Record, Shape, record

T = TypeVar("T")

_SHOWN = 60
_NEUTRAL: dict[Leaf, object] = {
    Leaf.TEXT: "",
    Leaf.WHOLE: 0,
    Leaf.NUMBER: 0.0,
    Leaf.DATE: dt.date.min,
    Leaf.SWITCH: False,
}
_CONVERT: dict[Leaf, Callable[[str], object]] = {
    Leaf.TEXT: str,
    Leaf.WHOLE: scalars.whole,
    Leaf.NUMBER: scalars.number,
    Leaf.DATE: scalars.date,
    Leaf.SWITCH: scalars.switch,
}
_HINTS = {
    Leaf.WHOLE: (codes.NOT_A_NUMBER, "write digits alone, such as 63"),
    Leaf.NUMBER: (
        codes.NOT_A_NUMBER,
        "write digits and a decimal point alone, such as 5.8; a unit has its own key",
    ),
    Leaf.DATE: (codes.NOT_A_DATE, "write a day of the calendar as YYYY-MM-DD, such as 2004-04-26"),
    Leaf.SWITCH: (codes.NOT_A_CHOICE, "write yes or no"),
}


@dataclass(frozen=True, slots=True)
class Built(Generic[T]):
    """A value and what is wrong with its source.

    What cannot be used stands in ``value`` as empty, so that later rules can still look at the rest; a caller
    drops the whole when there are errors. ``lines`` maps dotted paths (``findings.2.id``) to lines, from 1.
    """

    value: T
    diagnostics: tuple[Diagnostic, ...]
    lines: Mapping[str, int]


def build(kind: type[T], tree: Tree, path: str) -> Built[T]:
    """Return the dataclass ``kind`` that ``tree``, read from the file ``path``, describes."""
    walker = _Walker(path)
    shape = record(kind)
    value = walker.record(shape, tree, "")
    if value is None:
        value = walker.make(shape, {})
    return Built(cast("T", value), tuple(walker.diagnostics), walker.lines)


class _Walker:
    """Collects values, problems and lines. A value of None means that there is none to use."""

    def __init__(self, path: str) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.lines: dict[str, int] = {}
        self._path = path

    def record(self, shape: Record, node: Tree, at: str) -> object | None:
        """Return the record that the mapping ``node``, or the text that may stand for it, describes."""
        if isinstance(node, Scalar) and shape.short:
            node = nodes.Mapping((nodes.Entry(shape.short, node.span, node),), node.span)
        if not isinstance(node, nodes.Mapping):
            keys = ", ".join(field.name for field in shape.fields[:6])
            self._wrong_shape(node, at, "keys with values", f"write each as 'key: value', with the keys {keys}")
            return None
        known = {field.name: field for field in shape.fields}
        values: dict[str, object] = {}
        for entry in node.entries:
            if entry.key not in known:
                self._unknown(entry, known)
                continue
            field, place = known[entry.key], _join(at, entry.key)
            self.lines[place] = entry.key_span.line
            value = self._value(field.shape, field, entry.value, place)
            if value is not None and value != "":
                values[field.name] = value
            elif field.required and is_empty(entry.value):
                self._missing(field, entry.value.span.line)
        for name, field in known.items():
            if field.required and node.get(name) is None:
                self._missing(field, node.span.line)
        return self.make(shape, values)

    def make(self, shape: Record, values: Mapping[str, object]) -> object:
        """Return the record with ``values``, and empty ones where required values are missing."""
        filled = {f.name: _neutral(f.shape) for f in shape.fields if f.required}
        named = {f"{name}_" if iskeyword(name) else name: value for name, value in {**filled, **values}.items()}
        return shape.kind(**named)

    def _value(self, shape: Shape, field: FieldShape, node: Tree, at: str) -> object | None:
        if isinstance(node, Scalar) and node.absent:
            return None
        if isinstance(shape, Record):
            return self.record(shape, node, at)
        if isinstance(shape, ListOf):
            return self._list(shape, field, node, at)
        return self._leaf(shape, field, node, at)

    def _list(self, shape: ListOf, field: FieldShape, node: Tree, at: str) -> object | None:
        if isinstance(node, Scalar) and isinstance(shape.item, Leaf):
            node = Listing((node,), node.span)
        if not isinstance(node, Listing):
            self._wrong_shape(node, at, "a list", "begin each entry with '- '")
            return None
        items: list[object] = []
        for child in node.items:
            if is_empty(child):
                self._report(warning, codes.EMPTY_ENTRY, f"an entry of {field.name} is empty", child, "delete it")
                continue
            place = _join(at, str(len(items)))
            item = self._value(shape.item, field, child, place)
            if item is not None:
                self.lines[place] = child.span.line
                items.append(item)
        return tuple(items)

    def _leaf(self, leaf: Leaf, field: FieldShape, node: Tree, at: str) -> object | None:
        if not isinstance(node, Scalar):
            hint = "put text that holds ': ', or begins with '-', '[' or '{', in quotes"
            self._wrong_shape(node, at, f"one {leaf.value}", hint)
            return None
        text = clean(node.text)
        if not text:
            return ""
        value = _CONVERT[leaf](text)
        if value is None:
            code, hint = _HINTS[leaf]
            self._report(error, code, f"{field.name}: '{_short(text)}' is not a {leaf.value}", node, hint)
            return None
        wrong = problem_with(value, field.keywords)
        if wrong is not None:
            self._report(error, wrong.code, f"{field.name}: '{_short(text)}' {wrong.message}", node, wrong.hint)
            return None
        return value

    def _unknown(self, entry: nodes.Entry, known: Mapping[str, FieldShape]) -> None:
        spelled = _short(entry.key).lower().replace(" ", "_").replace("-", "_")
        near = get_close_matches(spelled, known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the keys here are {', '.join(known)}"
        place = Location(self._path, entry.key_span.line)
        self.diagnostics.append(error(codes.UNKNOWN_KEY, f"unknown key '{_short(entry.key)}'", place, hint))

    def _missing(self, field: FieldShape, line: int) -> None:
        message = f"{field.name} is missing"
        self.diagnostics.append(error(codes.MISSING, message, Location(self._path, line), f"add it: {field.doc}"))

    def _wrong_shape(self, node: Tree, at: str, expected: str, hint: str) -> None:
        found = {Scalar: "text", Listing: "a list"}.get(type(node), "keys with values")
        parts = [part for part in at.split(".") if not part.isdigit()]
        name = f"{parts[-1]}: " if at else ""
        self._report(error, codes.WRONG_SHAPE, f"{name}expected {expected}, found {found}", node, hint)

    def _report(self, make: Callable[..., Diagnostic], code: str, message: str, node: Tree, hint: str) -> None:
        self.diagnostics.append(make(code, message, Location(self._path, node.span.line), hint))


def _neutral(shape: Shape) -> object:
    if isinstance(shape, Leaf):
        return _NEUTRAL[shape]
    return () if isinstance(shape, ListOf) else _Walker("").make(shape, {})


def _join(at: str, part: str) -> str:
    return f"{at}.{part}" if at else part


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
