"""How large an image may come in, and how large it goes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLimits:
    """Bounds on images.

    ``long_edge`` is the longer side of a prepared image in pixels: larger ones are scaled down, none is scaled up.
    ``max_pixels`` (width times height, as the header states them) and ``max_bytes`` (of the file) bound what is
    read at all. Pillow itself refuses anything over about 179 million pixels, whatever ``max_pixels`` says.

    A cine is made of a file whose frames have ``cine_pixels`` together at most. It shows ``cine_frames`` (2 or
    more), of ``cine_edge`` pixels on the longer side, in ``cine_bytes`` at most: a phone decodes it as it plays.
    """

    long_edge: int = 1600
    max_pixels: int = 100_000_000
    max_bytes: int = 100_000_000
    cine_pixels: int = 500_000_000
    cine_frames: int = 60
    cine_edge: int = 800
    cine_bytes: int = 2_000_000


DEFAULT_LIMITS = MediaLimits()
