"""Writes the case folder of a draft: its case file with what wants a look, its images beside it."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.check.rules import check_case
from tfcards.media.locate import locate
from tfcards.media.problems import OUTSIDE, Problem
from tfcards.model.case import Case, ImageRef
from tfcards.model.diagnostic import Diagnostic, Location, Severity, error
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.places import Places
from tfcards.package.files import write_atomically
from tfcards.pipeline.importing.dicom import rendered_file, with_facts
from tfcards.pipeline.reimport.base import IMPORTED_FILE, Base, base_text, digest
from tfcards.sources.casefile.tree import LIMITS
from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.collection import CASE_FILE, SourceCase


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as it will stand in its folder, and its images by their names there: files to copy, or bytes."""

    case: Case
    images: dict[str, Path | bytes]


def drafted(source: SourceCase, known: Mapping[str, str]) -> Draft:
    """Return ``source`` with its images beside the case file and what a person should look at under review.

    ``known`` are the image files of an earlier import by their labels: an import without the images keeps them.
    """
    remarks: list[str] = []
    images: list[ImageRef] = []
    copies: dict[str, Path | bytes] = {}
    for image in source.case.images:
        if not image.file:
            images.append(replace(image, file=known.get(image.label, "")))
            continue
        origin = source.image_path(image)
        place = locate(origin, source.image_root(image))
        if isinstance(place, Problem) and place.code == OUTSIDE.code:
            images.append(replace(image, file=""))
            remarks.append(f"the image {origin.name} was not taken: it {place.text}")
            continue
        made = rendered_file(origin)
        if isinstance(made, Problem):
            images.append(replace(image, file=""))
            remarks.append(f"the image {origin.name} was not taken: it {made.text}; {made.hint}")
            continue
        label = "".join(c if c.isalnum() else "-" for c in image.label).strip("-") or "image"
        name = f"{label}{made.suffix if made else origin.suffix.lower()}"
        while name in copies:
            name = f"{len(copies) + 1}-{name}"
        images.append(replace(with_facts(image, made.facts) if made else image, file=name))
        copies[name] = made.data if made else origin
    case = replace(source.case, images=tuple(images))
    places = Places(source.reading.path, source.reading.lines)
    said = [d.message for d in check_case(case, places) if d.severity is Severity.WARNING]
    return Draft(replace(case, review=tuple(dict.fromkeys([*case.review, *said, *remarks]))), copies)


def write_draft(draft: Draft, folder: Path, source: str) -> Diagnostic | None:
    """Write the case folder whole or not at all, and return what kept it from being written.

    Raises:
        TfcardsError: Nothing can be written there.
    """
    beside = folder.parent / f".{folder.name}-{secrets.token_hex(4)}.tmp"
    try:
        beside.mkdir(parents=True)
        failure = _fill(draft, beside, source)
        if failure is None:
            beside.rename(folder)
    except OSError as problem:
        message = f"{folder} cannot be made: {problem.strerror or problem}"
        raise TfcardsError(message, "choose another place", ExitCode.ENVIRONMENT) from problem
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return failure


def _fill(draft: Draft, folder: Path, source: str) -> Diagnostic | None:
    for name, origin in draft.images.items():
        try:
            if isinstance(origin, bytes):
                (folder / name).write_bytes(origin)
            else:
                shutil.copyfile(origin, folder / name)
        except OSError as problem:
            told = origin.name if isinstance(origin, Path) else name
            message = f"the image {told} cannot be copied: {problem.strerror or problem}"
            return error("TF122", message, Location(source), "check the image, then import again")
    text = case_yaml(draft.case).encode()
    if len(text) > LIMITS.size:
        message = f"the case would have {len(text):,} bytes, and a case file has {LIMITS.size:,} at most"
        return error("TF175", message, Location(source), "take out of the source what is not of this case")
    write_atomically(folder / CASE_FILE, text)
    hashes = {name: digest(folder / name) for name in draft.images}
    write_atomically(folder / IMPORTED_FILE, base_text(Base(draft.case, hashes)).encode())
    return None
