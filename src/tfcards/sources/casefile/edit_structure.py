"""Turns the text of a case file into one that reads as another case: keys and items come and go, all else stays.

One step after the other: the first difference is written in the first way that reads back as exactly that step.
Lines, comments, order and line ends that the step does not concern stay. When a step fails, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import yaml

from tfcards.model.case import Case
from tfcards.sources.casefile import edit_pieces as pieces
from tfcards.sources.casefile.edit import Edited, candidates, read_back, replaced
from tfcards.sources.casefile.edit_pairs import pairs
from tfcards.sources.casefile.edit_pieces import New
from tfcards.sources.casefile.nodes import Listing, Mapping, Scalar, Tree, is_empty
from tfcards.sources.casefile.shape import FieldShape, Leaf, ListOf, Record, Shape, record
from tfcards.sources.casefile.structure import build
from tfcards.sources.casefile.tree import LOADER, parse_tree
from tfcards.sources.casefile.writer import REVIEW

_MOST_STEPS = 2_000


def apply(text: str, path: str, wanted: Case) -> Edited:
    """Return ``text``, the case file ``path`` with its line ends as they are, so that it reads as ``wanted``.

    The texts of ``wanted`` are as ``cleaning.clean`` leaves them, its ids as they are to stand in the file. All
    differences are written, or none: then ``refused`` names the first that cannot be, by its dotted path.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(bom)
    tree, now = read_back(body, path)
    if tree is None or now is None:
        return Edited(text, "the file has errors")
    if now != wanted and _has_aliases(body):
        return Edited(text, "the file uses aliases (*name)")
    for _ in range(_MOST_STEPS):
        step = next(_Finder(body).record(_Part(record(Case), tree, now, wanted)), None)
        if step is None:
            break
        found = _taken(step, path, cast("Case", replaced(now, step.at, step.value)))
        if found is None:
            return Edited(text, f"{'.'.join(step.at)} cannot be written in place")
        body, tree, now = found
    if read_back(body, path)[1] != wanted:
        return Edited(text, "what came out does not read as it should")
    return Edited(bom + body)


def _has_aliases(text: str) -> bool:
    return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=LOADER))


@dataclass(frozen=True, slots=True)
class _Step:
    """One difference: what is to stand at the path ``at``, and texts of the file in which it may."""

    at: tuple[str, ...]
    value: object
    texts: Iterator[str]


