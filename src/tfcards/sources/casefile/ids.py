"""Adds missing ids to the text of a case file and leaves comments, order, quotes and line ends as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tfcards.model.case import Annotation, Case, DifferentialItem, Finding, Gamut, GamutItem, ItemId, Question
from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors
from tfcards.sources.casefile import codes, nodes
from tfcards.sources.casefile.nodes import Scalar, Tree, at_path
from tfcards.sources.casefile.numbering import Numbered, assign_ids
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.rules import check_numbered
from tfcards.sources.casefile.shape import record
from tfcards.sources.casefile.structure import build
from tfcards.sources.casefile.tree import parse_tree

_KIND_IN = {
    "findings": Finding,
    "differential": DifferentialItem,
    "gamuts": Gamut,
    "causes": GamutItem,
    "annotations": Annotation,
    "questions": Question,
}


@dataclass(frozen=True, slots=True)
class IdsAdded:
    """The text with its ids. ``added`` maps paths (``gamuts.0.causes.2``) to new ids.

    When ``diagnostics`` says why none could be added, ``text`` is the text that was given.
    """

    text: str
    added: Mapping[str, ItemId] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def add_ids(text: str, path: str, reserved: Mapping[str, Collection[int]] | None = None) -> IdsAdded:
    r"""Return ``text``, a case file with its line ends as they are, with an id for each item that has none.

    ``reserved`` holds numbers never to use again, as in ``numbering.assign_ids``. The result is read again: when
    anything but ids differs, nothing is added. Lines of a text that begins to have an id move two columns in.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(bom)
    tree, case = _read(body, path)
    if tree is None or case is None:
        return _refused(text, path, "the file has errors", "correct them first")
    numbered = assign_ids(case, reserved)
    if numbered.without:
        lines = read_case_text(_bytes(body), path).lines
        return IdsAdded(
            text, diagnostics=tuple(d for d in check_numbered(numbered, lines, path) if has_errors([d]))
        )
    edited = _apply(body, _edits(body, tree, numbered))
    if _read(edited, path)[1] != numbered.case:
        hint = "write each item as a mapping of its own, as in 'diagnosis: …', and try again"
        return _refused(text, path, "the way its items are written does not allow it", hint)
    return IdsAdded(bom + edited, numbered.added)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _read(text: str, path: str) -> tuple[Tree | None, Case | None]:
    """Return the tree and the case, without ids assigned in memory, of a file without errors."""
    data = _bytes(text)
    tree, _ = parse_tree(data, path)
    if tree is None or read_case_text(data, path).case is None:
        return None, None
    return tree, build(Case, tree, path).value


def _refused(text: str, path: str, why: str, hint: str) -> IdsAdded:
    found = error(codes.IDS_NOT_ADDED, f"no ids were added: {why}", Location(path), hint)
    return IdsAdded(text, diagnostics=(found,))


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    """Put ``text`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def _apply(text: str, edits: Iterable[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _edits(text: str, tree: Tree, numbered: Numbered) -> Iterator[_Edit]:
    for path, item_id in numbered.added.items():
        parent, node = at_path(tree, path.rpartition(".")[0]), at_path(tree, path)
        if isinstance(node, nodes.Mapping):
            yield _in_mapping(text, node, item_id)
        elif isinstance(node, Scalar) and isinstance(parent, nodes.Listing):
            name = record(_KIND_IN[path.split(".")[-2]]).short
            yield from _around_text(text, node, f"id: {item_id}", name, flow=parent.flow)


def _in_mapping(text: str, node: nodes.Mapping, item_id: ItemId) -> _Edit:
    empty = node.get("id")
    if isinstance(empty, Scalar):
        space = " " if text[empty.span.start - 1] == ":" else ""
        return _Edit(empty.span.start, empty.span.end, f"{space}{item_id}")
    start = node.span.start
    if node.flow:
        return _Edit(start + 1, start + 1, f"id: {item_id}, ")
    return _Edit(start, start, f"id: {item_id}{_line_end(text)}{' ' * node.span.column}")


def _around_text(text: str, node: Scalar, entry: str, name: str, *, flow: bool) -> Iterator[_Edit]:
    """Make a mapping of a text that stands for its only required field ``name``."""
    start, end = node.span.start, node.span.end
    if flow:
        yield _Edit(start, start, f"{{{entry}, {name}: ")
        yield _Edit(end, end, "}")
        return
    yield _Edit(start, start, f"{entry}{_line_end(text)}{' ' * node.span.column}{name}: ")
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if at > start and line.strip():
            yield _Edit(at, at, "  ")
        at += len(line)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
