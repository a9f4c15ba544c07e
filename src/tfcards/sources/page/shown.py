"""What a page shows, as it is read: its lines, one after the other, and the images that stand at them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An image, or a link that may lead to one, and the number of its line, from 1.

    ``src`` is what the page shows, ``link`` where a click leads, ``more`` are further addresses of the same image;
    any may be empty. ``caption`` is what the page says of it; ``captioned`` tells that this stood beside it, and
    is no alternative text.
    """

    line: int
    src: str = ""
    link: str = ""
    more: tuple[str, ...] = ()
    caption: str = ""
    captioned: bool = False
    aside: bool = False
    width: str = ""
    height: str = ""


@dataclass(slots=True)
class HtmlText:
    """The lines of a page and its images, in order. ``frames`` tells a page that is none but shows others.

    The last line is open: ``say`` adds to it, ``end_line`` and ``end_block`` close it.
    """

    lines: list[str] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    frames: bool = False
    _open: list[str] = field(default_factory=list)
    _bullet: str = ""

    @property
    def number(self) -> int:
        """The number of the open line, from 1."""
        return len(self.lines) + 1

    def say(self, text: str, *, pre: bool = False) -> None:
        """Add ``text`` to the open line; line breaks count only where they are shown (``pre``)."""
        if self._bullet and text.strip():
            self._open.append(self._bullet)
            self._bullet = ""
        first, *others = text.split("\n") if pre else [text]
        self._open.append(_SPACE.sub(" ", first))
        for line in others:
            self.end_line()
            self._open.append(_SPACE.sub(" ", line))

    def open_text(self) -> str:
        """Return what the open line says so far."""
        return "".join(self._open).strip()

    def end_line(self) -> None:
        """Close the open line."""
        self.lines.append("".join(self._open))
        self._open.clear()

    def end_block(self) -> None:
        """Close the open line, if it has anything, and leave an empty one after it."""
        if self.open_text() or (self.shown and self.shown[-1].line == self.number):
            self.end_line()
        self._open.clear()
        if self.lines and self.lines[-1].strip():
            self.lines.append("")

    def bullet(self, mark: str) -> None:
        """Put ``mark`` before the next text; an entry without any has no bullet."""
        self._bullet = mark

    def said(self, start: int, stop: int) -> list[str]:
        """Return what the lines from ``start`` to before ``stop`` say, without the empty ones."""
        return [text for line in self.lines[start - 1 : stop - 1] if (text := line.strip())]

    def take_back(self, start: int, stop: int, text: str = "") -> None:
        """Empty the lines from ``start`` to before ``stop``, and say ``text`` in the first; numbers stay."""
        self.lines[start - 1 : stop - 1] = [text, *[""] * (stop - start - 1)]

    def caption(self, at: int, text: str) -> None:
        """Give the image ``at`` its caption."""
        self.shown[at] = replace(self.shown[at], caption=text, captioned=True)

    def move(self, at: int, line: int) -> None:
        """Say that the image ``at`` stands at ``line``."""
        self.shown[at] = replace(self.shown[at], line=line)
