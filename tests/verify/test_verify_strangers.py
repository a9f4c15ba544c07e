"""Packages that tfcards did not write: what its own decks must keep is told, not held against them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from anki.collection import ExportAnkiPackageOptions

from tfcards.model.diagnostic import Severity
from tfcards.verify.client import ThrowawayCollection, shipped_media
from tfcards.verify.report import verify_package

if TYPE_CHECKING:
    from tests.verify.conftest import Workshop


def test_a_package_without_our_tags_and_ids_passes_and_says_so_once(workshop: Workshop) -> None:
    bare = workshop.note_type(name="Basic+", fields=[{"name": "Front"}, {"name": "Back"}])
    notes = [workshop.note(guid, note_type=bare, tags=["anatomy"]) for guid in "abc"]
    report = verify_package(workshop.package(*notes, media=[workshop.media("idle.png")]))
    found = {diagnostic.code: diagnostic.severity for diagnostic in report.diagnostics}
    assert found == {
        "TF610": Severity.WARNING,
        "TF612": Severity.WARNING,
        "TF614": Severity.INFO,
        "TF618": Severity.INFO,
    }
    assert len(report.diagnostics) == 4
    assert report.passed
    assert (report.notes_by_kind, report.cards_by_kind) == ({"Basic+": 3}, {"Basic+": 3})


def test_what_is_broken_for_anybody_is_an_error_for_strangers_too(workshop: Workshop) -> None:
    report = verify_package(workshop.package(workshop.note("a", '<img src="gone.png">', "back", tags=[])))
    assert [found.code for found in report.diagnostics] == ["TF608", "TF618"]
    assert not report.passed


@pytest.mark.parametrize("legacy", [True, False])
def test_packages_that_anki_exports_pass_with_their_images_looked_at(workshop: Workshop, *, legacy: bool) -> None:
    exported = workshop.folder / "exported.apkg"
    made = workshop.package(workshop.note("a", '<img src="tf-1.png">', "back"), media=[workshop.media("tf-1.png")])
    with ThrowawayCollection() as collection:
        collection.import_package(made)
        options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
        collection.anki.export_anki_package(out_path=str(exported), options=options, limit=None)
    assert verify_package(exported).diagnostics == ()
    assert shipped_media(exported) == ("tf-1.png",)
    assert shipped_media(_without_images(workshop)) == ()


def _without_images(shop: Workshop) -> Path:
    return shop.package(shop.note("a"))
