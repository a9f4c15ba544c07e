"""Gastrointestinal studies: bleeding (labelled red cells), Meckel diverticulum, gastric emptying."""

from __future__ import annotations

from collections.abc import Callable

from scintigrams import body, display, dynamic, hida
from scintigrams.dynamic import Organ, Protocol, decay, rise, scaled
from scintigrams.shapes import Array, Ellipsoid, Union, lumpy, tube
from scintigrams.volume import Grid

ABDOMEN = Grid((128, 128, 50), (3.25, 4.5), top=472)
FRAME = (214, 214)
BLADDER = Ellipsoid((0, 848, -30), (34, 26, 30))

AORTA = tube([(10, 500, 40), (10, 620, 30), (6, 714, 14)], [12, 11, 9])
CAVA = tube([(-18, 500, 30), (-20, 620, 30), (-12, 722, 20)], [12, 13, 12])
ILIAC = Union(
    [
        tube(
            [
                (2, 712, 14),
                (side * 20, 740, 22),
                (side * 46, 776, 24),
                (side * 72, 822, -24),
                (side * 84, 900, -50),
            ],
            [9, 9, 8, 8, 7],
        )
        for side in body.SIDES
    ]
)

# The colon from the cecum on; each piece fills as the blood moves along.
COLON = (
    [(-92, 786, -38), (-104, 756, -36), (-110, 724, -30)],
    [(-110, 724, -30), (-110, 690, -24), (-98, 660, -26)],
    [(-98, 660, -26), (-66, 668, -56), (-28, 684, -72)],
    [(-28, 684, -72), (10, 690, -76), (50, 676, -66)],
)


def _bleeding() -> tuple[list[Array], Protocol]:
    """Return 16 frames over 64 minutes: blood appears at the cecum at 16 and runs to the transverse colon."""
    pieces = [lumpy(points, 15, 600 + i) for i, points in enumerate(COLON)]
    starts = (13.0, 23.0, 36.0, 48.0)
    blood = [
        Organ(piece, scaled(rise(start, 14, 90), level))
        for piece, start, level in zip(pieces, starts, (1.7, 1.35, 1.5, 1.2), strict=True)
    ]
    spurt = Organ(Ellipsoid((-84, 790, -40), (11, 10, 10)), scaled(rise(11, 6, 60), 1.9))
    liver = Organ(hida.LIVER, decay(0.27, 900))
    pool = [
        Organ(body.trunk(), decay(0.10, 900)),
        Organ(Union([AORTA, CAVA]), decay(0.85, 900)),
        Organ(ILIAC, decay(0.8, 900)),
        Organ(hida.HEART, decay(0.6, 900)),
        Organ(Ellipsoid((104, 586, 50), (26, 50, 32), turn=-18), decay(0.75, 900)),
        Organ(hida.KIDNEYS, decay(0.42, 900)),
        Organ(BLADDER, scaled(rise(10, 60), 0.9)),
        liver,
    ]
    protocol = Protocol([2 + 4 * i for i in range(16)], 2.2e5, 4, (178, 178), 601, 99.6)
    return dynamic.frames(ABDOMEN, [*pool, spurt, *blood], protocol), protocol


def bleeding() -> display.Grey:
    """Return the frames of the bleeding side by side."""
    return dynamic.sheet(*_bleeding())


def bleeding_movie() -> display.Grey:
    """Return the frames of the bleeding one behind the other."""
    return dynamic.movie(*_bleeding(), (256, 256))


STOMACH = Union(
    [
        Ellipsoid((66, 578, -10), (34, 36, 34)),
        tube(
            [(70, 590, -16), (74, 630, -40), (56, 664, -60), (22, 674, -62), (-14, 660, -54)], [30, 25, 21, 17, 9]
        ),
    ]
)


def meckel() -> display.Grey:
    """Return 12 frames over an hour: a focus in the right lower quadrant fills together with the stomach."""
    focus = Union([Ellipsoid((-58, 764, -58), (15, 10, 11), turn=35), Ellipsoid((-47, 772, -58), (10, 9, 9))])
    wall = rise(1, 13)
    organs = [
        Organ(body.trunk(), decay(0.16, 30, 0.04)),
        Organ(Union([AORTA, CAVA, ILIAC]), decay(0.36, 14, 0.04)),
        Organ(hida.HEART, decay(0.4, 14, 0.05)),
        Organ(hida.LIVER, decay(0.26, 25, 0.05)),
        Organ(Ellipsoid((104, 586, 50), (24, 46, 30), turn=-18), decay(0.26, 20, 0.04)),
        Organ(hida.KIDNEYS, decay(0.34, 40, 0.04)),
        Organ(STOMACH, scaled(wall, 0.95)),
        Organ(focus, scaled(wall, 2.1)),
        Organ(hida.DUODENUM, scaled(rise(26, 20), 0.45)),
        Organ(BLADDER, scaled(rise(6, 30), 1.5)),
    ]
    protocol = Protocol([1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 52, 60], 2.2e5, 4, FRAME, 621, 99.5)
    return dynamic.sheet(dynamic.frames(ABDOMEN, organs, protocol), protocol)


def _meal(share: float, antrum: float, seed: int) -> Array:
    """Return one anterior image of a meal.

    Share is what the stomach still holds, antrum how much of that lies in the antrum. The weights turn shares into
    activity per volume: the antrum has a fourth of the volume of body and fundus, the bowel about as much.
    """
    fundus = Union(
        [
            Ellipsoid((68, 580, 8), (35, 36, 38), turn=15),
            tube([(70, 592, 0), (75, 620, -20), (68, 642, -40)], [33, 28, 23]),
            Ellipsoid((84, 606, -10), (20, 26, 26)),
        ]
    )
    distal = tube(
        [(66, 648, -44), (46, 666, -58), (20, 670, -62), (-2, 660, -58), (-16, 652, -54)], [21, 19, 17, 14, 7]
    )
    small = Union([hida.JEJUNUM, hida.ILEUM, lumpy([(-40, 760, -36), (-66, 780, -36), (-30, 800, -40)], 12, 650)])
    organs = [
        Organ(body.trunk(), lambda _: 0.004),
        Organ(fundus, lambda _: share * (1 - antrum)),
        Organ(distal, lambda _: 4 * share * antrum, fundus),
        Organ(Union([hida.DUODENUM, small]), lambda _: 0.7 * (1 - share)),
    ]
    grid = Grid((128, 128, 50), (2.8, 4.5), top=480)
    return dynamic.frames(grid, organs, Protocol([0.0], 3.0e5, 1, (1, 1), seed))[0]


def gastroparesis() -> display.Grey:
    """Return anterior images at 0, 1, 2 and 4 hours: 100, 95, 86 and 66 % of the meal stay in the stomach."""
    hours = ((1.0, 0.10), (0.95, 0.16), (0.86, 0.21), (0.66, 0.24))
    images = [_meal(share, antrum, 641 + i) for i, (share, antrum) in enumerate(hours)]
    return dynamic.sheet(images, Protocol([], 0, 2, (360, 360), 0, 99.75, 0.75))


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/gi-bleed/dynamic.png": bleeding,
    "cases/gi-bleed/movie.webp": bleeding_movie,
    "pages/nm202-main.png": meckel,
    "cases/gi-gastroparesis/dynamic.png": gastroparesis,
}
