"""Makes the HTML of any page cheap to parse: nothing deep, nothing that a parser opens again and again.

A parser that follows the HTML standard takes time with the square of the depth of a page, and memory with the
product of its open formatting elements and its paragraphs. Neither depth nor formatting says anything of a case.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

_TOKEN = re.compile(r"<!--|<(/?)([a-zA-Z][\w:-]*)")
_REST_OF_TAG = re.compile(
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>][^\s>]*+)?+)?+)*+>"
)
_END_OF_COMMENT = re.compile(r"--!?>")
_SVG = re.compile(r"<(/?)svg(?=[\s>/])([^<>]*)>", re.IGNORECASE)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_FORMATTING = frozenset(
    {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "math"}
)
_CLOSED_BY_OTHERS = frozenset(
    {
        "a",
        "body",
        "caption",
        "col",
        "colgroup",
        "dd",
        "dt",
        "head",
        "html",
        "li",
        "optgroup",
        "option",
        "p",
        "rb",
        "rp",
    }
    | {
        "rt",
        "rtc",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "area",
        "base",
        "br",
        "embed",
        "frame",
        "hr",
        "img",
    }
    | {"input", "link", "meta", "param", "source", "track", "wbr", "image"}
)
"""Elements that need no end tag: they do not nest by themselves."""

_DEEPEST = 300
"""Open elements beyond which a page nests no deeper; browsers stop at about 500."""


def bounded(text: str) -> str:
    """Return the HTML ``text`` without drawings, its formatting as spans, its depth bounded; time is linear."""
    tamer = _Tamer(text)
    at = 0
    while at >= 0:
        at = tamer.step(at)
    return "".join(tamer.made)


class _Tamer:
    """Goes through a page tag by tag. ``made`` is what it has copied."""

    def __init__(self, text: str) -> None:
        self.made: list[str] = []
        self._text = text
        self._open: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._depth = 0
        self._svg_ends = True

    def step(self, at: int) -> int:
        """Copy up to the end of the next tag; return where to go on, -1 at the end of the page."""
        found = _TOKEN.search(self._text, at)
        if not found:
            return self._copy(at, -1)
        name = (found[2] or "").lower()
        if name:
            tail = _REST_OF_TAG.match(self._text, found.end())
        else:  # "<!-->" is a whole comment
            tail = _END_OF_COMMENT.search(self._text, found.end() - 2)
        if not name or tail is None:
            return self._copy(at, tail.end() if tail else -1)
        if name in _RAW:
            closing = None if found[1] else _end_tag(name).search(self._text, tail.end())
            return self._copy(at, tail.end() if found[1] else closing.end() if closing else -1)
        self._copy(at, found.start())
        if name == "svg" and not found[1] and self._svg_ends:
            end = self._end_of_drawing(found.start())
            if end >= 0:
                return end
            self._svg_ends = False
        self.made.append(self._closing(name) if found[1] else self._opening(name))
        return self._copy(found.end(), tail.end())

    def _copy(self, start: int, end: int) -> int:
        self.made.append(self._text[start:] if end < 0 else self._text[start:end])
        return end

    def _end_of_drawing(self, start: int) -> int:
        depth = 0
        for tag in _SVG.finditer(self._text, start):
            if not tag[2].endswith("/"):
                depth += -1 if tag[1] else 1
            if depth <= 0:
                return tag.end()
        return -1

    def _opening(self, name: str) -> str:
        """Return how the start tag ``name`` begins: beyond the deepest level it is a rule, or nothing."""
        name = _plain(name)
        if name in _CLOSED_BY_OTHERS:
            return f"<{name}"
        if self._depth >= _DEEPEST:
            self._dropped[name] += 1
            return "<wbr" if name == "span" else "<hr"
        self._open[name] += 1
        self._depth += 1
        return f"<{name}"

    def _closing(self, name: str) -> str:
        name = _plain(name)
        if self._dropped[name]:
            self._dropped[name] -= 1
            return "<wbr" if name == "span" else "<hr"
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
        elif name not in _CLOSED_BY_OTHERS:
            return "<wbr"  # an end of nothing, for which a parser would look through all that is open
        return f"</{name}"


def _plain(name: str) -> str:
    """Return the name under which an element goes on: a drawing without an end is a canvas, which nobody reads."""
    return "span" if name in _FORMATTING else "canvas" if name == "svg" else name


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s>/])", re.IGNORECASE)
