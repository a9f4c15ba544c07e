"""A YAML file as a tree of texts with places: what stands between YAML and the model."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.sources.casefile.cleaning import clean


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node stands. ``line`` counts from 1, ``column`` from 0; ``start`` and ``end`` count characters."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``absent`` marks nothing at all, an unquoted ``~`` or an unquoted ``null``."""

    text: str
    absent: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: str
    key_span: Span
    value: Tree


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values; each key stands once. The span of a mapping or list covers its first sign alone."""

    entries: tuple[Entry, ...]
    span: Span
    flow: bool = False

    def get(self, key: str) -> Tree | None:
        """Return the value of ``key``, or None."""
        return next((entry.value for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries of a list."""

    items: tuple[Tree, ...]
    span: Span
    flow: bool = False


Tree = Scalar | Mapping | Listing


def is_empty(node: Tree) -> bool:
    """Tell whether ``node`` is nothing, or a text without a visible character."""
    return isinstance(node, Scalar) and (node.absent or not clean(node.text))


def at_path(tree: Tree, path: str) -> Tree | None:
    """Return the node at a dotted ``path`` such as ``gamuts.0.causes.2`` of a case without errors.

    Numbers count the entries of a list that are not empty, as reading does.
    """
    node: Tree | None = tree
    for part in path.split("."):
        if isinstance(node, Mapping):
            node = node.get(part)
        elif isinstance(node, Listing):
            node = [item for item in node.items if not is_empty(item)][int(part)]
    return node
