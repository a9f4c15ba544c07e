"""Writes a package that is whole, and the same byte for byte whenever its content is the same."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tfcards.model.errors import TfcardsError
from tfcards.package.collection import collection_bytes
from tfcards.package.content import PackageContent
from tfcards.package.files import atomic_file
from tfcards.package.problems import package_problems

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def write_package(path: Path, *contents: PackageContent) -> None:
    """Write ``contents``, each a deck, to ``path`` as an .apkg for all Anki clients, or leave what is there.

    Raises:
        TfcardsError: ``package_problems`` finds something in ``contents``, or the file cannot be written
            (``ExitCode.ENVIRONMENT``).
    """
    if problems := package_problems(*contents):
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise TfcardsError(f"the package is not written:{listed}")
    collection = collection_bytes(*contents)
    files = {(file.name, file.data): file for content in contents for file in content.media}
    media = sorted(files.values(), key=lambda file: file.name)
    names = {str(number): file.name for number, file in enumerate(media)}
    with atomic_file(path) as file, zipfile.ZipFile(file, "w") as archive:
        _add(archive, "collection.anki2", collection, zipfile.ZIP_DEFLATED)
        _add(archive, "media", json.dumps(names).encode(), zipfile.ZIP_DEFLATED)
        for number, each in enumerate(media):
            _add(archive, str(number), each.data, zipfile.ZIP_STORED)


def _add(archive: zipfile.ZipFile, name: str, data: bytes, compression: int) -> None:
    """Add a file to ``archive`` without the time and the system it was made on. Images are compressed already."""
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, compression, compresslevel=9)
