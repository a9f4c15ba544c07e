"""The visible text of an HTML page as lines, a block element a line, and the images that stand at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from tfcards.sources.page.captions import take_captions
from tfcards.sources.page.reader import MAX_LINES
from tfcards.sources.page.shown import HtmlText, Shown
from tfcards.sources.page.structures import KEPT, Frame, closed, opened

_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "nobr", "output", "picture", "q", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "time", "tt", "u", "var", "wbr", "mi", "mn", "mo", "mrow", "msub", "msup", "mtext"}
)
_SKIPPED = frozenset(
    {"button", "head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "title"}
    | {"embed", "applet", "audio", "video", "canvas", "datalist", "map", "nav", "noframes", "noembed", "textarea"}
    | {"dialog"}
)
_ASIDE = frozenset({"header", "footer", "aside"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*[^*]*\*/")
_MOST_SHOWN = 2000
"""Images and links of a page that are looked at."""

_MOST_ADDRESSES = 20
_FULL_SIZE = (
    *(
        "data-full",
        "data-full-src",
        "data-fullsize",
        "data-large",
        "data-large-file",
        "data-orig-file",
        "data-original",
    ),
    *("data-zoom-image", "data-hires", "data-highres", "data-src", "data-lazy-src", "data-image", "data-url"),
)
"""Attributes in which pages keep the address of an image in full size, or of one that is shown later."""

_SPACE = re.compile(r"\s+")
_SOURCE = re.compile(r"(?:^|,)\s*([^\s,]\S*[^\s,])")
"""An address of ``srcset``; what follows it is a width or a density."""


class _Step(NamedTuple):
    """A node to open, or to close, and what it stands in: a link, something beside the case, ``pre``, a list.

    ``entries`` holds how many entries a numbered list has so far, None in any other. ``frame`` is the innermost
    element whose lines belong together.
    """

    node: LexborNode
    closing: bool = False
    link: str = ""
    aside: bool = False
    pre: bool = False
    entries: list[int] | None = None
    frame: Frame | None = None


def html_text(root: LexborNode) -> HtmlText:
    """Return the text of ``root``; not recursive, because saved pages nest deep.

    Of a page that is too long it returns a line more than a page may have.
    """
    text = HtmlText()
    stack = [_Step(root)]
    while stack and len(text.lines) <= MAX_LINES:
        step = stack.pop()
        node, tag = step.node, step.node.tag or ""
        if step.closing:
            _close(step, tag, text)
            continue
        if node is not root and node.next is not None:
            stack.append(step._replace(node=node.next))
        if tag == "-text":
            text.say(node.text_content or "", pre=step.pre)
        elif tag == "br":
            text.end_line()
        elif tag == "img":
            if len(text.shown) < _MOST_SHOWN and not _is_hidden(node):
                text.shown.append(_image(node, step, text.number))
        elif tag == "frameset":
            text.frames = True
        elif not (tag in _SKIPPED or tag.startswith(("-comment", "!", "_")) or _is_hidden(node)):
            stack += _opened(node, tag, step, text)
    text.end_line()
    take_captions(text)
    return text


def _close(step: _Step, tag: str, text: HtmlText) -> None:
    if step.frame is not None and tag in KEPT:
        closed(step.frame, text)
    else:
        text.end_block()
    if tag == "li":
        text.bullet("")


def _opened(node: LexborNode, tag: str, step: _Step, text: HtmlText) -> Iterator[_Step]:
    """Yield the steps into an element: its end, and what it holds."""
    link, frame = step.link, step.frame
    if tag == "a" and (target := node.attributes.get("href")):
        link = target.strip()
        if len(text.shown) < _MOST_SHOWN:
            text.shown.append(Shown(line=text.number, link=link, aside=step.aside))
    if tag in KEPT:
        frame = Frame(tag, step.frame, text.number, len(text.shown))
        frame.headed = tag == "tr" and _heads_others(node)
        opened(frame, text)
        yield step._replace(node=node, closing=True, frame=frame)
    elif tag not in _INLINE:
        text.end_block()
        yield step._replace(node=node, closing=True)
    if tag == "li":
        text.bullet(_bullet(step.entries))
    if node.child is not None:
        yield _Step(
            node.child,
            link=link,
            aside=step.aside or tag in _ASIDE,
            pre=step.pre or tag == "pre",
            entries=[0] if tag == "ol" else None,
            frame=frame,
        )


def _is_hidden(node: LexborNode) -> bool:
    """Tell whether nobody sees an element, or it is there for the eye alone, or to go elsewhere."""
    attributes = node.attributes
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").strip().lower() == "true":
        return True
    if (attributes.get("role") or "").strip().lower() == "navigation":
        return True
    return bool(_HIDDEN.search(_CSS_COMMENT.sub(" ", attributes.get("style") or "")))


def _heads_others(row: LexborNode) -> bool:
    """Tell whether a row with cells of values follows ``row``, or the page says that it is the head of a table."""
    if row.parent is not None and row.parent.tag == "thead":
        return True
    following = next((node for node in islice(_after(row.next), 4) if node.tag == "tr"), None)
    return following is not None and any(cell.tag == "td" for cell in islice(_after(following.child), 16))


def _after(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.next


def _bullet(entries: list[int] | None) -> str:
    """Return what stands before the next entry of a list."""
    if entries is None:
        return "- "
    entries[0] += 1
    return f"{entries[0]}. "


def _image(node: LexborNode, step: _Step, line: int) -> Shown:
    attributes = node.attributes
    caption = (attributes.get("alt") or "").strip() or (attributes.get("title") or "").strip()
    return Shown(
        line=line,
        src=(attributes.get("src") or "").strip(),
        link=step.link,
        more=tuple(islice(_addresses(node), _MOST_ADDRESSES)),
        caption=_SPACE.sub(" ", caption),
        aside=step.aside,
        width=attributes.get("width") or "",
        height=attributes.get("height") or "",
    )


def _addresses(node: LexborNode) -> Iterator[str]:
    """Yield the other addresses of an image: in other sizes, and where a script would take it from."""
    attributes = node.attributes
    yield from (address.strip() for name in _FULL_SIZE if (address := attributes.get(name)))
    sources = [attributes.get("srcset"), attributes.get("data-srcset")]
    if node.parent is not None and node.parent.tag == "picture":
        siblings = islice(_after(node.parent.child), 10)
        sources += [sibling.attributes.get("srcset") for sibling in siblings if sibling.tag == "source"]
    for text in sources:
        yield from (match[1] for match in _SOURCE.finditer(text or ""))
