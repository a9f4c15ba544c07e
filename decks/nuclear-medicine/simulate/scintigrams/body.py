"""The outline of an adult of 1.75 m: soft tissue that emits a little and attenuates."""

from __future__ import annotations

from scintigrams.shapes import Ellipsoid, Solid, Stack, Union, tube

SIDES = (1.0, -1.0)
"""The patient's left and right, as the sign of x."""


def trunk() -> Stack:
    """Return neck, chest, abdomen and pelvis."""
    return Stack(
        [
            (205, 0, 10, 55, 60),
            (270, 0, 10, 62, 62),
            (300, 0, 10, 105, 72),
            (325, 0, 8, 168, 88),
            (370, 0, 5, 182, 100),
            (450, 0, 0, 172, 112),
            (540, 0, 0, 160, 112),
            (640, 0, 0, 150, 108),
            (730, 0, 0, 160, 106),
            (810, 0, 0, 176, 108),
            (870, 0, 5, 178, 105),
            (925, 0, 5, 168, 92),
        ]
    )


def head() -> Union:
    """Return the head."""
    return Union([Ellipsoid((0, 112, 2), (78, 112, 98)), Ellipsoid((0, 185, -25), (58, 55, 68))])


def arm(side: float) -> Union:
    """Return one arm, at the side of the trunk, palm on the couch."""
    return tube(
        [
            (side * 178, 345, 10),
            (side * 205, 460, 15),
            (side * 225, 640, 15),
            (side * 243, 760, 5),
            (side * 256, 885, 0),
            (side * 260, 960, 0),
            (side * 262, 1060, 0),
        ],
        [50, 46, 40, 40, 28, 32, 20],
        20,
    )


def leg(side: float) -> Union:
    """Return one leg with its foot."""
    return tube(
        [
            (side * 88, 890, 5),
            (side * 95, 1000, 5),
            (side * 88, 1150, 3),
            (side * 82, 1245, 0),
            (side * 82, 1360, 12),
            (side * 78, 1500, 8),
            (side * 76, 1650, 0),
            (side * 84, 1705, -30),
            (side * 96, 1745, -85),
        ],
        [86, 84, 68, 58, 58, 48, 36, 38, 24],
        20,
    )


def whole() -> list[Solid]:
    """Return all parts of the body."""
    limbs: list[Solid] = [part(side) for side in SIDES for part in (arm, leg)]
    return [trunk(), head(), *limbs]
