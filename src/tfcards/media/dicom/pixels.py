"""Decodes the frames of an opened DICOM image into pictures of 8 bits a channel."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from PIL import Image

from tfcards.media.dicom.read import Opened, is_compressed
from tfcards.media.dicom.values import common_window, has_lut, modality_values, shown, window_of
from tfcards.media.limits import MediaLimits

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

_MOST_UNEQUAL = 5.0
_NEARLY_SQUARE = 0.01
_SOI = b"\xff\xd8"
_SOF = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xF7})
"""How a JPEG or JPEG-LS frame begins, and the markers behind which its size stands (ISO/IEC 10918-1, 14495-1)."""

_SOC_SIZ = b"\xff\x4f\xff\x51"
"""How a JPEG 2000 frame begins (ISO/IEC 15444-1)."""


class TooLargeError(ValueError):
    """A compressed frame is larger than the header says, or than is allowed."""


def pictures(image: Opened, numbers: Sequence[int], limits: MediaLimits) -> list[Image.Image]:
    """Return the frames ``numbers``, from 1, in one scale of greys. Raises what pydicom raises."""
    _check_frames(image, limits)
    dataset = image.dataset
    if int(dataset.get("SamplesPerPixel", 1)) > 1 or dataset.PhotometricInterpretation == "PALETTE COLOR":
        return [_squared(_coloured(image, number), image) for number in numbers]
    frames = [modality_values(_stored(image, number), dataset) for number in numbers]
    window = window_of(dataset)
    if window is None and not has_lut(dataset):
        import numpy as np

        sample = np.concatenate(
            [frame.ravel()[:: max(1, frame.size * len(frames) // 2_000_000)] for frame in frames]
        )
        window = common_window(sample, dataset)
    table = None if has_lut(dataset) else window
    return [_squared(Image.fromarray(shown(frame, dataset, table)), image) for frame in frames]


def stored_frame(image: Opened, number: int, limits: MediaLimits) -> Array:
    """Return the stored values of the frame ``number``, from 1. Raises what pydicom raises."""
    _check_frames(image, limits)
    return _stored(image, number)


def _stored(image: Opened, number: int) -> Array:
    from pydicom.pixels.utils import pixel_array

    stored = pixel_array(image.dataset, index=number - 1)
    if stored.shape[:2] != (image.rows, image.columns):
        raise TooLargeError
    return stored


def _coloured(image: Opened, number: int) -> Image.Image:
    """Return a frame in colour: pydicom makes RGB of the other colour spaces, a palette is looked up."""
    import numpy as np

    stored, dataset = _stored(image, number), image.dataset
    bits = int(dataset.BitsStored)
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        from pydicom.pixels.processing import apply_color_lut

        stored = apply_color_lut(stored, dataset)
        bits = int(dataset.RedPaletteColorLookupTableDescriptor[2])
        bits = 16 if stored.dtype.itemsize > 1 and bits > 8 else stored.dtype.itemsize * 8  # noqa: PLR2004 - bits
    if bits > 8:  # noqa: PLR2004 - bits a channel of a screen
        stored = stored >> (bits - 8)
    return Image.fromarray(np.ascontiguousarray(stored[..., :3].astype(np.uint8)))


def _squared(picture: Image.Image, image: Opened) -> Image.Image:
    """Return ``picture`` with square pixels: scanners of some kinds measure unequally along and across."""
    across, along = _pixel_size(image)
    ratio = along / across
    if not 1 / _MOST_UNEQUAL < ratio < _MOST_UNEQUAL or abs(ratio - 1) < _NEARLY_SQUARE:
        return picture
    width, height = picture.size
    size = (width, max(1, round(height * ratio))) if ratio > 1 else (max(1, round(width / ratio)), height)
    return picture.resize(size, Image.Resampling.BICUBIC)


def _pixel_size(image: Opened) -> tuple[float, float]:
    """Return how wide and how high a pixel is, in any unit."""
    for name in ("PixelAspectRatio", "PixelSpacing", "ImagerPixelSpacing"):
        value = image.dataset.get(name)
        if value is not None and not isinstance(value, str) and len(value) == len("hw"):
            along, across = float(value[0]), float(value[1])
            if along > 0 and across > 0:
                return across, along
    return 1.0, 1.0


def _check_frames(image: Opened, limits: MediaLimits) -> None:
    """Raise TooLargeError where a compressed frame states a size of its own that is not the header's."""
    if not is_compressed(image.dataset):
        return
    from pydicom.encaps import generate_frames

    frames = generate_frames(image.dataset.PixelData, number_of_frames=image.frames)
    for frame in islice(frames, limits.cine_frames):
        width, height = _stated_size(frame)
        if width * height > limits.max_pixels or width * height > 2 * image.rows * image.columns:
            raise TooLargeError


def _stated_size(frame: bytes) -> tuple[int, int]:
    """Return width and height that a JPEG, JPEG-LS or JPEG 2000 frame states; zeros where it states none."""
    if frame.startswith(_SOC_SIZ):
        return int.from_bytes(frame[8:12], "big"), int.from_bytes(frame[12:16], "big")
    at = len(_SOI)
    while frame.startswith(_SOI) and frame[at : at + 1] == b"\xff":
        if frame[at + 1] in _SOF:
            return int.from_bytes(frame[at + 7 : at + 9], "big"), int.from_bytes(frame[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(frame[at + 2 : at + 4], "big")
    return 0, 0
