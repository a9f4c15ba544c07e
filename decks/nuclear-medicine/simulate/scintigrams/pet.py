"""FDG PET: maximum intensity projections from the vertex to the thighs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from scintigrams import body, display, gut, hida, lung, skeleton
from scintigrams.bones import changed, draw
from scintigrams.shapes import Array, Ellipsoid, Solid, Union, clump, lumpy, tube
from scintigrams.volume import Grid, Volume, occupancy

GRID = Grid((150, 330, 76), (3.0, 4.0))
Focus = tuple[Solid, float]


def _raised_arm(side: float) -> Solid:
    """Return an arm beside and above the head."""
    return tube(
        [(side * 160, 345, 10), (side * 192, 260, 20), (side * 176, 120, 30), (side * 120, 10, 30)],
        [46, 40, 36, 34],
    )


def _head() -> list[Focus]:
    """Return brain, tonsils, salivary glands, mouth and larynx."""
    halves: list[Solid] = [Ellipsoid((side * 29, 84, 4), (34, 60, 80), turn=-side * 8) for side in body.SIDES]
    temples: list[Solid] = [Ellipsoid((side * 46, 122, -8), (19, 24, 38)) for side in body.SIDES]
    white = Union([Ellipsoid((side * 26, 88, 6), (19, 40, 58)) for side in body.SIDES])
    cerebellum = Union([Ellipsoid((side * 23, 152, 48), (24, 15, 22)) for side in body.SIDES])
    tonsils = Union([Ellipsoid((side * 15, 198, -18), (6, 10, 8)) for side in body.SIDES])
    glands = Union([Ellipsoid((side * 33, 222, -36), (9, 12, 10)) for side in body.SIDES])
    parotids = Union([Ellipsoid((side * 57, 180, -2), (9, 22, 13)) for side in body.SIDES])
    eyes = Union([Ellipsoid((side * 30, 130, -74), (11, 6, 12)) for side in body.SIDES])
    return [
        (Union([*halves, *temples]), 7.0),
        (white, -4.0),
        (cerebellum, 6.0),
        (tonsils, 2.0),
        (glands, 1.0),
        (parotids, 0.8),
        (eyes, 2.2),
        (Ellipsoid((0, 200, -60), (20, 12, 18)), 0.9),
        (Ellipsoid((0, 262, -40), (9, 6, 9)), 1.3),
    ]


def _organs() -> list[Focus]:
    """Return physiologic uptake, as SUV above the tissue around it."""
    kidneys: list[Focus] = []
    for side, y in ((1.0, 626.0), (-1.0, 640.0)):
        outer = Ellipsoid((side * 62, y, 56), (25, 50, 20), turn=-side * 14)
        kidneys.append((outer, 1.8))
        kidneys += [
            (Ellipsoid((side * (58 + dx), y + dy, 54), (7, 8, 7)), 7.0)
            for dx, dy in ((-6, 2), (4, -24), (6, 24), (-10, 14))
        ]
    ureter = Union(
        [tube([(46, 660, 48), (38, 730, 36), (42, 752, 40)], 2.5), tube([(-44, 790, 40), (-30, 815, 20)], 2.5)]
    )
    colon = lumpy([(-104, 780, -30), (-108, 720, -26), (-96, 668, -30), (-30, 690, -64), (50, 684, -60)], 14, 801)
    left = lumpy(
        [(50, 684, -60), (104, 640, 0), (112, 720, -6), (102, 790, -10), (60, 806, -10), (14, 800, 30)], 12, 802
    )
    return [
        (Ellipsoid((40, 492, -46), (48, 40, 42), turn=28), 1.9),
        (Ellipsoid((36, 489, -46), (33, 24, 50), turn=28), -1.0),
        (hida.LIVER, 1.55),
        (Ellipsoid((104, 582, 52), (22, 42, 28), turn=-18), 1.15),
        (gut.STOMACH, 0.7),
        (colon, 1.3),
        (left, 1.0),
        (hida.JEJUNUM, 0.9),
        (hida.ILEUM, 0.7),
        (Union([gut.AORTA, gut.CAVA]), 0.8),
        (tube([(10, 500, 40), (14, 440, 44), (8, 400, 10), (-14, 410, -30)], 13), 0.7),
        (Ellipsoid((0, 848, -30), (36, 27, 30)), 14.0),
        (ureter, 4.0),
        *kidneys,
    ]


def _marrow(volume: Volume) -> None:
    weights = {"skull": 0.0, "jaw": 0.4, "humerus": 0, "forearm": 0, "elbow": 0, "wrist": 0, "hand": 0}
    weights |= {"rib": 0.4, "scapula": 0.3, "clavicle": 0.4, "femur": 0.5, "acromion": 0.3, "coracoid": 0.3}
    weights |= {"arch": 0.5, "tibia": 0, "patella": 0, "sternoclavicular": 0.2, "crest": 0.6, "humeral head": 0.6}
    draw(volume, changed(skeleton.whole(), weights), 1.15)


def projection(foci: Sequence[Focus], seed: int, *, spleen: float = 0.0) -> display.Grey:
    """Return the anterior projection; foci are pathologic uptake as SUV above the tissue around them."""
    volume = Volume(GRID)
    solids: list[Solid] = [*body.whole()[:2], body.leg(1.0), body.leg(-1.0), _raised_arm(1.0), _raised_arm(-1.0)]
    for solid in solids:
        where, filled = occupancy(GRID, solid)
        volume.activity[where] = np.maximum(volume.activity[where], 0.6 * filled)
    for side in body.SIDES:
        volume.scale(lung.lung(side), 0.55)
    _marrow(volume)
    for solid, uptake in (*_head(), *_organs(), *foci):
        volume.add(solid, uptake)
    volume.add(Ellipsoid((104, 582, 52), (24, 46, 30), turn=-18), spleen)
    activity = np.maximum(volume.activity, 0)
    return _render(_reconstruct(activity, seed))


def _reconstruct(activity: Array, seed: int) -> Array:
    """Return the volume blurred to about 7 mm with the noise of a reconstruction."""
    layers, rows, columns = activity.shape
    noise = np.random.RandomState(seed).standard_normal(activity.shape).astype(np.float32)
    noisy = activity + 0.55 * np.sqrt(activity) * noise
    shape = (layers + 8, rows + 8, columns + 8)
    fz, fy = np.fft.fftfreq(shape[0])[:, None, None], np.fft.fftfreq(shape[1])[None, :, None]
    fx = np.fft.rfftfreq(shape[2])[None, None, :]
    fwhm = 7.0
    squared = (fz / GRID.voxel[1]) ** 2 + (fy / GRID.voxel[0]) ** 2 + (fx / GRID.voxel[0]) ** 2
    transfer = np.exp(-2 * (np.pi * fwhm / 2.3548) ** 2 * squared)
    seen = np.fft.irfftn(np.fft.rfftn(noisy, shape) * transfer, shape)
    return np.maximum(seen[:layers, :rows, :columns], 0).astype(np.float32)


def _render(reconstructed: Array) -> display.Grey:
    """Return the projection, inverted grey, white to black over SUV 0 to 7."""
    mip = reconstructed.max(axis=0)
    return display.grey(display.enlarge(mip, (436, 960)), 7.0, power=0.95)


def _nodes(places: Sequence[tuple[float, float, float, float]], uptake: float, seed: int) -> list[Focus]:
    """Return nodes given as (x, y, z, radius), each of a shape and an uptake of its own."""
    generator = np.random.RandomState(seed)
    found: list[Focus] = []
    for index, (x, y, z, r) in enumerate(places):
        if r > 12:
            mass: Solid = clump((x, y, z), (1.5 * r, 1.5 * r, 1.3 * r), seed + index)
        else:
            stretch = float(generator.uniform(1.0, 1.6))
            mass = Ellipsoid((x, y, z), (r * 0.9, r * stretch, r), turn=float(generator.uniform(-50, 50)))
        found.append((Union([mass]), uptake * float(generator.uniform(0.55, 1.15))))
    return found


def lymphoma() -> display.Grey:
    """Return nodes of the neck, mediastinum and left armpit, and foci in the spleen."""
    neck = [
        (34, 236, 0, 6),
        (30, 262, 5, 8),
        (40, 280, 8, 9),
        (46, 300, 4, 11),
        (62, 312, 0, 9),
        (26, 306, -10, 8),
    ]
    neck += [(-36, 286, 6, 6), (-44, 306, 2, 8), (-60, 314, 2, 6), (80, 318, -6, 7), (38, 318, 0, 10)]
    chest = [(16, 368, -40, 19), (-14, 380, -36, 17), (8, 400, -30, 21), (-26, 410, -14, 13), (32, 416, -20, 15)]
    chest += [(2, 436, 0, 11), (-38, 434, 4, 8), (48, 436, 2, 9), (-6, 352, -30, 10), (6, 458, 10, 7)]
    armpit = [(138, 372, 4, 10), (149, 388, 8, 8), (132, 400, 2, 9), (156, 362, 4, 6), (126, 384, -6, 6)]
    spleen = [(98, 556, 48, 9), (111, 594, 56, 11), (98, 616, 44, 7), (104, 576, 40, 7)]
    foci = _nodes(neck, 8.0, 841) + _nodes(chest, 7.0, 842) + _nodes(armpit, 7.5, 843)
    return projection([*foci, *_nodes(spleen, 5.0, 845)], 811, spleen=0.5)


def _fat_of_side(s: float, seed: int) -> list[Focus]:
    """Return the fat pads of one side; the other side is alike but not the same."""
    generator = np.random.RandomState(seed)
    neck = lumpy([(s * 30, 244, 22), (s * 38, 270, 18), (s * 46, 292, 12)], 6, seed)
    above = [clump((s * x, y, z), (18, 11, 14), seed + i) for i, (x, y, z) in enumerate(ABOVE_CLAVICLE)]
    armpit = lumpy([(s * 128, 346, 0), (s * 138, 366, 2), (s * 136, 392, 6)], 6, seed + 20)
    foci: list[Focus] = [(neck, 4.5), (Union(above), 7.5), (armpit, 3.0)]
    for number in range(1, 13):
        y = skeleton.vertebra_level(f"T{number}") + float(generator.uniform(4, 11))
        long, short = float(generator.uniform(5, 10)), float(generator.uniform(3.5, 5.5))
        spot = Ellipsoid((s * (27 + long / 3), y, skeleton.spine_depth(y) + 8), (long, short, short), turn=s * 25)
        foci.append((spot, (8.5 - 0.42 * number) * float(generator.uniform(0.5, 1.1))))
    foci.append((clump((s * 52, 590, 46), (20, 12, 14), seed + 30), 2.4))
    return foci


ABOVE_CLAVICLE = ((52, 300, 10), (66, 310, 4), (84, 314, 2), (104, 322, 0), (122, 330, -2), (74, 322, 14))


def brown_fat() -> display.Grey:
    """Return symmetric fat uptake of neck, shoulders and beside the thoracic spine."""
    return projection([*_fat_of_side(1.0, 851), *_fat_of_side(-1.0, 951)], 831)


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/pet-lymphoma/mip.png": lymphoma,
    "cases/pet-brown-fat/mip.png": brown_fat,
}
