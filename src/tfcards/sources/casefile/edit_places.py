"""Where the parts of a case file begin and end in its text: nodes, their lines, the comments between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tfcards.sources.casefile.nodes import Entry, Listing, Mapping, Scalar, Tree

_COMMENT = re.compile(r"(?:^|\s)#")


def end_of(text: str, node: Tree) -> int:
    """Return where the content of ``node`` ends: before the line end, and a comment behind it."""
    if isinstance(node, Scalar):
        return node.span.start + len(text[node.span.start : node.span.end].rstrip())
    children = [entry.value for entry in node.entries] if isinstance(node, Mapping) else list(node.items)
    if not node.flow:
        return end_of(text, children[-1])
    at = end_of(text, children[-1]) if children else opening(text, node)
    closing = "}" if isinstance(node, Mapping) else "]"
    while text[at : at + 1] not in (closing, ""):
        at = text.find("\n", at) if text[at] == "#" else at + 1
    return at + 1


def opening(text: str, node: Mapping | Listing) -> int:
    """Return the place just behind the bracket that opens ``node``."""
    return text.index("{" if isinstance(node, Mapping) else "[", node.span.start) + 1


def line_start(text: str, at: int) -> int:
    """Return where the line of the place ``at`` begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line after that of the place ``at`` begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def rest_of_line(text: str, at: int) -> str:
    """Return what stands from the place ``at`` to the end of its line, without white space around."""
    return text[at : line_end(text, at)].strip()


def begins_line(text: str, at: int) -> bool:
    """Tell whether nothing but white space stands before the place ``at`` on its line."""
    return not text[line_start(text, at) : at].strip()


def has_comment(region: str) -> bool:
    """Tell whether there may be a comment in ``region``; a # in quotes counts too, to be on the safe side."""
    return bool(_COMMENT.search(region))


def line_break(text: str) -> str:
    """Return the line end that ``text`` uses."""
    return "\r\n" if "\r\n" in text else "\n"


def behind(text: str, end: int, column: int) -> int:
    r"""Return where lines at ``column`` may follow content that ends at ``end``.

    That is behind its line, and behind the comments after it that are indented deeper than ``column``: they belong
    to what they follow, and would become part of a text after ``|`` that is put before them.
    """
    place = at = line_end(text, end)
    while at < len(text):
        stop = line_end(text, at)
        line = text[at:stop]
        bare = line.lstrip()
        if bare and not bare.startswith("#"):
            break
        if bare and len(line) - len(bare) > column:
            place = stop
        at = stop
    return place


def with_lines(text: str, at: int, lines: Sequence[str]) -> str:
    """Return ``text`` with ``lines`` before the line that begins at ``at``."""
    end = line_break(text)
    body = "".join(line + end for line in lines)
    if at and text[at - 1] != "\n":
        body = end + body.removesuffix(end)
    return text[:at] + body + text[at:]


def dash_of(text: str, parent: Listing, item: Tree) -> int | None:
    """Return the place of the dash of ``item`` in the block list ``parent``; None where it is not on a line so."""
    column, at = parent.span.column, line_start(text, item.span.start)
    while at >= line_start(text, parent.span.start):
        if text[at + column : at + column + 1] == "-" and not text[at : at + column].strip(" "):
            return at + column
        at = line_start(text, at - 1) if at else -1
    return None


def comments_between(text: str, entry: Entry) -> Iterator[str]:
    """Yield the lines of comment within the block list or mapping of ``entry`` that stand in none of its items."""
    value = entry.value
    if isinstance(value, Scalar) or value.flow:
        return
    at = line_end(text, entry.key_span.start)
    for child in value.items if isinstance(value, Listing) else [each.value for each in value.entries]:
        first = child.span.start
        if isinstance(value, Mapping):
            first = next(each.key_span.start for each in value.entries if each.value is child)
        stop = line_start(text, first)
        yield from (bare for line in text[at:stop].splitlines() if (bare := line.strip()).startswith("#"))
        at = line_end(text, end_of(text, child))


def without(text: str, span: tuple[int, int], column: int, comments: Iterable[str] = ()) -> Iterator[str]:
    """Yield ``text`` without the lines of the places ``span``, ``comments`` in their place at ``column``.

    Comments after them that are indented more than ``column`` stay where they are, or else move to it: behind a
    text after ``|`` they would become part of it.
    """
    first, stop = line_start(text, span[0]), line_end(text, span[1])
    left = [" " * column + comment + line_break(text) for comment in comments]
    yield text[:first] + "".join(left) + text[stop:]
    last = behind(text, span[1], column)
    moved = [" " * column + line.lstrip() for line in text[stop:last].splitlines(keepends=True)]
    yield text[:first] + "".join([*left, *moved]) + text[last:]
