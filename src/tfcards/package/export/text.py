"""The words of a side of a card without its markup, for programs that cannot show HTML."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE = frozenset(
    {"-text", "a", "b", "em", "i", "img", "input", "label", "mark", "small", "span", "strong", "sub", "sup", "u"}
)
_SILENT = frozenset({"script", "style", "-comment"})
_TOOLS = "tf-tools"
"""The class of the buttons under an image."""


def plain_text(html: str) -> str:
    """Return the text of ``html``: a line for each block, images as ``[image: what their alt says]``."""
    root = LexborHTMLParser(f"<body><div>{html}</div>").body
    pieces: list[str] = []
    if root is not None:
        _read(root, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _read(node: LexborNode, pieces: list[str]) -> None:
    """Add the words of ``node`` and of all within it to ``pieces``."""
    tag = node.tag or ""
    attributes = node.attributes or {}
    if tag in _SILENT or _TOOLS in (attributes.get("class") or "").split():
        return
    edge = "" if tag in _INLINE else "\n"
    pieces.append(edge)
    if tag == "-text":
        pieces.append(re.sub(r"\s+", " ", node.text_content or ""))
    elif tag == "img":
        pieces.append(f" [image: {attributes.get('alt') or 'no description'}] ")
    for child in node.iter(include_text=True):
        _read(child, pieces)
    pieces.append(edge)
