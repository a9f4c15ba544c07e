"""A throwaway Anki collection: the real backend, importing a package as a resident's double click does."""

from __future__ import annotations

import json
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import zstandard

from tfcards.model.errors import ExitCode, TfcardsError

if TYPE_CHECKING:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportLogWithChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLog:
    """What Anki did with the notes of one import: how many it found, and how many went each way.

    ``duplicate`` notes were in the collection already and not newer; ``conflicting`` ones were left alone because
    the layout of their note type had changed.
    """

    found: int
    new: int
    updated: int
    duplicate: int
    conflicting: int


class ThrowawayCollection:
    """A new, empty collection in a temporary folder, closed and deleted at the end of the ``with`` block.

    Raises:
        TfcardsError: on entering, when the Anki backend is not installed; on leaving, when the backend gave up.
    """

    def __enter__(self) -> Self:
        try:
            from anki.collection import Collection
        except ImportError as problem:
            raise TfcardsError(
                "the real Anki backend is not installed", "pip install 'tfcards[verify]'", ExitCode.ENVIRONMENT
            ) from problem
        with ExitStack() as cleanup:
            folder = cleanup.enter_context(TemporaryDirectory(prefix="tfcards-verify-"))
            self._anki = Collection(str(Path(folder, "collection.anki2")))
            cleanup.callback(self._anki.close)
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        from anki.errors import BackendError

        self._cleanup.close()
        if isinstance(problem, BackendError):
            raise TfcardsError(
                f"Anki gave up on the package (its words: {problem})", "build the package again"
            ) from problem

    @property
    def anki(self) -> Collection:
        """The collection as Anki's own Python library offers it."""
        return self._anki

    @property
    def media_folder(self) -> Path:
        """The folder into which images are imported."""
        return Path(self._anki.media.dir())

    def query(self, sql: str, *values: str | int) -> list[list[Any]]:
        """Return the rows that ``sql`` selects from the collection."""
        if self._anki.db is None:
            raise TfcardsError("the throwaway Anki collection is closed", "open it in a with block")
        return [list(row) for row in self._anki.db.all(sql, *values)]

    def import_package(self, package: Path) -> ImportLog:
        """Import ``package`` under the default settings, and return what became of its notes.

        Raises:
            TfcardsError: ``package`` is missing, is not a package, or is damaged.
        """
        from anki.collection import ImportAnkiPackageRequest
        from anki.errors import BackendError

        _must_be_archive(package)
        request = ImportAnkiPackageRequest(package_path=str(package), options=default_options())
        try:
            answer = self._anki.import_anki_package(request)
        except BackendError as problem:
            raise TfcardsError(
                f"Anki cannot import {package.name} (its words: {problem})",
                "build the package again, or copy or download it again if it was moved",
            ) from problem
        self._anki.close()
        self._anki.reopen()  # right after an import the note types in memory are the old ones
        return _counts(answer)


def default_options() -> ImportAnkiPackageOptions:
    """Return the import settings of a person who never changed them (a test compares with Anki's presets)."""
    from anki.collection import ImportAnkiPackageOptions
    from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER

    return ImportAnkiPackageOptions(
        merge_notetypes=False,
        update_notes=IF_NEWER,
        update_notetypes=IF_NEWER,
        with_scheduling=False,
        with_deck_configs=False,
    )


def shipped_media(package: Path) -> tuple[str, ...]:
    """Return the media names that ``package`` lists, in JSON or in the compressed form that Anki itself exports.

    For packages that Anki has imported: of another one the list may be anything.
    """
    from anki.import_export_pb2 import MediaEntries

    with zipfile.ZipFile(package) as archive:
        listing = archive.read("media") if "media" in archive.namelist() else b"{}"
    if listing.startswith(zstandard.FRAME_HEADER):
        unpacked = zstandard.ZstdDecompressor().decompressobj().decompress(listing)
        return tuple(entry.name for entry in MediaEntries.FromString(unpacked).entries)
    return tuple(json.loads(listing).values())


def _must_be_archive(package: Path) -> None:
    if not package.is_file():
        raise TfcardsError(f"there is no file {package}", "check its name and folder")
    if not zipfile.is_zipfile(package):
        raise TfcardsError(
            f"{package.name} is not an Anki package, or it is cut short",
            "give the .apkg file that `tfcards build` wrote",
        )


def _counts(answer: ImportLogWithChanges) -> ImportLog:
    log = answer.log
    return ImportLog(
        found=log.found_notes,
        new=len(log.new),
        updated=len(log.updated),
        duplicate=len(log.duplicate),
        conflicting=len(log.conflicting),
    )
