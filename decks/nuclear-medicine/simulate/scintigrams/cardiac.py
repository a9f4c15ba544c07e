"""The heart: perfusion SPECT slices (Tc-99m sestamibi) and planar pyrophosphate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scintigrams import body, camera, display, skeleton
from scintigrams.bones import changed, draw
from scintigrams.shapes import Array, Ellipsoid
from scintigrams.volume import Grid, Volume

VOXEL = 3.2
SIDE = 40
"""Voxels along each edge of the cube around the left ventricle; axes are (apex to base, down, to the left)."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A territory that is not perfused: middle along the axis (0 apex, 1 base) and around it, half widths, depth.

    Angles in degrees: 0 lateral, 90 anterior, 180 septal, 270 inferior.
    """

    along: float
    around: float
    half_along: float
    half_around: float
    depth: float

    def kept(self, along: Array, around: Array) -> Array:
        """Return the share of perfusion kept at each place."""
        turn = (around - self.around + 180) % 360 - 180
        near_apex = np.clip(along / 0.25, 0.15, 1)
        u = ((along - self.along) / self.half_along) ** 2 + (turn * near_apex / self.half_around) ** 2
        return 1 - self.depth / (1 + np.exp((u - 1) * 5))


def _blur_cube(cube: Array, fwhm: float) -> Array:
    frequencies = np.fft.fftfreq(SIDE * 2)
    squared = frequencies[:, None, None] ** 2 + frequencies[None, :, None] ** 2 + frequencies[None, None, :] ** 2
    transfer = np.exp(-2 * (np.pi * fwhm / 2.3548) ** 2 * squared)
    padded = np.pad(cube, SIDE // 2)
    seen = np.fft.ifftn(np.fft.fftn(padded) * transfer).real
    half = SIDE // 2
    return np.maximum(seen[half:-half, half:-half, half:-half], 0).astype(np.float32)


def ventricle(defects: list[Defect], seed: int, dilated: float = 1.0) -> Array:
    """Return a reconstructed left ventricle along its own axes."""
    place = (np.arange(SIDE) - (SIDE - 1) / 2) * VOXEL
    axis, down, left = np.meshgrid(place + 46, place, place, indexing="ij")
    length, radius, wall = 92.0, 33.0 * dilated, 10.5

    def shell(outer: float, reach: float) -> Array:
        squeeze = np.where(axis < 58, ((axis - 58) / reach) ** 2, ((axis - 58) / 150) ** 2)
        return np.sqrt(squeeze + (down**2 + left**2) / outer**2)

    inside_outer = np.clip((1 - shell(radius, 60.0)) * radius / VOXEL + 0.5, 0, 1)
    inside_inner = np.clip((1 - shell(radius - wall, 60.0 - wall)) * (radius - wall) / VOXEL + 0.5, 0, 1)
    around = np.rad2deg(np.arctan2(-down, left)) % 360
    along = np.clip(axis / length, 0, 1)
    septal = np.abs((around - 180 + 180) % 360 - 180) < 60
    end = np.where(septal, length - 16, length)
    muscle = inside_outer * (1 - inside_inner) * np.clip((end - axis) / VOXEL + 0.5, 0, 1)
    muscle *= 1 + 0.08 * np.cos(np.deg2rad(around - 0)) - 0.06 * (along < 0.12)
    for defect in defects:
        muscle = muscle * defect.kept(along, around)
    right = np.sqrt(((left + 44) / 27) ** 2 + ((down - 6) / 36) ** 2 + ((axis - 66) / 42) ** 2)
    free_wall = np.clip(1 - abs(right - 0.9) / 0.13, 0, 1) * (axis < 88) * (1 - inside_outer)
    tissue = 0.06 + 0.22 * free_wall + 0.10 * inside_inner * (axis < length)
    liver = np.exp(-(((down - 60) / 12) ** 2) - ((left + 34) / 20) ** 2 - ((axis - 50) / 60) ** 2)
    texture = _blur_cube(np.random.RandomState(seed // 10).uniform(0, 2, muscle.shape).astype(np.float32), 5.0)
    muscle *= 1 + 2.5 * (texture - 1)
    cube = _blur_cube((muscle + tissue + 0.3 * liver).astype(np.float32), 9.5 / VOXEL)
    counts = camera.poisson(cube * 70, seed)
    return _blur_cube(counts, 8.0 / VOXEL)


def _rows(cube: Array) -> list[list[Array]]:
    """Return eight slices each: short axis, vertical long axis, horizontal long axis, as they are displayed."""
    middle = SIDE // 2 - 0.5
    short = [cube[round(middle + (a - 46) / VOXEL)] for a in np.linspace(5, 84, 8)]
    offsets = np.linspace(-26, 26, 8) / VOXEL
    vertical = [cube[:, :, round(middle + o)].T[:, ::-1] for o in offsets]
    horizontal = [cube[:, round(middle - o), :] for o in offsets]
    return [short, vertical, horizontal]


def slices(stress: Array, rest: Array) -> display.Grey:
    """Return stress above rest: short axis, vertical long axis, horizontal long axis; white on black."""
    shown = []
    for stress_row, rest_row in zip(_rows(stress), _rows(rest), strict=True):
        for cube, row in ((stress, stress_row), (rest, rest_row)):
            level = float(np.percentile(cube, 99.85))
            crop = slice(3, SIDE - 3)
            for image in row:
                large = display.enlarge(image[crop, crop], (118, 118))
                shown.append(
                    display.grey(np.maximum(large - 0.06 * level, 0), 0.94 * level, inverted=False, power=1.15)
                )
    return display.tile(shown, 8, gap=4, paper=0)


def ischemia() -> display.Grey:
    """Return an apical, anterior and septal defect at stress that fills in at rest."""
    territory = [Defect(0.28, 108, 0.46, 62, 0.72), Defect(0.0, 100, 0.16, 200, 0.6)]
    faint = [Defect(0.3, 108, 0.4, 55, 0.06)]
    return slices(ventricle(territory, 701, 1.06), ventricle(faint, 702))


def infarct() -> display.Grey:
    """Return an inferolateral defect, the same at stress and at rest."""
    scar = [Defect(0.62, 308, 0.5, 52, 0.82)]
    return slices(ventricle(scar, 711, 1.1), ventricle(scar, 712, 1.09))


def amyloid() -> display.Grey:
    """Return an anterior planar image of the chest: both ventricles take up more than the ribs."""
    volume = Volume(Grid((150, 150, 60), (2.7, 4.6), top=255))
    for part in body.whole():
        volume.attenuate(part, camera.WATER_140_KEV)
    for part in body.whole():
        volume.add(part, 0.04)
    draw(volume, changed(skeleton.whole(), {"sternum": 0.8, "manubrium": 0.8, "kidney": 0}), 0.8)
    outer = Ellipsoid((44, 470, -46), (50, 41, 42), turn=28)
    cavity = Ellipsoid((38, 466, -46), (33, 24, 26), turn=28)
    volume.add(outer, 0.85, cavity)
    volume.add(cavity, 0.04)
    right_outer, right_inner = (
        Ellipsoid((4, 478, -58), (36, 36, 28), turn=15),
        Ellipsoid((6, 476, -58), (28, 28, 21), turn=15),
    )
    volume.add(right_outer, 0.5, right_inner)
    for side, y in ((1.0, 618.0), (-1.0, 632.0)):
        volume.add(Ellipsoid((side * 62, y, 56), (25, 50, 20), turn=-side * 14), 0.5)
    seen = camera.scatter(camera.project(volume), 0.22, 40)
    image = camera.blur(camera.count(seen, 7.5e5, 721), 2.0)
    return display.grey(display.enlarge(image, (640, 640)), float(np.percentile(image, 99.7)), power=0.85)


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/cardiac-ischemia/slices.png": ischemia,
    "cases/cardiac-infarct/slices.png": infarct,
    "cases/cardiac-amyloid/planar.png": amyloid,
}
