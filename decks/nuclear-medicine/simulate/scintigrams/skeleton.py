"""The skeleton as a bone scan sees it: named bones with relative uptake (1 is a vertebral body)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from scintigrams.body import SIDES
from scintigrams.shapes import Array, Ellipsoid, Plate, Point, Solid, Union, smooth, tube
from scintigrams.volume import Volume

Curve = list[Point]


@dataclass(frozen=True, slots=True)
class Bone:
    """A named bone, its uptake, and the cavity it does not take up in."""

    name: str
    solid: Solid
    uptake: float
    cavity: Solid | None = None


def draw(volume: Volume, bones: Iterable[Bone], scale: float = 1.0) -> None:
    """Draw bones into the volume, each with its uptake times the scale."""
    for bone in bones:
        volume.add(bone.solid, bone.uptake * scale, bone.cavity)


def changed(bones: Iterable[Bone], factors: dict[str, float]) -> list[Bone]:
    """Return the bones with uptake multiplied where the name starts with a key; 0 removes."""
    result = []
    for bone in bones:
        factor = next((f for prefix, f in factors.items() if bone.name.startswith(prefix)), 1.0)
        if factor:
            result.append(replace(bone, uptake=bone.uptake * factor))
    return result


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
    bones = []
    for side, letter in zip(SIDES, "LR", strict=True):
        for number in range(1, 13):
            solid = tube(rib_path(number, side), 5.2 if number > 1 else 6)
            bones.append(Bone(f"rib {number}{letter}", solid, 0.62))
    return bones


def head_and_front() -> list[Bone]:
    """Return skull, face, jaw and sternum."""
    vault = Ellipsoid((0, 105, 8), (74, 98, 92))
    brain = Ellipsoid((0, 107, 8), (64, 90, 82))
    jaw = tube(
        [(-52, 170, -2), (-48, 208, -12), (-34, 226, -50), (0, 236, -82), (34, 226, -50), (48, 208, -12), (52, 170, -2)],
        [7, 8, 7, 8, 7, 8, 7],
    )
    face = Union([Ellipsoid((0, 158, -68), (17, 36, 20)), Ellipsoid((0, 194, -66), (34, 20, 18))])
    cheeks = [Ellipsoid((side * 46, 160, -58), (15, 17, 20)) for side in SIDES]
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
        Bone("skull face", Union([face, *cheeks, *brows]), 0.27),
        Bone("jaw", jaw, 0.3),
        *sternum,
    ]


def shoulder_and_arm(side: float) -> list[Bone]:
    """Return clavicle, scapula, arm and hand of one side."""
    s, letter = side, "L" if side > 0 else "R"
    outline = [(s * 78, 338), (s * 100, 334), (s * 150, 348), (s * 158, 372), (s * 138, 410), (s * 108, 478)]
    outline += [(s * 96, 484), (s * 84, 430), (s * 76, 372)]

    def depth(x: Array, y: Array) -> Array:
        return (96 - 0.55 * np.maximum(s * x - 85, 0) + 0.0 * y).astype(np.float32)

    border = tube([(s * 152, 380, 52), (s * 128, 430, 74), (s * 102, 482, 90)], 6)
    ridge = tube([(s * 80, 366, 100), (s * 125, 346, 92), (s * 172, 322, 42)], [4.5, 5.5, 8])
    shaft = [(s * 182, 375, 14), (s * 196, 470, 18), (s * 210, 570, 20), (s * 218, 628, 18)]
    hollow = [(s * 188, 410, 16), (s * 196, 470, 18), (s * 210, 570, 20), (s * 214, 596, 18)]
    elbow = tube([(s * 202, 634, 18), (s * 236, 634, 16)], 11)
    radius = tube([(s * 232, 652, 8), (s * 244, 740, 0), (s * 262, 872, -4)], [9, 6.5, 10])
    ulna = tube([(s * 214, 640, 22), (s * 228, 740, 12), (s * 238, 872, 8)], [11, 6.5, 7])
    collar = tube(
        [(s * 20, 332, -84), (s * 62, 326, -72), (s * 112, 312, -34), (s * 164, 316, 0)], [10, 6.5, 6.5, 7]
    )
    bones = [
        Bone("clavicle", collar, 0.7),
        Bone("sternoclavicular", Ellipsoid((s * 19, 333, -84), (9, 9, 8)), 0.6),
        Bone("scapula", Plate(outline, depth, 5, (30, 102)), 0.8),
        Bone("scapula border", Union([border, ridge]), 0.42),
        Bone("coracoid", Ellipsoid((s * 146, 344, -14), (9, 10, 12)), 0.85),
        Bone("acromion", Ellipsoid((s * 172, 321, 8), (13, 8, 14)), 0.9),
        Bone("humeral head", Ellipsoid((s * 178, 352, 10), (23, 25, 23)), 0.48),
        Bone("humerus", tube(shaft, [16, 11, 10.5, 16]), 0.42, tube(hollow, 6)),
        Bone("elbow", elbow, 0.62),
        Bone("forearm", Union([radius, ulna]), 0.4),
        Bone("wrist", Ellipsoid((s * 252, 892, 2), (22, 14, 9)), 0.62),
    ]
    bones += hand(s)
    return [replace(bone, name=f"{bone.name} {letter}") for bone in bones]


def hand(side: float) -> list[Bone]:
    """Return the finger rays and their joints, hand pronated on the couch."""
    rays, joints = [], []
    for index, (lean, length) in enumerate([(-9, 150), (-3, 168), (3, 158), (9, 130)]):
        base = (side * (246 + 6 * index), 905.0)
        tip = (base[0] + side * lean * 1.6, base[1] + length)
        rays.append(tube([(*base, 0), (*tip, 0)], [5, 3.5]))
        for part in (0.42, 0.7, 0.88):
            joints.append(Ellipsoid((base[0] + part * (tip[0] - base[0]), base[1] + part * length, 0), (5, 5, 5)))
    rays.append(tube([(side * 238, 900, -5), (side * 222, 945, -12), (side * 214, 985, -14)], [5, 5, 4]))
    return [Bone("hand", Union(rays), 0.34), Bone("hand joints", Union(joints), 0.3)]


def pelvis(side: float) -> list[Bone]:
    """Return one hip bone with its sacroiliac joint."""
    s, letter = side, "L" if side > 0 else "R"
    wing = [(s * 48, 800), (s * 38, 768), (s * 44, 742), (s * 72, 720), (s * 106, 718), (s * 132, 738)]
    wing += [(s * 140, 770), (s * 126, 800), (s * 116, 826), (s * 74, 826)]

    def depth(x: Array, y: Array) -> Array:
        return (70 - 1.05 * (s * x - 42) - 0.10 * (y - 740)).astype(np.float32)

    crest = tube([(s * 42, 748, 72), (s * 72, 722, 42), (s * 108, 719, 2), (s * 136, 745, -26), (s * 137, 776, -36)], 6)
    joint = tube([(s * 40, 758, 62), (s * 46, 785, 70), (s * 42, 812, 72)], [7, 8, 6])
    pillar = tube([(s * 62, 790, 48), (s * 90, 822, 10)], [12, 16])
    upper = tube([(s * 82, 836, -16), (s * 44, 852, -52), (s * 12, 862, -62)], [10, 7.5, 8])
    lower = tube([(s * 10, 868, -60), (s * 30, 896, -32), (s * 54, 918, 18)], [7, 6.5, 10])
    sitting = tube([(s * 82, 842, 32), (s * 70, 884, 42), (s * 57, 918, 24)], [13, 13, 13])
    socket = Ellipsoid((s * 90, 832, 4), (35, 34, 33))
    cup = Ellipsoid((s * 97, 838, 2), (31, 31, 31))
    bones = [
        Bone("ilium", Plate(wing, depth, 8, (-45, 90)), 0.95),
        Bone("crest", crest, 0.5),
        Bone("sacroiliac", joint, 0.62),
        Bone("ilium pillar", pillar, 0.38),
        Bone("acetabulum", socket, 0.62, cup),
        Bone("pubis", Union([upper, lower]), 0.55),
        Bone("ischium", sitting, 0.62),
    ]
    return [replace(bone, name=f"{bone.name} {letter}") for bone in bones]


def leg(side: float) -> list[Bone]:
    """Return femur, patella, lower leg and foot of one side."""
    s, letter = side, "L" if side > 0 else "R"
    shaft = [(s * 134, 885, 8), (s * 128, 980, -2), (s * 112, 1090, -4), (s * 94, 1180, 2), (s * 86, 1222, 4)]
    marrow = [(s * 132, 930, 4), (s * 112, 1090, -4), (s * 97, 1165, 0)]
    hip = Union([tube([(s * 98, 838, 2), (s * 136, 872, 10)], [17, 18])])
    shin = [(s * 80, 1282, 0), (s * 80, 1380, -4), (s * 76, 1520, 0), (s * 72, 1640, 2)]
    shin_marrow = [(s * 80, 1320, -2), (s * 78, 1450, -2), (s * 73, 1600, 2)]
    fibula = tube([(s * 112, 1290, 18), (s * 108, 1460, 14), (s * 98, 1662, 12)], [9, 6, 9])
    bones = [
        Bone("femoral head", Ellipsoid((s * 97, 838, 2), (23, 23, 23)), 0.34),
        Bone("femoral neck", hip, 0.4),
        Bone("trochanter", Ellipsoid((s * 146, 862, 12), (13, 20, 16)), 0.5),
        Bone("femur", tube(shaft, [20, 15, 14, 17, 24]), 0.42, tube(marrow, [7, 8, 7])),
        Bone("femoral condyles", tube([(s * 64, 1240, 6), (s * 106, 1240, 6)], 20), 0.3),
        Bone("patella", Ellipsoid((s * 86, 1226, -42), (22, 22, 9)), 0.26),
        Bone("tibial plateau", tube([(s * 62, 1272, 4), (s * 104, 1272, 4)], 15), 0.5),
        Bone("tibia", tube(shin, [20, 14, 12, 16]), 0.42, tube(shin_marrow, [6, 7, 6])),
        Bone("fibula", fibula, 0.3),
        Bone("ankle", tube([(s * 64, 1655, 4), (s * 92, 1658, 6)], 12), 0.5),
        Bone("heel", Ellipsoid((s * 78, 1690, 28), (15, 18, 24)), 0.22),
        Bone("midfoot", Ellipsoid((s * 84, 1688, -18), (20, 16, 26)), 0.28),
    ]
    bones += [
        Bone(
            "forefoot",
            tube([(s * (76 + 7 * i), 1698, -38), (s * (78 + 11 * i), 1735 - 4 * i, -92)], [5.5, 4.5]),
            0.35,
        )
        for i in range(5)
    ]
    bones.append(Bone("great toe", Ellipsoid((s * 78, 1736, -92), (8, 8, 8)), 0.6))
    return [replace(bone, name=f"{bone.name} {letter}") for bone in bones]


def whole() -> list[Bone]:
    """Return the skeleton."""
    bones = [*spine(), *ribs(), *head_and_front()]
    for side in SIDES:
        bones += [*shoulder_and_arm(side), *pelvis(side), *leg(side)]
    return bones
