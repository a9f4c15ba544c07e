"""The MIRC document as one format among the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tfcards.sources.reading import Reading
from tfcards.sources.xml.sniff import root_name


class MircDocument:
    """Reads an RSNA MIRC document; its images stand beside it."""

    name = "MIRC document"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell a MIRC document by its root element."""
        return bool(path) and root_name(data) == "MIRCdocument"

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read what the document shows to everybody."""
        from tfcards.sources.mirc.reader import read_document

        yield read_document(data, path)
