"""The frames of an image file: animated GIF, WebP and PNG, and the pages of a TIFF, as the series they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from tfcards.media import pixels
from tfcards.media.clean import clean
from tfcards.media.errors import PILLOW_ERRORS
from tfcards.media.limits import MediaLimits
from tfcards.media.pixels import Extent

_USUAL_DURATION = 100
_SHORTEST = 10
"""Durations in milliseconds. Browsers play frames of ``_SHORTEST`` and less as ones of ``_USUAL_DURATION``."""
_LONGEST = 60_000


class _UnequalError(Exception):
    """The frames of a file differ in size, so they are no series: a TIFF may hold a picture and its thumbnail."""


@dataclass(frozen=True, slots=True)
class Moving:
    """The frames of a cine, all of one size and mode (L or RGB), and how long each is shown in milliseconds.

    ``total`` frames are in the file, which may be more. ``extent`` is the range of values of all of them together
    where they have more than 8 bits a channel: one scale, so that activity can be compared from frame to frame.
    """

    frames: tuple[Image.Image, ...]
    durations: tuple[int, ...]
    total: int
    extent: Extent | None = None


def count(image: Image.Image) -> int:
    """Return how many frames the opened ``image`` has. Raises what Pillow raises."""
    return max(1, getattr(image, "n_frames", 1) - _skipped(image))


def go_to(image: Image.Image, number: int) -> None:
    """Make ``image`` stand at the frame ``number``, from 1. Raises what Pillow raises."""
    position = number - 1 + (_skipped(image) if count(image) > 1 else 0)
    if position or image.tell():
        image.seek(position)


def _skipped(image: Image.Image) -> int:
    """Return 1 for a PNG whose first image is no frame but what old viewers show in place of the animation."""
    return 1 if getattr(image, "default_image", False) else 0


def read_moving(image: Image.Image, limits: MediaLimits) -> Moving | str | None:
    """Return the opened ``image`` as a cine, why it can be none, or None if nothing moves in it.

    Of more than ``limits.cine_frames`` frames, that many are taken evenly, the first and the last among them, and
    each is shown until the next one was due. ``image`` stands at another frame afterwards.
    """
    total = count(image)
    if total * image.width * image.height > limits.cine_pixels:
        return f"they have more than {limits.cine_pixels:,} pixels together"
    kept = evenly(total, limits.cine_frames)
    try:
        extent = _extent(image, kept)
        moving = _read(image, kept, min(limits.cine_edge, limits.long_edge), extent)
    except (Image.DecompressionBombError, _UnequalError):
        return "they differ in size"
    except PILLOW_ERRORS:
        return "not all of them can be decoded"
    first, *others = moving.frames
    return moving if any(frame.tobytes() != first.tobytes() for frame in others) else None


def evenly(total: int, most: int) -> list[int]:
    """Return the numbers, from 1, of at most ``most`` (2 or more) of ``total`` frames, evenly spaced."""
    if total <= most:
        return list(range(1, total + 1))
    return [1 + step * (total - 1) // (most - 1) for step in range(most)]


def _go_on(image: Image.Image, number: int) -> None:
    """Go to the frame ``number``. Raises _UnequalError where the size changes, before anything is decoded."""
    size = image.size
    go_to(image, number)
    if image.size != size:
        raise _UnequalError


def _extent(image: Image.Image, numbers: Sequence[int]) -> Extent | None:
    """Return the range of values of the frames ``numbers``; None if they have 8 bits a channel."""
    found: Extent | None = None
    for number in numbers:
        _go_on(image, number)
        if not pixels.is_deep(image):
            return None
        image.load()
        own = pixels.extent_of(image)
        found = own if found is None else (min(found[0], own[0]), max(found[1], own[1]))
    return found


def _read(image: Image.Image, numbers: Sequence[int], edge: int, extent: Extent | None) -> Moving:
    """Return the frames ``numbers``, which begin at 1; the time of those between goes to the one before them."""
    total, kept = count(image), set(numbers)
    frames: list[Image.Image] = []
    durations: list[int] = []
    for number in range(1, total + 1):
        _go_on(image, number)
        if number in kept:
            frames.append(clean(image, edge, extent)[0])
            durations.append(_duration(image))
        else:
            durations[-1] = min(_LONGEST, durations[-1] + _duration(image))
    if len({frame.size for frame in frames}) > 1:  # turned each by an orientation of its own
        raise _UnequalError
    grey = all(frame.mode == "L" for frame in frames)
    alike = tuple(frame if grey else frame.convert("RGB") for frame in frames)
    return Moving(alike, tuple(durations), total, extent)


def _duration(image: Image.Image) -> int:
    """Return how long the frame that ``image`` stands at is shown, in milliseconds."""
    if image.format == "WEBP":
        image.load()  # Pillow knows no sooner
    return within(image.info.get("duration", 0))


def within(stated: float) -> int:
    """Return ``stated`` milliseconds of a frame as they are played: the usual time where none to speak of is."""
    return min(_LONGEST, round(stated)) if stated > _SHORTEST else _USUAL_DURATION
