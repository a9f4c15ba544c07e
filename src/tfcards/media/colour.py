"""Colour profiles: from the colours of a scanner or a camera to sRGB, which every client assumes."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}

_PROFILE_ERRORS = (
    ImageCms.PyCMSError,  # Little CMS finds no way from this profile to sRGB
    OSError,  # the profile cannot be opened at all
    ValueError,  # the name of its colour space is not even ASCII
    TypeError,  # a TIFF tag of another type stands where the profile should be
)


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return ``image`` (L, RGB or CMYK) in sRGB (L or RGB); None if ``profile`` is broken or of another space."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != _SPACES[image.mode]:
            return None
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except _PROFILE_ERRORS:
        return None
    if converted is None or image.mode != "L":
        return converted
    return converted.convert("L")  # rounding must not tint a grey image
