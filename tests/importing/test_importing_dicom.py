"""DICOM images of an import: pixels and a few facts come over, and nothing of the patient."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tfcards.cli import main

pydicom = pytest.importorskip("pydicom")

PAGE = "Diagnosis: Osteoid osteoma\n\nImages:\nView main image(xr)\n\nCase number: {id}\n"
FILES = Path(pydicom.__file__).parent / "data" / "test_files"


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    run("init", folder)
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A folder as a viewer exports it: slices without a suffix in no order, a scan of its own, a report."""
    folder = tmp_path / "study"
    folder.mkdir()
    for number in (2, 1, 3):
        slice_ = pydicom.dcmread(FILES / "CT_small.dcm")
        slice_.InstanceNumber, slice_.PatientName = number, "Quixote^Zacharias"
        slice_.PatientAge, slice_.PatientSex, slice_.SeriesNumber = "045Y", "M", 2
        slice_.PixelData = bytes(min(255, b + number) for b in slice_.PixelData)
        slice_.save_as(folder / f"IM{9 - number}")
    scan = pydicom.dcmread(FILES / "JPGExtended.dcm")
    scan.SOPClassUID = (
        pydicom.uid.NuclearMedicineImageStorage
    )  # as the camera would send it, not a captured screen
    del scan.ConversionType
    scan.save_as(folder / "scan")
    (folder / "report").write_bytes((FILES / "reportsi.dcm").read_bytes())
    return folder


def test_the_series_of_a_folder_become_the_images_of_the_case(deck: Path, study: Path, tmp_path: Path) -> None:
    (tmp_path / "bs1.txt").write_text(PAGE.format(id="bs1"))
    run("import", tmp_path / "bs1.txt", "--images", study, "--to", deck)
    case = deck / "cases" / "bs1"
    text = (case / "case.yaml").read_text()
    assert "sex: male" in text
    assert "ages: [45]" in text
    assert "modality: ct" in text or "modality: nm" in text
    images = sorted(p.name for p in case.iterdir() if p.suffix == ".png")
    assert len(images) == 2
    frames = []
    for name in images:
        with Image.open(case / name) as image:
            frames.append(getattr(image, "n_frames", 1))
    assert sorted(frames) == [1, 3]
    everything = b"".join(path.read_bytes() for path in case.iterdir())
    assert b"Quixote" not in everything
    assert b"DICM" not in everything
    assert "wrote" in run("build", deck, "-o", tmp_path / "x.apkg")


def test_each_case_takes_the_series_of_its_own_folder(deck: Path, study: Path, tmp_path: Path) -> None:
    images = tmp_path / "images"
    images.mkdir()
    study.rename(images / "bs2-export")
    for name in ("bs1", "bs2"):
        (tmp_path / f"{name}.txt").write_text(PAGE.format(id=name))
    run("import", tmp_path / "bs1.txt", tmp_path / "bs2.txt", "--images", images, "--to", deck)
    counts = {name: len(list((deck / "cases" / name).glob("*.png"))) for name in ("bs1", "bs2")}
    assert counts == {"bs1": 0, "bs2": 2}


def test_an_image_that_may_show_a_name_is_left_to_a_person(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "us1.txt").write_text(PAGE.format(id="us1"))
    (tmp_path / "us1-a.dcm").write_bytes((FILES / "examples_rgb_color.dcm").read_bytes())
    run("import", tmp_path / "us1.txt", "--to", deck)
    text = (deck / "cases" / "us1" / "case.yaml").read_text()
    assert "may show a name or number of the patient in its pixels" in text
    assert [p.name for p in (deck / "cases" / "us1").iterdir() if p.suffix in {".png", ".dcm"}] == []


def test_a_shared_build_waits_for_the_word_of_a_person(deck: Path, tmp_path: Path) -> None:
    case = deck / "cases" / "example"
    (case / "scan.dcm").write_bytes((FILES / "examples_rgb_color.dcm").read_bytes())
    base = "id: example\ndiagnosis: Gallstones\nlicence: CC0 1.0\nholder: Nobody\nimages: [scan.dcm]\n"
    file = "images:\n  - {label: main, file: scan.dcm}\n"
    (case / "case.yaml").write_text(base.replace("images: [scan.dcm]\n", file))
    output = tmp_path / "x.apkg"
    assert "TF219" in run("build", deck, "-o", output)
    shared = run("build", deck, "-o", output, "--share")
    assert "case example is left out of the shared build: an image may show a name" in shared
    (case / "case.yaml").write_text(base.replace("images: [scan.dcm]\n", file + "cleared: [scan.dcm]\n"))
    cleared = run("build", deck, "-o", output, "--share")
    assert "TF219" not in cleared
    assert "1 case, 1 card: 1 diagnosis" in cleared
