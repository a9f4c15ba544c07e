"""Hepatobiliary scans (Tc-99m mebrofenin), anterior upper abdomen."""

from __future__ import annotations

from collections.abc import Callable

from scintigrams import body, display, dynamic
from scintigrams.dynamic import Organ, Protocol, decay, rise, scaled
from scintigrams.shapes import Ellipsoid, Union, lumpy, tube
from scintigrams.volume import Grid

GRID = Grid((128, 128, 50), (2.7, 4.5), top=462, middle=-14)
FRAME = (236, 236)

LIVER = Union(
    [
        Ellipsoid((-84, 588, 6), (62, 72, 76), turn=8, power=2.3),
        Ellipsoid((-96, 640, 12), (44, 48, 56), turn=12),
        Ellipsoid((-34, 566, -20), (56, 44, 58), turn=-12),
        Ellipsoid((18, 556, -48), (52, 27, 34), turn=-10),
    ]
)
FOSSA = Ellipsoid((-62, 664, -58), (15, 26, 26), turn=24)
HEART = Ellipsoid((32, 486, -40), (52, 44, 46), turn=25)
SPLEEN = Ellipsoid((104, 582, 58), (22, 42, 28), turn=-18)
HEPATIC_DUCTS = Union(
    [
        tube([(-80, 580, -6), (-56, 602, -12), (-34, 622, -16)], [3, 4, 5]),
        tube([(6, 574, -40), (-16, 600, -24), (-34, 622, -16)], [3, 4, 5]),
    ]
)
COMMON_DUCT = tube([(-34, 622, -16), (-28, 650, -8), (-26, 690, 4)], [5, 5.5, 5])
DUODENUM = lumpy(
    [(-26, 676, -14), (-48, 676, -8), (-54, 708, 6), (-34, 738, 12), (4, 734, 4), (38, 708, -6)], 10, 302
)
JEJUNUM = lumpy(
    [
        (44, 702, -20),
        (80, 690, -28),
        (108, 706, -26),
        (84, 732, -32),
        (48, 742, -34),
        (72, 768, -34),
        (110, 752, -30),
    ],
    12,
    303,
)
ILEUM = lumpy([(104, 780, -34), (66, 796, -42), (26, 774, -46), (-12, 792, -40), (20, 806, -38)], 12, 304)
KIDNEYS = Union([Ellipsoid((side * 62, 632, 56), (25, 50, 20), turn=-side * 14) for side in body.SIDES])


def organs(bile: float, start: float = 0.0) -> list[Organ]:
    """Return all organs from a start (minutes) on; bile is the share that reaches the bowel."""

    def later(curve: dynamic.Curve) -> dynamic.Curve:
        return lambda t: curve(t + start)

    return [
        Organ(body.trunk(), later(decay(0.16, 7, 0.018))),
        Organ(HEART, later(decay(1.0, 5, 0.02))),
        Organ(SPLEEN, later(decay(0.6, 6, 0.02))),
        Organ(KIDNEYS, later(decay(0.35, 12, 0.02))),
        Organ(LIVER, later(rise(-1, 5, 38))),
        Organ(HEPATIC_DUCTS, later(scaled(rise(9, 9, 45), 2.6))),
        Organ(COMMON_DUCT, later(scaled(rise(12, 9, 70), 4.2 * bile + 1))),
        Organ(DUODENUM, later(scaled(rise(18, 10, 60), 2.4 * bile))),
        Organ(JEJUNUM, later(scaled(rise(28, 14), 2.6 * bile))),
        Organ(ILEUM, later(scaled(rise(52, 20), 2.0 * bile))),
    ]


def cholecystitis() -> display.Grey:
    """Return the first hour without a gallbladder."""
    protocol = Protocol([2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 52, 60], 3.6e5, 4, FRAME, 301)
    return dynamic.sheet(dynamic.frames(GRID, organs(1.0), protocol), protocol)


def after_morphine() -> display.Grey:
    """Return 5 to 30 minutes after morphine: ducts and bowel, still no gallbladder."""
    protocol = Protocol([5, 10, 15, 20, 25, 30], 2.6e5, 3, (300, 300), 321)
    return dynamic.sheet(dynamic.frames(GRID, organs(1.0, 62), protocol), protocol)


def leak() -> display.Grey:
    """Return bile that leaves the ducts, fills the gallbladder fossa and runs down the right gutter."""
    puddle = Union([FOSSA, Ellipsoid((-84, 676, -50), (24, 13, 22)), Ellipsoid((-48, 650, -40), (12, 14, 16))])
    gutter = Union(
        [
            tube(
                [(-92, 690, -34), (-116, 704, -16), (-129, 734, -2), (-131, 770, 2), (-122, 804, 0)],
                [9, 11, 14, 15, 17],
            ),
            lumpy([(-124, 726, -4), (-128, 770, 0), (-116, 804, 0)], 16, 305),
        ]
    )
    under_dome = tube([(-140, 650, -4), (-149, 600, 0), (-138, 548, -4)], [9, 8, 5])
    spilled = [
        Organ(puddle, scaled(rise(11, 20), 3.0)),
        Organ(gutter, scaled(rise(24, 26), 3.0)),
        Organ(under_dome, scaled(rise(30, 26), 2.2)),
    ]
    protocol = Protocol([2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 52, 60], 3.6e5, 4, FRAME, 341)
    return dynamic.sheet(dynamic.frames(GRID, [*organs(0.35), *spilled], protocol), protocol)


STUDIES: dict[str, Callable[[], display.Grey]] = {
    "cases/hida-cholecystitis/dynamic.png": cholecystitis,
    "cases/hida-cholecystitis/morphine.png": after_morphine,
    "cases/hida-leak/dynamic.png": leak,
}
