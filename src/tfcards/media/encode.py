"""Encodes clean pixels under a name that is made of the pixels alone."""

from __future__ import annotations

import hashlib
import io

from PIL import Image

from tfcards.model.note import MediaFile, MediaName

_JPEG_QUALITY = 90


def stem(image: Image.Image) -> str:
    """Return the file name of ``image`` without its extension: equal mode, size and pixels give equal names.

    It tells nothing of the case (a name can give the answer away) and is safe on every client (ANKI.md, Media).
    """
    width, height = image.size
    hasher = hashlib.sha256(f"{image.mode} {width} {height}\n".encode())
    hasher.update(image.tobytes())
    return f"tf-{hasher.hexdigest()[:24]}"


def encode(image: Image.Image, name: str, *, lossy: bool) -> MediaFile:
    """Return ``image`` (L or RGB), as a JPEG if its source was ``lossy``, else as a PNG.

    ``name`` is the file name without its extension. What was lossy before would only grow as PNG; colour in full
    resolution (4:4:4) keeps colour maps and thin lines. The pixels are moved into a new image, so that nothing the
    source carried beside them can be written.
    """
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    stream = io.BytesIO()
    if lossy:
        suffix = ".jpg"
        clean.save(stream, "JPEG", quality=_JPEG_QUALITY, subsampling="4:4:4", optimize=True)
    else:
        suffix = ".png"
        clean.save(stream, "PNG", optimize=True)
    return MediaFile(name=MediaName(name + suffix), data=stream.getvalue(), width=clean.width, height=clean.height)
