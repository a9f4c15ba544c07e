"""Reads a page, cut into sections, into a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tfcards.model.case import ImageRef
from tfcards.sources.document.compose import Composer
from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import Document
from tfcards.sources.page.cutting import cut
from tfcards.sources.page.figures import parse_images
from tfcards.sources.page.header import Header, parse_header
from tfcards.sources.page.saved import Saved, SavedImage
from tfcards.sources.reading import Reading

NOTHING_SAVED = Saved()


def read_lines(texts: Sequence[str], path: Path, saved: Saved = NOTHING_SAVED) -> Reading:
    """Read the lines of a page. ``saved`` are the images that were saved with it."""
    composer = Composer(path)
    page = cut(texts)
    case = composer.case(page)
    if case is None:
        return composer.reading(None)
    case_id = composer.named_after_file(page.merged("case_number"), "add a line that begins with Case number:")
    header = _header(page, composer.remarks)
    images, note = _images(page, composer.lines, saved.images)
    if saved.missing:
        message = f"{saved.missing} image(s) of the page stand elsewhere, and were not saved with it"
        composer.remarks.add(
            "TF171", 0, message, "save the page again as complete, or give the files with --images"
        )
    stated = replace(case, id=case_id, authors=header.authors, date=header.date, rating=header.rating)
    return composer.reading(replace(stated, images=images, image_note=note), embedded=saved.embedded)


def _header(page: Document, remarks: Remarks) -> Header:
    section = page.merged("authors")
    header = parse_header(section.text())
    for leftover in header.leftover:
        remarks.add(
            "TF109", section.number, f"the author line was not understood at {leftover}", "correct it by hand"
        )
    return header


def _images(
    page: Document, lines: dict[str, int], saved: Sequence[SavedImage]
) -> tuple[tuple[ImageRef, ...], str]:
    """Return the images that the page names, with the files saved with it, and what is said of all of them.

    A file belongs to the image line that shows it or leads to it; the others go to the lines that are left, in
    order. Files that no line names are images too.
    """
    images, numbers, note = parse_images(page.merged("images").paragraphs())
    for i, number in enumerate(numbers):
        lines[f"images.{i}"] = number
    at_line = {number: at for at, number in enumerate(numbers)}
    given: dict[int, SavedImage] = {}
    rest: list[SavedImage] = []
    for image in saved:
        places = [at_line[line] for line in sorted(image.lines) if at_line.get(line, -1) not in {-1, *given}]
        if places:
            given[places[0]] = image
        else:
            rest.append(image)
    for at in range(len(images)):
        if at not in given and rest:
            given[at] = rest.pop(0)
    named = [_with_file(image, given.get(at)) for at, image in enumerate(images)]
    more = [
        ImageRef(label=f"image {n}", file=s.file, caption=s.caption) for n, s in enumerate(rest, len(named) + 1)
    ]
    return (*named, *more), note


def _with_file(image: ImageRef, saved: SavedImage | None) -> ImageRef:
    return replace(image, file=saved.file, caption=image.caption or saved.caption) if saved else image
