"""Writes the images that a source holds within itself to files, where every later stage looks for images."""

from __future__ import annotations

from dataclasses import replace

from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.reading import Reading
from tfcards.sources.supply import Supplied


def unembedded(reading: Reading, scratch: Scratch | None) -> Supplied:
    """Return ``reading`` with its embedded images in a folder of ``scratch``; without one they have no file."""
    case = reading.case
    if case is None or not reading.embedded:
        return Supplied(reading, {})
    folder = scratch.folder(reading.path) if scratch else None
    roots = {}
    images = list(case.images)
    for at, image in enumerate(images):
        data = reading.embedded.get(image.file)
        if data is None:
            continue
        place = folder / image.file if folder else None
        if place:
            place.write_bytes(data)
            roots[str(place)] = place.parent
        images[at] = replace(image, file=str(place) if place else "")
    return Supplied(replace(reading, case=replace(case, images=tuple(images)), embedded={}), roots)
