"""From an opened image, at the frame it stands at, to upright sRGB pixels of at most a given size."""

from __future__ import annotations

from PIL import ExifTags, Image

from tfcards.media import pixels, problems
from tfcards.media.colour import to_srgb
from tfcards.media.errors import PILLOW_ERRORS
from tfcards.media.pixels import Extent
from tfcards.media.problems import Problem

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


def clean(image: Image.Image, long_edge: int, extent: Extent | None = None) -> tuple[Image.Image, list[Problem]]:
    """Return the pixels of ``image`` as L or RGB, and what was found on the way to them.

    ``extent`` is the range of values to show of an image of more than 8 bits a channel; its own if None. Raises
    what Pillow raises.
    """
    found: list[Problem] = []
    image.load()
    profile = image.info.get("icc_profile")
    plain, alpha = pixels.split_alpha(_shallow(image, extent))
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
    return pixels.as_grey_if_grey(pixels.bounded(plain, long_edge)), found


def _shallow(image: Image.Image, extent: Extent | None) -> Image.Image:
    """Return ``image`` with 8 bits a channel."""
    if not pixels.is_deep(image):
        return image
    # Pillow undoes TIFF's "white is zero" for 8 bits and less, but not for more.
    tags = getattr(image, "tag_v2", {})
    return pixels.stretched(image, white_is_zero=tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO, extent=extent)


def _turn(image: Image.Image) -> Image.Transpose | Problem | None:
    """Return how to put the loaded ``image`` upright; None if it is, as TIFF always is once loaded.

    Not Pillow's exif_transpose: it writes all EXIF data anew, and fails on much that has no bearing here.
    """
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except PILLOW_ERRORS:
        return problems.EXIF_IGNORED.found()
