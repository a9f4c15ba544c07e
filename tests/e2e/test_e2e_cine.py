"""A file of several frames, from the case file into the real Anki: both images arrive, and nothing else does."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.report import verify_package

pytest.importorskip("anki", reason="the real Anki backend is not installed")

Run = Callable[..., Result]

CASE = """id: flow
diagnosis: Colonic bleeding
brief_history: 70-year-old man whose blood count falls.
licence: CC BY 4.0
holder: Example Hospital
images:
  - {file: flow.gif, modality: nm, caption: One minute each.}
findings:
  - {id: f1, observation: A focus grows brighter in the right lower abdomen, interpretation: blood in the gut}
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a deck of one case whose image has three frames, with a comment that must not travel."""
    folder = tmp_path / "deck"
    (folder / "cases" / "flow").mkdir(parents=True)
    (folder / "deck.yaml").write_text("name: Flow\nnamespace: flow\n", "utf-8")
    (folder / "cases" / "flow" / "case.yaml").write_text(CASE, "utf-8")
    frames = [Image.new("L", (64, 48), shade) for shade in (40, 120, 200)]
    frames[0].save(
        folder / "cases" / "flow" / "flow.gif",
        save_all=True,
        append_images=frames[1:],
        duration=200,
        comment=b"Jane Doe",
    )
    return folder


def edit(deck: Path, old: str, new: str) -> None:
    path = deck / "cases" / "flow" / "case.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def imported(package: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the images that a resident's Anki holds after the import, and the fronts of its cards."""
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        files = {path.name: path.read_bytes() for path in collection.media_folder.iterdir()}
        check = collection.anki.media.check()
        assert not check.missing
        assert not check.unused
        cards = collection.anki.find_cards("")
        return files, [collection.anki.get_card(card).question() for card in cards]


def test_still_and_cine_both_reach_the_collection(run: Run, deck: Path, tmp_path: Path) -> None:
    package = tmp_path / "flow.apkg"
    result = run("build", deck, "-o", package)
    assert result.exit_code == 0, result.stderr
    assert "TF2" not in result.stderr
    report = verify_package(package)
    assert report.passed, report.diagnostics
    files, fronts = imported(package)
    assert sorted(Path(name).suffix for name in files) == [".png", ".webp"]
    for name, data in files.items():
        assert b"Jane Doe" not in data
        with Image.open(io.BytesIO(data)) as image:
            assert (image.size, getattr(image, "n_frames", 1)) == ((64, 48), 3 if name.endswith(".webp") else 1)
    [front] = [front for front in fronts if "What is the diagnosis?" in front]
    assert set(re.findall(r'<img[^>]* src="([^"]+)"', front)) == set(files)
    assert ">Cine</label>" in front


def test_a_chosen_frame_has_no_cine_and_the_same_file_may_have_both(run: Run, deck: Path, tmp_path: Path) -> None:
    edit(deck, "modality: nm", "frame: 3, modality: nm")
    assert run("build", deck, "-o", tmp_path / "one.apkg").exit_code == 0
    files, fronts = imported(tmp_path / "one.apkg")
    ((name, data),) = files.items()
    with Image.open(io.BytesIO(data)) as image:
        assert (name.endswith(".png"), image.getextrema()) == (True, (200, 200))
    assert not any("Cine" in front for front in fronts)
    edit(deck, "images:\n", "images:\n  - {file: flow.gif, modality: nm}\n")
    assert run("build", deck, "-o", tmp_path / "both.apkg").exit_code == 0
    assert len(imported(tmp_path / "both.apkg")[0]) == 3


def test_a_frame_that_is_not_there_is_told_at_its_line(run: Run, deck: Path, tmp_path: Path) -> None:
    edit(deck, "modality: nm", "frame: 4, modality: nm")
    result = run("build", deck, "-o", tmp_path / "none.apkg")
    assert "case.yaml:7: error[TF216] case flow: image flow.gif has no frame 4: it holds 3" in result.stderr


def test_a_second_build_is_the_same_file(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for name in ("a.apkg", "b.apkg"):
        assert run("build", deck, "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / "a.apkg").read_bytes() == (tmp_path / "b.apkg").read_bytes()


def test_the_preview_shows_both(run: Run, deck: Path, tmp_path: Path) -> None:
    result = run("preview", deck, "-o", tmp_path / "site")
    assert result.exit_code == 0, result.stderr
    assert {path.suffix for path in (tmp_path / "site").rglob("tf-*") if path.is_file()} == {".png", ".webp"}
