"""The figures of an article: their files, captions, and whether marks are drawn on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tfcards.model.case import ImageRef
from tfcards.sources.jats.citations import uncited
from tfcards.sources.jats.files import stem_of
from tfcards.sources.jats.tables import whole_words
from tfcards.sources.xml.lines import blocks, children, local, text_of
from tfcards.vocabulary import modality

_HREF = "{http://www.w3.org/1999/xlink}href"
_ELSEWHERE = frozenset(
    {"table-wrap", "disp-formula", "inline-formula", "supplementary-material", "chem-struct", "front", "ref-list"}
)
"""Whose graphics are none of the case: tables as pictures, formulas, graphical abstracts."""
_BREAKING = frozenset({"title", "p", "list-item"})
_MOST = 200
_LONGEST = 5000
"""Letters of a caption that several figures share."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its line; ``marked`` when its caption speaks of arrows and the like."""

    image: ImageRef
    line: int
    marked: bool


def find_figures(article: etree._Element, files: Mapping[str, str]) -> list[Figure]:
    """Return the figures of ``article`` in their order, each panel with a graphic of its own by itself.

    ``files`` are the image files beside it, by their stems. A marked figure stands on the side of the answer.
    """
    found: list[Figure] = []
    for figure in _figures(article):
        graphics = _graphics(figure, files) or [figure]
        for number, graphic in enumerate(graphics, 1):
            caption = _caption(figure, graphic)
            marked = bool(whole_words("marks").search(caption))
            image = ImageRef(
                label=_label(figure, graphic, number if len(graphics) > 1 else 0) or f"image {len(found) + 1}",
                file=_file(graphic, files),
                modality=modality.code_of(caption),
                caption=caption,
                side="answer" if marked else "question",
            )
            found.append(Figure(image, graphic.sourceline or 0, marked))
            if len(found) == _MOST:
                return found
    return found


def _figures(article: etree._Element) -> Iterator[etree._Element]:
    """Yield each figure, and each graphic that stands in the text or in a group without being in a figure."""
    events = etree.iterwalk(article, events=("start",))
    for _, element in events:
        name = local(element)
        if name in _ELSEWHERE:
            events.skip_subtree()
        elif name == "fig":
            events.skip_subtree()
            if next((e for e in element.iter() if local(e) == "graphic"), None) is not None or not _is_film(
                element
            ):
                yield element
        elif name in {"graphic", "alternatives"}:
            events.skip_subtree()
            if name == "graphic" or next(children(element, "graphic"), None) is not None:
                yield element


def _is_film(figure: etree._Element) -> bool:
    return any(local(e) in {"media", "table", "tex-math", "math", "preformat"} for e in figure.iter())


def _graphics(figure: etree._Element, files: Mapping[str, str]) -> list[etree._Element]:
    """Return the graphics of a figure; of the forms of one, that which has a file, thumbnails last."""
    groups: dict[etree._Element, list[etree._Element]] = {}
    for graphic in (e for e in figure.iter() if local(e) == "graphic"):
        around = graphic.getparent()
        if around is not None and local(around) == "alternatives":
            groups.setdefault(around, []).append(graphic)
        else:
            groups[graphic] = [graphic]

    def rank(form: etree._Element) -> tuple[bool, bool]:
        return bool(_file(form, files)), not _is_thumbnail(form)

    return [max(forms, key=rank) for forms in groups.values()]


def _is_thumbnail(graphic: etree._Element) -> bool:
    told = f"{graphic.get('specific-use')} {graphic.get('content-type')}".casefold()
    return "thumb" in told or (graphic.get(_HREF) or "").casefold().endswith((".gif", "thumb.jpg"))


def _file(graphic: etree._Element, files: Mapping[str, str]) -> str:
    return files.get(stem_of(graphic.get(_HREF) or graphic.get("href") or ""), "")


def _label(figure: etree._Element, graphic: etree._Element, number: int) -> str:
    """Return what the figure is called, "figure 1", and which of its panels; ``number`` is 0 without any."""
    group = _group(figure)
    label = " ".join(filter(None, (_own_label(group) if group is not None else "", _own_label(figure))))
    if not number:
        return label
    panel = _own_label(graphic) if graphic is not figure else ""
    return f"{label or 'figure'} {panel or f'part {number}'}"


def _own_label(element: etree._Element) -> str:
    label = " ".join(text_of(c) for c in children(element, "label"))[:80].casefold().strip(" .:()")
    return re.sub(r"^fig(?:ures?|s)?\b\.?\s*", "figure ", label).strip()


def _caption(figure: etree._Element, graphic: etree._Element) -> str:
    """Return the captions of the group that the figure stands in, of itself, and of its panel, as one."""
    group = _group(figure)
    shared = [] if group is None else _told(group)
    parts = shared if sum(map(len, shared)) <= _LONGEST else []
    parts = [*parts, *_told(figure), *(_told(graphic) if graphic is not figure else ())]
    # A title of a caption has no point of its own.
    ended = [part if part[-1] in ".:;?!" else f"{part}." for part in parts[:-1]]
    return " ".join([*ended, *parts[-1:]])


def _group(figure: etree._Element) -> etree._Element | None:
    around = figure.getparent()
    return around if around is not None and local(around) == "fig-group" else None


def _told(element: etree._Element) -> list[str]:
    """Return the title and the paragraphs of the caption of ``element``."""
    found = [
        uncited(" ".join(line.text for line in block))
        for caption in children(element, "caption")
        for block in blocks(caption, breaking=_BREAKING, skipped={"fn", "alt-text", "long-desc", "object-id"})
    ]
    return [part for part in found if part]
