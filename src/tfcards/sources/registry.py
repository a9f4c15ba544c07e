"""Chooses the reader of a file by its content, with its name as a hint only. Other packages may add readers."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from tfcards.model.diagnostic import Location, error
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.sources.casefile.format import CaseFile
from tfcards.sources.reading import Reader, Reading

ENTRY_POINTS = "tfcards.readers"
"""The group of entry points by which a package adds readers; each names a class without arguments."""

MAX_BYTES = 100_000_000
"""What is larger than this is no document of a teaching file. Readers have narrower limits of their own."""

_BUILT_IN = (
    ("mirc.format", "MircDocument"),
    ("jats.format", "JatsArticle"),
    ("medpix.format", "MedPixExport"),
    ("page.mhtml", "MhtmlPage"),
    ("page.html", "HtmlPage"),
    ("page.text", "TextPage"),
)
"""Modules and classes of our own formats, the pickiest first; the last one takes whatever the others do not."""


@cache
def readers() -> tuple[Reader, ...]:
    """Return the readers of all formats in the order in which they are asked: case files, those added, our own.

    Raises:
        TfcardsError: A reader that another package adds cannot be loaded.
    """
    added = sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name)
    ours = (getattr(import_module(f"tfcards.sources.{module}"), name)() for module, name in _BUILT_IN)
    return (CaseFile(), *(_Added(entry) for entry in added), *ours)


def read_file(path: Path) -> tuple[Reading, ...]:
    """Read ``path`` in whatever format it is, one reading a case; what cannot be read becomes a diagnostic."""
    try:
        data = _content(path)
    except _TooLargeError:
        return _unusable(path, f"the file has more than {MAX_BYTES:,} bytes", "check that it is the right file")
    except OSError as problem:
        reason = problem.strerror or "it cannot be read"
        return _unusable(path, f"the file cannot be read: {reason.lower()}", "check the path")
    except ValueError:  # a NUL character in the name
        return _unusable(path, "no file can have this name", "check the path")
    if data is None:
        return _unusable(path, "this is a folder, a pipe or a device, not a file", "give the file itself")
    if not data.strip():
        return _unusable(path, "the file is empty", "save the page again")
    own = CaseFile()
    reader = own if own.accepts(data, path) else next(r for r in readers() if r.accepts(data, path))
    return tuple(replace(reading, format=reader.name) for reading in reader.read(data, path))


class _TooLargeError(Exception):
    """A file is larger than any document."""


def _content(path: Path) -> bytes | None:
    """Return the content of ``path``; None if it is no ordinary file."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait for ever
        return None
    if found.st_size > MAX_BYTES:
        raise _TooLargeError
    with path.open("rb") as file:
        return file.read(MAX_BYTES)


def _unusable(path: Path, message: str, hint: str) -> tuple[Reading, ...]:
    problem = error("TF100", message, Location(str(path)), hint)
    return (Reading(path=str(path), folder=path.parent, case=None, diagnostics=(problem,)),)


class _Added:
    """A reader of another package. What it raises is told as its fault, and keeps no other file out."""

    def __init__(self, entry: EntryPoint) -> None:
        self.name = entry.name
        self._of = f"the reader {entry.name} of the package {entry.dist.name if entry.dist else entry.module}"
        try:
            self._reader: Reader = entry.load()()
        except Exception as problem:
            message = f"{self._of} cannot be loaded: {problem}"
            raise TfcardsError(message, "update that package, or uninstall it", ExitCode.ENVIRONMENT) from problem

    def accepts(self, data: bytes, path: Path) -> bool:
        """Ask the reader; one that fails at this accepts nothing."""
        try:
            return bool(self._reader.accepts(data, path))
        except Exception:  # noqa: BLE001 - foreign code: its faults are not to stop ours
            return False

    def read(self, data: bytes, path: Path) -> Iterable[Reading]:
        """Return what the reader reads; its failure becomes a diagnostic of this file."""
        readings: list[Reading] = []
        try:
            readings.extend(self._reader.read(data, path))
        except Exception as problem:  # noqa: BLE001 - the same
            message = f"{self._of} fails at this file: {type(problem).__name__}"
            failure = error("TF127", message, Location(str(path)), "report it to those who made the package")
            readings.append(Reading(path=str(path), folder=path.parent, case=None, diagnostics=(failure,)))
        return readings
