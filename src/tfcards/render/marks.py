"""Where the annotations of an image are drawn: outlines and words, in the image's pixels, for an inline SVG."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tfcards.model.case import Annotation, Point

_TEXT_SHARE = 0.038
"""Height of letters as a share of the image's side, were it square: about 14 pixels on a phone."""
_HEAD_SHARE = 0.05
_HEAD_SPREAD = math.radians(28)
_WIDE = {"W", "F"}


@dataclass(frozen=True, slots=True)
class Canvas:
    """The size of an image in pixels."""

    width: int
    height: int

    @property
    def side(self) -> float:
        """The side of a square of the same area."""
        return math.sqrt(self.width * self.height)

    def at(self, point: Point) -> Point:
        """Return the pixel of a place that is given in fractions."""
        return point[0] * self.width, point[1] * self.height


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to draw: ``path`` is SVG path data, empty for words alone; ``x`` is the middle of the text."""

    path: str
    text: str
    x: str
    y: str
    size: str


def marks(annotations: Iterable[Annotation], width: int, height: int) -> tuple[Mark, ...]:
    """Return ``annotations`` as they are drawn over an image of ``width`` by ``height`` pixels."""
    canvas = Canvas(width, height)
    return tuple(_mark(annotation, canvas) for annotation in annotations)


def _mark(annotation: Annotation, canvas: Canvas) -> Mark:
    places = [canvas.at(point) for point in annotation.points]
    path = _OUTLINES[annotation.kind](places, canvas) if annotation.kind in _OUTLINES else ""
    letters = sum(1.0 if unicodedata.east_asian_width(c) in _WIDE else 0.58 for c in annotation.text) or 1.0
    size = min(canvas.side * _TEXT_SHARE, canvas.width * 0.96 / letters, canvas.height * 0.5)
    room = (letters * size, size)
    x, y = _beside(annotation.kind, places, room, canvas)
    x = min(max(x, room[0] / 2 + size / 4), canvas.width - room[0] / 2 - size / 4)
    y = min(max(y, size), canvas.height - size * 0.35)
    return Mark(path, annotation.text, _short(x), _short(y), _short(size))


def _beside(kind: str, places: list[Point], room: tuple[float, float], canvas: Canvas) -> Point:
    """Return the middle of the base line of a text that takes ``room``: by an arrow's tail, above a shape."""
    width, size = room
    if kind == "text":
        return places[0][0], places[0][1] + size * 0.35
    if kind == "arrow":
        (x, y), (tip_x, tip_y) = places
        length = math.hypot(x - tip_x, y - tip_y)
        away_x, away_y = (x - tip_x) / length, (y - tip_y) / length
        apart = abs(away_x) * width / 2 + abs(away_y) * size / 2 + size * 0.4
        return x + away_x * apart, y + away_y * apart + size * 0.35
    left, top, right, bottom = _bounds(kind, places)
    above = top - size * 0.5
    return (left + right) / 2, above if above > size else min(bottom + size * 1.2, canvas.height)


def _bounds(kind: str, places: list[Point]) -> tuple[float, float, float, float]:
    if kind == "circle":
        (x, y), radius = places[0], math.dist(*places)
        return x - radius, y - radius, x + radius, y + radius
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def _arrow(places: list[Point], canvas: Canvas) -> str:
    start, tip = places
    length = math.dist(start, tip)
    head = min(canvas.side * _HEAD_SHARE, length * 0.6)
    back = math.atan2(start[1] - tip[1], start[0] - tip[0])
    one, two = (
        (tip[0] + head * math.cos(back + turn), tip[1] + head * math.sin(back + turn))
        for turn in (-_HEAD_SPREAD, _HEAD_SPREAD)
    )
    return f"M{_pair(start)}L{_pair(tip)}M{_pair(one)}L{_pair(tip)}L{_pair(two)}"


def _circle(places: list[Point], _: Canvas) -> str:
    (x, y), radius = places[0], math.dist(*places)
    arc = f"A{_short(radius)} {_short(radius)} 0 1 0 "
    return f"M{_pair((x - radius, y))}{arc}{_pair((x + radius, y))}{arc}{_pair((x - radius, y))}Z"


def _rectangle(places: list[Point], canvas: Canvas) -> str:
    left, top, right, bottom = _bounds("rectangle", places)
    return _polygon([(left, top), (right, top), (right, bottom), (left, bottom)], canvas)


def _polygon(places: list[Point], _: Canvas) -> str:
    return "M" + "L".join(_pair(place) for place in places) + "Z"


_OUTLINES = {"arrow": _arrow, "circle": _circle, "rectangle": _rectangle, "polygon": _polygon}


def _pair(place: Point) -> str:
    return f"{_short(place[0])} {_short(place[1])}"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
