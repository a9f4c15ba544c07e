"""Ventilation and perfusion scans: eight planar views of the lungs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from scintigrams import body, camera, display
from scintigrams.shapes import Array, Ellipsoid, Point, Stack, tube
from scintigrams.volume import Grid, Volume, occupancy

VIEWS = (0, 180, 315, 45, 225, 135, 270, 90)
"""ANT, POST, RAO, LAO, RPO, LPO, R LAT, L LAT: degrees from the front over the patient's left."""

HEART = Ellipsoid((36, 500, -54), (66, 56, 56), turn=28, power=2.2)
HILUM: Point = (34, 425, 14)

# Segments of one lung as directions from the hilum: (lateral, down, back).
SEGMENTS = {
    "apical": (0.15, -1.0, 0.05),
    "posterior": (0.55, -0.6, 0.65),
    "anterior": (0.5, -0.45, -0.75),
    "lateral middle": (0.75, 0.35, -0.5),
    "medial middle": (0.15, 0.6, -0.8),
    "superior": (0.45, 0.0, 0.9),
    "medial basal": (0.05, 1.0, 0.1),
    "anterior basal": (0.55, 0.8, -0.3),
    "lateral basal": (0.8, 0.55, 0.25),
    "posterior basal": (0.25, 0.75, 0.6),
}


def lung(side: float) -> Stack:
    """Return one lung before diaphragm and heart are taken away; side is the sign of x."""
    levels = [(306, 44, 18, 8, 10), (318, 52, 16, 28, 34), (345, 62, 10, 43, 58), (385, 73, 6, 53, 76)]
    levels += [(430, 80, 4, 57, 86), (490, 84, 2, 58, 92), (540, 86, 0, 58, 94)]
    levels += [(568, 88, 8, 54, 88), (586, 90, 22, 44, 70), (600, 92, 36, 24, 44), (606, 92, 44, 6, 10)]
    return Stack([(y, side * cx, cz, sx, sz) for y, cx, cz, sx, sz in levels])


def diaphragm(side: float) -> Ellipsoid:
    """Return the dome below one lung; the right one stands higher."""
    return Ellipsoid((side * 78, 606 if side < 0 else 616, -26), (80, 92, 108), power=2.2)


