"""Fields as people read them: text without markup, and the words that changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_WORDS = 2_000
"""Words between the first and the last change up to which one is told from the other."""

_INLINE = frozenset(
    {
        "a",
        "b",
        "code",
        "em",
        "i",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
        "font",
        "label",
    }
)
_SILENT = frozenset({"script", "style", "template", "input"})
_TOKENS = re.compile(r"\n|\S+")
_CLOZE = re.compile(r"\{\{c([0-9]+)::(.*?)(?:::.*?)?\}\}", re.DOTALL)


class Op(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and what became of it. A line end counts as a word."""

    op: Op
    text: str


def readable(html: str) -> str:
    """Return the text of the field ``html``, a line a block; images are named by their alt text.

    Control characters, which a stranger's package may hold, are gone: the text is fit for a terminal.
    """
    lines = "".join(_said(html)).splitlines()
    text = "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
    return printable(_CLOZE.sub(r"[\1: \2]", text))


def printable(text: str) -> str:
    """Return ``text`` with what a terminal would obey or hide, line ends apart, shown as a replacement mark."""
    return "".join(c if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"} else "\ufffd" for c in text)


def images(html: str) -> tuple[str, ...]:
    """Return the names of the images that the field ``html`` shows, in order."""
    found = [node.attributes.get("src") or "" for node in LexborHTMLParser(html).css("img")]
    return tuple(printable(name) for name in found if name)


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """Return what became of the words of ``old`` on the way to ``new``, in reading order."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    head, tail = before[:start], before[len(before) - end :]
    # Most corrections leave a beginning and an end alone, and comparing costs the square of what lies between.
    middle = _changes(before[start : len(before) - end], after[start : len(after) - end])
    return _pieces([(Op.SAME, head), *middle, (Op.SAME, tail)])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words the two begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _changes(before: Sequence[str], after: Sequence[str]) -> list[tuple[Op, Sequence[str]]]:
    if max(len(before), len(after)) > MAX_WORDS:
        return [(Op.REMOVED, before), (Op.ADDED, after)]
    found: list[tuple[Op, Sequence[str]]] = []
    for tag, i, j, k, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((Op.SAME, before[i:j]))
        else:
            found += [(Op.REMOVED, before[i:j]), (Op.ADDED, after[k:end])]
    return found


def _pieces(runs: Sequence[tuple[Op, Sequence[str]]]) -> tuple[Piece, ...]:
    return tuple(Piece(op, " ".join(words)) for op, words in runs if words)


def _said(html: str) -> Iterator[str]:
    """Yield the pieces of text in ``html``, blocks on lines of their own."""
    root = LexborHTMLParser(html).root
    stack: list[LexborNode | str] = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield " ".join((node.text_content or "").splitlines())
        elif tag == "img":
            yield f" [image: {node.attributes.get('alt') or node.attributes.get('src') or ''}] "
        elif not tag.startswith(("-", "_", "!")) and tag not in _SILENT:
            edge = "" if tag in _INLINE else "\n"
            stack += [edge, *reversed(list(node.iter(include_text=True)))]
            yield edge
