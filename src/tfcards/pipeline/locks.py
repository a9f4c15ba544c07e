"""Finds and reads the release lock of a build."""

from __future__ import annotations

from pathlib import Path

from tfcards.model.errors import TfcardsError
from tfcards.package.lock import Lock
from tfcards.package.lock_reader import parse_lock
from tfcards.sources.collection import Sources

LOCK_FILE = "deck.lock"


def lock_path_of(sources: Sources, output: Path) -> Path:
    """Return where the lock of a build stands: in the deck's folder, else beside the package."""
    return sources.folder / LOCK_FILE if sources.folder else output.with_suffix(".lock")


def read_lock(path: Path, namespace: str) -> Lock:
    """Return the lock at ``path``, an empty one where there is none yet.

    Raises:
        TfcardsError: It cannot be used, or belongs to another namespace.
    """
    if not path.exists():
        return Lock.empty(namespace)
    lock, problems = parse_lock(path.read_text("utf-8", errors="replace"), str(path))
    if lock is None or problems:
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise TfcardsError(f"the release lock cannot be used, so nothing was built:{listed}")
    if lock.namespace != namespace:
        message = f'{path} belongs to the namespace "{lock.namespace}", the deck says "{namespace}"'
        raise TfcardsError(message, "restore the namespace: another one orphans every review history")
    return lock
