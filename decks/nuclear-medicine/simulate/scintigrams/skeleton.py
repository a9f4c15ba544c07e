"""The skeleton as a bone scan sees it: named bones with relative uptake (1 is a vertebral body)."""

from __future__ import annotations

import numpy as np

from scintigrams import limbs
from scintigrams.body import SIDES
from scintigrams.bones import Bone
from scintigrams.shapes import Array, Ellipsoid, Plate, Point, Solid, Union, smooth, tube

Curve = list[Point]


def spine_depth(y: float) -> float:
    """Return z of the middle of the vertebral bodies: lordosis, kyphosis, lordosis."""
    return float(np.interp(y, [185, 245, 310, 430, 560, 670, 750], [8, 8, 28, 46, 34, 18, 32]))


def vertebra_level(name: str) -> float:
    """Return y of the middle of a vertebra such as C7, T12 or L5, mm."""
    part, number = name[0], int(name[1:])
    if part == "C":
        return 180 + 16 * (number - 0.5)
    if part == "T":
        return float(np.interp(number, [1, 6, 12], [302, 420, 572]))
    return 603 + 35.5 * (number - 1)


def vertebra(name: str) -> list[Bone]:
    """Return the body and the posterior elements of one vertebra."""
    y = vertebra_level(name)
    z = spine_depth(y)
    number = int(name[1:])
    if name[0] == "C":
        half: Point = (13, 6.5, 10)
    elif name[0] == "T":
        half = (14 + 0.65 * number, 8.8 + 0.33 * number, 12 + 0.4 * number)
    else:
        half = (23 + 0.6 * number, 15.6, 17)
    bones = [Bone(f"vertebra {name}", Ellipsoid((0, y, z), half, power=4), 0.9)]
    behind = z + half[2] + 14
    facets: list[Solid] = [
        Ellipsoid((side * (half[0] * 0.72), y + half[1] * 0.7, z + half[2] + 8), (5.5, half[1] * 0.62, 7))
        for side in SIDES
    ]
    process = Ellipsoid((0, y + half[1] * 0.7, behind), (3.5, half[1] * 0.75, 11))
    bones.append(Bone(f"arch {name}", Union([*facets, process]), 0.72))
    if name[0] == "T":
        across: list[Solid] = [
            tube([(side * half[0] * 0.8, y, z + half[2]), (side * (half[0] + 14), y - 4, z + half[2] + 12)], 5)
            for side in SIDES
        ]
        bones.append(Bone(f"transverse {name}", Union(across), 0.75))
    return bones


def spine() -> list[Bone]:
    """Return all vertebrae and the sacrum."""
    names = [f"C{i}" for i in range(1, 8)] + [f"T{i}" for i in range(1, 13)] + [f"L{i}" for i in range(1, 6)]
    bones = [bone for name in names for bone in vertebra(name)]
    outline = [(-50, 762), (-20, 757), (20, 757), (50, 762), (46, 795), (28, 830), (12, 862), (0, 868)]
    outline += [(-12, 862), (-28, 830), (-46, 795)]

    def depth(_: Array, y: Array) -> Array:
        return np.interp(y, [755, 800, 840, 870], [44, 66, 72, 62]).astype(np.float32)

    bones.append(Bone("sacrum", Plate(outline, depth, 24, (25, 95)), 0.6))
    return bones


RIB_HALF_WIDTH = (62, 88, 106, 118, 126, 132, 136, 138, 137, 132, 122, 96)
RIB_END = (
    (36, 338, -62), (46, 366, -80), (56, 396, -92), (64, 426, -100), (74, 458, -104), (86, 490, -104),
    (98, 520, -98), (108, 548, -88), (116, 574, -74), (122, 598, -52), (120, 622, 20), (96, 628, 68),
)  # fmt: skip


def rib_path(number: int, side: float) -> Curve:
    """Return points of a rib from its head to its costochondral end."""
    y = vertebra_level(f"T{number}") - 4
    z = spine_depth(y)
    wide, (end_x, end_y, end_z) = RIB_HALF_WIDTH[number - 1], RIB_END[number - 1]
    start = (side * 22.0, y, z + 14)
    drop = end_y - y
    if number == 1:
        return [start, (side * 48, y + 2, z + 12), (side * wide, y + 14, 0), (side * end_x, end_y, end_z)]
    turn = (side * wide * 0.56, y + 0.14 * drop, min(z + 44, 88))
    if number >= 11:
        return [start, turn, (side * end_x, end_y, end_z)]
    return [
        start,
        turn,
        (side * wide * 0.9, y + 0.40 * drop, 48),
        (side * wide, y + 0.66 * drop, -8),
        (side * (wide * 0.45 + end_x * 0.55), y + 0.9 * drop, 0.75 * end_z),
        (side * end_x, end_y, end_z),
    ]


def on_rib(number: int, side: float, fraction: float) -> Point:
    """Return a point on a rib, 0 at its head, 1 at its front end."""
    curve = smooth(rib_path(number, side), 3)
    x, y, z = curve[round(fraction * (len(curve) - 1))]
    return float(x), float(y), float(z)


def ribs() -> list[Bone]:
    """Return 24 ribs."""
    return [
        Bone(f"rib {number}{letter}", tube(rib_path(number, side), 5.2 if number > 1 else 6), 0.62)
        for side, letter in zip(SIDES, "LR", strict=True)
        for number in range(1, 13)
    ]


def head_and_front() -> list[Bone]:
    """Return skull, face, jaw and sternum."""
    vault = Ellipsoid((0, 105, 8), (74, 98, 92))
    brain = Ellipsoid((0, 107, 8), (64, 90, 82))
    jaw = tube(
        [
            (-52, 170, -2),
            (-48, 208, -12),
            (-34, 226, -50),
            (0, 236, -82),
            (34, 226, -50),
            (48, 208, -12),
            (52, 170, -2),
        ],
        [7, 8, 7, 8, 7, 8, 7],
    )
    face = Union([Ellipsoid((0, 158, -68), (17, 36, 20)), Ellipsoid((0, 194, -66), (34, 20, 18))])
    cheeks = [Ellipsoid((side * 46, 160, -58), (13, 13, 14)) for side in SIDES]
    brows = [tube([(side * 12, 118, -82), (side * 34, 112, -78), (side * 56, 128, -58)], 6) for side in SIDES]
    sternum = [
        Bone("manubrium", Ellipsoid((0, 347, -84), (25, 24, 7), power=3), 0.95),
        Bone("sternum", Ellipsoid((0, 428, -102), (15, 52, 6), power=3.5), 0.72),
        Bone("sternal angle", Ellipsoid((0, 373, -93), (19, 6, 7)), 0.6),
        Bone("xiphoid", Ellipsoid((0, 490, -104), (7, 14, 4)), 0.35),
    ]
    return [
        Bone("skull vault", vault, 0.3, brain),
        Bone("skull base", Ellipsoid((0, 168, 8), (56, 15, 50)), 0.2),
        Bone("skull face", Union([face, *brows]), 0.27),
        Bone("skull cheeks", Union(cheeks), 0.16),
        Bone("jaw", jaw, 0.3),
        *sternum,
    ]


def whole() -> list[Bone]:
    """Return the skeleton."""
    bones = [*spine(), *ribs(), *head_and_front()]
    for side in SIDES:
        for part in (limbs.shoulder, limbs.arm, limbs.pelvis, limbs.leg, limbs.foot):
            bones += part(side)
    return bones
