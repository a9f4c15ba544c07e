"""Reads all that stands at some paths: files, folders and archives, each file by the reader that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Severity
from tfcards.sources.intake.archive import is_archive, unpack
from tfcards.sources.intake.kinds import kind_of
from tfcards.sources.intake.limits import Budget
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.intake.walk import Found, walk
from tfcards.sources.medpix.format import is_companion
from tfcards.sources.reading import Reading
from tfcards.sources.registry import read_file

_SNIFF = 512
_NO_CASE = frozenset({"TF100", "TF101", "TF102"})
"""What the reader of pages says of any file that is none: in a folder these are simply something else."""


_ALONE = "it tells of images whose cases are not beside it"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no case, by the path that people know, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Intake:
    """What was read. ``images`` are the image files that stood about; a case may use them, or none does.

    ``companions`` are files that are read together with the cases beside them.
    """

    readings: list[Reading] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    images: list[Path] = field(default_factory=list)
    companions: list[Path] = field(default_factory=list)


def take_in(paths: Sequence[Path], scratch: Scratch, budget: Budget) -> Intake:
    """Read everything at ``paths``, which exist. Archives are unpacked into ``scratch``.

    A file that is named itself is read whatever it is, so that what is wrong with it is told. In folders and
    archives, what is no document of a teaching file is left out with the reason.
    """
    intake = Intake()
    for path in paths:
        if path.is_dir():
            _take_folder(path, intake, scratch, budget)
        elif is_archive(_head(path)):
            budget.allow_archive(path.stat().st_size)
            _take_archive(path, intake, scratch, budget)
        else:
            intake.readings += _shown(read_file(path), scratch)
    folders = {reading.folder for reading in intake.readings}
    alone = [path for path in intake.companions if path.parent not in folders]
    intake.skipped += [Skipped(scratch.shown(str(path)), _ALONE) for path in alone]
    return intake


def _take_folder(folder: Path, intake: Intake, scratch: Scratch, budget: Budget) -> None:
    for found in walk(folder, budget):
        if found.lack:
            intake.skipped.append(Skipped(scratch.shown(str(found.path)), found.lack))
        else:
            _take_file(found, intake, scratch, budget)


def _take_archive(path: Path, intake: Intake, scratch: Scratch, budget: Budget) -> None:
    shown = scratch.shown(str(path))
    folder = scratch.folder(shown)
    for left in unpack(path, folder, budget):
        intake.skipped.append(Skipped(f"{shown}/{left.name}" if left.name else shown, left.reason))
    _take_folder(folder, intake, scratch, budget)


def _take_file(found: Found, intake: Intake, scratch: Scratch, budget: Budget) -> None:
    path, head = found.path, _head(found.path)
    kind = kind_of(head, path)
    if kind.archive:
        _take_archive(path, intake, scratch, budget)
    elif kind.image:
        intake.images.append(path)
    elif kind.other:
        intake.skipped.append(Skipped(scratch.shown(str(path)), kind.other))
    elif is_companion(head):
        intake.companions.append(path)
    elif not kind.companion:
        for reading in _shown(read_file(path), scratch):
            problem = next((d for d in reading.diagnostics if d.severity is Severity.ERROR), None)
            if reading.case is None and problem and problem.code in _NO_CASE:
                intake.skipped.append(Skipped(reading.path, problem.message))
            else:
                intake.readings.append(reading)


def _head(path: Path) -> bytes:
    """Return the beginning of ``path``; nothing if it is no ordinary file or cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_SNIFF)
    except (OSError, ValueError):  # reading it tells what is wrong
        return b""


def _shown(readings: Iterable[Reading], scratch: Scratch) -> list[Reading]:
    """Return ``readings`` with the paths that people know in place of those of ``scratch``."""
    return [
        replace(
            reading,
            path=scratch.shown(reading.path),
            diagnostics=tuple(_shown_at(d, scratch) for d in reading.diagnostics),
        )
        for reading in readings
    ]


def _shown_at(diagnostic: Diagnostic, scratch: Scratch) -> Diagnostic:
    place = diagnostic.location
    return replace(diagnostic, location=replace(place, path=scratch.shown(place.path)))
