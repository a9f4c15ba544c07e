"""A field of a note as words, each with the value it comes from, however Anki's editor wrote the markup."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tfcards.pipeline.pull.origins import END, FIRST, LAST, Origin
from tfcards.render.text import JOINER

BREAK = "\n"
_TOKEN = re.compile(r"\{\{c[0-9]+::|\}\}|\w+|[^\w\s]")
_PLAIN = frozenset({"html", "head", "body", "div", "p", "br", "span", "tbody", "wbr"})
"""Elements that Anki's editor puts in, and that say nothing of how text looks."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a line end, with a space before it where there is one, and where it comes from."""

    text: str
    origin: Origin | None = None


def tokens(html: str, origin_of: Callable[[str], Origin | None] = lambda _: None) -> list[Token]:
    """Return the words of the field ``html``. ``origin_of`` tells what a mark in it stands for."""
    reader = _Reader(origin_of)
    for text in _pieces(html):
        reader.take(text)
    return reader.tokens


def joined(words: list[str]) -> str:
    """Return the text of tokens, its lines apart."""
    lines = "".join(words).split(BREAK)
    return BREAK.join(line.strip() for line in lines if line.strip())


class _Reader:
    """Takes text in, piece by piece: a line end stands once, and between words alone."""

    def __init__(self, origin_of: Callable[[str], Origin | None]) -> None:
        self.tokens: list[Token] = []
        self._origin_of = origin_of
        self._origin: Origin | None = None
        self._space = False
        self._broken: tuple[Origin | None] | None = None

    def take(self, text: str) -> None:
        """Take in a piece of text without markup, or a line end."""
        if text == BREAK:
            self._broken, self._space = self._broken or (self._origin,), False
            if self._origin and self._origin.ends_with_line:
                self._origin = None
            return
        plain = unicodedata.normalize("NFC", text.replace(END, END[-1]).replace(JOINER, ""))
        start = 0
        for place, sign in enumerate(plain):
            if FIRST <= ord(sign) <= LAST or sign == END[-1]:
                self._words(plain[start:place])
                self._origin = None if sign == END[-1] else self._origin_of(sign)
                start = place + 1
        self._words(plain[start:])

    def _words(self, text: str) -> None:
        end = 0
        for found in _TOKEN.finditer(text):
            self._space = self._space or found.start() > end
            self._add(found[0])
            end = found.end()
        self._space = self._space or end < len(text)

    def _add(self, word: str) -> None:
        first = not self.tokens
        if self._broken and not first:
            inside = self._origin if self._broken[0] == self._origin else None
            self.tokens.append(Token(BREAK, inside))
            first = True
        self.tokens.append(Token(f" {word}" if self._space and not first else word, self._origin))
        self._broken, self._space = None, False


def _pieces(html: str) -> Iterator[str]:
    """Yield the pieces of text in ``html``, and a line end at each edge of a block."""
    root = LexborHTMLParser(html).root
    stack: list[LexborNode | str] = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield " ".join(re.split(r"[\r\n]+", node.text_content or ""))
        elif not tag.startswith(("-", "_", "!")) and tag not in _SILENT:
            edge = [] if tag in _INLINE else [BREAK]
            stack += [*edge, *reversed(list(node.iter(include_text=True))), *edge]


_SILENT = frozenset({"script", "style", "template", "input"})
_INLINE = frozenset(
    {"a", "b", "code", "em", "font", "i", "img", "label", "mark", "s", "small", "span", "strong"}
) | {
    "sub",
    "sup",
    "u",
    "wbr",
}


STRUCTURE = frozenset({"dd", "dl", "dt", "li", "ol", "td", "th", "tr", "ul"})
"""Elements that entries stand in: more or fewer of them is no formatting."""


def markup(html: str) -> Counter[str]:
    """Return how often each way of dressing text up stands in ``html``: what plain text cannot keep."""
    found: Counter[str] = Counter()
    for node in LexborHTMLParser(html).css("*"):
        tag = node.tag or ""
        if tag == "img":
            found[f"image {node.attributes.get('src') or ''}"] += 1
        elif tag not in _PLAIN:
            found[tag] += 1
        if node.attributes.get("style"):
            found["style"] += 1
    return found
