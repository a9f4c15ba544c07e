"""The page saved as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tfcards.sources.document.decode import decode, lines_of
from tfcards.sources.page.reader import read_lines
from tfcards.sources.reading import Reading


class TextPage:
    """Reads a page that was saved as plain text. The last resort of the registry: accepts any bytes."""

    name = "page"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Any file may be a text page; what is not one gets a diagnostic."""
        return bool(data or path)

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read a text page in UTF-8, UTF-16 with a mark, or Windows-1252."""
        text, problems = decode(data, str(path))
        if problems:
            yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
            return
        yield read_lines(lines_of(text), path)
