"""Finds and reads the image file that a case names, and keeps it inside its folder."""

from __future__ import annotations

import stat
from difflib import get_close_matches
from pathlib import Path

from tfcards.media import problems
from tfcards.media.problems import Problem


def locate(path: Path, root: Path, *, folders: bool = False) -> Path | Problem:
    """Return where ``path`` really is, or what is wrong with it. It must be an ordinary file inside ``root``.

    With ``folders`` it may be a folder, which may hold a series of DICOM files.

    Symbolic links and ``..`` are resolved first: a case from elsewhere must not publish a file of this computer.
    """
    try:
        real = path.resolve()
        if not real.is_relative_to(root.resolve()):
            return problems.OUTSIDE.found()
        return real if folders and real.is_dir() else _ordinary(real)
    except (FileNotFoundError, NotADirectoryError):
        return problems.MISSING.found(remedy=_remedy(path))
    except OSError as exc:
        return problems.UNREADABLE.found(reason=exc.strerror)
    except (ValueError, RuntimeError):  # a NUL character in the name; links that lead in a circle
        return problems.UNREADABLE.found(reason="the name leads nowhere")


def _ordinary(path: Path) -> Path | Problem:
    """Return ``path`` if it is an ordinary file. Raises OSError when it is not there."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return problems.NOT_A_FILE.found(what="a folder")
    if not stat.S_ISREG(mode):  # opening a pipe would wait for ever
        return problems.NOT_A_FILE.found(what="a device or a pipe")
    return path


def read(path: Path, max_bytes: int) -> bytes | Problem:
    """Return the bytes of the file ``path``, at most ``max_bytes``, or what is wrong with it."""
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as exc:
        return problems.UNREADABLE.found(reason=exc.strerror)
    if not data:
        return problems.EMPTY.found()
    if len(data) > max_bytes:
        return problems.TOO_MANY_BYTES.found(limit=max_bytes)
    return data


def _remedy(path: Path) -> str:
    """Return what to do about a missing file: most are misspelled, or written in other case."""
    try:
        names = {entry.name.casefold(): entry.name for entry in path.parent.iterdir()}
    except OSError:
        return "put the file there, or correct its name in the case file"
    near = get_close_matches(path.name.casefold(), sorted(names), n=1)
    if near:
        return f"did you mean {names[near[0]]}?"
    return "put the file there, or correct its name in the case file"
