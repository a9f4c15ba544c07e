"""The figures of an article: their files, captions, and whether marks are drawn on them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import etree

from tfcards.model.case import ImageRef
from tfcards.sources.jats.tables import words
from tfcards.sources.xml.lines import children, local, text_of
from tfcards.vocabulary import modality

_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".gif", ".bmp")
"""As they are preferred: a GIF beside another file is its thumbnail."""
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its line; ``marked`` when its caption speaks of arrows and the like."""

    image: ImageRef
    line: int
    marked: bool


def find_figures(article: etree._Element, folder: Path) -> list[Figure]:
    """Return the figures of ``article`` in their order, each graphic of one by itself."""
    files = _files(folder)
    found: list[Figure] = []
    for figure in (e for e in article.iter() if local(e) == "fig"):
        caption = " ".join(text_of(c) for c in children(figure, "caption"))
        label = " ".join(text_of(c) for c in children(figure, "label")).casefold().rstrip(".") or "figure"
        graphics = [e for e in figure.iter() if local(e) == "graphic"] or [figure]
        for number, graphic in enumerate(graphics, 1):
            image = ImageRef(
                label=label if len(graphics) == 1 else f"{label}, part {number}",
                file=files.get(_stem(graphic.get(_HREF) or graphic.get("href") or ""), ""),
                modality=modality.code_of(caption),
                caption=caption,
            )
            found.append(Figure(image, figure.sourceline or 0, _is_marked(caption)))
            if len(found) == _MOST:
                return found
    return found


def _is_marked(caption: str) -> bool:
    return bool(re.search(rf"\b(?:{'|'.join(words()['marks']['words'])})", caption, re.IGNORECASE))


def _stem(name: str) -> str:
    """Return the name of a file as articles refer to it: without folder, extension and case."""
    path = PurePosixPath(name.replace("\\", "/"))
    return (path.stem if path.suffix.lower() in _SUFFIXES else path.name).casefold()


def _files(folder: Path) -> dict[str, str]:
    """Return the image files in ``folder``, and in the folders in it, by their stems: the preferred ones."""
    try:
        entries = sorted([*folder.iterdir(), *folder.glob("*/*")])[:5000]
        inside = folder.resolve()
        plain = [p for p in entries if p.suffix.lower() in _SUFFIXES and p.resolve().is_relative_to(inside)]
    except (OSError, RuntimeError):
        return {}
    found: dict[str, str] = {}
    for path in sorted(plain, key=lambda p: _SUFFIXES.index(p.suffix.lower())):
        if path.is_file():
            found.setdefault(path.stem.casefold(), str(path.relative_to(folder)))
    return found
