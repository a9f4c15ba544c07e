"""DICOM images, as files that come with pydicom and as made here: what a reading room shows, and no header."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tfcards.media.dicom.decode import decode_dicom
from tfcards.media.dicom.facts import DicomFacts, facts
from tfcards.media.dicom.render import render_series
from tfcards.media.dicom.series import group_series
from tfcards.media.limits import DEFAULT_LIMITS, MediaLimits
from tfcards.media.problems import Problem
from tfcards.media.sniff import DICOM, sniff

pytest.importorskip("pydicom")

import numpy as np
from tests.media.dicoms import FILES, NAME, RAMP, greys, made, refused, shown


def test_a_whole_body_bone_scan_of_twelve_bits_is_a_skeleton_on_black() -> None:
    image = shown((FILES / "JPGExtended.dcm").read_bytes()).image
    assert (image.mode, image.size) == ("L", (256, 1024))
    bladder = max(range(300, 600), key=lambda y: sum(image.crop((100, y, 180, y + 1)).tobytes()))
    assert 400 < bladder < 450  # the hottest place of the trunk, and no lower
    assert max(image.crop((100, 0, 150, 10)).tobytes()) < 10
    median = sorted(image.crop((60, 100, 200, 400)).tobytes())[-4000]
    assert median > 60  # ribs and spine are seen beside it


@pytest.mark.parametrize(
    ("name", "mode", "size"),
    [
        ("CT_small.dcm", "L", (128, 128)),
        ("MR_small.dcm", "L", (64, 64)),
        ("MR_small_RLE.dcm", "L", (64, 64)),
        ("MR_small_bigendian.dcm", "L", (64, 64)),
        ("MR_small_jp2klossless.dcm", "L", (64, 64)),
        ("MR_small_jpeg_ls_lossless.dcm", "L", (64, 64)),
        ("JPEG2000.dcm", "L", (256, 1024)),
        ("SC_rgb_jpeg_dcmtk.dcm", "RGB", (100, 100)),
        ("SC_ybr_full_422_uncompressed.dcm", "RGB", (100, 100)),
        ("examples_palette.dcm", "RGB", (800, 350)),
    ],
)
def test_each_encoding_is_decoded(name: str, mode: str, size: tuple[int, int]) -> None:
    image = shown((FILES / name).read_bytes()).image
    assert (image.mode, image.size) == (mode, size)
    assert len(set(image.convert("L").tobytes())) > 3


def test_lossless_encodings_of_one_image_give_the_same_greys() -> None:
    names = ("MR_small.dcm", "MR_small_RLE.dcm", "MR_small_bigendian.dcm", "MR_small_jp2klossless.dcm")
    assert len({shown((FILES / name).read_bytes()).image.tobytes() for name in names}) == 1


def test_the_window_of_the_header_is_applied() -> None:
    data = made(RAMP, WindowCenter=100, WindowWidth=101)
    assert greys(shown(data)) == [0, 1, 129, 255, 255]
    exact = made(RAMP, WindowCenter=[100, 5], WindowWidth=[100, 5], VOILUTFunction="LINEAR_EXACT")
    assert greys(shown(exact)) == [0, 0, 128, 255, 255]
    assert greys(shown(made(RAMP, WindowCenter=100, WindowWidth=0)))[-1] == 255  # no width: percentiles


def test_values_of_the_modality_come_before_the_window() -> None:
    data = made(RAMP, RescaleSlope=2, RescaleIntercept=-1000, WindowCenter=-800, WindowWidth=201)
    assert greys(shown(data)) == [0, 1, 128, 255, 255]


def test_monochrome_1_is_bright_where_values_are_low() -> None:
    data = made(RAMP, WindowCenter=100, WindowWidth=101, PhotometricInterpretation="MONOCHROME1")
    assert greys(shown(data)) == [255, 254, 126, 0, 0]


def test_without_a_window_a_few_hot_pixels_do_not_hide_the_rest() -> None:
    counts = np.full((100, 100), 20, dtype=np.uint16)
    counts[:50] = 5
    counts[0, :10] = 60_000
    grey = greys(shown(made(counts)))
    assert grey[-1] - grey[20 * 100] > 200


def test_pixels_that_are_not_square_become_so() -> None:
    data = made(np.zeros((10, 10), dtype=np.uint8), PixelSpacing=[2.0, 1.0])
    assert shown(data).image.size == (10, 20)
    assert shown(made(np.zeros((10, 10), dtype=np.uint8), PixelAspectRatio=[1, 2])).image.size == (20, 10)


def test_frames_are_a_cine_in_one_scale_at_the_time_of_the_header() -> None:
    frames = np.stack([np.full((4, 4), value, dtype=np.uint16) for value in (10, 20, 30)])
    decoded = shown(made(frames, NumberOfFrames=3, FrameTime=40))
    assert decoded.moving
    assert [f.getpixel((0, 0)) for f in decoded.moving.frames] == [0, 128, 255]
    assert decoded.moving.durations == (40, 40, 40)
    assert decoded.image.tobytes() == decoded.moving.frames[0].tobytes()
    assert shown(made(frames, NumberOfFrames=3), frame=3).moving is None
    vector = shown(made(frames, NumberOfFrames=3, FrameTimeVector=[0, 30, 60], CineRate=20))
    assert vector.moving
    assert vector.moving.durations == (30, 60, 50)
    missing = decode_dicom(made(frames, NumberOfFrames=3), DEFAULT_LIMITS, 4)
    assert isinstance(missing, Problem)
    assert missing.code == "TF216"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("reportsi.dcm", "TF218"),
        ("rtplan.dcm", "TF218"),
        ("waveform_ecg.dcm", "TF218"),
        ("image_dfl.dcm", "TF221"),
        ("MR_truncated.dcm", "TF209"),
        ("JPEG-lossy.dcm", "TF220"),
    ],
)
def test_what_cannot_be_shown_is_told(name: str, code: str) -> None:
    assert refused((FILES / name).read_bytes()) == code


def test_sizes_of_the_header_are_bounded_before_anything_is_decoded() -> None:
    small = MediaLimits(max_pixels=1000)
    assert refused(made(np.zeros((40, 40), dtype=np.uint8)), small) == "TF207"
    lying = made(np.zeros((4, 4), dtype=np.uint8), Rows=60_000, Columns=60_000)
    assert refused(lying) == "TF207"
    frames = made(np.zeros((4, 4), dtype=np.uint8), NumberOfFrames=2_000_000_000)
    decoded = decode_dicom(frames, DEFAULT_LIMITS)
    assert isinstance(decoded, Problem) or decoded.moving is None


@pytest.mark.filterwarnings("ignore:Invalid value for VR CS")
def test_only_the_listed_facts_leave_the_header() -> None:
    data = made(
        RAMP, BodyPartExamined="CHEST", ViewPosition="PA", PatientSex="F", PatientAge="045Y", StudyDate="20200101"
    )
    assert facts(data) == DicomFacts(modality="CT", body_part="CHEST", view="PA", sex="female", age=45)
    old = made(RAMP, PatientAge="093Y", BodyPartExamined="Quixote's chest")
    assert facts(old) == DicomFacts(modality="CT")
    assert facts(b"nothing") is None or facts(b"nothing") == DicomFacts()


@pytest.mark.parametrize("values", [{"Modality": "US"}, {"BurnedInAnnotation": "YES"}, {"ConversionType": "DF"}])
def test_pixels_that_may_hold_names_are_for_a_person_to_look_at(values: dict[str, str]) -> None:
    assert [p.code for p in shown(made(RAMP, **values)).problems] == ["TF219"]


def test_the_type_is_told_by_content() -> None:
    data = made(RAMP)
    assert sniff(data) is DICOM
    assert sniff(data[128 + 4 :]) is DICOM  # without the preamble
    assert sniff(b"\x08\x00nothing of the kind, really") is not DICOM


def test_a_folder_is_sorted_into_series_and_each_becomes_one_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for number in (3, 1, 2):
        pixels = np.full((8, 8), number * 100, dtype=np.uint16)
        pixels[0, 0] = 0
        (tmp_path / f"z{4 - number}").write_bytes(made(pixels, InstanceNumber=number, SeriesNumber=2))
    scout = made(np.arange(64, dtype=np.uint16).reshape(8, 8), SeriesInstanceUID="1.2.4", SeriesNumber=1)
    (tmp_path / "sub" / "scout.dcm").write_bytes(scout)
    (tmp_path / "report.dcm").write_bytes((FILES / "reportsi.dcm").read_bytes())
    (tmp_path / "link.dcm").symlink_to(tmp_path / "z1")
    first, stack = group_series(tmp_path)
    assert [p.name for p in first.files] == ["scout.dcm"]
    assert [p.name for p in stack.files] == ["z3", "z2", "z1"]
    rendered = render_series(stack, DEFAULT_LIMITS)
    assert not isinstance(rendered, Problem)
    assert NAME.encode() not in rendered[0]
    with Image.open(io.BytesIO(rendered[0])) as movie:
        values: list[Any] = []
        for frame in range(movie.n_frames):  # type: ignore[attr-defined]
            movie.seek(frame)
            values.append(movie.convert("L").getpixel((4, 4)))
    assert values == sorted(values)
    assert values[-1] == 255
    assert len(set(values)) == 3


SAMPLES = [(FILES / name).read_bytes() for name in ("MR_small_RLE.dcm", "SC_rgb_small_odd_jpeg.dcm")] + [
    made(RAMP)
]
TIGHT = MediaLimits(max_pixels=100_000, cine_pixels=200_000, cine_frames=3, long_edge=64)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(0, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(raw[: data.draw(st.integers(1, len(raw)))])
    decoded = decode_dicom(damaged, TIGHT)
    assert isinstance(decoded, Problem) or max(decoded.image.size) <= 64
    facts(damaged)
