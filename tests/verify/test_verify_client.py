from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.verify.client import ImportLog, ThrowawayCollection, default_options
from tfcards.verify.rendering import render_cards

if TYPE_CHECKING:
    from tests.verify.conftest import Workshop


def test_an_import_counts_notes_and_leaves_nothing_behind(workshop: Workshop, tmp_path: Path) -> None:
    package = workshop.package(workshop.note("a"), workshop.note("b"))
    with ThrowawayCollection() as collection:
        folder = collection.media_folder.parent
        first = collection.import_package(package)
        again = collection.import_package(package)
        assert folder.exists()
    assert first == ImportLog(found=2, new=2, updated=0, duplicate=0, conflicting=0)
    assert again == ImportLog(found=2, new=0, updated=0, duplicate=2, conflicting=0)
    assert not folder.exists()
    assert not list(tmp_path.glob("tfcards-verify-*"))


def test_settings_are_those_of_a_person_who_never_changed_them() -> None:
    with ThrowawayCollection() as collection:
        assert default_options() == collection.anki._backend.get_import_anki_package_presets()


def test_note_types_are_fresh_after_an_import(workshop: Workshop) -> None:
    later = workshop.note_type(css=".card { color: red }")
    with ThrowawayCollection() as collection:
        collection.import_package(workshop.package(workshop.note("a")))
        assert [card.css for card in render_cards(collection)] == [".card { color: black }"]
        model = collection.anki.models.by_name("Question")
        assert model is not None
        collection.import_package(workshop.package(workshop.note("a", note_type=later), at=1_700_000_100))
        model = collection.anki.models.by_name("Question")
        assert model is not None
        assert model["css"] == ".card { color: red }"


def test_cards_are_rendered_with_what_screenshots_and_the_leak_check_need(workshop: Workshop) -> None:
    cloze = workshop.note_type(
        name="List", templates=[workshop.template("Cloze", "{{cloze:Front}}", "{{cloze:Front}}")], model_type=1
    )
    note = workshop.note("a", "{{c1::rickets}}, {{c2::scurvy}}", "", note_type=cloze)
    with ThrowawayCollection() as collection:
        collection.import_package(workshop.package(note))
        first, second = render_cards(collection)
    assert (first.guid, first.ord, second.ord) == ("a", 0, 1)
    assert (first.kind, first.case, first.deck) == ("pattern", "bs1", "Nuclear medicine")
    assert (first.note_type, first.template, first.css) == ("List", "Cloze", ".card { color: black }")
    assert "[...]" in first.question
    assert "scurvy" in first.question
    assert "rickets" in first.answer


def _not_a_zip(good: Path) -> None:
    good.write_text("hello")


def _empty(good: Path) -> None:
    good.write_bytes(b"")


def _cut_short(good: Path) -> None:
    good.write_bytes(good.read_bytes()[:2000])


def _missing(good: Path) -> None:
    good.unlink()


def _other_zip(good: Path) -> None:
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr("letter.txt", "hello")


def _no_database(good: Path) -> None:
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr("collection.anki2", "hello")
        archive.writestr("media", "{}")


def _flipped_bytes(good: Path) -> None:
    data = bytearray(good.read_bytes())
    data[5000:9000] = b"\x07" * 4000
    good.write_bytes(data)


@pytest.mark.parametrize(
    "spoil", [_not_a_zip, _empty, _cut_short, _missing, _other_zip, _no_database, _flipped_bytes]
)
def test_a_file_that_is_no_package_is_refused_in_words(workshop: Workshop, spoil: Callable[[Path], None]) -> None:
    package = workshop.package(workshop.note("a"))
    spoil(package)
    with ThrowawayCollection() as collection, pytest.raises(TfcardsError, match=package.name) as caught:
        collection.import_package(package)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.CONTENT


def test_without_anki_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    with pytest.raises(TfcardsError, match="not installed") as caught, ThrowawayCollection():
        pass
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
    assert caught.value.hint == "pip install 'tfcards[verify]'"


def test_a_backend_that_gives_up_is_reported_in_words_and_cleaned_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anki.cards import CardId

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(TfcardsError, match="gave up"), ThrowawayCollection() as collection:
        collection.anki.get_card(CardId(12))
    assert not list(tmp_path.iterdir())


def test_the_library_loads_without_anki() -> None:
    modules = ", ".join(
        f"tfcards.verify.{name}" for name in ("checks", "history", "rendering", "report", "update")
    )
    program = f"import sys, {modules}; sys.exit('anki' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
