"""Gives a page the image files that the command line names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tfcards.model.case import Case, ImageRef
from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.sources.reading import Reading

_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".dcm", ".dicom"}
)


@dataclass(frozen=True, slots=True)
class Supply:
    """Where images come from: a folder whose files begin with the case id, and files named one by one by label."""

    folder: Path | None = None
    named: Mapping[str, Path] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.folder is not None or bool(self.named)


NO_SUPPLY = Supply()


@dataclass(frozen=True, slots=True)
class Supplied:
    """A reading with its images, and the folder that they may not leave, image by image (file name: folder)."""

    reading: Reading
    roots: Mapping[str, Path]


def supply_images(reading: Reading, supply: Supply, known: Collection[str] = ()) -> Supplied:
    """Give the images of ``reading`` their files: named ones first, then the folder's in natural order.

    ``known`` are the ids of all cases that may have files in the same folder.
    """
    case = reading.case
    if case is None or not supply:
        return Supplied(reading, {})
    found = files_of(case.id, supply.folder, known) if supply.folder else []
    problems: list[Diagnostic] = []
    own = sum(bool(image.file) for image in case.images)
    roots: dict[str, Path] = {}
    images = list(case.images)
    for label, path in supply.named.items():
        at = next((i for i, image in enumerate(images) if image.label == label.casefold()), None)
        if at is None:
            problems.append(_unknown(label, case, reading))
            continue
        images[at] = replace(images[at], file=str(path.absolute()))
        roots[images[at].file] = path.absolute().parent
    rest = [path for path in found if str(path.absolute()) not in roots]
    empty = [i for i, image in enumerate(images) if not image.file]
    for at, path in zip(empty, rest, strict=False):
        images[at] = replace(images[at], file=str(path.absolute()))
    # More files than the page names are still the case's images: they are used, and reported.
    for number, path in enumerate(rest[len(empty) :], len(images) + 1):
        images.append(ImageRef(label=f"image {number}", file=str(path.absolute())))
    roots |= {str(path.absolute()): path.absolute().parent for path in rest}
    supplied = own + len(found) + len(supply.named)
    if supply.folder and supplied != len(case.images):
        problems.append(_count_differs(case, supplied, reading, supply.folder))
    diagnostics = (*reading.diagnostics, *problems)
    return Supplied(replace(reading, case=replace(case, images=tuple(images)), diagnostics=diagnostics), roots)


def files_of(case_id: str, folder: Path, known: Collection[str] = ()) -> list[Path]:
    """Return the image files of ``folder`` whose names begin with ``case_id``, in natural order (2 before 10).

    The id must end where the name goes on with something else: bs13 does not own bs139-1.png. Of the ``known`` ids
    that fit a name the longest one owns the file: g1 does not own g1a-1.png where there is a case g1a.

    Raises:
        TfcardsError: The folder cannot be looked into.
    """
    longer = [other for other in known if len(other) > len(case_id)]
    try:
        files = [
            p
            for p in (folder.iterdir() if folder.is_dir() else ())
            if begins(p.name, case_id) and p.suffix.lower() in _SUFFIXES and p.is_file()
        ]
    except OSError as problem:
        message = f"{folder} cannot be looked into: {problem.strerror or problem}"
        raise TfcardsError(message, "check the permissions of the folder", ExitCode.ENVIRONMENT) from problem
    own = [p for p in files if not any(begins(p.name, other) for other in longer)]
    return sorted(own, key=lambda p: natural(p.name))


def begins(name: str, case_id: str) -> bool:
    """Tell whether the file or folder ``name`` bears the id of a case: it begins with it, and no digit follows."""
    return re.match(rf"{re.escape(case_id)}(?![0-9])", name, re.IGNORECASE) is not None


def natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key that sorts numbers in names by value."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _unknown(label: str, case: Case, reading: Reading) -> Diagnostic:
    known = ", ".join(image.label for image in case.images) or "none"
    return error("TF116", f'the case names no image "{label}"', Location(reading.path), f"it names: {known}")


def _count_differs(case: Case, supplied: int, reading: Reading, folder: Path) -> Diagnostic:
    return warning(
        "TF117",
        f"the page names {len(case.images)} image(s), {supplied} supplied",
        Location(reading.path, reading.lines.get("images", 0)),
        f"look at the files of {folder} that begin with {case.id}",
    )
