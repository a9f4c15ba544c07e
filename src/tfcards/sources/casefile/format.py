"""The case file as one format among the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.reading import Reading


class CaseFile:
    """Reads an educator's case file."""

    name = "case file"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell a case file by its name: almost any text is YAML of some kind, so content cannot tell."""
        return bool(data) and path.suffix.lower() in {".yaml", ".yml"}

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read a case file, with every problem of it."""
        yield read_case_text(data, str(path))
