"""What decoding gives, whatever the format of the file."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from tfcards.media.frames import Moving
from tfcards.media.problems import Problem


@dataclass(frozen=True, slots=True)
class Decoded:
    """Pixels in mode L or RGB, within the limits, what was found on the way to them, and the cine, if any."""

    image: Image.Image
    problems: tuple[Problem, ...]
    moving: Moving | None = None
