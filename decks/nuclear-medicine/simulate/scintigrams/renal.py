"""Renal scans (Tc-99m MAG3): posterior frames and renograms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scintigrams import body, display, dynamic, hida, plot
from scintigrams.dynamic import Curve, Organ, Protocol, decay, rise, scaled
from scintigrams.shapes import Ellipsoid, Solid, Union, tube
from scintigrams.volume import Grid

GRID = Grid((128, 128, 50), (2.8, 4.5), top=535, view=180)
FRAME = (192, 192)


@dataclass(frozen=True, slots=True)
class Kidney:
    """One kidney: side (sign of x), middle (y), size against the usual, and its curves."""

    side: float
    middle: float
    size: float
    cortex: Curve
    pelvis: Curve
    hydronephrosis: bool = False

    def organs(self) -> list[Organ]:
        """Return cortex and collecting system."""
        s, y, k = self.side, self.middle, self.size
        outline = Ellipsoid((s * 62, y, 56), (27 * k, 53 * k, 22 * k), turn=-s * 14)
        sinus: Solid = Ellipsoid((s * 52, y + 3, 54), (11 * k, 24 * k, 12 * k), turn=-s * 14)
        if self.hydronephrosis:
            horns = [(s * 70, y - 27, 56), (s * 76, y - 2, 56), (s * 72, y + 26, 56)]
            calices = [tube([(s * 44, y + 4, 52), horn], [11, 9]) for horn in horns]
            sinus = Union([*calices, Ellipsoid((s * 42, y + 6, 50), (19, 23, 17), turn=-s * 10)])
        return [Organ(outline, self.cortex, sinus), Organ(sinus, self.pelvis)]


def _surroundings(urine: float) -> list[Organ]:
    """Return blood pool, liver, spleen and bladder; urine is the share that reaches the bladder."""
    vessels = tube([(6, 480, 30), (8, 640, 28), (4, 720, 20)], 11)
    return [
        Organ(body.trunk(), decay(0.10, 6, 0.012)),
        Organ(vessels, decay(0.45, 4, 0.0)),
        Organ(hida.LIVER, decay(0.15, 9, 0.02)),
        Organ(Ellipsoid((104, 582, 58), (22, 42, 28), turn=-18), decay(0.30, 5, 0.01)),
        Organ(Ellipsoid((0, 846, -30), (38, 30, 32)), scaled(rise(4, 16), 1.7 * urine)),
    ]


def _frames(kidneys: list[Kidney], ureters: list[Organ], urine: float, protocol: Protocol) -> display.Grey:
    organs = _surroundings(urine) + ureters + [organ for kidney in kidneys for organ in kidney.organs()]
    return dynamic.sheet(dynamic.frames(GRID, organs, protocol), protocol)


def _ureter(side: float, curve: Curve) -> Organ:
    return Organ(
        tube([(side * 44, 650, 48), (side * 36, 730, 36), (side * 44, 790, 40), (side * 14, 840, 0)], 2.6), curve
    )


def _normal_cortex(t: float) -> float:
    return rise(0, 1.4, 7.0)(t) * 1.15


def _normal_pelvis(t: float) -> float:
    return rise(2.2, 3.0, 7.5)(t) * 1.6


def obstruction() -> display.Grey:
    """Return 2 to 40 minutes, furosemide at 20: the left kidney fills a wide pelvis and keeps it."""
    left = Kidney(
        1.0, 618, 1.12, scaled(rise(0, 2.6, 24), 0.85), lambda t: 2.1 * rise(3, 11)(t), hydronephrosis=True
    )
    right = Kidney(-1.0, 632, 1.0, _normal_cortex, _normal_pelvis)
    protocol = Protocol([0.7, 2, 4, 6, 9, 12, 15, 19, 22, 25, 28, 31, 34, 37, 40], 2.4e5, 5, FRAME, 501)
    return _frames([left, right], [_ureter(-1.0, scaled(dynamic.passing(8, 4), 2.2))], 0.8, protocol)


def artery_stenosis() -> display.Grey:
    """Return 1 to 25 minutes after captopril: the small right kidney takes up late and its cortex keeps it."""
    left = Kidney(1.0, 618, 1.05, _normal_cortex, _normal_pelvis)
    right = Kidney(-1.0, 636, 0.78, lambda t: 1.25 * rise(0.6, 7.5)(t), lambda t: 0.75 * rise(3, 12)(t))
    protocol = Protocol([0.7, 1.5, 2.5, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26], 2.2e5, 5, FRAME, 511)
    return _frames([left, right], [_ureter(1.0, scaled(dynamic.passing(8, 4), 2.0))], 0.7, protocol)


def _noisy(values: np.ndarray, seed: int) -> list[float]:
    clean = np.maximum(values, 0)
    counts = clean + np.sqrt(clean / 4000) * np.random.RandomState(seed).standard_normal(clean.shape)
    return [float(v) for v in np.convolve(np.pad(counts, 2, mode="edge"), np.ones(5) / 5, mode="valid")]


def _renogram(peak: float, up: float, washout: float, times: np.ndarray) -> np.ndarray:
    """Return a renogram: vascular step, uptake with a time constant, washout after the transit time."""
    step = 0.22 * (1 - np.exp(-times / 0.25))
    parenchyma = (1 - np.exp(-times / up)) * np.exp(-np.maximum(times - 2.2, 0) / washout)
    shape = np.maximum(step * np.exp(-times / 9), 0) + parenchyma
    return peak * shape / shape.max()


def obstruction_curves() -> display.Grey:
    """Return 40 minutes with furosemide at 20: solid the left kidney, dashed the right."""
    times = np.arange(0, 40.01, 1 / 6)
    left = 0.98 * (1 - np.exp(-times / 9)) + 0.10 * (1 - np.exp(-times / 0.3)) - 0.0022 * np.maximum(times - 22, 0)
    right = _renogram(0.78, 1.6, 6.5, times) + 0.05
    right -= 0.03 * (1 - np.exp(-np.maximum(times - 21, 0) / 3))
    lines = [
        plot.Line([float(t) for t in times], _noisy(left, 521)),
        plot.Line([float(t) for t in times], _noisy(right, 522), 90, 0.5),
    ]
    return plot.curves(lines, plot.Axes(40, 1.2, 5, (20.0,)))


def stenosis_curves() -> display.Grey:
    """Return 26 minutes after captopril: dashed the right kidney, late and without washout."""
    times = np.arange(0, 26.01, 1 / 6)
    left = _renogram(1.0, 1.6, 7.0, times) + 0.04
    right = 0.09 * (1 - np.exp(-times / 0.3)) + 0.62 * (1 - np.exp(-np.maximum(times - 0.3, 0) / 8.0))
    lines = [
        plot.Line([float(t) for t in times], _noisy(left, 531)),
        plot.Line([float(t) for t in times], _noisy(right, 532), 90, 0.5),
    ]
    return plot.curves(lines, plot.Axes(26, 1.2, 2))


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/renal-obstruction/dynamic.png": obstruction,
    "cases/renal-obstruction/curves.png": obstruction_curves,
    "pages/nm201-main.png": artery_stenosis,
    "pages/nm201-second.png": stenosis_curves,
}
