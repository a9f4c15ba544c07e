"""Colour profiles: from the colours of a scanner or a camera to sRGB, which every client assumes."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_PROFILE_ERRORS = (
    ImageCms.PyCMSError,  # Little CMS finds no way from this profile to sRGB, or the image is of another space
    OSError,  # the profile cannot be opened at all
    TypeError,  # a TIFF tag of another type stands where the profile should be
)


def to_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return ``image`` (L, RGB or CMYK) as RGB in sRGB; None if ``profile`` is broken or of another space."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except _PROFILE_ERRORS:
        return None
