"""Tells what a file is by its content: about one image in fifteen of public collections has a wrong extension."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

LFS_POINTER = "a placeholder of Git LFS, not the image itself"


@dataclass(frozen=True, slots=True)
class ImageType:
    """An accepted type of image. ``name`` in capitals is Pillow's name; the first suffix is recommended."""

    name: str
    suffixes: tuple[str, ...]


JPEG = ImageType("JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = ImageType("PNG", (".png", ".apng"))
WEBP = ImageType("WebP", (".webp",))
GIF = ImageType("GIF", (".gif",))
TIFF = ImageType("TIFF", (".tif", ".tiff"))
BMP = ImageType("BMP", (".bmp", ".dib"))
DICOM = ImageType("DICOM", (".dcm", ".dicom", ".ima"))

_SIGNATURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),  # BigTIFF
    (b"MM\0+", TIFF),
)

_BARE_DICOM = re.compile(
    rb"(?:[\x02\x08]\0[\0-\x20]\0(?:[A-Z]{2}|[\0-\xff]{2}\0\0)|\0[\x02\x08]\0[\0-\x20][A-Z]{2})", re.DOTALL
)
"""A DICOM file without its preamble: a first tag of the groups 2 or 8, in either order of bytes."""

_BMP_HEADER_SIZES = {12, 40, 52, 56, 64, 108, 124}

_REFUSED = (
    (0, b"%PDF", "a PDF document"),
    (0, b"version https://git-lfs", LFS_POINTER),
    (0, b"PK\x03\x04", "a ZIP archive or an Office document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 image"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 image"),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL image"),
    (0, b"\xff\x0a", "a JPEG XL image"),
    (0, b"\0\0\1\0", "a Windows icon"),
    (4, b"ftypavi", "an AVIF image"),
    (4, b"ftyphei", "a HEIC image"),
    (4, b"ftyphev", "a HEIC image"),
    (4, b"ftypmif1", "a HEIC image"),
    (4, b"ftypmsf1", "a HEIC image"),
    (4, b"ftyp", "a video"),
    (8, b"AVI ", "a video"),
)

_MARKUP = ((b"<svg", "an SVG drawing"), (b"<html", "a web page"), (b"<!doctype html", "a web page"))


def sniff(data: bytes) -> ImageType | None:
    """Return the accepted type that ``data`` begins like, or None."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return BMP  # two letters alone would take many a text for an image
    if data[128:132] == b"DICM" or _BARE_DICOM.match(data):
        return DICOM
    return next((kind for magic, kind in _SIGNATURES if data.startswith(magic)), None)


def describe(data: bytes) -> str:
    """Return in words what ``data``, which is no accepted image, seems to be."""
    for offset, magic, words in _REFUSED:
        if data.startswith(magic, offset):
            return words
    head = data[:1024]
    for tag, words in _MARKUP:
        if tag in head.lower():
            return words
    if all(byte >= ord(" ") or byte in b"\t\n\r\f" for byte in head):
        return "text"
    return "something else than an image"


def is_lossy(data: bytes, kind: ImageType) -> bool:
    """Tell whether the pixels of ``data`` went through lossy compression of a photograph's kind.

    A WebP file says so in the name of its first image chunk (RFC 9649, sections 2.5 to 2.7).
    """
    return kind is JPEG or (kind is WEBP and _first_webp_image(data) == b"VP8 ")


def _first_webp_image(data: bytes) -> bytes:
    """Return the name of the first image chunk, looking into an animation's frames; empty if there is none."""
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        if name in {b"VP8 ", b"VP8L"}:
            return bytes(name)
        position += 8 + (16 if name == b"ANMF" else size + size % 2)
    return b""