@dataclass(frozen=True, slots=True)
class Segment:
    """One bronchopulmonary segment: the part of a lung that lies in its direction from the hilum."""

    side: float
    name: str
    share: float = 1.0

    def box(self) -> tuple[Point, Point]:
        """See Solid."""
        return lung(self.side).box()

    def occupancy(self, x: Array, y: Array, z: Array, edge: float) -> Array:
        """See Solid."""
        from_hilum = np.array(np.broadcast_arrays(self.side * x - HILUM[0], y - HILUM[1], z - HILUM[2]))
        directions = np.array([np.array(d) / np.linalg.norm(d) for d in SEGMENTS.values()])
        nearness = np.tensordot(directions, from_hilum, axes=1) / (np.linalg.norm(from_hilum, axis=0) + 1e-3)
        own = nearness[list(SEGMENTS).index(self.name)]
        others = np.delete(nearness, list(SEGMENTS).index(self.name), axis=0).max(axis=0)
        inside = np.clip((own - others) / 0.06 + 0.5, 0, 1)
        return (self.share * inside * lung(self.side).occupancy(x, y, z, edge)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Inhaled:
    """What one of the two studies shows."""

    lost: list[Segment] = field(default_factory=list)
    patches: list[tuple[Ellipsoid, float]] = field(default_factory=list)
    clumps: list[tuple[Ellipsoid, float]] = field(default_factory=list)
    airway: float = 0.0
    counts: float = 3e5
    seed: int = 200


def phantom(study: Inhaled, view: float) -> Volume:
    """Return the chest seen from one side."""
    volume = Volume(Grid((128, 128, 90), (2.75, 4.0), top=278, view=view))
    volume.attenuate(body.trunk(), camera.WATER_140_KEV)
    for side in body.SIDES:
        where, filled = occupancy(volume.grid, lung(side))
        volume.activity[where] = np.maximum(volume.activity[where], filled)
        volume.attenuate(lung(side), camera.WATER_140_KEV * 0.3)
    for segment in study.lost:
        volume.scale(segment, 0.06)
    for patch, factor in study.patches:
        volume.scale(patch, factor)
    _, y, _ = volume.grid.axes()
    volume.activity *= np.clip(0.85 + 0.0014 * (y - 330), 0.8, 1.2)[None, :, None]
    for solid in (HEART, diaphragm(1.0), diaphragm(-1.0)):
        volume.scale(solid, 0.0)
        volume.attenuate(solid, camera.WATER_140_KEV)
    for clump, amount in study.clumps:
        volume.add(clump, amount)
    windpipe = tube([(0, 270, 0), (2, 340, 14), (0, 405, 22)], 8)
    volume.add(windpipe, study.airway)
    volume.activity += 0.004 * (volume.attenuation > 0)
    return volume


def eight_views(study: Inhaled) -> display.Grey:
    """Return ANT, POST, RAO, LAO above RPO, LPO, R LAT, L LAT, black on white."""
    shown = []
    for index, view in enumerate(VIEWS):
        expected = camera.scatter(camera.project(phantom(study, view)), 0.12, 40)
        seen = camera.blur(camera.count(expected, study.counts, study.seed + index), 2.0)
        shown.append(display.grey(display.enlarge(seen, (240, 240)), float(np.percentile(seen, 99.3)), power=0.95))
    return display.tile(shown, 4)


def embolism_ventilation() -> display.Grey:
    """Return even ventilation with a little aerosol in the trachea."""
    return eight_views(Inhaled(airway=0.5, counts=2.2e5, seed=201))


def embolism_perfusion() -> display.Grey:
    """Return perfusion with segmental wedges missing in both lungs."""
    right, left = -1.0, 1.0
    lost = [
        Segment(right, "posterior"),
        Segment(right, "lateral middle"),
        Segment(right, "lateral basal"),
        Segment(right, "anterior basal", 0.5),
        Segment(left, "apical"),
        Segment(left, "superior"),
        Segment(left, "posterior basal"),
        Segment(left, "medial middle"),
    ]
    return eight_views(Inhaled(lost=lost, counts=4.5e5, seed=211))


def _patches(depth: float) -> list[tuple[Ellipsoid, float]]:
    """Return airspace lost without regard to segments; depth is how much of it is lost, 0 to 1."""
    generator = np.random.RandomState(221)
    found = []
    for _ in range(54):
        side = float(generator.choice([-1.0, 1.0]))
        y = float(322 + 235 * generator.beta(0.9, 1.1))
        centre = (side * float(generator.uniform(40, 138)), y, float(generator.uniform(-80, 90)))
        semi = (
            float(generator.uniform(11, 27)),
            float(generator.uniform(11, 30)),
            float(generator.uniform(20, 44)),
        )
        kept = 1 - depth * float(generator.uniform(0.6, 1))
        found.append((Ellipsoid(centre, semi, turn=float(generator.uniform(0, 90))), kept))
    return found


def _clumps() -> list[tuple[Ellipsoid, float]]:
    """Return aerosol caught at the carina and along the larger bronchi."""
    generator = np.random.RandomState(222)
    found = [(Ellipsoid((0, 404, 22), (9, 7, 7)), 3.0)]
    for side in (-1.0, 1.0):
        for x, y, z in [
            (18, 414, 20),
            (32, 422, 16),
            (42, 402, 12),
            (44, 440, 8),
            (56, 432, 26),
            (50, 462, 20),
            (64, 396, -6),
        ]:
            at = (
                side * (x + generator.uniform(-4, 4)),
                y + generator.uniform(-5, 5),
                z + generator.uniform(-6, 6),
            )
            radius = float(generator.uniform(4.5, 8))
            found.append((Ellipsoid(at, (radius, radius, radius)), float(generator.uniform(3.0, 11.0))))
    return found


def obstruction_ventilation() -> display.Grey:
    """Return patchy ventilation with aerosol caught in the central airways."""
    return eight_views(Inhaled(patches=_patches(0.8), clumps=_clumps(), airway=1.2, counts=2.2e5, seed=231))


def obstruction_perfusion() -> display.Grey:
    """Return perfusion missing where ventilation is."""
    return eight_views(Inhaled(patches=_patches(0.72), counts=4.5e5, seed=241))


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/lung-pe/ventilation.png": embolism_ventilation,
    "cases/lung-pe/perfusion.png": embolism_perfusion,
    "cases/lung-copd/ventilation.png": obstruction_ventilation,
    "cases/lung-copd/perfusion.png": obstruction_perfusion,
}
