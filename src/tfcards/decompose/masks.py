"""Which part of an image an annotation covers, and how much of the image or of one another masks cover."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tfcards.model.card import Mask
from tfcards.model.case import Annotation, Point

Size = tuple[int, int]
"""Width and height of an image in pixels."""

LEAST_SIDE = 0.01
"""A mask that is thinner hides nothing that could be seen: a share of the image's width or height."""

LEAST_AREA = 0.0001
MOST_AREA = 0.9
"""Shares of the image: less than the first is no area, more than the second leaves no image to look at."""

_ROUND = 32
"""Corners of a circle that the edge of the image cuts."""

_SAMPLES = 40
_DIGITS = 4
"""Decimals of a fraction, as many as Anki's own editor writes."""


def outline(annotation: Annotation, size: Size) -> tuple[str, tuple[Point, ...]] | None:
    """Return shape and points, as of a ``Mask``, of what ``annotation`` encloses; None when it encloses nothing.

    A circle is round in pixels, hence ``size``. All is kept within the image: a circle that reaches beyond its
    edge becomes a polygon, as a smaller ellipse would leave something of what it hides uncovered.
    """
    if annotation.kind == "rectangle":
        return "rect", _box(annotation.points)
    if annotation.kind == "polygon":
        return "polygon", tuple(_within(point) for point in annotation.points)
    if annotation.kind == "circle":
        return _circle(annotation, size)
    return None


def _circle(annotation: Annotation, size: Size) -> tuple[str, tuple[Point, ...]]:
    (x, y), (edge_x, edge_y) = annotation.points
    radius = math.hypot((edge_x - x) * size[0], (edge_y - y) * size[1])
    wide, high = radius / size[0], radius / size[1]
    if wide <= x <= 1 - wide and high <= y <= 1 - high:
        return "ellipse", _box(((x - wide, y - high), (x + wide, y + high)))
    turns = [2 * math.pi * corner / _ROUND for corner in range(_ROUND)]
    return "polygon", tuple(_within((x + wide * math.cos(t), y + high * math.sin(t))) for t in turns)


def _box(points: Sequence[Point]) -> tuple[Point, Point]:
    """Return the top left and the bottom right corner of the box around ``points``."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return _within((min(xs), min(ys))), _within((max(xs), max(ys)))


def _within(point: Point) -> Point:
    x, y = (round(min(max(value, 0.0), 1.0), _DIGITS) for value in point)
    return x, y


def is_nothing(mask: Mask) -> bool:
    """Tell whether ``mask`` encloses no area that could hide anything."""
    (left, top), (right, bottom) = _box(mask.points)
    return min(right - left, bottom - top) < LEAST_SIDE or _area(mask) < LEAST_AREA


def _area(mask: Mask) -> float:
    """Return the share of the image that ``mask`` takes."""
    if mask.shape == "polygon":
        ends = zip(mask.points, (*mask.points[1:], mask.points[0]), strict=True)
        return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in ends)) / 2
    (left, top), (right, bottom) = mask.points
    return (right - left) * (bottom - top) * (math.pi / 4 if mask.shape == "ellipse" else 1)


def cover_all(masks: Sequence[Mask]) -> bool:
    """Tell whether ``masks`` together leave next to nothing of the image."""
    places = _grid(((0, 0), (1, 1)))
    covered = sum(any(_holds(mask, place) for mask in masks) for place in places)
    return covered > MOST_AREA * len(places)


def covers(one: Mask, other: Mask) -> bool:
    """Tell whether ``one`` lies wholly over ``other``."""
    places = [place for place in _grid(_box(other.points)) if _holds(other, place)]
    return bool(places) and all(_holds(one, place) for place in places)


def _grid(box: tuple[Point, Point]) -> list[Point]:
    """Return places all over ``box``, at the middle of equal parts."""
    (left, top), (right, bottom) = box
    steps = [(step + 0.5) / _SAMPLES for step in range(_SAMPLES)]
    return [(left + (right - left) * x, top + (bottom - top) * y) for x in steps for y in steps]


def _holds(mask: Mask, place: Point) -> bool:
    """Tell whether ``place`` lies within ``mask``; of a polygon, by how often a ray from it meets the outline."""
    x, y = place
    if mask.shape == "polygon":
        inside = False
        for (x1, y1), (x2, y2) in zip(mask.points, (*mask.points[1:], mask.points[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                inside = not inside
        return inside
    (left, top), (right, bottom) = mask.points
    if mask.shape == "ellipse":
        across, down = (right - left) / 2, (bottom - top) / 2
        return ((x - left - across) / across) ** 2 + ((y - top - down) / down) ** 2 <= 1
    return left <= x <= right and top <= y <= bottom
