"""Analytic solids in patient coordinates.

Millimetres; x to the patient's left, y from the vertex to the feet, z from front to back. Every solid answers with
its bounding box and with its occupancy (0 to 1, soft over one voxel) at given points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Point = tuple[float, float, float]


class Solid(Protocol):
    """What a volume can draw."""

    def box(self) -> tuple[Point, Point]:
        """Return the lowest and the highest corner, in mm."""

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """Return how much of each point is filled, 0 to 1, over an edge of that many mm."""


def _soft(distance_inside: Array, edge: float) -> Array:
    return np.clip(distance_inside / edge + 0.5, 0.0, 1.0).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """An ellipsoid, or a rounded box with a power above 2, turned by degrees in the coronal plane."""

    centre: Point
    semi: Point
    turn: float = 0.0
    power: float = 2.0

    def box(self) -> tuple[Point, Point]:
        """See Solid."""
        reach = max(self.semi[0], self.semi[1]) if self.turn else 0.0
        sx, sy, sz = max(self.semi[0], reach), max(self.semi[1], reach), self.semi[2]
        x, y, z = self.centre
        return (x - sx, y - sy, z - sz), (x + sx, y + sy, z + sz)

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """See Solid."""
        angle = np.deg2rad(self.turn)
        dx, dy, dz = x - self.centre[0], y - self.centre[1], z - self.centre[2]
        across = (dx * np.cos(angle) + dy * np.sin(angle)) / self.semi[0]
        along = (dy * np.cos(angle) - dx * np.sin(angle)) / self.semi[1]
        p = self.power
        radius = (abs(across) ** p + abs(along) ** p + abs(dz / self.semi[2]) ** p) ** (1.0 / p)
        return _soft((1.0 - radius) * min(self.semi), edge)


@dataclass(frozen=True, slots=True)
class Capsule:
    """A straight piece of a tube with a radius at each end."""

    start: Point
    end: Point
    radii: tuple[float, float]

    def box(self) -> tuple[Point, Point]:
        """See Solid."""
        r = max(self.radii)
        low = tuple(min(a, b) - r for a, b in zip(self.start, self.end, strict=True))
        high = tuple(max(a, b) + r for a, b in zip(self.start, self.end, strict=True))
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """See Solid."""
        (ax, ay, az), (bx, by, bz) = self.start, self.end
        ux, uy, uz = bx - ax, by - ay, bz - az
        length = max(ux * ux + uy * uy + uz * uz, 1e-6)
        t = np.clip(((x - ax) * ux + (y - ay) * uy + (z - az) * uz) / length, 0.0, 1.0)
        away = np.sqrt((x - ax - t * ux) ** 2 + (y - ay - t * uy) ** 2 + (z - az - t * uz) ** 2)
        return _soft(self.radii[0] + t * (self.radii[1] - self.radii[0]) - away, edge)


@dataclass(frozen=True, slots=True)
class Plate:
    """A flat bone: a closed outline (x, y) of some thickness around a depth that depends on x and y."""

    outline: Sequence[tuple[float, float]]
    depth: Callable[[Array, Array], Array]
    thickness: float
    reach: tuple[float, float]

    def box(self) -> tuple[Point, Point]:
        """See Solid."""
        xs, ys = zip(*self.outline, strict=True)
        return (min(xs), min(ys), self.reach[0]), (max(xs), max(ys), self.reach[1])

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """See Solid."""
        inside = np.zeros(np.broadcast_shapes(x.shape, y.shape), dtype=bool)
        corners = list(self.outline)
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            crosses = (y1 > y) != (y2 > y)
            inside ^= crosses & (x < (x2 - x1) * (y - y1) / ((y2 - y1) or 1e-9) + x1)
        return inside * _soft(self.thickness / 2 - abs(z - self.depth(x, y)), edge)


@dataclass(frozen=True, slots=True)
class Stack:
    """A trunk: elliptical sections (y, centre x, centre z, semi x, semi z), smooth between levels."""

    levels: Sequence[tuple[float, float, float, float, float]]

    def box(self) -> tuple[Point, Point]:
        """See Solid."""
        low_x = min(cx - sx for _, cx, _, sx, _ in self.levels)
        high_x = max(cx + sx for _, cx, _, sx, _ in self.levels)
        low_z = min(cz - sz for _, _, cz, _, sz in self.levels)
        high_z = max(cz + sz for _, _, cz, _, sz in self.levels)
        return (low_x, self.levels[0][0], low_z), (high_x, self.levels[-1][0], high_z)

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """See Solid."""
        table = np.array(self.levels)
        cx, cz, sx, sz = (np.interp(y, table[:, 0], table[:, i]) for i in range(1, 5))
        radius = np.sqrt(((x - cx) / sx) ** 2 + ((z - cz) / sz) ** 2)
        between = (y >= table[0, 0]) & (y <= table[-1, 0])
        return _soft((1.0 - radius) * np.minimum(sx, sz), edge) * between


@dataclass(frozen=True, slots=True)
class Union:
    """Several solids as one: where they overlap, they count once."""

    parts: Sequence[Solid]

    def box(self) -> tuple[Point, Point]:
        """See Solid."""
        boxes = [part.box() for part in self.parts]
        low = np.min([b[0] for b in boxes], axis=0)
        high = np.max([b[1] for b in boxes], axis=0)
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """See Solid."""
        filled = self.parts[0].occupancy(x, y, z, edge)
        for part in self.parts[1:]:
            filled = np.maximum(filled, part.occupancy(x, y, z, edge))
        return filled


def smooth(points: Sequence[Sequence[float]], step: float = 8.0) -> npt.NDArray[np.float64]:
    """Return points along a Catmull-Rom curve through the given points, about one every step mm."""
    p = np.array(points, dtype=float)
    padded = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    pieces = []
    for a, b, c, d in zip(padded[:-3], padded[1:-2], padded[2:-1], padded[3:], strict=True):
        count = max(2, round(float(np.linalg.norm((c - b)[:3])) / step))
        t = np.linspace(0, 1, count, endpoint=False)[:, None]
        pieces.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.vstack([*pieces, p[-1:]])


def tube(points: Sequence[Sequence[float]], radius: float | Sequence[float], step: float = 8.0) -> Union:
    """Return a curved tube through the points; the radius is one number or one for each point, in mm."""
    radii = [radius] * len(points) if isinstance(radius, int | float) else list(radius)
    curve = smooth([(*point, r) for point, r in zip(points, radii, strict=True)], step)
    ends = [((a[0], a[1], a[2]), a[3]) for a in curve]
    return Union([Capsule(a, b, (ra, rb)) for (a, ra), (b, rb) in pairwise(ends)])


def lumpy(points: Sequence[Sequence[float]], radius: float, seed: int) -> Union:
    """Return a gut: uneven lumps along a curve, of about the radius in mm."""
    generator = np.random.RandomState(seed)
    lumps: list[Solid] = []
    for x, y, z in smooth(points, radius * 0.8):
        a, b = radius * generator.uniform(0.55, 1.25, 2)
        shift = radius * generator.uniform(-0.35, 0.35, 2)
        lumps.append(
            Ellipsoid((x + shift[0], y + shift[1], z), (a, b, radius), turn=float(generator.uniform(1, 90)))
        )
    return Union(lumps)


def clump(centre: Point, semi: Point, seed: int) -> Union:
    """Return an irregular mass: several ellipsoids of unlike size within about the given half axes."""
    generator = np.random.RandomState(seed)
    turns = 90.0 if max(semi[:2]) < 1.6 * min(semi[:2]) else 6.0
    lumps: list[Solid] = []
    for _ in range(6):
        away = generator.uniform(-0.6, 0.6, 3)
        size = generator.uniform(0.35, 0.75, 3)
        at = [c + s * a for c, s, a in zip(centre, semi, away, strict=True)]
        a, b, c = (float(s * k) for s, k in zip(semi, size, strict=True))
        lumps.append(Ellipsoid((at[0], at[1], at[2]), (a, b, c), turn=float(generator.uniform(1, turns))))
    return Union(lumps)
