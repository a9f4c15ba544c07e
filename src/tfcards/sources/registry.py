"""Chooses the reader of a file by its content, with its name as a hint only."""

from __future__ import annotations

import stat
from pathlib import Path

from tfcards.model.diagnostic import Location, error
from tfcards.sources.casefile.format import CaseFile
from tfcards.sources.page.html import HtmlPage
from tfcards.sources.page.text import TextPage
from tfcards.sources.reading import Reader, Reading

READERS: tuple[Reader, ...] = (CaseFile(), HtmlPage(), TextPage())
"""All formats, the pickiest first; the last one takes whatever the others do not."""


def read_file(path: Path) -> Reading:
    """Read ``path`` in whatever format it is; a file that cannot be read becomes a diagnostic."""
    try:
        # Opening a pipe would wait for ever.
        data = path.read_bytes() if stat.S_ISREG(path.stat().st_mode) else None
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        return _unusable(path, f"the file cannot be read: {reason.lower()}", "check the path")
    if data is None:
        return _unusable(path, "this is a folder, a pipe or a device, not a file", "give the file itself")
    if not data.strip():
        return _unusable(path, "the file is empty", "save the page again")
    return next(reader for reader in READERS if reader.accepts(data, path)).read(data, path)


def _unusable(path: Path, message: str, hint: str) -> Reading:
    problem = error("TF100", message, Location(str(path)), hint)
    return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,))
