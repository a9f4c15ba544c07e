"""What else knows of an earlier release when deck.lock is lost or older than what people have."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, warning
from tfcards.model.errors import TfcardsError
from tfcards.model.moves import Moves
from tfcards.model.note import Note
from tfcards.package.lock import Lock
from tfcards.package.read import read_package
from tfcards.package.read_values import ReadNote

_LOST = "people lose their own tags and edits on every card, and a new item may take over an old card's history"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A package that was built before, at ``path``; ``notes`` by GUID."""

    path: Path
    notes: dict[str, ReadNote]


def earlier_release(path: Path | None) -> Earlier | None:
    """Return the package that stands at ``path`` already, None when there is none that can be read."""
    if path is None or not path.is_file():
        return None
    try:
        return Earlier(path, {note.guid: note for note in read_package(path)})
    except TfcardsError:  # whatever it is, it is no release of this deck
        return None


def lock_is_lost(lock_path: Path, notes: Sequence[Note], earlier: Earlier | None) -> Iterator[Diagnostic]:
    """Yield that there is no lock although something was released: a package holds our notes, or git knows one."""
    commit = _last_commit(lock_path)
    if commit:
        hint = f"get it back: git checkout {commit} -- {lock_path.name}"
        yield _lost(lock_path, f"git has it in commit {commit}", hint)
    elif earlier and any(note.guid in earlier.notes for note in notes):
        hint = "restore it from version control or a backup before you hand out a package"
        yield _lost(lock_path, f"{earlier.path} is a release of this deck", hint)


def _lost(lock_path: Path, evidence: str, hint: str) -> Diagnostic:
    message = f"{lock_path.name} is missing, but {evidence}; without it {_LOST}"
    return warning("TF534", message, Location(str(lock_path)), hint)


def lock_is_older(
    lock: Lock, lock_path: Path, notes: Sequence[Note], moves: Moves, earlier: Earlier | None
) -> Iterator[Diagnostic]:
    """Yield that ``lock`` does not know what an ``earlier`` package of the deck holds."""
    if earlier is None:
        return
    late = [
        note for note in notes if (known := earlier.notes.get(note.guid)) and _is_later(known, note, lock, moves)
    ]
    if late:
        message = (
            f"{lock_path.name} is older than {earlier.path}: it does not know {late[0].identity} as released there"
            + (f", and {len(late) - 1} more" if late[1:] else "")
        )
        hint = "restore the lock that was written with that package; delete the package if it was not handed out"
        yield warning("TF535", message, Location(str(lock_path)), hint)


def _is_later(known: ReadNote, note: Note, lock: Lock, moves: Moves) -> bool:
    entry = lock.notes.get(moves.origin(note.identity))
    return entry is None or known.mod > entry.mod


def _last_commit(path: Path) -> str:
    """Return the last commit in which git has the file ``path``, empty when git does not know it."""
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "-C", str(path.absolute().parent), "log", "-1", "--diff-filter=AM", "--format=%h", "--"]
    done = subprocess.run(  # noqa: S603 - no shell, and the name cannot be taken for an option
        [*command, path.name], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""
