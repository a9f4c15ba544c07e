"""The visible text of an HTML page as lines, a block element a line, and the images that stand at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

_INLINE = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s"}
    | {"small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_SKIPPED = frozenset(
    {"button", "head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "title"}
    | {"embed", "applet", "audio", "video", "canvas", "datalist", "map", "noframes", "textarea"}
)
_ASIDE = frozenset({"nav", "header", "footer", "aside"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_SHOWN = 2000
"""Images and links of a page that are looked at."""

_SPACE = re.compile(r"\s+")


class _Step(NamedTuple):
    """A node to open, or to close, and what it stands in: a link, something beside the case, ``pre``, a list.

    ``entries`` holds how many entries a numbered list has so far, None in any other.
    """

    node: LexborNode
    closing: bool = False
    link: str = ""
    aside: bool = False
    pre: bool = False
    entries: list[int] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An image, or a link that may lead to one, and the number of its line, from 1.

    ``src`` is what the page shows, ``link`` where a click leads; either may be empty. ``caption`` is what the page
    says of it in an element of its own.
    """

    line: int
    src: str
    link: str
    caption: str = ""
    aside: bool = False
    width: str = ""
    height: str = ""


@dataclass(slots=True)
class HtmlText:
    """The lines of a page and its images, in order. ``frames`` tells a page that is none but shows others."""

    lines: list[str] = field(default_factory=lambda: [""])
    shown: list[Shown] = field(default_factory=list)
    frames: bool = False


def html_text(root: LexborNode) -> HtmlText:
    """Return the text of ``root``; not recursive, because saved pages nest without bound."""
    text = HtmlText()
    stack = [_Step(root)]
    while stack:
        step = stack.pop()
        node, tag = step.node, step.node.tag or ""
        if step.closing:
            text.lines += ["", ""]
            continue
        if node is not root and node.next is not None:
            stack.append(step._replace(node=node.next))
        if tag == "-text":
            _add(text, node.text_content or "", pre=step.pre)
        elif tag == "br":
            text.lines.append("")
        elif tag == "img":
            if len(text.shown) < _MOST_SHOWN:
                text.shown.append(_image(node, step, len(text.lines)))
        elif tag == "frameset":
            text.frames = True
        elif not (tag in _SKIPPED or tag.startswith(("-comment", "!", "_")) or _is_left_out(node, tag)):
            stack += _opened(node, tag, step, text)
    return text


def _opened(node: LexborNode, tag: str, step: _Step, text: HtmlText) -> Iterator[_Step]:
    """Yield the steps into an element: its end, and what it holds."""
    link = step.link
    if tag == "a" and (target := node.attributes.get("href")):
        link = target
        if len(text.shown) < _MOST_SHOWN:
            text.shown.append(Shown(len(text.lines), "", target, aside=step.aside))
    if tag not in _INLINE:
        text.lines += ["", ""]
        yield step._replace(node=node, closing=True)
    if tag == "li":
        text.lines[-1] = _bullet(step.entries)
    if node.child is not None:
        yield _Step(
            node.child,
            link=link,
            aside=step.aside or tag in _ASIDE,
            pre=step.pre or tag == "pre",
            entries=[0] if tag == "ol" else None,
        )


def _add(text: HtmlText, content: str, *, pre: bool) -> None:
    """Add ``content`` to the last line; line breaks count only where they are shown."""
    first, *others = content.split("\n") if pre else [content]
    text.lines[-1] += _SPACE.sub(" ", first)
    text.lines += [_SPACE.sub(" ", line) for line in others]


def _is_left_out(node: LexborNode, tag: str) -> bool:
    """Tell what nobody sees, and the caption of an image, which goes to the image."""
    attributes = node.attributes
    if tag == "figcaption" and node.parent is not None and node.parent.css_first("img") is not None:
        return True
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _bullet(entries: list[int] | None) -> str:
    """Return what stands before the next entry of a list."""
    if entries is None:
        return "- "
    entries[0] += 1
    return f"{entries[0]}. "


def _image(node: LexborNode, step: _Step, line: int) -> Shown:
    attributes = node.attributes
    caption = _figcaption(node) or (attributes.get("alt") or "").strip() or (attributes.get("title") or "").strip()
    return Shown(
        line,
        (attributes.get("src") or "").strip(),
        step.link,
        _SPACE.sub(" ", caption),
        aside=step.aside,
        width=attributes.get("width") or "",
        height=attributes.get("height") or "",
    )


def _figcaption(node: LexborNode) -> str:
    """Return the caption of the figure that ``node`` stands in, a few elements up."""
    parent, steps = node.parent, 4
    while parent is not None and steps and parent.tag != "figure":
        parent, steps = parent.parent, steps - 1
    if parent is None or parent.tag != "figure":
        return ""
    caption = parent.css_first("figcaption")
    return caption.text().strip() if caption is not None else ""
