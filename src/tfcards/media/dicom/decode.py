"""A DICOM file as any image: a still, the cine of its frames, and what a person should know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcards.media import pixels as plain
from tfcards.media import problems
from tfcards.media.decoded import Decoded
from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.pixels import TooLargeError, pictures
from tfcards.media.dicom.read import Opened, is_compressed, opened, quiet
from tfcards.media.frames import Moving, evenly, within
from tfcards.media.limits import DEFAULT_LIMITS, MediaLimits
from tfcards.media.problems import Problem

if TYPE_CHECKING:
    from PIL import Image


def decode_dicom(data: bytes, limits: MediaLimits, frame: int | None = None) -> Decoded | Problem:
    """Return the pixels of ``data``, a DICOM file, or why there are none.

    ``frame``, from 1, chooses one of several. Without it, the first is taken, and all of them as a cine.
    """
    with quiet():
        image = opened(data, limits)
        if isinstance(image, Problem):
            return image
        if frame is not None and not 1 <= frame <= image.frames:
            return problems.NO_SUCH_FRAME.found(frame=frame, frames=image.frames)
        try:
            return _decoded(image, limits, frame)
        except TooLargeError:
            return problems.TOO_MANY_PIXELS.found(limit=limits.max_pixels)
        except dicom_errors():
            rule = problems.NO_CODEC if is_compressed(image.dataset) else problems.DAMAGED
            return rule.found(kind="DICOM")


def may_show_names(data: bytes) -> bool:
    """Tell whether names may be drawn into the pixels of ``data``, a DICOM file, by what its header says."""
    with quiet():
        image = opened(data, DEFAULT_LIMITS)
        return isinstance(image, Opened) and image.suspect


def _decoded(image: Opened, limits: MediaLimits, frame: int | None) -> Decoded:
    found = [problems.MAY_SHOW_NAMES.found()] if image.suspect else []
    total = image.frames
    if frame is not None or total == 1:
        return Decoded(_bounded(pictures(image, [frame or 1], limits)[0], limits.long_edge), tuple(found))
    if total * image.rows * image.columns > limits.cine_pixels:
        reason = f"they have more than {limits.cine_pixels:,} pixels together"
        found.append(problems.SEVERAL_FRAMES.found(frames=total, reason=reason))
        return Decoded(_bounded(pictures(image, [1], limits)[0], limits.long_edge), tuple(found))
    kept = evenly(total, limits.cine_frames)
    shown = pictures(image, kept, limits)
    edge = min(limits.cine_edge, limits.long_edge)
    small = [_bounded(picture, edge) for picture in shown]
    grey = all(picture.mode == "L" for picture in small)
    alike = tuple(picture if grey else picture.convert("RGB") for picture in small)
    still = _bounded(shown[0], limits.long_edge)
    if len({picture.size for picture in alike}) > 1 or all(p.tobytes() == alike[0].tobytes() for p in alike):
        return Decoded(still, tuple(found))
    return Decoded(still, tuple(found), Moving(alike, _durations(image, kept), total))


def _bounded(picture: Image.Image, edge: int) -> Image.Image:
    return plain.as_grey_if_grey(plain.bounded(picture, edge))


def _durations(image: Opened, kept: list[int]) -> tuple[int, ...]:
    """Return how long each of the ``kept`` frames is shown, in milliseconds, until the next of them is due."""
    dataset, total = image.dataset, image.frames
    try:
        vector = [float(v) for v in dataset.get("FrameTimeVector") or ()]
        rate = float(dataset.get("CineRate") or dataset.get("RecommendedDisplayFrameRate") or 0)
        usual = float(dataset.get("FrameTime") or (1000 / rate if rate else 0))
    except dicom_errors():
        vector, usual = [], 0.0
    # The vector holds the time before each frame; its first value is 0.
    times = [*vector[1:], usual][:total] if len(vector) == total else [usual] * total
    ends = [*kept[1:], total + 1]
    return tuple(within(sum(times[first - 1 : end - 1])) for first, end in zip(kept, ends, strict=True))
