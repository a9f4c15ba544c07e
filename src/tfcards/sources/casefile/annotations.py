"""What must hold for the annotations of an image: points of two numbers, as many as the kind needs, few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tfcards.model.case import Annotation, Case
from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.sources.casefile import codes

MAX_TEXT = 40
"""Characters that fit across an image on a phone."""

_MOST = 60
_COUNTS = {
    "arrow": (2, 2, "2 points, from and to"),
    "circle": (2, 2, "2 points, its centre and one of its edge"),
    "rectangle": (2, 2, "2 points, opposite corners"),
    "polygon": (3, _MOST, f"3 to {_MOST} points"),
    "text": (1, 1, "1 point"),
}


def check_annotations(case: Case, lines: Mapping[str, int], path: str) -> list[Diagnostic]:
    """Return what is wrong with the annotations of ``case``; ``lines`` as a reader gives them."""
    found = []
    for number, image in enumerate(case.images):
        for index, annotation in enumerate(image.annotations):
            at = f"images.{number}.annotations.{index}"
            place = Location(path, lines.get(f"{at}.points", lines.get(at, 0)))
            found += [*_points(annotation, place), *_text(annotation, lines.get(f"{at}.text", 0), place)]
    return found


def _points(annotation: Annotation, place: Location) -> Iterator[Diagnostic]:
    if annotation.kind not in _COUNTS:
        return
    low, high, needed = _COUNTS[annotation.kind]
    if any(len(point) != len(("x", "y")) for point in annotation.points):
        hint = "write each as [x, y], as in points: [[0.2, 0.3], [0.5, 0.6]]"
        yield error(codes.NOT_A_POINT, "points: each needs two numbers, x and y", place, hint)
    elif not low <= len(annotation.points) <= high:
        count = f"{len(annotation.points)} point{'' if len(annotation.points) == 1 else 's'}"
        message = f"{annotation.kind} needs {needed}, and has {count}"
        yield error(codes.POINT_COUNT, message, place, "add or delete points")
    elif annotation.kind != "text" and len(set(annotation.points)) < low:
        yield error(codes.POINT_COUNT, f"{annotation.kind}: its points are the same place", place, "correct one")


def _text(annotation: Annotation, line: int, place: Location) -> Iterator[Diagnostic]:
    if annotation.kind == "text" and not annotation.text:
        yield error(codes.MARK_TEXT, "an annotation of kind text has no text", place, "add text:")
    if len(annotation.text) > MAX_TEXT or "\n" in annotation.text:
        message = f"the text of an annotation is longer than one line of {MAX_TEXT} characters"
        where = Location(place.path, line or place.line)
        yield error(codes.MARK_TEXT, message, where, "shorten it; the caption and the findings have room for more")
