"""Writes a file and the folder of its images so that, whenever it stops, the file finds all its images."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.note import MediaFile
from tfcards.package.files import write_atomically

DECK_JSON = "deck.json"
MEDIA = "media"
"""The names that CrowdAnki reads in the folder of a deck."""

_OURS = re.compile(r"tf-[0-9a-f]{24}\.[a-z0-9]+")
"""How images that tfcards names by their content are called: an export may remove these and nothing else."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export writes: the bytes of its file, and the images that the file names."""

    data: bytes
    media: Sequence[MediaFile]


def write_file(path: Path, written: Written) -> None:
    """Write ``path``, and its images into the folder of the same name that ends in ``.media``.

    Raises:
        TfcardsError: A folder stands in the place of the file, or a file in the place of the folder, or the disk
            does not let it be written (``ExitCode.ENVIRONMENT``).
    """
    _must_have_parent(path)
    if path.is_dir():
        raise TfcardsError(f"{path} is a folder", "add a file name to it", ExitCode.ENVIRONMENT)
    _fill(path, media_folder_of(path), written)


def media_folder_of(path: Path) -> Path:
    """Return the folder of the images of the exported file ``path``."""
    return path.with_suffix(".media")


def write_folder(folder: Path, written: Written) -> None:
    """Write ``folder`` with deck.json and media/; a new folder appears whole or not at all.

    A folder that is there already must be one of an earlier export. What else it holds stays, since people keep
    such a folder under version control.

    Raises:
        TfcardsError: ``folder`` holds something else, or the disk does not let it be written.
    """
    _must_have_parent(folder)
    if folder.exists():
        _must_be_export(folder)
        _fill(folder / DECK_JSON, folder / MEDIA, written)
        return
    beside = folder.parent / f".tfcards-{secrets.token_hex(8)}.tmp"
    try:
        beside.mkdir()
        _fill(beside / DECK_JSON, beside / MEDIA, written)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(path: Path, folder: Path, written: Written) -> None:
    """Write the images, then the file that names them; only then remove the images that it no longer names."""
    names = {file.name for file in written.media}
    if folder.exists() and not folder.is_dir():
        raise TfcardsError(f"{folder} is not a folder", "the images go there: move it away", ExitCode.ENVIRONMENT)
    if written.media:
        folder.mkdir(exist_ok=True)
    for file in written.media:
        image = folder / file.name
        if not image.is_file() or image.read_bytes() != file.data:
            write_atomically(image, file.data)
    write_atomically(path, written.data)
    for old in sorted(folder.iterdir()) if folder.is_dir() else ():
        if old.name not in names and _OURS.fullmatch(old.name):
            old.unlink()


def _must_have_parent(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        message = f"the folder {folder} does not exist"
        raise TfcardsError(message, "create it, or choose another place", ExitCode.ENVIRONMENT)


def _must_be_export(folder: Path) -> None:
    """Refuse a folder that is somebody's, as a deck in source form; what a new clone holds may be there."""
    if not folder.is_dir():
        raise TfcardsError(f"{folder} is not a folder", "choose a new folder", ExitCode.USAGE)
    others = {path.name for path in folder.iterdir() if not path.name.startswith(".")} - {MEDIA}
    if others and DECK_JSON not in others:
        message = f"{folder} holds something else than a CrowdAnki deck"
        raise TfcardsError(message, "choose a new folder", ExitCode.USAGE)
