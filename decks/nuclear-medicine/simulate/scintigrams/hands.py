"""Three-phase bone scan of both hands (Tc-99m MDP), fingers up, seen from the palm."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scintigrams import camera, display
from scintigrams.shapes import Array, Ellipsoid, Point, Solid, Union, tube
from scintigrams.volume import Grid, Volume

GRID = Grid(matrix=(200, 150, 12), voxel=(1.9, 4.0))
WRIST = 205.0
"""Row of the radiocarpal joint, mm from the top."""

# A finger a row: joints from the base of the metacarpal to the tip, mm (towards the thumb, up from the wrist).
FINGERS = (
    ((20, 18), (48, 50), (66, 82), (76, 106)),
    ((13, 30), (24, 92), (30, 134), (33, 158), (35, 178)),
    ((3, 32), (5, 96), (6, 142), (7, 170), (8, 191)),
    ((-8, 30), (-13, 90), (-18, 132), (-22, 158), (-24, 178)),
    ((-17, 27), (-28, 80), (-38, 112), (-44, 131), (-48, 147)),
)


def _at(side: float, joint: tuple[int, int]) -> Point:
    return side * (92 - joint[0]), WRIST - joint[1], 0.0


def _forearm(side: float) -> list[Solid]:
    radius = tube([(side * 84, 200, 0), (side * 86, 235, 0), (side * 90, 290, 0)], [13, 8, 7])
    ulna = tube([(side * 107, 203, 0), (side * 107, 240, 0), (side * 107, 290, 0)], [8, 6, 6])
    return [radius, ulna]


def soft_parts(side: float) -> Union:
    """Return the skin outline of one hand."""
    fingers = [tube([_at(side, j) for j in finger], [12, *[9] * (len(finger) - 2), 7]) for finger in FINGERS]
    palm = Ellipsoid((side * 94, WRIST - 55, 0), (38, 46, 17), power=2.6)
    return Union(
        [*fingers, palm, tube([(side * 95, 175, 0), (side * 95, 215, 0), (side * 98, 295, 0)], [19, 20, 23])]
    )


def draw_bones(volume: Volume, side: float, shaft: float, joint: float) -> None:
    """Draw the bones of one hand: uptake of the shafts and, on top of it, around the joints."""
    for finger in FINGERS:
        points = [_at(side, j) for j in finger]
        volume.add(tube(points, [5, *[4] * (len(points) - 2), 3]), shaft)
        for index, point in enumerate(points[:-1]):
            radius = 9.0 - 1.0 * index
            volume.add(Ellipsoid(point, (radius, radius, 6)), joint * (0.8 if index else 0.5))
    volume.add(Ellipsoid((side * 92, WRIST - 14, 0), (22, 14, 9), power=2.5), 0.5 * shaft + 0.8 * joint)
    volume.add(Union(_forearm(side)), shaft)
    volume.add(Ellipsoid((side * 90, WRIST + 2, 0), (20, 7, 8)), joint * 0.55)


def _view(soft: tuple[float, float], bone: tuple[float, float, float], counts: float, seed: int) -> Array:
    """Return one image; soft is (right, left), bone is (shaft, right joints, left joints)."""
    volume = Volume(GRID)
    for side, tissue, joint in ((-1.0, soft[0], bone[1]), (1.0, soft[1], bone[2])):
        skin = soft_parts(side)
        volume.add(skin, tissue)
        volume.attenuate(skin, camera.WATER_140_KEV)
        if tissue > 0.25:
            vessel = [(side * 80, 290, -6), (side * 84, 215, -6), (side * 96, 150, -6), (side * 116, 138, -6)]
            volume.add(tube(vessel, [4, 4, 3, 2]), tissue * 1.2)
        draw_bones(volume, side, bone[0] * (1.7 if joint > 0.9 else 1), joint)
    return camera.blur(camera.count(camera.scatter(camera.project(volume), 0.15, 30), counts, seed), 1.8)


def three_phases() -> display.Grey:
    """Return four flow frames above the blood pool and the late image; the left hand is abnormal."""
    rise = ((0.05, 0.12, 9e3), (0.3, 0.8, 2e4), (0.42, 1.1, 3e4), (0.45, 1.15, 3.2e4))
    flow = [_view((right, left), (0.0, 0.0, 0.0), n, 150 + i) for i, (right, left, n) in enumerate(rise)]
    totals = np.array([9e3, 2.6e4, 3.4e4, 3.6e4]) / 3.6e4
    frames = [
        display.grey(display.enlarge(f * t, (240, 180)), float(np.percentile(flow[3], 99.7)), power=0.85)
        for f, t in zip(flow, totals, strict=True)
    ]
    pool = _view((0.42, 1.0), (0.06, 0.05, 0.18), 3e5, 160)
    late = _view((0.1, 0.17), (0.5, 0.45, 1.5), 5e5, 161)
    pair = [
        display.grey(display.enlarge(image, (482, 362)), float(np.percentile(image, level)), power=0.85)
        for image, level in ((pool, 99.7), (late, 99.6))
    ]
    top, bottom = display.tile(frames, 4), display.tile(pair, 2, 8)
    return np.vstack([top, np.full((8, top.shape[1]), 255, dtype=np.uint8), bottom])


STUDIES: dict[str, Callable[[], display.Grey]] = {"cases/bone-crps/phases.png": three_phases}
