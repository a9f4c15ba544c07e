"""Thyroid (Tc-99m pertechnetate) and parathyroid (Tc-99m sestamibi) scans of the neck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scintigrams import body, camera, display
from scintigrams.shapes import Array, Ellipsoid, Solid, Stack, Union, tube
from scintigrams.volume import Grid, Volume

THYROID_Y = 276.0
"""Middle of the thyroid lobes, mm from the vertex."""


def lobe(side: float, size: float = 1.0) -> Solid:
    """Return one thyroid lobe; the size multiplies each diameter."""
    upper = (side * 23 * (0.6 + 0.4 * size), THYROID_Y - 22 * size, -40)
    middle = (side * 21 * (0.5 + 0.5 * size), THYROID_Y + 2, -44)
    lower = (side * 17 * (0.5 + 0.5 * size), THYROID_Y + 20 * size, -46)
    return tube([upper, middle, lower], [5 * size, 10.5 * size, 9 * size], 4)


def isthmus(size: float = 1.0) -> Solid:
    """Return the isthmus."""
    y = THYROID_Y + 14 * size
    return tube([(-16 * size, y, -48), (0, y + 2, -52), (16 * size, y, -48)], [6 * size, 4 * size, 6 * size], 4)


def thyroid(size: float = 1.0) -> Union:
    """Return both lobes and the isthmus."""
    return Union([lobe(1.0, size), lobe(-1.0, size), isthmus(size)])


def submandibular(side: float) -> Solid:
    """Return one submandibular gland."""
    return Ellipsoid((side * 34, 220, -38), (11, 14, 12), turn=-side * 30)


def parotid(side: float) -> Solid:
    """Return one parotid gland."""
    return Ellipsoid((side * 58, 184, -6), (13, 25, 16), turn=side * 10)


def _shoulders(volume: Volume, background: float) -> None:
    for part in (body.trunk(), body.head()):
        volume.attenuate(part, camera.WATER_140_KEV)
    neck: list[Solid] = [body.trunk(), body.head()]
    volume.add(Union(neck), background)


@dataclass(frozen=True, slots=True)
class Uptake:
    """Activity per volume: thyroid, background, salivary glands; and nodules on top."""

    gland: float
    background: float
    salivary: float
    size: float = 1.0
    nodules: tuple[tuple[Ellipsoid, float], ...] = ()
    counts: float = 2.5e5
    seed: int = 400


def pinhole(uptake: Uptake) -> display.Grey:
    """Return the round field of a pinhole collimator over the neck, black on white."""
    grid = Grid((220, 220, 40), (0.76, 4.5), top=191)
    volume = Volume(grid)
    _shoulders(volume, uptake.background)
    volume.add(thyroid(uptake.size), uptake.gland)
    for side in body.SIDES:
        volume.add(submandibular(side), uptake.salivary)
        volume.add(parotid(side), uptake.salivary)
        volume.add(
            tube([(side * 40, 240, -20), (side * 34, 300, -24), (side * 26, 350, -24)], 7), uptake.background
        )
    for nodule, amount in uptake.nodules:
        volume.add(nodule, amount)
    seen = camera.scatter(camera.project(volume, distance=0), 0.12, 70)
    ramp = np.linspace(-1, 1, 220)
    radius = np.hypot(ramp[:, None], ramp[None, :])
    field = np.clip((0.97 - radius) / 0.012, 0, 1) * (1 - 0.25 * radius**2)
    counted = camera.count(
        (seen * field + 1e-3 * seen.max() * field).astype(np.float32), uptake.counts, uptake.seed
    )
    image = camera.blur(counted, 3.0)
    level = max(float(np.percentile(image, 99.6)), 2.5 * float(np.percentile(image[radius < 0.9], 50)))
    return display.grey(display.enlarge(image, (560, 560)), level, power=0.85)


def graves() -> display.Grey:
    """Return a large, even, intense gland with a pyramidal lobe and little else."""
    pyramid = Ellipsoid((7, THYROID_Y - 22, -50), (4.5, 24, 5), turn=-8)
    return pinhole(Uptake(1.0, 0.008, 0.09, 1.34, ((pyramid, 0.5),), seed=401))


def toxic_adenoma() -> display.Grey:
    """Return one hot nodule in the right lobe; the rest of the gland is suppressed."""
    nodule = Ellipsoid((-21, THYROID_Y + 8, -45), (15, 18, 14), turn=8)
    return pinhole(Uptake(0.035, 0.012, 0.13, nodules=((nodule, 1.0),), counts=1.3e5, seed=411))


def subacute() -> display.Grey:
    """Return almost no thyroid, blood pool and salivary glands."""
    return pinhole(Uptake(0.012, 0.05, 0.5, counts=1.0e5, seed=421))


def sestamibi(thyroid_activity: float, salivary: float, heart: float, seed: int) -> display.Grey:
    """Return the neck and upper chest; the adenoma lies below the left lower pole."""
    volume = Volume(Grid((128, 128, 50), (2.3, 4.5), top=150))
    _shoulders(volume, 0.045)
    volume.add(thyroid(1.0), thyroid_activity)
    for side in body.SIDES:
        volume.add(submandibular(side), salivary)
        volume.add(parotid(side), salivary * 0.8)
        volume.add(
            Stack([(306, side * 44, 18, 8, 10), (345, side * 62, 10, 43, 58), (450, side * 82, 4, 57, 88)]), -0.03
        )
    volume.add(tube([(-30, 200, -75), (0, 206, -88), (30, 200, -75)], 6), salivary * 0.25)
    volume.add(
        Ellipsoid((42, 452, -46), (54, 44, 46), turn=25), heart, Ellipsoid((42, 456, -46), (36, 28, 30), turn=25)
    )
    volume.add(Ellipsoid((19, THYROID_Y + 37, -36), (7, 9.5, 7), turn=-8), 1.25)
    volume.activity = np.maximum(volume.activity, 0)
    seen = camera.scatter(camera.project(volume, distance=10), 0.15, 40)
    image: Array = camera.blur(camera.count(seen, 4.5e5, seed), 1.9)
    level = float(np.percentile(image, 99.75))
    return display.grey(display.enlarge(image, (600, 600)), level, power=0.85)


def parathyroid_early() -> display.Grey:
    """Return the image at 10 to 15 minutes."""
    return sestamibi(0.95, 0.75, 0.42, 431)


def parathyroid_delayed() -> display.Grey:
    """Return the image at two hours: the thyroid has washed out."""
    return sestamibi(0.2, 0.55, 0.36, 432)


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/thyroid-graves/pinhole.png": graves,
    "cases/thyroid-toxic-adenoma/pinhole.png": toxic_adenoma,
    "cases/thyroid-subacute/pinhole.png": subacute,
    "cases/parathyroid-adenoma/early.png": parathyroid_early,
    "cases/parathyroid-adenoma/delayed.png": parathyroid_delayed,
}
