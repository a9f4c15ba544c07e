"""Series of DICOM files: a folder of them sorted as the scanner made them, and their pixels as one file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfcards.media import problems
from tfcards.media.decoded import Decoded
from tfcards.media.dicom.decode import decode_dicom
from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.facts import DicomFacts, facts
from tfcards.media.dicom.read import header, quiet
from tfcards.media.dicom.values import common_window, has_lut, modality_values, shown, window_of
from tfcards.media.frames import evenly
from tfcards.media.limits import MediaLimits
from tfcards.media.problems import Problem
from tfcards.media.sniff import DICOM, sniff

if TYPE_CHECKING:
    from PIL import Image

_HEAD = 512
_MOST_FILES = 5000
_CINE_MS = 100


@dataclass(frozen=True, slots=True)
class Series:
    """The files of one series in the order of the scanner, and the facts of its first."""

    files: tuple[Path, ...]
    facts: DicomFacts


def is_dicom(path: Path) -> bool:
    """Tell by its content whether ``path`` is a DICOM file."""
    try:
        with path.open("rb") as file:
            return sniff(file.read(_HEAD)) is DICOM
    except (OSError, ValueError):
        return False


def group_series(folder: Path) -> list[Series]:
    """Return the series among the DICOM files of ``folder`` and the folders in it, links left out.

    Files belong together by their series; they are in the order of instance numbers, else of positions.
    """
    found: dict[str, list[tuple[tuple[float, float, str], Path]]] = {}
    order: dict[str, tuple[float, str]] = {}
    for path in _files(folder):
        with quiet():
            values = header(path.read_bytes())
            if isinstance(values, Problem) or "PixelData" not in values:
                continue
            name = str(values.get("SeriesInstanceUID", "")) or str(path)
            key = (_number(values, "InstanceNumber"), _position(values), path.name)
            found.setdefault(name, []).append((key, path))
            order.setdefault(name, (_number(values, "SeriesNumber"), str(path)))
    made = []
    for name in sorted(found, key=lambda name: order[name]):
        files = tuple(path for _, path in sorted(found[name]))
        made.append(Series(files, facts(files[0].read_bytes()) or DicomFacts()))
    return made


def _files(folder: Path) -> Iterator[Path]:
    entries = sorted(path for path in folder.rglob("*") if not path.is_symlink() and path.is_file())
    return (path for path in entries[:_MOST_FILES] if is_dicom(path))


def _number(values: Any, name: str) -> float:  # noqa: ANN401 - what a header holds
    try:
        return float(values.get(name) or 0)
    except dicom_errors():
        return 0.0


def _position(values: Any) -> float:  # noqa: ANN401 - the same
    """Return where a slice lies along the axis that the slices of its series are cut across."""
    try:
        return float(values.ImagePositionPatient[2])
    except dicom_errors():
        return _number(values, "SliceLocation")


def render_series(series: Series, limits: MediaLimits) -> tuple[bytes, str] | Problem:
    """Return the pixels of ``series`` as a file without any header, and how its name ends.

    One frame is a PNG; several, of one file or one a file, are an animated PNG in one scale of greys. Both keep
    every pixel as it is shown.
    """
    kept = [series.files[n - 1] for n in evenly(len(series.files), limits.cine_frames)]
    if len(kept) == 1:
        decoded = decode_dicom(kept[0].read_bytes(), limits)
        if isinstance(decoded, Problem):
            return decoded
        frames, durations = _frames(decoded)
    else:
        stack = _stack(kept, limits)
        if isinstance(stack, Problem):
            return stack
        frames, durations = stack, [_CINE_MS] * len(stack)
    stream = io.BytesIO()
    first, *others = frames
    if others:
        first.save(stream, "PNG", save_all=True, append_images=others, duration=durations, loop=0, optimize=True)
    else:
        first.save(stream, "PNG", optimize=True)
    return stream.getvalue(), ".png"


def _frames(decoded: Decoded) -> tuple[list[Image.Image], list[int]]:
    if decoded.moving is None:
        return [decoded.image], [_CINE_MS]
    return list(decoded.moving.frames), list(decoded.moving.durations)


def _stack(files: Sequence[Path], limits: MediaLimits) -> list[Image.Image] | Problem:
    """Return one picture a file, all in the window of the first that states one, else in a common one."""
    from tfcards.media.dicom.pixels import stored_frame
    from tfcards.media.dicom.read import opened

    arrays: list[Any] = []
    first = None
    with quiet():
        for path in files:
            image = opened(path.read_bytes(), limits)
            if isinstance(image, Problem):
                return image
            if int(image.dataset.get("SamplesPerPixel", 1)) > 1 or has_lut(image.dataset):
                return _each(files, limits)
            first = first or image
            if (image.rows, image.columns) != (first.rows, first.columns):
                return problems.SEVERAL_FRAMES.found(frames=len(files), reason="they differ in size")
            try:
                arrays.append(modality_values(stored_frame(image, 1, limits), image.dataset))
            except dicom_errors():
                return problems.NO_CODEC.found(kind="DICOM")
        return _in_one_window(arrays, first, limits)


def _in_one_window(arrays: list[Any], first: Any, limits: MediaLimits) -> list[Image.Image]:  # noqa: ANN401 - arrays
    import numpy as np
    from PIL import Image

    from tfcards.media import pixels

    sample = np.concatenate([a.ravel()[:: max(1, a.size * len(arrays) // 2_000_000)] for a in arrays])
    window = window_of(first.dataset) or common_window(sample, first.dataset)
    edge = min(limits.cine_edge, limits.long_edge)
    return [pixels.bounded(Image.fromarray(shown(array, first.dataset, window)), edge) for array in arrays]


def _each(files: Sequence[Path], limits: MediaLimits) -> list[Image.Image] | Problem:
    """Return one picture a file, each as it is shown by itself."""
    made: list[Image.Image] = []
    for path in files:
        decoded = decode_dicom(path.read_bytes(), limits)
        if isinstance(decoded, Problem):
            return decoded
        made.append(decoded.image)
    return [picture.convert("RGB") for picture in made]
