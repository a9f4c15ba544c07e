"""Helps educators write decks: a new deck folder, ids for new items."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, info
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.files import write_atomically
from tfcards.pipeline.used_numbers import released_numbers
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.collection import CASE_FILE, DECK_FILE

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
        added = add_ids(text, str(path), released_numbers(path))
        said += added.diagnostics
        if added.text != text:
            write_atomically(path, added.text.encode("utf-8", "surrogateescape"))
            ids = ", ".join(added.added.values())
            said.append(info("TF120", f"added ids: {ids}", Location(str(path))))
    return tuple(said)


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
