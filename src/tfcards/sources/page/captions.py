"""Lines such as "Figure 1. Lateral view." that stand at an image become its caption."""

from __future__ import annotations

import re

from tfcards.sources.page.shown import HtmlText

_FIGURE = re.compile(
    r"(?:fig(?:ure)?\.?|image|film|panel)\s*\d{1,2}\s?[a-h]?\s*[.:)–—-]\s*[^\s\d].{0,600}", re.IGNORECASE
)
_NEAR = 6
"""Empty lines between an image and its caption, at most."""


def take_captions(text: HtmlText) -> None:
    """Give the lines of ``text`` that name figures to the images at them, first to those above."""
    waiting: dict[int, int] = {}
    for at, one in enumerate(text.shown):
        if one.src and not one.captioned and not one.aside:
            waiting.setdefault(one.line, at)
    for number, line in enumerate(text.lines, 1):
        if line[:1].strip() and _FIGURE.fullmatch(line.strip()):
            place = _image_at(number, text, waiting)
            if place:
                text.caption(waiting.pop(place), line.strip())
                text.take_back(number, number + 1)


def _image_at(number: int, text: HtmlText, waiting: dict[int, int]) -> int:
    """Return the line of the image that line ``number`` is about; 0 for none."""
    if number in waiting:
        return number
    for step in (-1, 1):
        at = number + step
        while 1 <= at <= len(text.lines) and abs(at - number) <= _NEAR and not text.lines[at - 1].strip():
            if at in waiting:
                return at
            at += step
    return 0
