"""Helps educators write decks: a new deck folder, draft cases from pages, ids for new items."""

from __future__ import annotations

import secrets
import shutil
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from tfcards.check.rules import check_case
from tfcards.decompose.numbers import item_number
from tfcards.model.card import Identity, Kind
from tfcards.model.case import Case, ImageRef
from tfcards.model.diagnostic import Diagnostic, Location, Severity, error, info
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.places import Places
from tfcards.package.files import write_atomically
from tfcards.package.lock import Lock
from tfcards.package.lock_reader import parse_lock
from tfcards.pipeline.locks import LOCK_FILE, lock_text_at
from tfcards.pipeline.moves import moves_in, numbers_that_moved
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.collection import CASE_FILE, DECK_FILE, SourceCase, is_deck, load
from tfcards.sources.supply import Supply

_STARTER = ("deck.yaml", "cases/example/case.yaml", "cases/example/image.png")


def init_deck(folder: Path, name: str) -> tuple[Path, ...]:
    """Make a deck folder that builds at once, with a namespace of its own; return the files written.

    Raises:
        TfcardsError: The folder holds something already, or cannot be written.
    """
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as problem:
        raise _out_of_reach(folder, problem) from problem
    if taken:
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


def _out_of_reach(path: Path, problem: OSError) -> TfcardsError:
    message = f"{path} cannot be reached: {problem.strerror or problem}"
    return TfcardsError(message, "check the permissions of its folder", ExitCode.ENVIRONMENT)


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
        TfcardsError: A path is wrong, ``deck`` is no deck, or nothing can be written there.
    """
    try:
        usable = is_deck([deck])
    except OSError as problem:
        raise _out_of_reach(deck, problem) from problem
    if not usable:
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
        failure = _write_draft(source, folder)
        if failure:
            diagnostics.append(failure)
        else:
            written.append(folder / CASE_FILE)
    return Imported(tuple(written), tuple(diagnostics))


def _write_draft(source: SourceCase, folder: Path) -> Diagnostic | None:
    """Write the case folder whole or not at all, and return what kept it from being written."""
    beside = folder.parent / f".{folder.name}-{secrets.token_hex(4)}.tmp"
    _make_folder(beside)
    try:
        failure = _fill_draft(source, beside)
        if failure is None:
            _rename(beside, folder)
        return failure
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _rename(beside: Path, folder: Path) -> None:
    try:
        beside.rename(folder)
    except OSError as problem:
        raise _out_of_reach(folder, problem) from problem


def _fill_draft(source: SourceCase, folder: Path) -> Diagnostic | None:
    """Write the case file and its images into ``folder``; what wants a look stands under review."""
    case, copies = _with_local_images(source)
    for origin, name in copies:
        try:
            shutil.copyfile(origin, folder / name)
        except OSError as problem:
            message = f"the image {origin} cannot be copied: {problem.strerror or problem}"
            return error("TF122", message, Location(source.reading.path), "check the image, then import again")
    places = Places(source.reading.path, source.reading.lines)
    remarks = [d.message for d in check_case(case, places) if d.severity is Severity.WARNING]
    drafted = replace(case, review=(*case.review, *remarks))
    write_atomically(folder / CASE_FILE, case_yaml(drafted).encode())
    return None


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
    for path in _reachable_case_files(paths):
        try:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
        except OSError as problem:
            raise _out_of_reach(path, problem) from problem
        added = add_ids(text, str(path), _released_numbers(path))
        said += added.diagnostics
        if added.text != text:
            write_atomically(path, added.text.encode("utf-8", "surrogateescape"))
            ids = ", ".join(added.added.values())
            said.append(info("TF120", f"added ids: {ids}", Location(str(path))))
    return tuple(said)


def _released_numbers(path: Path) -> dict[str, set[int]]:
    """Return the item numbers that releases of this case ever used: a new item must not inherit a history."""
    lock_path = path.absolute().parent.parent.parent / LOCK_FILE
    text = lock_text_at(lock_path)
    lock = parse_lock(text, str(lock_path))[0] if text is not None else None
    used: dict[str, set[int]] = defaultdict(set)
    case = path.absolute().parent.name
    moves = moves_in(lock_path.parent, lock or Lock.empty(""))
    for scope, number in numbers_that_moved(case, moves):
        used[scope].add(number)
    for identity, note in lock.notes.items() if lock else ():
        if moves.current(identity).case != case:
            continue
        if identity.kind is Kind.PATTERN and identity.item != "whole":
            used["findings"].add(item_number(identity.item))
        elif identity.kind is Kind.DIFFERENTIAL:
            used["differential"].update(note.numbers)
        elif identity.kind is Kind.GAMUT:
            used["gamuts"].add(item_number(identity.item))
            used[identity.item].update(set(note.numbers) - _contributed(lock, identity))
        elif identity.kind is Kind.OCCLUSION:
            used[f"images.{identity.item}"].update(note.numbers)
    for cause in lock.causes if lock else ():
        gamut = cause.source.gamut
        if moves.current(gamut).case == case:
            used["gamuts"].add(item_number(gamut.item))
            used[gamut.item].add(cause.source.number)
    return dict(used)


def _contributed(lock: Lock | None, note: Identity) -> set[int]:
    """Return the numbers of a shared gamut that its causes do not have from their ids in the case of the note."""
    return {cause.number for cause in lock.causes if cause.note == note} if lock else set()


def _reachable_case_files(paths: Sequence[Path]) -> list[Path]:
    try:
        # A pipe is refused by the check that follows; reading it here would wait for ever.
        return [path for path in _case_files(paths) if path.is_file()]
    except OSError as problem:
        raise _out_of_reach(Path(problem.filename or paths[0]), problem) from problem


def _case_files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            own = path / CASE_FILE
            found += [own] if own.is_file() else sorted(path.glob(f"cases/*/{CASE_FILE}"))
        elif path.suffix.lower() in {".yaml", ".yml"}:
            found.append(path)
    return found
