"""From whatever a decoder returns to 8-bit L or RGB. Pixels only: profiles are colour.py's, files decode.py's."""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageMath

_GREY = {"1", "L", "LA", "La"}
_FLOAT32_MAX = 3.4028234663852886e38

Extent = tuple[float, float]
"""The smallest and the largest value of an image."""


def is_deep(image: Image.Image) -> bool:
    """Tell whether ``image`` is greyscale with more than 8 bits a pixel: 16- or 32-bit integers, or floats."""
    return image.mode in {"I", "F"} or image.mode.startswith("I;16")


def stretched(image: Image.Image, *, white_is_zero: bool, extent: Extent | None = None) -> Image.Image:
    """Return the deep ``image`` as L, linear between the ends of ``extent``; None means its own.

    Scanners and exports store 12 bits in 16: without the stretch the image would be near black. An image of one
    value becomes black. Values that are no numbers (NaN) or infinite become the smallest.
    """
    low, high = extent_of(image) if extent is None else extent
    values = _filled(image, _odd(image), low) if image.mode == "F" else image.convert("I")
    scale = 255 / (high - low) if high > low else 0.0
    if white_is_zero:
        low, scale = high, -scale
    offset = 0.5 - low * scale  # a half, because point() and convert() cut decimals off
    grey = values.point(lambda value: value * scale + offset).convert("L")
    grey.info.clear()  # a transparent value of the deep image means nothing on the new scale
    return grey


def extent_of(image: Image.Image) -> Extent:
    """Return the smallest and the largest finite value of the deep ``image``; the first is larger if none is."""
    if image.mode != "F":
        return _extrema(image.convert("I"))
    odd = _odd(image)
    return _extrema(_filled(image, odd, _FLOAT32_MAX))[0], _extrema(_filled(image, odd, -_FLOAT32_MAX))[1]


def _extrema(image: Image.Image) -> Extent:
    """Return the smallest and the largest value of the one-band ``image``."""
    return cast("Extent", image.getextrema())


def _odd(image: Image.Image) -> Image.Image:
    """Return a mask that is set where the F ``image`` holds infinity or what is no number."""
    # Only a finite value less itself is zero.
    values = ImageMath.lambda_eval(lambda names: ((names["v"] - names["v"]) != 0) * 255, v=image)
    return cast("Image.Image", values).convert("L")


def _filled(image: Image.Image, mask: Image.Image, value: float) -> Image.Image:
    """Return a copy of ``image`` that holds ``value`` where ``mask`` is set."""
    copy = image.copy()
    copy.paste(value, mask=mask)
    return copy


def split_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return the colours of ``image`` as L, RGB or CMYK, with its palette expanded, and its opacity, if any."""
    if not image.has_transparency_data:
        return (image if image.mode == "CMYK" else image.convert("L" if image.mode in _GREY else "RGB")), None
    if image.mode in _GREY:
        with_alpha, plain = image.convert("LA"), "L"
    else:
        with_alpha, plain = image.convert("RGBA"), "RGB"
    return with_alpha.convert(plain), with_alpha.getchannel("A")


def on_black(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """Return ``image`` laid on black by its opacity ``alpha``.

    Black, because the background of radiographs and scintigrams on a screen is: on white, a cut-out study would
    dazzle, and its soft edges would turn into a bright rim that is no finding.
    """
    return Image.composite(image, Image.new(image.mode, image.size), alpha)


def bounded(image: Image.Image, long_edge: int) -> Image.Image:
    """Return ``image`` (L or RGB) scaled down so that its longer side is ``long_edge`` pixels at most."""
    longest = max(image.size)
    if longest <= long_edge:
        return image
    width, height = (max(1, round(side * long_edge / longest)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def as_grey_if_grey(image: Image.Image) -> Image.Image:
    """Return an RGB ``image`` whose channels are all equal as L: the same pixels in a third of the space."""
    if image.mode == "L":
        return image
    red, green, blue = image.split()
    return red if red.tobytes() == green.tobytes() == blue.tobytes() else image
