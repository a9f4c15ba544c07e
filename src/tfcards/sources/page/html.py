"""The page saved as HTML, alone or as a complete page with its folder of images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tfcards.sources.document.decode import decode, lines_of
from tfcards.sources.page.reader import read_lines
from tfcards.sources.reading import Reading

_OPENING = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_INLINE = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s"}
    | {"small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_SKIPPED = frozenset(
    ["button", "head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template", "title"]
)
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff"})
_SNIFF = 4096


class HtmlPage:
    """Reads a teaching-file page saved as HTML; images of its ``*_files`` folder become the case's images."""

    name = "html page"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell an HTML document by its first element, or by its name when it begins with any tag."""
        head = data[:_SNIFF].lstrip(b"\xef\xbb\xbf")
        return bool(_OPENING.match(head)) or (path.suffix.lower() in {".html", ".htm"} and b"<" in head)

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read the visible text of the page, a block element a line, then as a text page."""
        text, problems = decode(_unified(data), str(path))
        if problems:
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
            return
        root = LexborHTMLParser(text).root
        lines: list[str] = []
        images: list[str] = []
        if root is not None:
            _walk(root, lines, images)
        yield read_lines(lines_of("\n".join(lines)), path, _saved(images, path.parent))


def _unified(data: bytes) -> bytes:
    """Return ``data`` in UTF-8 when it names a Latin character set, which browsers take as Windows-1252."""
    match = _CHARSET.search(data[:_SNIFF])
    if match and match[1].lower() in {b"windows-1252", b"iso-8859-1", b"latin1", b"cp1252"}:
        return data.decode("cp1252", "replace").encode()
    return data


def _walk(root: LexborNode, lines: list[str], images: list[str]) -> None:
    """Append the text of ``root`` to ``lines``; not recursive, because saved pages nest without bound."""
    lines.append("")
    stack: list[tuple[LexborNode | None, bool]] = [(root, False)]
    while stack:
        node, closing = stack.pop()
        if node is None:
            continue
        if closing:
            lines += ["", ""]
            continue
        stack.append((node.next if node is not root else None, False))
        tag = node.tag or ""
        if tag == "-text":
            lines[-1] += re.sub(r"\s+", " ", node.text_content or "")
        elif tag == "br":
            lines.append("")
        elif tag == "img":
            images.append(node.attributes.get("src") or "")
        elif tag not in _SKIPPED and not tag.startswith(("-comment", "!", "_")):
            if tag not in _INLINE:
                lines += ["", ""]
                stack.append((node, True))
            stack.append((node.child, False))


def _saved(sources: list[str], folder: Path) -> tuple[str, ...]:
    """Return the image files that were saved with the page: they lie below its folder and exist."""
    found = []
    for source in sources:
        name = unquote(source.split("?")[0]).removeprefix("./")
        if not name or ":" in name or name.startswith("/") or ".." in name.split("/"):
            continue
        if Path(name).suffix.lower() in _IMAGES and (folder / name).is_file():
            found.append(name)
    return tuple(dict.fromkeys(found))
