"""Decodes the bytes of an image file into upright sRGB pixels; whatever the bytes are, the answer is a value."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import ExifTags, Image

from tfcards.media import pixels, problems
from tfcards.media.colour import to_srgb
from tfcards.media.limits import MediaLimits
from tfcards.media.problems import Problem
from tfcards.media.sniff import ImageType

_PILLOW_ERRORS = (
    OSError,  # no such image, an unknown variant, truncated or corrupt data
    SyntaxError,  # "this is not a … file"; a broken PNG chunk or EXIF header
    ValueError,  # impossible sizes, tiles, palettes and frames
    TypeError,  # dimensions missing, or a tag that holds a value of another type (TIFF)
    LookupError,  # the end inside a block (GIF); an unknown compression (TIFF)
    ArithmeticError,  # a palette with entries below zero (TIFF)
    struct.error,  # the end inside a number (GIF, EXIF)
    # A million damaged files did not raise the rest, but Pillow's sources do:
    EOFError,  # a frame that is promised but not there
    AssertionError,  # what a decoder takes for granted of a file
    MemoryError,  # sizes made up by damaged bytes
)
"""What Pillow's decoders raise on damaged files."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to undo each value of the EXIF tag Orientation (Exif 2.32, 4.6.4 A)."""

_PHOTOMETRIC = 262
_WHITE_IS_ZERO = 0


@dataclass(frozen=True, slots=True)
class Decoded:
    """Pixels in mode L or RGB, within the limits, and what was found on the way to them."""

    image: Image.Image
    problems: tuple[Problem, ...]


def decode(data: bytes, kind: ImageType, limits: MediaLimits) -> Decoded | Problem:
    """Return the pixels of ``data``, a file of the type ``kind``, or why there are none."""
    too_large = problems.TOO_MANY_PIXELS.found(limit=limits.max_pixels)
    with warnings.catch_warnings():
        # Pillow warns of large images and odd metadata: the size is checked here, and metadata is dropped.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[kind.name.upper()]) as image:
                if image.width * image.height > limits.max_pixels:
                    return too_large
                return _decoded(image, limits.long_edge)
        except Image.DecompressionBombError:
            return too_large
        except _PILLOW_ERRORS:
            return problems.DAMAGED.found(kind=kind.name)


def _decoded(image: Image.Image, long_edge: int) -> Decoded:
    """Return the pixels of the opened ``image``. Raises what Pillow raises."""
    found: list[Problem] = []
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        found.append(problems.SEVERAL_FRAMES.found(frames=frames))
    image.load()
    profile = image.info.get("icc_profile")
    plain, alpha = pixels.split_alpha(_shallow(image))
    if profile:
        converted = to_srgb(plain, profile)
        if converted is None:
            found.append(problems.PROFILE_IGNORED.found())
        plain = converted or plain
    if plain.mode == "CMYK":
        plain = plain.convert("RGB")
    if alpha is not None:
        plain = pixels.on_black(plain, alpha)
    turn = _turn(image)
    if isinstance(turn, Problem):
        found.append(turn)
    elif turn is not None:
        plain = plain.transpose(turn)
    return Decoded(pixels.as_grey_if_grey(pixels.bounded(plain, long_edge)), tuple(found))


def _shallow(image: Image.Image) -> Image.Image:
    """Return ``image`` with 8 bits a channel."""
    if not pixels.is_deep(image):
        return image
    # Pillow undoes TIFF's "white is zero" for 8 bits and less, but not for more.
    tags = getattr(image, "tag_v2", {})
    return pixels.stretched(image, white_is_zero=tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO)


def _turn(image: Image.Image) -> Image.Transpose | Problem | None:
    """Return how to put the loaded ``image`` upright; None if it is, as TIFF always is once loaded.

    Not Pillow's exif_transpose: it writes all EXIF data anew, and fails on much that has no bearing here.
    """
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _PILLOW_ERRORS:
        return problems.EXIF_IGNORED.found()
