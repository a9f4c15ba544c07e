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
from tfcards.sources.reading import Reading


def read_lines(texts: Sequence[str], path: Path, extra_images: tuple[str, ...] = ()) -> Reading:
    """Read the lines of a page. ``extra_images`` are image files that were saved with it, in their order."""
    composer = Composer(path)
    page = cut(texts)
    case = composer.case(page)
    if case is None:
        return composer.reading(None)
    case_id = composer.named_after_file(page.merged("case_number"), "add a line that begins with Case number:")
    header = _header(page, composer.remarks)
    images, note = _images(page, composer.lines, extra_images)
    stated = replace(case, id=case_id, authors=header.authors, date=header.date, rating=header.rating)
    return composer.reading(replace(stated, images=images, image_note=note))


def _header(page: Document, remarks: Remarks) -> Header:
    section = page.merged("authors")
    header = parse_header(section.text())
    for leftover in header.leftover:
        remarks.add(
            "TF109", section.number, f"the author line was not understood at {leftover}", "correct it by hand"
        )
    return header


def _images(page: Document, lines: dict[str, int], extra: tuple[str, ...]) -> tuple[tuple[ImageRef, ...], str]:
    images, numbers, note = parse_images(page.merged("images").paragraphs())
    for i, number in enumerate(numbers):
        lines[f"images.{i}"] = number
    if not extra:
        return images, note
    named = [ImageRef(label=f"image {i}") for i in range(len(images) + 1, len(extra) + 1)]
    files = [*extra, *[""] * (len(images) - len(extra))]
    return tuple(replace(image, file=file) for image, file in zip([*images, *named], files, strict=True)), note
