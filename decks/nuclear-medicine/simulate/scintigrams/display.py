"""Grey scale, layout and files: how a study is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from scintigrams.shapes import Array

Grey = npt.NDArray[np.uint8]

_PLANE = 2
_FRAME_TIME = 250
"""Milliseconds for which a movie shows a frame."""


def enlarge(image: Array, size: tuple[int, int]) -> Array:
    """Return the image at (width, height) pixels, bilinear."""
    return np.asarray(Image.fromarray(image.astype(np.float32)).resize(size, Image.Resampling.BILINEAR))


def grey(image: Array, white: float, *, power: float = 1.0, inverted: bool = True) -> Grey:
    """Return 8-bit grey: zero to the window's upper level, on a power curve; inverted is black on white."""
    level = np.clip(image / white, 0, 1) ** power
    shown = 1 - level if inverted else level
    return np.round(shown * 255).astype(np.uint8)


def tile(images: Sequence[Grey], columns: int, gap: int = 4, paper: int = 255) -> Grey:
    """Return the images in rows of that many columns with a gap in pixels; all are of one size."""
    height, width = images[0].shape
    rows = -(-len(images) // columns)
    sheet = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap), paper, dtype=np.uint8)
    for index, image in enumerate(images):
        top, left = index // columns * (height + gap), index % columns * (width + gap)
        sheet[top : top + height, left : left + width] = image
    return sheet


def save(image: npt.NDArray[np.uint8], path: Path) -> None:
    """Write a PNG without metadata, or a stack of frames as an animated WebP, without loss."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if image.ndim == _PLANE:
        Image.fromarray(image).save(path, optimize=True)
        return
    first, *others = (Image.fromarray(frame) for frame in image)
    first.save(path, save_all=True, append_images=others, duration=_FRAME_TIME, loop=0, lossless=True, method=6)
