"""Decodes the bytes of an image file into upright sRGB pixels; whatever the bytes are, the answer is a value."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from tfcards.media import frames, problems
from tfcards.media.clean import clean
from tfcards.media.decoded import Decoded
from tfcards.media.errors import PILLOW_ERRORS
from tfcards.media.frames import Moving
from tfcards.media.limits import MediaLimits
from tfcards.media.problems import Problem
from tfcards.media.sniff import DICOM, ImageType


def decode(data: bytes, kind: ImageType, limits: MediaLimits, frame: int | None = None) -> Decoded | Problem:
    """Return the pixels of ``data``, a file of the type ``kind``, or why there are none.

    ``frame``, from 1, chooses one of several. Without it, the first is taken, and all of them as a cine.
    """
    if kind is DICOM:
        from tfcards.media.dicom.decode import decode_dicom

        return decode_dicom(data, limits, frame)
    too_large = problems.TOO_MANY_PIXELS.found(limit=limits.max_pixels)
    with warnings.catch_warnings():
        # Pillow warns of large images and odd metadata: the size is checked here, and metadata is dropped.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[kind.name.upper()]) as image:
                if _is_too_large(image, limits):
                    return too_large
                total = frames.count(image)
                return _with_cine(image, limits, total) if frame is None else _one(image, limits, total, frame)
        except Image.DecompressionBombError:
            return too_large
        except PILLOW_ERRORS:
            return problems.DAMAGED.found(kind=kind.name)


def _is_too_large(image: Image.Image, limits: MediaLimits) -> bool:
    return image.width * image.height > limits.max_pixels


def _one(image: Image.Image, limits: MediaLimits, total: int, frame: int) -> Decoded | Problem:
    """Return ``frame``, from 1, of the ``total`` ones of the opened ``image``. Raises what Pillow raises."""
    if not 1 <= frame <= total:
        return problems.NO_SUCH_FRAME.found(frame=frame, frames=total)
    frames.go_to(image, frame)
    if _is_too_large(image, limits):  # pages of a TIFF differ in size
        return problems.TOO_MANY_PIXELS.found(limit=limits.max_pixels)
    still, found = clean(image, limits.long_edge)
    return Decoded(still, tuple(found))


def _with_cine(image: Image.Image, limits: MediaLimits, total: int) -> Decoded:
    """Return the first of the ``total`` frames of the opened ``image``, and all of them.

    The two have the same range of values, so that the still is the cine's first frame. Raises what Pillow raises.
    """
    moving = frames.read_moving(image, limits) if total > 1 else None
    frames.go_to(image, 1)
    extent = moving.extent if isinstance(moving, Moving) else None
    still, found = clean(image, limits.long_edge, extent)
    if isinstance(moving, str):
        found.insert(0, problems.SEVERAL_FRAMES.found(frames=total, reason=moving))
        return Decoded(still, tuple(found))
    return Decoded(still, tuple(found), moving)
