"""What a DICOM header says of greys, frames and kinds, in its rarer forms, and what it takes to read one."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from importlib.util import find_spec
from typing import Any

import pytest

from tfcards.media.dicom.facts import facts
from tfcards.media.limits import DEFAULT_LIMITS
from tfcards.media.problems import Problem

pytest.importorskip("pydicom")

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.pixels.decoders.base import get_decoder
from tests.media.dicoms import FILES, RAMP, greys, made, refused, shown

from tfcards.media.dicom.decode import decode_dicom


def item(**values: Any) -> Dataset:  # noqa: ANN401 - whatever a header holds
    dataset = Dataset()
    for name, value in values.items():
        setattr(dataset, name, value)
    return dataset


def table(first: int, *entries: int, bits: int = 8) -> Dataset:
    made_ = item(LUTDescriptor=[len(entries), first, bits])
    made_.add_new("LUTData", "US", list(entries))
    return made_


def test_the_table_of_the_header_is_applied_before_its_window() -> None:
    entries = [255 - value for value in range(201)]
    data = made(RAMP, VOILUTSequence=[table(0, *entries)], WindowCenter=100, WindowWidth=10)
    assert greys(shown(data)) == [255, 205, 155, 105, 55]


def test_a_damaged_table_leaves_the_window() -> None:
    data = made(RAMP, VOILUTSequence=[item(LUTDescriptor=[4, 0, 8])], WindowCenter=100, WindowWidth=101)
    assert greys(shown(data)) == greys(shown(made(RAMP, WindowCenter=100, WindowWidth=101)))


def test_the_table_of_the_modality_is_applied() -> None:
    entries = [0] * 50 + [1000] * 151
    data = made(RAMP, ModalityLUTSequence=[table(0, *entries, bits=16)], WindowCenter=500, WindowWidth=1000)
    assert greys(shown(data)) == [0, 255, 255, 255, 255]


def test_padding_does_not_count_for_the_percentiles_whatever_the_scale() -> None:
    pixels = np.full((20, 20), -2000, dtype=np.int16)
    pixels[5:15, 5:15] = np.arange(100).reshape(10, 10)
    data = made(pixels, PixelPaddingValue=-2000, RescaleSlope=2, RescaleIntercept=-1024)
    middle = shown(data).image.crop((5, 5, 15, 15)).tobytes()
    assert min(middle) == 0
    assert max(middle) == 255
    assert len(set(middle)) > 90


def test_no_count_is_black_in_nuclear_medicine_though_compression_made_it_less() -> None:
    counts = np.array([[-30, -30, 0, 50, 100]], dtype=np.int16)
    assert greys(shown(made(counts, Modality="NM")))[:3] == [0, 0, 0]
    assert greys(shown(made(counts, Modality="CT")))[2] > 0


def test_frames_of_a_multi_frame_file_may_have_scales_of_their_own() -> None:
    frames = np.full((2, 2, 2), 20, dtype=np.uint16)
    scales = (item(RescaleSlope=1, RescaleIntercept=0), item(RescaleSlope=4, RescaleIntercept=0))
    window = item(WindowCenter=50, WindowWidth=100, VOILUTFunction="LINEAR_EXACT")
    decoded = shown(
        made(
            frames,
            NumberOfFrames=2,
            SharedFunctionalGroupsSequence=[item(FrameVOILUTSequence=[window])],
            PerFrameFunctionalGroupsSequence=[item(PixelValueTransformationSequence=[s]) for s in scales],
        )
    )
    assert decoded.moving
    assert [frame.getpixel((0, 0)) for frame in decoded.moving.frames] == [51, 204]


def test_a_palette_of_bytes_in_words_is_not_shifted_away() -> None:
    values: dict[str, Any] = {"PhotometricInterpretation": "PALETTE COLOR"}
    for colour, entries in (("Red", [0, 200]), ("Green", [0, 100]), ("Blue", [0, 50])):
        values[f"{colour}PaletteColorLookupTableDescriptor"] = [2, 0, 8]
        values[f"{colour}PaletteColorLookupTableData"] = np.array(entries, dtype="<u2").tobytes()
    decoded = shown(made(np.array([[0, 1]], dtype=np.uint8), **values))
    assert decoded.image.getpixel((1, 0)) == (200, 100, 50)


def test_overlays_are_not_drawn() -> None:
    dataset = pydicom.dcmread(FILES / "examples_overlay.dcm")
    assert (0x6000, 0x3000) in dataset
    with_overlay = shown((FILES / "examples_overlay.dcm").read_bytes()).image
    del dataset[0x6000, 0x3000]
    stream = io.BytesIO()
    dataset.save_as(stream)
    assert shown(stream.getvalue()).image.tobytes() == with_overlay.tobytes()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dicomdirtests/DICOMDIR", "a directory of DICOM files"),
        ("test-SR.dcm", "a report"),
        ("rtstruct.dcm", "radiotherapy"),
        ("rtdose.dcm", "radiotherapy"),
        ("liver_1frame.dcm", "a segmentation"),
        ("waveform_ecg.dcm", "a waveform"),
    ],
)
def test_what_is_no_image_is_named(name: str, words: str) -> None:
    problem = decode_dicom((FILES / name).read_bytes(), DEFAULT_LIMITS)
    assert isinstance(problem, Problem)
    assert problem.code == "TF218"
    assert words in problem.text


def test_a_document_and_a_presentation_state_are_no_images() -> None:
    for kind, words in (("104.1", "PDF"), ("11.1", "a presentation state")):
        problem = decode_dicom(made(RAMP, SOPClassUID=f"1.2.840.10008.5.1.4.1.1.{kind}"), DEFAULT_LIMITS)
        assert isinstance(problem, Problem)
        assert words in problem.text


def test_a_truncated_file_is_damaged_and_not_said_to_be_no_image() -> None:
    data = (FILES / "MR_small_RLE.dcm").read_bytes()
    assert {refused(data[:length]) for length in range(2500, 7600, 400)} == {"TF209"}


@pytest.mark.parametrize(
    "values",
    [
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"},
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7.2"},
        {"ConversionType": "WSD"},
        {"Modality": "XA"},
        {"Modality": "", "BurnedInAnnotation": "NO"},
    ],
)
def test_captured_screens_and_unknown_machines_are_for_a_person_to_look_at(values: dict[str, str]) -> None:
    assert [p.code for p in shown(made(RAMP, **values)).problems] == ["TF219"]


def test_a_plain_ct_is_not_suspected() -> None:
    assert shown(made(RAMP, SOPClassUID="1.2.840.10008.5.1.4.1.1.77.1.4")).problems == ()


def test_without_the_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pydicom" else find_spec(name))
    problem = decode_dicom(made(RAMP), DEFAULT_LIMITS)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.hint) == ("TF217", "run: pip install 'tfcards[dicom]'")
    assert facts(made(RAMP)) is None


def test_without_the_decoder_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = get_decoder(pydicom.uid.JPEGExtended12Bit)
    monkeypatch.setattr(decoder, "_available", {})
    assert refused((FILES / "JPGExtended.dcm").read_bytes()) == "TF217"


def test_nothing_of_pydicom_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    names = ("badVR.dcm", "MR_truncated.dcm", "no_meta.dcm", "MR_small_padded.dcm", "JPEG-lossy.dcm")
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        for name in names:
            decode_dicom((FILES / name).read_bytes(), DEFAULT_LIMITS)
    assert heard == []
    assert capfd.readouterr() == ("", "")


def test_pydicom_is_not_imported_without_a_dicom_file() -> None:
    code = (
        "import sys, tfcards.cli, tfcards.pipeline.build, tfcards.media.prepare\n"
        "assert not {'pydicom', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
