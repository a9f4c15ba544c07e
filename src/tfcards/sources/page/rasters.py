"""What the first bytes of an image say: its type, and its width and height. Nothing is decoded."""

from __future__ import annotations

import struct

HEAD = 65_536
"""How many bytes are enough to know the size of nearly any image."""

_TYPES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG markers of the segment that holds height and width."""


def suffix_of(data: bytes) -> str:
    """Return the suffix that fits the content of an image; empty if it is none that is known."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[128:132] == b"DICM":
        return ".dcm"
    return next((suffix for start, suffix in _TYPES if data.startswith(start)), "")


def sides_of(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, GIF or JPEG in pixels by its first bytes; zeros where unknown."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack_from(">II", data, 16)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack_from("<HH", data, 6)
        if data.startswith(b"\xff\xd8"):
            return _jpeg(data)
    except struct.error:  # the file ends too early
        pass
    return 0, 0


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at : at + 1] == b"\xff":
        marker, length = struct.unpack_from(">BH", data, at + 1)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + max(length, 2)
    return 0, 0