def _taken(step: _Step, path: str, goal: Case) -> tuple[str, Tree, Case] | None:
    """Return the first text of ``step`` that reads as ``goal``, with its tree; None when none does."""
    for text in step.texts:
        tree, problems = parse_tree(text.encode("utf-8", "surrogatepass"), path)
        if tree is not None and not any(problem.severity == "error" for problem in problems):
            now = build(Case, tree, path).value
            if now == goal:
                return text, tree, now
    return None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the case: its shape, its node in the file, what it is now and what it is to be, and its path."""

    shape: Shape
    node: Tree
    now: object
    wanted: object
    at: tuple[str, ...] = ()

    def within(self, name: str, shape: Shape, node: Tree, values: tuple[object, object]) -> _Part:
        """Return the part ``name`` of this part; ``values`` are what it is and what it is to be."""
        return _Part(shape, node, *values, (*self.at, name))


class _Finder:
    """Finds what differs between a case file and the case that is wanted: the first step is the one to take."""

    def __init__(self, text: str) -> None:
        self._text = text

    def record(self, part: _Part) -> Iterator[_Step]:
        """Yield the steps in a mapping."""
        if not isinstance(part.node, Mapping):
            return
        for field in cast("Record", part.shape).fields:
            values = getattr(part.now, field.name), getattr(part.wanted, field.name)
            if values[0] != values[1]:
                yield self._field(part, field, values)

    def _field(self, part: _Part, field: FieldShape, values: tuple[object, object]) -> _Step:
        node = cast("Mapping", part.node)
        at, wanted = (*part.at, field.name), values[1]
        new = New(wanted, field.shape, field.name, _lead(part, field, self._text))
        index = next((n for n, entry in enumerate(node.entries) if entry.key == field.name), None)
        if index is None:
            texts = pieces.add_key(self._text, node, _preceding(part, field), new)
            return _Step(at, wanted, texts)
        if not field.required and wanted in (field.default, "", ()):
            return _Step(at, wanted, pieces.remove_key(self._text, node, index))
        value = node.entries[index].value
        inner = part.within(field.name, field.shape, value, values)
        whole = _Step(at, wanted, pieces.rewrite_value(self._text, node, index, replace(new, lead=())))
        if is_empty(value):
            return whole
        if isinstance(field.shape, Leaf):
            return self._leaf(inner, flow=node.flow)
        steps = self.record(inner) if isinstance(field.shape, Record) else self._list(inner)
        return next(steps, whole)

    def _leaf(self, part: _Part, *, flow: bool) -> _Step:
        node = cast("Scalar", part.node)
        return _Step(part.at, part.wanted, candidates(self._text, node, part.wanted, flow=flow))

    def _list(self, part: _Part) -> Iterator[_Step]:
        """Yield the steps in a list: first items to correct, then those to add, then those to remove."""
        node, shape = part.node, cast("ListOf", part.shape).item
        if not isinstance(node, Listing) or isinstance(shape, ListOf):
            return
        items = [item for item in node.items if not is_empty(item)]
        now, wanted = cast("tuple[object, ...]", part.now), cast("tuple[object, ...]", part.wanted)
        same = pairs(now, wanted)
        for i, j in same:
            if now[i] != wanted[j]:
                yield self._item(part.within(str(i), shape, items[i], (now[i], wanted[j])), node)
        for j in sorted(set(range(len(wanted))) - {j for _, j in same}):
            place = max((i for i, before in same if before < j), default=-1) + 1
            texts = pieces.insert_item(self._text, node, items, place, New(wanted[j], shape))
            yield _Step(part.at, (*now[:place], wanted[j], *now[place:]), texts)
        for i in sorted(set(range(len(now))) - {i for i, _ in same}):
            yield _Step(part.at, (*now[:i], *now[i + 1 :]), pieces.remove_item(self._text, node, items, i))

    def _item(self, part: _Part, parent: Listing) -> _Step:
        """Return the step in one item of the list ``parent``."""
        if isinstance(part.shape, Leaf):
            return self._leaf(part, flow=parent.flow)
        texts = pieces.rewrite_item(self._text, parent, part.node, New(part.wanted, part.shape))
        whole = _Step(part.at, part.wanted, texts)
        return (
            next(self.record(part), whole) if isinstance(part.node, Mapping) else self._short(part, parent, whole)
        )

    def _short(self, part: _Part, parent: Listing, whole: _Step) -> _Step:
        """Return the step in a text that stands for a record: it stays one where its words alone change."""
        name = cast("Record", part.shape).short
        words = getattr(part.wanted, name)
        if replaced(part.now, [name], words) != part.wanted:
            return whole
        inner = part.within(name, Leaf.TEXT, part.node, (None, words))
        return self._leaf(inner, flow=parent.flow)


def _preceding(part: _Part, field: FieldShape) -> int | None:
    """Return the entry after which ``field`` belongs in the order of the model; None for before the first."""
    order = [each.name for each in cast("Record", part.shape).fields]
    ranks = [order.index(entry.key) for entry in cast("Mapping", part.node).entries]
    before = [rank for rank in ranks if rank < order.index(field.name)]
    return ranks.index(max(before)) if before else None


def _lead(part: _Part, field: FieldShape, text: str) -> tuple[str, ...]:
    """Return the lines that the writer of case files puts before the key ``field``."""
    if part.at:
        return ()
    if field.name == "review":
        return ("",) if REVIEW in text else ("", REVIEW)
    return ("",) if isinstance(field.shape, ListOf) and isinstance(field.shape.item, Record) else ()
