"""DICOM files, one or a series of them, as any image: a still, the cine of its frames, and what to know of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from tfcards.media import pixels as plain
from tfcards.media import problems
from tfcards.media.decoded import Decoded
from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.pixels import Frame, pictures
from tfcards.media.dicom.read import Opened, available, is_compressed, lacks_codec, opened, quiet
from tfcards.media.dicom.series import Series, group_series, holds_dicom
from tfcards.media.dicom.times import durations
from tfcards.media.frames import Moving, evenly
from tfcards.media.limits import DEFAULT_LIMITS, MediaLimits
from tfcards.media.locate import read
from tfcards.media.problems import Problem

if TYPE_CHECKING:
    from PIL import Image


class _UnusableError(ValueError):
    """A file of a series cannot be shown, as ``problem`` says."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Stack:
    """Frames that belong together: those of ``first``, or of several ``files``, of which one is open at a time.

    ``counts`` is how many frames each file holds.
    """

    first: Opened
    limits: MediaLimits
    files: Sequence[Path]
    counts: Sequence[int]

    @property
    def total(self) -> int:
        """How many frames there are."""
        return sum(self.counts)

    def frames(self, kept: Sequence[int]) -> Iterator[Frame]:
        """Yield the frames ``kept``, from 1. Raises _UnusableError, and what pydicom raises."""
        ends = list(accumulate(self.counts))
        held, image = 0, self.first
        for number in kept:
            at = bisect_left(ends, number)
            if at != held:
                held, image = at, _usable(self.files[at], self.limits)
            yield image, number - ends[at] + self.counts[at]


def decode_dicom(data: bytes, limits: MediaLimits, frame: int | None = None) -> Decoded | Problem:
    """Return the pixels of ``data``, a DICOM file, or why there are none.

    ``frame``, from 1, chooses one of several. Without it, the first is taken, and all of them as a cine.
    """
    with quiet():
        image = opened(data, limits)
        return image if isinstance(image, Problem) else _decoded(_Stack(image, limits, (), (image.frames,)), frame)


def decode_series(series: Series, limits: MediaLimits, frame: int | None = None) -> Decoded | Problem:
    """Return the pixels of ``series`` as ``decode_dicom`` does: each file is a frame, or as many as it holds."""
    with quiet():
        try:
            first = _usable(series.files[0], limits)
        except _UnusableError as exc:
            return exc.problem
        counts = series.counts or (first.frames, *(1 for _ in series.files[1:]))
        return _decoded(_Stack(first, limits, series.files, counts), frame)


def decode_folder(folder: Path, limits: MediaLimits, frame: int | None = None) -> Decoded | Problem:
    """Return the pixels of the one series of DICOM files in ``folder``, or why there are none."""
    if not available() and holds_dicom(folder):
        return problems.NO_DICOM.found()
    found = group_series(folder)
    if len(found) > 1:
        return problems.SEVERAL_SERIES.found(count=len(found))
    return decode_series(found[0], limits, frame) if found else problems.NOT_A_FILE.found(what="a folder")


def may_show_names(data: bytes) -> bool:
    """Tell whether names may be drawn into the pixels of ``data``, a DICOM file, by what its header says."""
    with quiet():
        image = opened(data, DEFAULT_LIMITS)
        return isinstance(image, Opened) and image.suspect


def _usable(path: Path, limits: MediaLimits) -> Opened:
    data = read(path, limits.max_bytes)
    image = data if isinstance(data, Problem) else opened(data, limits)
    if isinstance(image, Problem):
        raise _UnusableError(image)
    return image


def _decoded(stack: _Stack, frame: int | None) -> Decoded | Problem:
    if frame is not None and not 1 <= frame <= stack.total:
        return problems.NO_SUCH_FRAME.found(frame=frame, frames=stack.total)
    found = [problems.MAY_SHOW_NAMES.found()] if stack.first.suspect else []
    if frame is None and stack.total > 1:
        moving = _moving(stack)
        if isinstance(moving, Decoded):
            return Decoded(moving.image, tuple(found), moving.moving)
        found.append(problems.SEVERAL_FRAMES.found(frames=stack.total, reason=moving))
    try:
        (still,) = pictures(lambda: stack.frames([frame or 1]))
    except _UnusableError as exc:
        return exc.problem
    except dicom_errors():
        return _why_not(stack.first)
    return Decoded(_bounded(still, stack.limits.long_edge), tuple(found))


def _why_not(image: Opened) -> Problem:
    if lacks_codec(image.dataset):
        return problems.NO_DICOM.found()
    rule = problems.NO_CODEC if is_compressed(image.dataset) else problems.DAMAGED
    return rule.found(kind="DICOM")


def _moving(stack: _Stack) -> Decoded | str:
    """Return the cine of ``stack`` and its first frame as a still, or why there is no cine."""
    limits, total = stack.limits, stack.total
    if total * stack.first.rows * stack.first.columns > limits.cine_pixels:
        return f"they have more than {limits.cine_pixels:,} pixels together"
    kept = evenly(total, limits.cine_frames)
    still, small = None, []
    try:
        for picture in pictures(lambda: stack.frames(kept)):
            still = still or _bounded(picture, limits.long_edge)
            small.append(_bounded(picture, min(limits.cine_edge, limits.long_edge)))
    except dicom_errors():
        return "not all of them can be decoded"
    if still is None or len({picture.size for picture in small}) > 1:
        return "they differ in size"
    grey = all(picture.mode == "L" for picture in small)
    alike = tuple(picture if grey else picture.convert("RGB") for picture in small)
    if all(picture.tobytes() == alike[0].tobytes() for picture in alike):
        return Decoded(still, ())
    times = durations(None if stack.files else stack.first.dataset, kept, total)
    return Decoded(still, (), Moving(alike, times, total))


def _bounded(picture: Image.Image, edge: int) -> Image.Image:
    return plain.as_grey_if_grey(plain.bounded(picture, edge))
