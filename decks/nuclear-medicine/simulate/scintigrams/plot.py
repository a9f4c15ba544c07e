"""Time-activity curves as a plain plot: axes, ticks and lines, no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from scintigrams.display import Grey

SIZE = (900, 560)
SCALE = 3
"""The plot is drawn this much larger and then reduced, for smooth lines."""
MARGIN = 46


@dataclass(frozen=True, slots=True)
class Line:
    """One curve: times in minutes, values, grey level, dash length in minutes (0: solid)."""

    times: Sequence[float]
    values: Sequence[float]
    level: int = 0
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Axes:
    """Ends of the axes, distance of ticks on the time axis, and times marked by a thin dotted line."""

    minutes: float
    top: float
    tick: float = 5.0
    marks: tuple[float, ...] = ()

    def at(self, time: float, value: float) -> tuple[float, float]:
        """Return the place of a point, in enlarged pixels."""
        width, height = SIZE[0] - 2 * MARGIN, SIZE[1] - 2 * MARGIN
        return (
            (MARGIN + time / self.minutes * width) * SCALE,
            (MARGIN + (1 - value / self.top) * height) * SCALE,
        )


def _frame(pen: ImageDraw.ImageDraw, axes: Axes) -> None:
    pen.line([axes.at(0, axes.top), axes.at(0, 0), axes.at(axes.minutes, 0)], fill=0, width=2 * SCALE)
    for time in np.arange(0, axes.minutes + 0.01, axes.tick):
        x, y = axes.at(float(time), 0)
        pen.line([(x, y), (x, y + 9 * SCALE)], fill=0, width=2 * SCALE)
    for part in np.linspace(0, 1, 6):
        x, y = axes.at(0, axes.top * float(part))
        pen.line([(x - 9 * SCALE, y), (x, y)], fill=0, width=2 * SCALE)
    for mark in axes.marks:
        for part in np.arange(0, 1, 0.03):
            ends = [axes.at(mark, axes.top * float(part)), axes.at(mark, axes.top * float(part + 0.012))]
            pen.line(ends, fill=110, width=2 * SCALE)


def curves(lines: Sequence[Line], axes: Axes) -> Grey:
    """Return the plot, black on white."""
    image = Image.new("L", (SIZE[0] * SCALE, SIZE[1] * SCALE), 255)
    pen = ImageDraw.Draw(image)
    _frame(pen, axes)
    for line in lines:
        points = [axes.at(t, v) for t, v in zip(line.times, line.values, strict=True)]
        for index, (a, b) in enumerate(pairwise(points)):
            if line.dash and line.times[index] % (2 * line.dash) >= line.dash:
                continue
            pen.line([a, b], fill=line.level, width=4 * SCALE)
            for x, y in (a, b):
                r = 2 * SCALE - 1
                pen.ellipse([x - r, y - r, x + r, y + r], fill=line.level)
    return np.asarray(image.resize(SIZE, Image.Resampling.BOX), dtype=np.uint8)
