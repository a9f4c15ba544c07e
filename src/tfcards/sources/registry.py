"""Chooses the reader of a file by its content, with its name as a hint only."""

from __future__ import annotations

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
        data = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        diagnostic = error(
            "TF100", f"the file cannot be read: {reason.lower()}", Location(str(path)), "check the path"
        )
        return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(diagnostic,))
    if not data.strip():
        diagnostic = error("TF100", "the file is empty", Location(str(path)), "save the page again")
        return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(diagnostic,))
    return next(reader for reader in READERS if reader.accepts(data, path)).read(data, path)


def _unusable(path: Path, message: str, hint: str) -> Reading:
    problem = error("TF100", message, Location(str(path)), hint)
    return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,))
