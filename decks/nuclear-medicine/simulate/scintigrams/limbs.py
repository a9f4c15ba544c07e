"""Bones of the limbs with their girdles, one side at a time; side is the sign of x (1 is the patient's left)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scintigrams.bones import Bone
from scintigrams.shapes import Array, Ellipsoid, Plate, Solid, Union, tube


def _named(bones: list[Bone], side: float) -> list[Bone]:
    """Return the bones with the letter of their side at the end of their names."""
    return [replace(bone, name=f"{bone.name} {'L' if side > 0 else 'R'}") for bone in bones]


def shoulder(side: float) -> list[Bone]:
    """Return clavicle and scapula of one side."""
    s = side
    outline = [(s * 78, 338), (s * 100, 334), (s * 150, 348), (s * 158, 372), (s * 138, 410), (s * 108, 478)]
    outline += [(s * 96, 484), (s * 84, 430), (s * 76, 372)]

    def depth(x: Array, y: Array) -> Array:
        return (96 - 0.55 * np.maximum(s * x - 85, 0) + 0.0 * y).astype(np.float32)

    border = tube([(s * 152, 380, 52), (s * 128, 430, 74), (s * 102, 482, 90)], 6)
    ridge = tube([(s * 80, 366, 100), (s * 125, 346, 92), (s * 172, 322, 42)], [4.5, 5.5, 8])
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
    ]
    return _named(bones, side)


def arm(side: float) -> list[Bone]:
    """Return humerus, forearm and hand of one side."""
    s = side
    shaft = [(s * 182, 375, 14), (s * 196, 470, 18), (s * 210, 570, 20), (s * 218, 628, 18)]
    hollow = [(s * 188, 410, 16), (s * 196, 470, 18), (s * 210, 570, 20), (s * 214, 596, 18)]
    elbow = tube([(s * 202, 634, 18), (s * 236, 634, 16)], 11)
    radius = tube([(s * 232, 652, 8), (s * 244, 740, 0), (s * 262, 872, -4)], [9, 6.5, 10])
    ulna = tube([(s * 214, 640, 22), (s * 228, 740, 12), (s * 238, 872, 8)], [11, 6.5, 7])
    bones = [
        Bone("humeral head", Ellipsoid((s * 178, 352, 10), (23, 25, 23)), 0.48),
        Bone("humerus", tube(shaft, [16, 11, 10.5, 16]), 0.42, tube(hollow, 6)),
        Bone("elbow", elbow, 0.62),
        Bone("forearm", Union([radius, ulna]), 0.4),
        Bone("wrist", Ellipsoid((s * 252, 892, 2), (22, 14, 9)), 0.62),
    ]
    return _named(bones + hand(side), side)


def hand(side: float) -> list[Bone]:
    """Return the finger rays and their joints, hand pronated on the couch."""
    rays: list[Solid] = []
    joints: list[Solid] = []
    for index, (lean, length) in enumerate([(-9, 150), (-3, 168), (3, 158), (9, 130)]):
        base = (side * (246 + 6 * index), 905.0)
        tip = (base[0] + side * lean * 1.6, base[1] + length)
        rays.append(tube([(*base, 0), (*tip, 0)], [5, 3.5]))
        middle = [
            (base[0] + part * (tip[0] - base[0]), base[1] + part * length, 0.0) for part in (0.42, 0.7, 0.88)
        ]
        joints += [Ellipsoid(point, (5, 5, 5)) for point in middle]
    rays.append(tube([(side * 238, 900, -5), (side * 222, 945, -12), (side * 214, 985, -14)], [5, 5, 4]))
    return [Bone("hand", Union(rays), 0.34), Bone("hand joints", Union(joints), 0.3)]


def pelvis(side: float) -> list[Bone]:
    """Return one hip bone with its sacroiliac joint."""
    s = side
    wing = [(s * 48, 800), (s * 38, 768), (s * 44, 742), (s * 72, 720), (s * 106, 718), (s * 132, 738)]
    wing += [(s * 140, 770), (s * 126, 800), (s * 116, 826), (s * 74, 826)]

    def depth(x: Array, y: Array) -> Array:
        return (70 - 1.05 * (s * x - 42) - 0.10 * (y - 740)).astype(np.float32)

    crest = tube(
        [(s * 42, 748, 72), (s * 72, 722, 42), (s * 108, 719, 2), (s * 136, 745, -26), (s * 137, 776, -36)], 6
    )
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
    return _named(bones, side)


def leg(side: float) -> list[Bone]:
    """Return femur, patella and lower leg of one side."""
    s = side
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
        Bone("femur", tube(shaft, [20, 15, 14, 17, 19]), 0.42, tube(marrow, [7, 8, 7])),
        Bone("femoral condyles", tube([(s * 64, 1240, 6), (s * 106, 1240, 6)], 20), 0.3),
        Bone("patella", Ellipsoid((s * 86, 1226, -42), (22, 22, 9)), 0.26),
        Bone("tibial plateau", tube([(s * 62, 1272, 4), (s * 104, 1272, 4)], 15), 0.5),
        Bone("tibia", tube(shin, [20, 14, 12, 16]), 0.42, tube(shin_marrow, [6, 7, 6])),
        Bone("fibula", fibula, 0.3),
    ]
    return _named(bones, side)


def foot(side: float) -> list[Bone]:
    """Return ankle and foot of one side, toes up and outwards."""
    s = side
    bones = [
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
    return _named(bones, side)
