"""A deck folder as it was at a git revision, in a folder of its own; the working tree is not touched."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

from tfcards.model.errors import ExitCode, TfcardsError

MAX_DECK = 4 * 2**30
"""Bytes of a deck's files together."""


def unpack_revision(folder: Path, revision: str, into: Path) -> None:
    """Unpack ``folder`` as it was at ``revision`` into ``into``.

    Raises:
        TfcardsError: git is not installed (``ExitCode.ENVIRONMENT``), ``folder`` is not in a git repository or was
            not there, there is no such revision, or its files lead out of the folder.
    """
    git = shutil.which("git")
    if git is None:
        raise TfcardsError("git is not installed", "install it, or compare packages", ExitCode.ENVIRONMENT)
    commit = _commit(git, folder, revision)
    command = [git, "-C", str(folder), "archive", "--format=tar", commit, "."]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - no shell, and the commit is a hash
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                _unpack(archive, into)
        except tarfile.TarError as problem:
            process.kill()
            message = f"{folder} cannot be unpacked as it was at {revision}: {problem}"
            raise TfcardsError(message, _WAS_IT_THERE) from problem
    if process.returncode:
        raise TfcardsError(f"{folder} cannot be unpacked as it was at {revision}", _WAS_IT_THERE)


_WAS_IT_THERE = "look whether the deck was in this folder then, and whether links in it lead elsewhere"


def _commit(git: str, folder: Path, revision: str) -> str:
    """Return the hash of the commit that ``revision`` names. Raises TfcardsError."""
    command = [git, "-C", str(folder), "rev-parse", "--verify", "--quiet", "--end-of-options"]
    done = subprocess.run(  # noqa: S603 - no shell, and the revision cannot be taken for an option
        [*command, f"{revision}^{{commit}}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        hint = "give a tag, a branch or a commit of the repository that the deck is in"
        raise TfcardsError(f"{folder} has no git revision {revision!r}", hint, ExitCode.USAGE)
    return done.stdout.strip()


def _unpack(archive: tarfile.TarFile, into: Path) -> None:
    """Unpack ``archive``, no file outside ``into``. Raises tarfile.TarError, TfcardsError."""
    left = MAX_DECK
    for member in archive:
        left -= member.size
        if left < 0:
            raise TfcardsError(f"the deck at that revision has more than {MAX_DECK // 2**30} GB of files")
        archive.extract(member, into, filter="data")
