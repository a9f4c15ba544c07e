"""The folder of a release, whole or not at all: its version, its files, and where the last one stands."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.files import write_atomically
from tfcards.sources.supply import natural

VERSION, SUMS = "VERSION", "SHA256SUMS"
_VERSION_FORM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,38}[A-Za-z0-9])?")
_MAX_VERSION = 100


@dataclass(frozen=True, slots=True)
class LastRelease:
    """A release folder that stands beside the new one."""

    version: str
    package: Path


def slug_of(deck: Path) -> str:
    """Return what the files of the deck in the folder ``deck`` are called."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", deck.absolute().name).strip("-.") or "deck"


def package_name(slug: str, version: str) -> str:
    """Return the name of a package."""
    return f"{slug}-{version}.apkg"


def releases_beside(folder: Path, slug: str) -> list[LastRelease]:
    """Return the releases of the deck ``slug`` that stand beside ``folder``, the last version last."""
    parent = folder.absolute().parent
    found = []
    for path in sorted(parent.glob(f"*/{VERSION}")) if parent.is_dir() else ():
        version = path.read_bytes()[:_MAX_VERSION].decode("utf-8", "replace").strip()
        package = path.parent / package_name(slug, version)
        if _VERSION_FORM.fullmatch(version) and package.is_file():
            found.append(LastRelease(version, package))
    return sorted(found, key=lambda release: natural(release.version))


def version_of(stated: str | None, seconds: int, taken: list[LastRelease]) -> str:
    """Return the version ``stated``, else the day of the release (``seconds`` since 1970), counted on where taken.

    Raises:
        TfcardsError: It is no version, or has been released (``ExitCode.USAGE``).
    """
    used = {release.version for release in taken}
    if stated is None:
        day = dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y.%m.%d")
        return next(v for n in range(len(used) + 1) if (v := f"{day}.{n}" if n else day) not in used)
    if not _VERSION_FORM.fullmatch(stated):
        hint = "write letters, digits and . _ + - , such as 1.4.0 or v2"
        raise TfcardsError(f"{stated[:40]!r} cannot be a version", hint, ExitCode.USAGE)
    if stated in used:
        raise TfcardsError(f"the version {stated} stands beside it already", "count on", ExitCode.USAGE)
    return stated


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give a folder to fill beside ``folder``, which must not hold anything; nothing of it remains on leaving.

    Raises:
        TfcardsError: ``folder`` is not empty (``ExitCode.USAGE``), or cannot be made (``ExitCode.ENVIRONMENT``).
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise TfcardsError(f"{folder} is not an empty folder", "choose a new folder", ExitCode.USAGE)
        beside = folder.absolute().parent / f".{folder.absolute().name}-{secrets.token_hex(4)}.tmp"
        beside.mkdir(parents=True)
    except OSError as problem:
        raise _cannot_be_made(folder, problem) from problem
    try:
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def put_in_place(staged: Path, folder: Path) -> None:
    """Make what was ``staged`` the folder ``folder``. Raises TfcardsError (``ExitCode.ENVIRONMENT``)."""
    try:
        if folder.exists():
            folder.rmdir()  # it is empty; only some systems let it be replaced
        staged.rename(folder)
    except OSError as problem:
        raise _cannot_be_made(folder, problem) from problem


def _cannot_be_made(folder: Path, problem: OSError) -> TfcardsError:
    message = f"{folder} cannot be made: {problem.strerror or problem}"
    return TfcardsError(message, "choose another place", ExitCode.ENVIRONMENT)


def write_sums(folder: Path) -> None:
    """Write the checksums of all files in ``folder``, as ``sha256sum --check`` reads them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())
    ]
    write_atomically(folder / SUMS, "".join(lines).encode())
