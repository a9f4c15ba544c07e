"""Finds and reads the release lock of a build."""

from __future__ import annotations

import os
from pathlib import Path

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.lock import Lock
from tfcards.package.lock_reader import parse_lock
from tfcards.sources.collection import LOOSE, Sources

LOCK_FILE = "deck.lock"


def lock_path_of(sources: Sources, output: Path) -> Path:
    """Return where the lock of a build stands: in the deck's folder, else beside the package."""
    return sources.folder / LOCK_FILE if sources.folder else output.with_suffix(".lock")


def read_lock(path: Path, namespace: str) -> Lock:
    """Return the lock at ``path``, an empty one where there is none yet.

    Raises:
        TfcardsError: It cannot be used, or belongs to another namespace.
    """
    return read_known_lock(path, namespace) or Lock.empty(namespace)


def read_known_lock(path: Path, namespace: str) -> Lock | None:
    """Return the lock at ``path``, None where there is none yet; raises as ``read_lock``."""
    text = lock_text_at(path)
    if text is None:
        return None
    lock, problems = parse_lock(text, str(path))
    if lock is None or problems:
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise TfcardsError(f"the release lock cannot be used, so nothing was built:{listed}")
    if lock.namespace != namespace:
        raise _of_another_deck(path, lock.namespace, namespace)
    return lock


def _of_another_deck(path: Path, locked: str, namespace: str) -> TfcardsError:
    if namespace == LOOSE.namespace:
        message = f'{path} is the lock of a deck with the namespace "{locked}", but pages without a deck are built'
        return TfcardsError(message, "build that deck's folder, or choose another name for the package")
    message = f'{path} belongs to the namespace "{locked}", the deck says "{namespace}"'
    return TfcardsError(message, "restore the namespace: another one orphans every review history")


def lock_text_at(path: Path) -> str | None:
    """Return what stands in the lock at ``path``, None where there is no lock yet.

    Raises:
        TfcardsError: Something is there that cannot be read (``ExitCode.ENVIRONMENT``).
    """
    hint = "a release needs the lock of the one before: restore it, or choose another place"
    try:
        if path.exists() and not path.is_file():
            raise TfcardsError(f"the release lock {path} is not a file", hint, ExitCode.ENVIRONMENT)
        return path.read_text("utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        message = f"the release lock {path} cannot be read: {problem.strerror or problem}"
        raise TfcardsError(message, hint, ExitCode.ENVIRONMENT) from problem


def require_writable(path: Path) -> None:
    """Make sure that ``path`` can be written before anything else is: a package needs its lock.

    Raises:
        TfcardsError: Its folder does not let files be written (``ExitCode.ENVIRONMENT``).
    """
    folder = path.absolute().parent
    try:
        # What is no folder is left to the writing, which says so in words of its own.
        writable = not folder.is_dir() or os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        message = f"{path} cannot be written: no permission for the folder {folder}"
        raise TfcardsError(message, "choose a folder that you may write to", ExitCode.ENVIRONMENT)
