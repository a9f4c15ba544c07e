"""Series of DICOM files: the files of a folder, sorted as the scanner made them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.facts import DicomFacts, facts_of
from tfcards.media.dicom.read import frames_of, glance, quiet
from tfcards.media.sniff import DICOM, sniff

_HEAD = 512
_MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Series:
    """The files of one series in the order of the scanner, and the facts of its first.

    ``counts`` is how many frames each file holds; one where it is empty.
    """

    files: tuple[Path, ...]
    facts: DicomFacts
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A file, and where it stands in its series."""

    number: float
    position: float
    path: Path
    frames: int


def is_dicom(path: Path) -> bool:
    """Tell by its content whether ``path`` is a DICOM file."""
    try:
        with path.open("rb") as file:
            return sniff(file.read(_HEAD)) is DICOM
    except (OSError, ValueError):
        return False


def holds_dicom(folder: Path) -> bool:
    """Tell whether there is a DICOM file in ``folder`` or the folders in it."""
    return any(is_dicom(path) for path in _files(folder))


def group_series(folder: Path) -> list[Series]:
    """Return the series of images among the DICOM files of ``folder`` and the folders in it.

    Links are left out, and all files behind the first 10,000. Files belong together by their series; they are in
    the order of instance numbers, else of positions.
    """
    found: dict[str, list[_Place]] = {}
    told: dict[str, tuple[float, str, DicomFacts]] = {}
    with quiet():
        for path in filter(is_dicom, _files(folder)):
            values = glance(path)
            if values is None:
                continue
            name = _text(values, "SeriesInstanceUID") or str(path)
            number = _number(values, "InstanceNumber")
            found.setdefault(name, []).append(_Place(number, _position(values), path, _frames(values)))
            told.setdefault(name, (_number(values, "SeriesNumber"), str(path), facts_of(values)))
    made = []
    for name in sorted(found, key=lambda name: told[name][:2]):
        places = sorted(found[name])
        files, counts = tuple(p.path for p in places), tuple(p.frames for p in places)
        made.append(Series(files, told[name][2], counts))
    return made


def _files(folder: Path) -> list[Path]:
    """Return the plain files below ``folder`` by their names, no more than _MOST_FILES."""
    return sorted(islice(_walked(folder), _MOST_FILES))


def _walked(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):  # it does not follow links to folders
        folders.sort()
        paths = (Path(place) / name for name in sorted(names))
        yield from (path for path in paths if not path.is_symlink() and path.is_file())


def _frames(values: Any) -> int:  # noqa: ANN401 - what a header holds
    try:
        return frames_of(values)
    except dicom_errors():
        return 1


def _text(values: Any, name: str) -> str:  # noqa: ANN401 - the same
    try:
        return str(values.get(name) or "")
    except dicom_errors():
        return ""


def _number(values: Any, name: str) -> float:  # noqa: ANN401 - the same
    try:
        return float(values.get(name) or 0)
    except dicom_errors():
        return 0.0


def _position(values: Any) -> float:  # noqa: ANN401 - the same
    """Return where a slice lies along the axis that the slices of its series are cut across."""
    try:
        x, y, z = (float(v) for v in values.ImagePositionPatient)
        a, b, c, d, e, f = (float(v) for v in values.ImageOrientationPatient)
    except dicom_errors():
        return _number(values, "SliceLocation")
    return x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d)
