"""Helps educators write decks: a new deck folder, draft cases from pages, ids for new items."""

from __future__ import annotations

import shutil
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from tfcards.check.rules import check_case
from tfcards.decompose.numbers import item_number
from tfcards.model.card import Kind
from tfcards.model.case import Case, ImageRef
from tfcards.model.diagnostic import Diagnostic, Location, Severity, error, info
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.places import Places
from tfcards.package.files import write_atomically
from tfcards.package.lock_reader import parse_lock
from tfcards.pipeline.locks import LOCK_FILE
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.collection import CASE_FILE, DECK_FILE, SourceCase, load
from tfcards.sources.supply import Supply

_STARTER = ("deck.yaml", "cases/example/case.yaml", "cases/example/image.png")


def init_deck(folder: Path, name: str) -> tuple[Path, ...]:
    """Make a deck folder that builds at once, with a namespace of its own; return the files written.

    Raises:
        TfcardsError: The folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TfcardsError(f"{folder} is not an empty folder", "choose a new folder", ExitCode.USAGE)
    written = []
    for part in _STARTER:
        data = (resources.files("tfcards") / "starter" / part).read_bytes()
        if part == DECK_FILE:
            text = data.decode().replace("@NAME@", _quotable(name)).replace("@NAMESPACE@", f"deck/{uuid.uuid4()}")
            data = text.encode()
        _make_folder((folder / part).parent)
        write_atomically(folder / part, data)
        written.append(folder / part)
    return tuple(written)


def _quotable(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise TfcardsError(
            f"{folder} cannot be made: {reason}", "choose another place", ExitCode.ENVIRONMENT
        ) from problem


@dataclass(frozen=True, slots=True)
class Imported:
    """The case files that an import wrote, and what it noticed."""

    written: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def import_cases(paths: Sequence[Path], deck: Path, supply: Supply) -> Imported:
    """Write a draft case folder below ``deck``/cases for each page; a case that is there already is left alone.

    Raises:
        TfcardsError: A path is wrong, ``deck`` is no deck, or a file cannot be written.
    """
    if not (deck / DECK_FILE).is_file():
        raise TfcardsError(
            f"{deck} is not a deck: it has no {DECK_FILE}", f"run: tfcards init {deck}", ExitCode.USAGE
        )
    sources = load(paths, supply)
    diagnostics = list(sources.diagnostics)
    written = []
    for source in sources.cases:
        folder = deck / "cases" / source.case.id
        if folder.exists():
            hint = "correct that case, or remove its folder first"
            diagnostics.append(error("TF119", f"{folder} exists already", Location(source.reading.path), hint))
            continue
        written.append(_write_draft(source, folder))
    return Imported(tuple(written), tuple(diagnostics))


def _write_draft(source: SourceCase, folder: Path) -> Path:
    """Write the case file last, so that a folder with one is complete; what wants a look stands under review."""
    _make_folder(folder)
    case, copies = _with_local_images(source)
    for origin, name in copies:
        try:
            shutil.copyfile(origin, folder / name)
        except OSError as problem:
            message = f"the image {origin} cannot be copied: {problem.strerror or problem}"
            raise TfcardsError(message, "check the file", ExitCode.ENVIRONMENT) from problem
    places = Places(source.reading.path, source.reading.lines)
    remarks = [d.message for d in check_case(case, places) if d.severity is Severity.WARNING]
    drafted = replace(case, review=(*case.review, *remarks))
    write_atomically(folder / CASE_FILE, case_yaml(drafted).encode())
    return folder / CASE_FILE


def _with_local_images(source: SourceCase) -> tuple[Case, list[tuple[Path, str]]]:
    """Return the case with image files beside its case file, and what to copy under which name."""
    images: list[ImageRef] = []
    copies: list[tuple[Path, str]] = []
    for image in source.case.images:
        if not image.file:
            images.append(image)
            continue
        origin = source.image_path(image)
        label = "".join(c if c.isalnum() else "-" for c in image.label).strip("-") or "image"
        name = f"{label}{origin.suffix.lower()}"
        while name in {taken for _, taken in copies}:
            name = f"{len(copies) + 1}-{name}"
        images.append(replace(image, file=name))
        copies.append((origin, name))
    return replace(source.case, images=tuple(images)), copies


def add_missing_ids(paths: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """Add ids to the items of case files that lack them, in place, touching nothing else; say what was added."""
    said: list[Diagnostic] = []
    for path in _case_files(paths):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        added = add_ids(text, str(path), _released_numbers(path))
        said += added.diagnostics
        if added.text != text:
            write_atomically(path, added.text.encode("utf-8", "surrogateescape"))
            ids = ", ".join(added.added.values())
            said.append(info("TF120", f"added ids: {ids}", Location(str(path))))
    return tuple(said)


def _released_numbers(path: Path) -> dict[str, set[int]]:
    """Return the item numbers that releases of this case ever used: a new item must not inherit a history."""
    lock_path = path.absolute().parents[2] / LOCK_FILE
    if not lock_path.is_file():
        return {}
    lock, _ = parse_lock(lock_path.read_text("utf-8", errors="replace"), str(lock_path))
    used: dict[str, set[int]] = defaultdict(set)
    for identity, note in lock.notes.items() if lock else ():
        if identity.case != path.absolute().parent.name:
            continue
        if identity.kind is Kind.PATTERN and identity.item != "whole":
            used["findings"].add(item_number(identity.item))
        elif identity.kind is Kind.DIFFERENTIAL:
            used["differential"].update(note.numbers)
        elif identity.kind is Kind.GAMUT:
            used["gamuts"].add(item_number(identity.item))
            used[identity.item].update(note.numbers)
    return dict(used)


def _case_files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            own = path / CASE_FILE
            found += [own] if own.is_file() else sorted(path.glob(f"cases/*/{CASE_FILE}"))
        elif path.suffix.lower() in {".yaml", ".yml"}:
            found.append(path)
    return found
