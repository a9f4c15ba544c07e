"""Files that are either written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tfcards.model.errors import ExitCode, TfcardsError


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file beside ``path`` for writing; on leaving, sync it and rename it to ``path``.

    When anything fails, ``path`` is as it was and the temporary file is gone.

    Raises:
        TfcardsError: The folder or the disk does not let the file be written (``ExitCode.ENVIRONMENT``).
    """
    # Not tempfile: its files are readable by their owner alone, and would stay so under the final name.
    temporary = path.parent / f".tfcards-{secrets.token_hex(8)}.tmp"
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as problem:
        raise _in_words(path, problem) from problem
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, replacing what stands there, or leave it untouched.

    Raises:
        TfcardsError: The folder or the disk does not let the file be written (``ExitCode.ENVIRONMENT``).
    """
    with atomic_file(path) as file:
        file.write(data)


def _in_words(path: Path, problem: OSError) -> TfcardsError:
    """Return ``problem`` as an error that says what to do about it."""
    folder = path.parent
    if not folder.exists():
        message, hint = f"the folder {folder} does not exist", "create it, or choose another place for the file"
    elif not folder.is_dir():
        message, hint = f"{folder} is not a folder", "choose another place for the file"
    elif path.is_dir():
        message, hint = f"{path} is a folder", "add a file name to it"
    elif isinstance(problem, PermissionError):
        message = f"{path} cannot be written: no permission"
        hint = "close any program that has it open, or choose a folder that you may write to"
    else:
        message = f"{path} cannot be written: {problem.strerror or problem}"
        hint = "free some space or choose another place, then try again"
    return TfcardsError(message, hint, ExitCode.ENVIRONMENT)
