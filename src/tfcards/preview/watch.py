"""Notices saved files by asking for their times: works on every file system, needs no library."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

INTERVAL = 0.5
"""Seconds between two looks."""

Snapshot = dict[str, tuple[int, int]]
"""Modification time in nanoseconds and size in bytes by path."""


def snapshot(paths: Sequence[Path]) -> Snapshot:
    """Return the state of all files at and below ``paths``; hidden ones do not count."""
    found: Snapshot = {}
    for path in _files(paths):
        try:
            stat = os.stat(path)  # noqa: PTH116 - paths are text here: a deck has thousands of files
        except OSError:
            continue  # gone since it was listed: the next look sees the rest of the change
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def _files(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        if not path.is_dir():
            yield str(path)
            continue
        for folder, below, names in os.walk(path):
            below[:] = [name for name in below if not name.startswith(".")]
            yield from (f"{folder}{os.sep}{name}" for name in names if not name.startswith("."))


def on_save(paths: Sequence[Path], seen: Snapshot, changed: Callable[[], None], stop: Event) -> None:
    """Call ``changed`` whenever a file of ``paths`` is no longer as ``seen``, until ``stop`` is set."""
    while not stop.wait(INTERVAL):
        now = snapshot(paths)
        if now != seen:
            seen = now
            changed()
