"""Dynamic studies: organs projected once, then weighted by their time-activity curves frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scintigrams import body, camera, display
from scintigrams.shapes import Array, Solid
from scintigrams.volume import Grid, Volume

Curve = Callable[[float], float]
"""Activity per volume, relative, at a time in minutes."""


@dataclass(frozen=True, slots=True)
class Organ:
    """A solid, how its activity runs, and the part of it that stays empty."""

    solid: Solid
    curve: Curve
    hollow: Solid | None = None


@dataclass(frozen=True, slots=True)
class Protocol:
    """Frame times (minutes), counts of a frame at full scale, layout and window."""

    times: Sequence[float]
    counts: float
    columns: int
    frame: tuple[int, int]
    seed: int
    percentile: float = 99.7
    power: float = 0.9


def rise(start: float, minutes: float, washout: float = 1e9) -> Curve:
    """Return a curve that starts at a time, fills with one time constant and empties with another."""

    def curve(t: float) -> float:
        since = max(t - start, 0.0)
        return float((1 - np.exp(-since / minutes)) * np.exp(-since / washout))

    return curve


def decay(level: float, minutes: float, floor: float = 0.0) -> Curve:
    """Return a curve that falls from a level to a floor with a time constant."""
    return lambda t: float(floor + (level - floor) * np.exp(-t / minutes))


def passing(peak: float, width: float) -> Curve:
    """Return a bolus that is present around a time: a Gaussian of that standard deviation, minutes."""
    return lambda t: float(np.exp(-0.5 * ((t - peak) / width) ** 2))


def scaled(curve: Curve, factor: float) -> Curve:
    """Return a curve times a factor."""
    return lambda t: factor * curve(t)


def seen(grid: Grid, organ: Organ) -> Array:
    """Return the projection of one organ at unit activity, attenuated by the trunk."""
    volume = Volume(grid)
    for part in body.whole():
        volume.attenuate(part, camera.WATER_140_KEV)
    volume.add(organ.solid, 1.0, organ.hollow)
    return camera.project(volume)


def frames(grid: Grid, organs: Sequence[Organ], protocol: Protocol) -> list[Array]:
    """Return the counted, lightly smoothed frames; each has its true share of the counts."""
    images = [seen(grid, organ) for organ in organs]
    expected = []
    for time in protocol.times:
        mix = sum((image * organ.curve(time) for image, organ in zip(images, organs, strict=True)), np.zeros(()))
        expected.append(camera.scatter(np.asarray(mix, dtype=np.float32), 0.2, 40))
    totals = np.array([float(image.sum()) for image in expected])
    counts = protocol.counts * totals / totals.max()
    return [
        camera.blur(camera.count(image, n, protocol.seed + i), 2.0)
        for i, (image, n) in enumerate(zip(expected, counts, strict=True))
    ]


def sheet(images: Sequence[Array], protocol: Protocol) -> display.Grey:
    """Return frames in rows on one common grey scale, black on white."""
    return display.tile(_shown(images, protocol, protocol.frame), protocol.columns, gap=5)


def movie(images: Sequence[Array], protocol: Protocol, frame: tuple[int, int]) -> display.Grey:
    """Return the same frames of (width, height) pixels one behind the other, as a stack along the first axis."""
    return np.stack(_shown(images, protocol, frame))


def _shown(images: Sequence[Array], protocol: Protocol, frame: tuple[int, int]) -> list[display.Grey]:
    level = float(np.percentile(np.stack(list(images)), protocol.percentile))
    return [display.grey(display.enlarge(i, frame), level, power=protocol.power) for i in images]
