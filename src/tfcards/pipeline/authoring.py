"""Helps educators write decks: a new deck folder, ids for new items."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from tfcards.model.card import Identity, Kind
from tfcards.model.diagnostic import Diagnostic, Location, info
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.files import write_atomically
from tfcards.package.lock import Lock
from tfcards.package.lock_reader import parse_lock
from tfcards.pipeline.locks import LOCK_FILE, lock_text_at
from tfcards.pipeline.moves import moves_in, numbers_that_moved
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.casefile.numbering import item_number
from tfcards.sources.collection import CASE_FILE, DECK_FILE

_LISTS = {Kind.PATTERN: "findings", Kind.GAMUT: "gamuts", Kind.QUESTION: "questions"}
"""Lists whose items are notes of their own."""

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
        if identity.kind in _LISTS and identity.item != "whole":
            used[_LISTS[identity.kind]].add(item_number(identity.item))
        if identity.kind is Kind.DIFFERENTIAL:
            used["differential"].update(note.numbers)
        elif identity.kind is Kind.GAMUT:
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
