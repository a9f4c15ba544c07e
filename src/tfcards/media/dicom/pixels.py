"""Decodes frames of opened DICOM images into pictures of 8 bits a channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from PIL import Image

from tfcards.media.dicom.read import Opened, is_compressed
from tfcards.media.dicom.sizes import is_as_stated, rle_fits
from tfcards.media.dicom.values import common_window, has_table, of_frame, shown, window_of

if TYPE_CHECKING:
    import numpy as np
    from pydicom import Dataset

    Array = np.ndarray[Any, Any]

_MOST_UNEQUAL = 5.0
_NEARLY_SQUARE = 0.01
_BYTE = 8
_RLE = "1.2.840.10008.1.2.5"

Frame = tuple[Opened, int]
"""An image, and the number of one of its frames, from 1."""


class TooLargeError(ValueError):
    """A compressed frame is of another size than the header says."""


def pictures(frames: Callable[[], Iterable[Frame]]) -> Iterator[Image.Image]:
    """Yield the ``frames``, greys in one scale for all: the first one's window or table, else by all values.

    ``frames`` is called twice where the scale needs a look at all of them, so that one is held at a time. Raises
    what pydicom raises.
    """
    window = None
    for position, (image, number) in enumerate(frames()):
        values = of_frame(image.dataset, number)
        if _is_coloured(image):
            yield _squared(_coloured(image, number), values)
            continue
        if not position and not has_table(values):
            window = window_of(values) or common_window(_looked_at(frames()))
        usable = window or (None if has_table(values) else common_window(_looked_at([(image, number)])))
        yield _squared(Image.fromarray(shown(_stored(image, number), values, usable)), values)


def _looked_at(frames: Iterable[Frame]) -> Iterator[tuple[Array, Dataset]]:
    grey = (frame for frame in frames if not _is_coloured(frame[0]))
    return ((_stored(image, number), of_frame(image.dataset, number)) for image, number in grey)


def _is_coloured(image: Opened) -> bool:
    dataset = image.dataset
    return int(dataset.get("SamplesPerPixel", 1)) > 1 or dataset.PhotometricInterpretation == "PALETTE COLOR"


def _stored(image: Opened, number: int) -> Array:
    """Return the stored values of the frame ``number``, from 1."""
    from pydicom.pixels.utils import pixel_array

    if is_compressed(image.dataset):
        _check(image, number)
    stored = pixel_array(image.dataset, index=number - 1)
    if stored.shape[:2] != (image.rows, image.columns):
        raise TooLargeError
    return stored


def _check(image: Opened, number: int) -> None:
    """Raise TooLargeError where the compressed frame is not of the size that the header states."""
    from pydicom.encaps import get_frame

    frame = get_frame(image.dataset.PixelData, number - 1, number_of_frames=image.frames)
    if image.dataset.file_meta.TransferSyntaxUID == _RLE:
        fits = rle_fits(frame, image.rows * image.columns)
    else:
        fits = is_as_stated(frame, image.columns, image.rows)
    if not fits:
        raise TooLargeError


def _coloured(image: Opened, number: int) -> Image.Image:
    """Return a frame in colour: pydicom makes RGB of the other colour spaces, a palette is looked up."""
    import numpy as np

    stored, dataset = _stored(image, number), image.dataset
    bits = int(dataset.BitsStored)
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        from pydicom.pixels.processing import apply_color_lut

        stored = apply_color_lut(stored, dataset)
        bits = int(dataset.RedPaletteColorLookupTableDescriptor[2]) if stored.dtype.itemsize > 1 else _BYTE
    if bits > _BYTE:
        stored = stored >> (bits - _BYTE)
    return Image.fromarray(np.ascontiguousarray(stored[..., :3].astype(np.uint8)))


def _squared(picture: Image.Image, values: Dataset) -> Image.Image:
    """Return ``picture`` with square pixels: scanners of some kinds measure unequally along and across."""
    ratio = _height_by_width(values)
    if not 1 / _MOST_UNEQUAL < ratio < _MOST_UNEQUAL or abs(ratio - 1) < _NEARLY_SQUARE:
        return picture
    width, height = picture.size
    size = (width, max(1, round(height * ratio))) if ratio > 1 else (max(1, round(width / ratio)), height)
    return picture.resize(size, Image.Resampling.BICUBIC)


def _height_by_width(values: Dataset) -> float:
    """Return how high a pixel is by its width; 1 where the header does not tell."""
    for name in ("PixelAspectRatio", "PixelSpacing", "ImagerPixelSpacing"):
        value = values.get(name)
        if value is not None and not isinstance(value, str) and len(value) == len("hw"):
            height, width = float(value[0]), float(value[1])
            if height > 0 and width > 0:
                return height / width
    return 1.0
