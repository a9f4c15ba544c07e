"""Packages made with genanki, opened as the sides of a comparison."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from tests.verify.conftest import Workshop

from tfcards.pipeline.diff.run import Diff, compare
from tfcards.pipeline.diff.sides import open_side
from tfcards.verify.client import ThrowawayCollection


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # genanki leaves a database there with each package
    folder = tmp_path / "workshop"
    folder.mkdir()
    return Workshop(folder)


def between(old: Path, new: Path) -> Diff:
    """Compare two packages."""
    return compare(open_side(str(old), lambda _: None), open_side(str(new), lambda _: None))


def exported(package: Path, *, legacy: bool) -> Path:
    """Return ``package`` as Anki exports it after an import."""
    path = package.with_suffix(".legacy.apkg" if legacy else ".current.apkg")
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
        collection.anki.export_anki_package(out_path=str(path), options=options, limit=None)
    return path
