"""The JATS article as one format among the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tfcards.sources.reading import Reading
from tfcards.sources.xml.sniff import root_name

_ROOTS = frozenset({"article", "pmc-articleset", "OAI-PMH"})


class JatsArticle:
    """Reads a case report in JATS XML, or a set of them; its figures stand beside it."""

    name = "JATS article"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell an article by its root element."""
        return bool(path) and root_name(data) in _ROOTS

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read each article by itself; what is no case report is refused with the reason."""
        from tfcards.sources.jats.reader import read_articles

        yield from read_articles(data, path)
