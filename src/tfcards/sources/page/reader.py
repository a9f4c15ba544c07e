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
MAX_LETTERS = 1_000_000
MAX_LINES = 20_000


def read_lines(texts: Sequence[str], path: Path, saved: Saved = NOTHING_SAVED) -> Reading:
    """Read the lines of a page. ``saved`` are the images that were saved with it."""
    composer = Composer(path)
    if sum(map(len, texts)) > MAX_LETTERS or len(texts) > MAX_LINES:
        message = f"the text has more than {MAX_LETTERS:,} letters or {MAX_LINES:,} lines; a page has far fewer"
        composer.remarks.fail("TF101", 0, message, "check the file")
        return composer.reading(None)
    page = cut(texts)
    case = composer.case(page)
    if case is None:
        return composer.reading(None)
    case_id = composer.named_after_file(page.merged("case_number"), "add a line that begins with Case number:")
    header = _header(page, composer.remarks)
    images, note = _images(page, composer.lines, saved.images)
    _tell(saved, composer.remarks)
    stated = replace(case, id=case_id, authors=header.authors, date=header.date, rating=header.rating)
    return composer.reading(replace(stated, images=images, image_note=note), embedded=saved.embedded)


def _tell(saved: Saved, remarks: Remarks) -> None:
    """Report the images of the page that are not here."""
    if saved.missing:
        message = f"{saved.missing} image(s) of the page stand elsewhere, and were not saved with it"
        remarks.add("TF171", 0, message, "save the page again as complete, or give the files with --images")
    if saved.outside:
        message = f"{saved.outside} image address(es) lead out of the folder of the page, and were not followed"
        remarks.add("TF173", 0, message, "put the files beside the page, or give them with --images")
    if saved.left_out:
        message = f"{saved.left_out} image(s) of the page are too many for one case, and were left out"
        remarks.add("TF174", 0, message, "make several pages of it")


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
    order. Files that no line names are images too. What was not saved keeps its place in the order, unless there
    are more images than lines.
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
    if len(rest) > len(images) - len(given):
        rest = [image for image in rest if image.file or image.caption]
    if len(rest) > len(images) - len(given):
        rest.sort(key=lambda image: not image.file)
    for at in range(len(images)):
        if at not in given and rest:
            given[at] = rest.pop(0)
    named = [_with_file(image, given.get(at)) for at, image in enumerate(images)]
    more = [image for image in rest if image.file or image.caption]
    others = [
        ImageRef(label=f"image {n}", file=s.file, caption=s.caption) for n, s in enumerate(more, len(named) + 1)
    ]
    return (*named, *others), note


def _with_file(image: ImageRef, saved: SavedImage | None) -> ImageRef:
    return replace(image, file=saved.file, caption=image.caption or saved.caption) if saved else image
