"""Whole-body bone scans (Tc-99m MDP, anterior and posterior)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from scintigrams import body, camera, display, skeleton
from scintigrams.bones import Bone, changed, draw
from scintigrams.shapes import Array, Ellipsoid, Point, Union, clump, tube
from scintigrams.volume import Grid, Volume, occupancy

GRID = Grid(matrix=(248, 760, 60), voxel=(2.35, 4.6))


@dataclass(frozen=True, slots=True)
class Patient:
    """What makes one bone scan differ from another; activities are relative to a vertebral body (1)."""

    bones: list[Bone]
    lesions: list[Bone] = field(default_factory=list)
    soft_tissue: float = 0.03
    kidneys: float = 0.55
    bladder: float = 2.2
    seed: int = 1


def lesion(centre: Point, radius: float | Point, uptake: float) -> Bone:
    """Return an irregular focus of uptake; its shape follows from its place."""
    semi = radius if isinstance(radius, tuple) else (radius, radius, radius)
    shape = round(centre[0] * 7 + centre[1] * 13 + 5000)
    return Bone("lesion", Union([clump(centre, semi, shape)]), uptake)


def _soft_parts(volume: Volume, patient: Patient) -> None:
    for part in body.whole():
        where, filled = occupancy(volume.grid, part)
        volume.activity[where] = np.maximum(volume.activity[where], filled * patient.soft_tissue)
        volume.attenuation[where] = np.maximum(volume.attenuation[where], filled * camera.WATER_140_KEV)
    for side, y in ((1.0, 618.0), (-1.0, 632.0)):
        kidney = Ellipsoid((side * 62, y, 56), (25, 50, 20), turn=-side * 14)
        volume.add(kidney, patient.kidneys)
        pelvis = Ellipsoid((side * 52, y + 5, 50), (9, 18, 9))
        volume.add(pelvis, patient.kidneys * 0.7)
    volume.add(Ellipsoid((0, 842, -30), (34, 24, 28)), patient.bladder)


def phantom(patient: Patient) -> Volume:
    """Return the patient as a volume, seen from the front."""
    volume = Volume(GRID)
    _soft_parts(volume, patient)
    draw(volume, patient.bones)
    draw(volume, patient.lesions)
    return volume


def views(patient: Patient, counts: float = 1.6e6, smoothing: float = 2.0) -> list[Array]:
    """Return the anterior and the posterior view, counted and lightly smoothed."""
    front = phantom(patient)
    seen = []
    for index, volume in enumerate((front, front.from_behind())):
        expected = camera.scatter(camera.project(volume), 0.25, 40)
        seen.append(camera.blur(camera.count(expected, counts, patient.seed + index), smoothing))
    return seen


def whole_body(patient: Patient, white: float = 1.0, power: float = 0.8) -> display.Grey:
    """Return the anterior and posterior views side by side, black on white.

    White is the upper level of the window, in units of the 99.2nd percentile of the posterior view.
    """
    pair = views(patient)
    level = white * float(np.percentile(pair[1], 99.2))
    return display.tile([display.grey(display.enlarge(v, (300, 920)), level, power=power) for v in pair], 2, 0)


def normal() -> display.Grey:
    """Return a normal scan."""
    return whole_body(Patient(skeleton.whole(), kidneys=0.3, bladder=1.5, seed=101), 1.2)


def _in_spine(sites: dict[str, tuple[float, float]]) -> list[Bone]:
    """Return lesions in vertebrae: name of the vertebra, shift to the left (mm), uptake."""
    found = []
    for name, (shift, uptake) in sites.items():
        y = skeleton.vertebra_level(name)
        half = 8 + 0.011 * y
        found.append(lesion((shift, y, skeleton.spine_depth(y) + 5), (1.35 * half, half, half), uptake))
    return found


def metastases() -> display.Grey:
    """Return scattered metastases of the axial skeleton and of the proximal femur and humerus."""
    foci = _in_spine({"C6": (3, 1.6), "T4": (-5, 2.2), "T8": (5, 1.6), "T9": (2, 2.8), "T11": (-8, 1.5)})
    foci += _in_spine({"L1": (0, 2.4), "L3": (13, 2.0), "L4": (-9, 2.9), "L5": (6, 1.2)})
    on_ribs = [(3, 1, 0.86, 12), (5, -1, 0.30, 15.0), (6, 1, 0.22, 9), (7, -1, 0.62, 17), (8, 1, 0.52, 22)]
    on_ribs += [(9, -1, 0.16, 11), (10, 1, 0.34, 14), (4, -1, 0.93, 9), (2, 1, 0.4, 10)]
    for number, side, place, length in on_ribs:
        semi = (8.0, length, 12.0) if 0.45 < place < 0.75 else (length, 8.0, 10.0)
        foci.append(lesion(skeleton.on_rib(number, side, place), semi, 1.6 + 0.1 * length))
    foci += [
        lesion((-60, 762, 50), (30, 24, 18), 2.5),
        lesion((106, 740, 12), (22, 18, 16), 2.2),
        lesion((22, 802, 66), (24, 17, 12), 1.7),
        lesion((-94, 818, 4), (25, 26, 22), 2.0),
        lesion((54, 902, 20), (17, 27, 17), 2.2),
        lesion((30, 856, -56), (20, 11, 10), 1.5),
        lesion((130, 945, 2), (17, 52, 17), 1.9),
        lesion((-136, 868, 10), (20, 24, 18), 2.1),
        lesion((188, 405, 14), (15, 42, 15), 1.7),
        lesion((3, 404, -102), (17, 22, 7), 3.0),
        lesion((-128, 366, 70), (22, 20, 12), 1.8),
        lesion((38, 48, 20), (19, 15, 34), 0.9),
        lesion((-30, 66, 60), (13, 12, 20), 0.8),
    ]
    return whole_body(Patient(skeleton.whole(), foci, kidneys=0.32, bladder=1.7, seed=111), 1.1)


def _confluent() -> list[Bone]:
    """Return lesions without number in ribs, spine, pelvis and the upper ends of femur and humerus."""
    generator = np.random.RandomState(121)
    foci = [
        lesion(
            skeleton.on_rib(int(generator.randint(2, 12)), float(generator.choice([-1, 1])), place), (9, 7, 9), 2.2
        )
        for place in generator.uniform(0.05, 0.95, 34)
    ]
    for y in generator.uniform(300, 750, 22):
        at = (float(generator.uniform(-10, 10)), float(y), skeleton.spine_depth(y))
        foci.append(lesion(at, float(generator.uniform(9, 15)), 1.0))
    for side in (1, -1):
        for x, y, z in [(60, 745, 52), (105, 750, 5), (80, 790, 25), (95, 835, 5), (62, 905, 28), (130, 905, 6)]:
            foci.append(
                lesion((side * (x + generator.uniform(-8, 8)), y, z), 13, float(generator.uniform(0.6, 1.8)))
            )
        foci.append(lesion((side * 128, 950, 0), (14, 60, 14), 1.0))
        foci.append(lesion((side * 190, 430, 16), (11, 45, 11), 0.9))
    return foci


def superscan() -> display.Grey:
    """Return a superscan: the axial skeleton takes up almost everything."""
    axial: tuple[str, ...] = (
        "vertebra",
        "arch",
        "transverse",
        "sacrum",
        "rib",
        "manubrium",
        "sternum",
        "sternal",
        "ilium",
        "crest",
    )
    axial += (
        "sacroiliac",
        "acetabulum",
        "pubis",
        "ischium",
        "scapula",
        "clavicle",
        "sternoclavicular",
        "coracoid",
    )
    factors = dict.fromkeys(axial, 2.6) | {"skull": 1.6, "jaw": 1.2, "humeral head": 2.2, "femoral head": 2.6}
    factors |= {"femoral neck": 3.0, "trochanter": 2.6, "acromion": 2.0, "femoral condyles": 0.7, "patella": 0.6}
    factors |= {"tibia": 0.5, "fibula": 0.4, "ankle": 0.4, "heel": 0.4, "midfoot": 0.4, "forefoot": 0.3}
    factors |= {"forearm": 0.5, "wrist": 0.5, "hand": 0.4, "elbow": 0.6, "great toe": 0.3}
    bones = changed(skeleton.whole(), factors)
    patient = Patient(bones, _confluent(), soft_tissue=0.008, kidneys=0.0, bladder=0.35, seed=122)
    return whole_body(patient, 1.05, 0.85)


def paget() -> display.Grey:
    """Return Paget disease of the right hip bone and of the left femur, which is bowed."""
    right = ("ilium R", "crest R", "sacroiliac R", "acetabulum R", "pubis R", "ischium R", "ilium pillar R")
    bones = changed(skeleton.whole(), dict.fromkeys(right, 3.6) | {"ilium R": 7.0, "femur L": 0.0})
    shaft = [(134, 872, 8), (150, 960, -8), (149, 1060, -16), (122, 1160, -6), (92, 1226, 2)]
    diseased = [
        Bone("femur", tube(shaft, [22, 19, 18, 20, 27]), 1.0),
        Bone("femur cortex", tube(shaft, [22, 19, 18, 20, 27]), 0.7, tube(shaft, [14, 12, 11, 12, 18])),
        Bone("femur head and neck", tube([(98, 838, 2), (136, 872, 10)], [22, 19]), 1.0),
        Bone("trochanter", Ellipsoid((146, 862, 12), (14, 22, 17)), 0.7),
        Bone("condyles", tube([(62, 1240, 6), (108, 1240, 6)], 20), 0.9),
    ]
    patient = Patient(bones, diseased, kidneys=0.34, bladder=1.3, seed=131)
    return whole_body(patient, 1.3, 0.75)


LEGS = slice(335, 755)
"""Rows of the whole-body matrix from the hips to the toes."""


def _periosteum(path: Sequence[Point], radii: list[int], uptake: float) -> list[Bone]:
    """Return new bone around a shaft, thickest on its medial and lateral side, thinning out at both ends."""
    thin = [0.0, *[2.5] * (len(path) - 2), 0.0]
    inner = tube(path, [radius - wall for radius, wall in zip(radii, thin, strict=True)])
    found = [Bone("periosteum", tube(path, radii), uptake, inner)]
    for edge in (1, -1):
        line = [(x + edge * (radius - 1.5), y, z) for (x, y, z), radius in zip(path, radii, strict=True)]
        found.append(Bone("periosteum", tube(line, [wall + 0.6 for wall in thin]), 3.4 * uptake))
    return found


def osteoarthropathy() -> display.Grey:
    """Return anterior and posterior views of the legs with periosteal uptake along the shafts."""
    quiet = {"patella": 1.1, "ankle": 1.7, "tibial plateau": 1.4, "femur": 0.15, "tibia": 0.15, "fibula": 0.5}
    bones = changed(skeleton.whole(), {"femoral": 1.0, **quiet})
    for s in (1.0, -1.0):
        thigh = [(s * 132, 905, 4), (s * 126, 1000, -4), (s * 110, 1100, -4), (s * 94, 1180, 2), (s * 88, 1215, 2)]
        shin = [(s * 80, 1292, 0), (s * 80, 1330, 0), (s * 80, 1420, -4), (s * 76, 1530, 0), (s * 72, 1645, 2)]
        calf = [(s * 115, 1310, 18), (s * 112, 1460, 14), (s * 101, 1645, 12)]
        for path, radii, uptake in (
            (thigh, [17, 20, 19, 20, 23], 0.9),
            (shin, [21, 19, 18, 17, 18], 0.95),
            (calf, [6, 8, 8], 0.5),
        ):
            bones += _periosteum(path, radii, uptake)
    patient = Patient(bones, kidneys=0.3, bladder=1.0, soft_tissue=0.035, seed=141)
    pair = [v[LEGS, 30:-30] for v in views(patient, 3.2e6, smoothing=1.3)]
    level = float(np.percentile(pair[0], 99.3))
    return display.tile([display.grey(display.enlarge(v, (384, 864)), level, power=1.0) for v in pair], 2, 0)


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/bone-normal/whole-body.png": normal,
    "cases/bone-metastases/whole-body.png": metastases,
    "cases/bone-superscan/whole-body.png": superscan,
    "cases/bone-paget/whole-body.png": paget,
    "cases/bone-hpo/legs.png": osteoarthropathy,
}
