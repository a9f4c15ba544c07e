"""What belongs together on a page: figures and captions, the cells of a row, terms and what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from tfcards.sources.page.figures import is_view
from tfcards.sources.page.rows import is_caption, is_head, row_line
from tfcards.sources.page.shown import HtmlText

KEPT = frozenset({"figure", "figcaption", "table", "tr", "td", "th", "dl", "dt", "dd"})
"""Elements whose end says something about the lines since their start."""

_UP = 12
"""How many kept elements a caption may stand within its figure."""
_CAPTION = 600


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its lines, from ``start`` to before ``stop``, and its images."""

    start: int
    stop: int
    images: tuple[int, ...]
    head: bool


@dataclass(slots=True)
class Frame:
    """An open element: where its lines and images begin, and what was found in it."""

    tag: str
    within: Frame | None
    start: int
    shown: int
    cells: list[Cell] = field(default_factory=list)
    captions: list[tuple[int, int]] = field(default_factory=list)
    last: list[Cell] = field(default_factory=list)
    """Of a table, the cells of the row before."""
    term: int = 0
    """Of a list of terms, the line that a term has begun and its description goes on with."""
    headed: bool = False
    """Of a row, that rows with values follow."""


def opened(frame: Frame, text: HtmlText) -> None:
    """Begin the lines of ``frame``: in a new block, or, for the description of a term, on the line of the term."""
    above = frame.within
    if not (frame.tag == "dd" and above is not None and above.term == text.number):
        text.end_block()
    frame.start = text.number


def closed(frame: Frame, text: HtmlText) -> None:
    """End the lines of ``frame``, and put together what belongs together."""
    above = frame.within
    if frame.tag == "dt" and above is not None and above.tag == "dl" and _leads_on(frame, text):
        above.term = text.number
        return
    text.end_block()
    if frame.tag == "figcaption":
        _keep_caption(frame, text)
    elif frame.tag == "figure":
        _caption(frame, text)
    elif frame.tag in {"td", "th"} and above is not None and above.tag == "tr":
        above.cells.append(Cell(frame.start, text.number, _images(frame, text), frame.tag == "th"))
    elif frame.tag == "tr":
        _row(frame, text)


def _leads_on(frame: Frame, text: HtmlText) -> bool:
    """Tell whether a term is one line that its description can go on with, and add the colon."""
    term = text.open_text()
    if frame.start != text.number or not term or term[-1] in ".;!?":
        return False
    text.say(" " if term.endswith(":") else ": ")
    return True


def _images(frame: Frame, text: HtmlText) -> tuple[int, ...]:
    return tuple(at for at in range(frame.shown, len(text.shown)) if text.shown[at].src)


def _keep_caption(frame: Frame, text: HtmlText) -> None:
    above = frame.within
    for _ in range(_UP):
        if above is None or above.tag == "figure":
            break
        above = above.within
    if above is not None and above.tag == "figure":
        above.captions.append((frame.start, text.number))


def _caption(frame: Frame, text: HtmlText) -> None:
    """Give the caption of a figure to its images; one without images keeps it as text."""
    images = [at for at in _images(frame, text) if not text.shown[at].captioned]
    said = " ".join(line for start, stop in frame.captions for line in text.said(start, stop))
    if not images or not said:
        return
    for at in images:
        text.caption(at, said)
    for start, stop in frame.captions:
        text.take_back(start, stop)


def _row(frame: Frame, text: HtmlText) -> None:
    """Put the cells of a row on one line, or under the images of the row before."""
    table = frame.within if frame.within is not None and frame.within.tag == "table" else None
    before = table.last if table else []
    if table:
        table.last = frame.cells
    said = [text.said(cell.start, cell.stop) for cell in frame.cells]
    if any(cell.images for cell in frame.cells) or any(len(lines) > 1 for lines in said):
        return
    cells = ["".join(lines) for lines in said]
    if len(before) == len(cells) and any(cells) and all(a.images for a, c in zip(before, cells, strict=True) if c):
        _under(before, frame.cells, text)
        return
    if len(text.shown) - frame.shown >= sum(map(bool, cells)):
        return  # each cell is a link: a bar of links, not a row
    names_columns = is_head(cells, marked=frame.headed and all(cell.head for cell in frame.cells))
    line = "" if names_columns else row_line(cells)
    if line or names_columns:
        text.take_back(frame.start, text.number, line)
        for at in range(frame.shown, len(text.shown)):
            text.move(at, frame.start)


def _under(before: list[Cell], cells: list[Cell], text: HtmlText) -> None:
    """Read the cells below a row of images: lines that name the images, or their captions."""
    for above, cell in zip(before, cells, strict=True):
        said = " ".join(text.said(cell.start, cell.stop))
        if not above.images or not said:
            continue
        if is_view(said):
            number = next(n for n in range(cell.start, cell.stop) if text.lines[n - 1].strip())
            text.move(above.images[0], number)
        elif is_caption(said) and len(said) <= _CAPTION and not text.shown[above.images[0]].captioned:
            text.caption(above.images[0], said)
            text.take_back(cell.start, cell.stop)
