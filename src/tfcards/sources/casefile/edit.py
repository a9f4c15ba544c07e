"""Puts other values in the place of those of a case file; leaves comments, order, style and line ends as they are.

For corrections from outside: each value is written in the style that it has, in lines as long as they are, and the
result is read again. When anything but the wanted values differs, nothing is written.
"""

from __future__ import annotations

import dataclasses
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tfcards.model.case import Case
from tfcards.sources.casefile.cleaning import clean
from tfcards.sources.casefile.nodes import Scalar, Tree, at_path
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.structure import build
from tfcards.sources.casefile.tree import parse_tree
from tfcards.sources.casefile.yaml_text import WIDTH, block, fits_in_flow, in_flow, inline

Value = str | float
_BLOCK = re.compile(r"[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Edited:
    """The text of a case file with its new values. ``refused`` says why it is unchanged, or is empty."""

    text: str
    refused: str = ""


def set_values(text: str, path: str, values: Mapping[str, Value]) -> Edited:
    """Return ``text``, the case file ``path`` with its line ends as they are, with ``values`` by dotted paths.

    All of ``values`` are put in, or none: a value whose key does not stand in the file is refused.
    """
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(bom)
    for part, value in values.items():
        edited = _with_value(body, path, part, value)
        if edited is None:
            return Edited(text, f"{part} cannot be written in place")
        body = edited
    return Edited(bom + body)


def value_at(case: object, part: str) -> object | None:
    """Return the value at the dotted path ``part`` of ``case``; None where there is none."""
    for name in part.split("."):
        if isinstance(case, tuple):
            if not name.isdigit() or int(name) >= len(case):
                return None
            case = case[int(name)]
        else:
            case = getattr(case, name, None)
    return case


def _with_value(text: str, path: str, part: str, value: Value) -> str | None:
    """Return ``text`` with ``value`` at ``part`` in the first style that reads back as it, else None."""
    tree, case = read_back(text, path)
    if tree is None or case is None or value_at(case, part) is None:
        return None
    node, parent = at_path(tree, part), at_path(tree, part.rpartition(".")[0]) if "." in part else tree
    if not isinstance(node, Scalar) or parent is None or node.absent:
        return None
    wanted = replaced(case, part.split("."), clean(value) if isinstance(value, str) else value)
    flow = not isinstance(parent, Scalar) and parent.flow
    for candidate in candidates(text, node, value, flow=flow):
        if read_back(candidate, path)[1] == wanted:
            return candidate
    return None


def read_back(text: str, path: str) -> tuple[Tree | None, Case | None]:
    """Return the tree and the case of a file without errors, without ids assigned in memory."""
    data = text.encode("utf-8", "surrogatepass")
    tree, _ = parse_tree(data, path)
    if tree is None or read_case_text(data, path).case is None:
        return None, None
    return tree, build(Case, tree, path).value


def replaced(whole: object, names: Sequence[str], value: object) -> object:
    """Return ``whole`` with ``value`` where the path ``names`` leads."""
    if not names:
        return value
    name, rest = names[0], names[1:]
    if isinstance(whole, tuple):
        place = int(name)
        return (*whole[:place], replaced(whole[place], rest, value), *whole[place + 1 :])
    changed = {name: replaced(getattr(whole, name), rest, value)}
    return dataclasses.replace(cast("Case", whole), **changed)  # type: ignore[arg-type] # any record of a case


def candidates(text: str, node: Scalar, value: object, *, flow: bool) -> Iterator[str]:
    """Yield ``text`` with ``value`` in the place of ``node``: in its own style first, then in ever safer ones."""
    start, end = node.span.start, node.span.end
    old, after = text[start:end], text[end:].partition("\n")[0].strip()
    new = value if isinstance(value, str) else inline(value)
    if isinstance(value, str) and _BLOCK.match(old):
        yield text[:start] + _in_block(old, new) + text[end:]
    elif isinstance(value, str):
        for form in _on_one_line(old, new, flow=flow):
            if after or len(form) <= WIDTH or "\n" not in old:
                yield text[:start] + form + text[end:]
        if not after and not flow:
            yield _as_block(text, node, new)
    end = start + len(old.rstrip())  # a block ends before the next line: that line's end is not part of it
    if isinstance(value, str):
        yield text[:start] + json.dumps(new, ensure_ascii=False) + text[end:]
    yield text[:start] + in_flow(value) + text[end:]


def _on_one_line(old: str, new: str, *, flow: bool) -> Iterator[str]:
    """Yield ``new`` on one line, in the quotes of ``old`` where it has any."""
    if "\n" not in new:
        if old.startswith('"'):
            yield json.dumps(new, ensure_ascii=False)
        if old.startswith("'"):
            yield "'" + new.replace("'", "''") + "'"
        if not flow or fits_in_flow(new):
            yield inline(new)


def _as_block(text: str, node: Scalar, new: str) -> str:
    """Return ``text`` with ``new`` as the writer of case files writes it, behind the key or dash of ``node``."""
    head = text[: node.span.start].rstrip()
    line = head.rpartition("\n")[2]
    indent = len(line) - len(line.lstrip(" -")) + 2
    written = block(new, line, indent)
    end = "\r\n" if "\r\n" in text else "\n"
    return head.removesuffix(line) + end.join(written) + text[node.span.end :]


def _in_block(old: str, new: str) -> str:
    """Return ``old``, a text after ``|`` or ``>``, with ``new`` in it: lines that stay are not broken anew."""
    end = "\r\n" if "\r\n" in old else "\n"
    head, _, body = old.partition(end)
    kept = body.rstrip()
    tail, lines = body[len(kept) :], kept.split(end)
    pad = " " * min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=2)
    bare = [line.removeprefix(pad).rstrip() for line in lines]
    width = max(WIDTH - len(pad), *map(len, bare))
    made = new.split("\n") if head.startswith("|") else _folded(bare, new, width)
    return head + end + end.join((pad + line).rstrip() for line in made) + (tail or end)


def _folded(old: Sequence[str], new: str, width: int) -> list[str]:
    """Return ``new`` in folded lines; those of ``old`` at its beginning and at its end stay as they are."""
    if "\n" in new:
        return [line for part in new.split("\n") for line in (*_wrapped(part, width), "")][:-1]
    first = last = 0
    while first < len(old) - 1 and old[first] and new.startswith(f"{old[first]} "):
        new = new.removeprefix(f"{old[first]} ")
        first += 1
    while last < len(old) - first - 1 and old[-1 - last] and new.endswith(f" {old[-1 - last]}"):
        new = new.removesuffix(f" {old[-1 - last]}")
        last += 1
    return [*old[:first], *_wrapped(new, width), *old[len(old) - last :]]


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
