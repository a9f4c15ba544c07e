"""Series of DICOM files, and folders that stand where an image may."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tfcards.media.dicom import series as series_
from tfcards.media.limits import MediaLimits
from tfcards.media.prepare import ImageRequest, Prepared, prepare_images
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Location

pytest.importorskip("pydicom")

import numpy as np
from tests.media.dicoms import FILES, NAME, made

from tfcards.media.dicom.decode import decode_series
from tfcards.media.dicom.render import render_series
from tfcards.media.dicom.series import group_series
from tfcards.media.limits import DEFAULT_LIMITS
from tfcards.media.problems import Problem

Prepare = Callable[..., Prepared]


def slice_of(value: int, **values: Any) -> bytes:  # noqa: ANN401 - whatever a header holds
    pixels = np.full((8, 8), value, dtype=np.uint16)
    pixels[0] = 0
    return made(pixels, **values)


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    folder = tmp_path / "ct"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"IM{9 - number}").write_bytes(slice_of(number * 100, InstanceNumber=number))
    return folder


def test_a_folder_of_one_series_is_an_image_with_a_cine(stack: Path, prepare: Prepare) -> None:
    prepared = prepare(stack)
    assert prepared.diagnostics == ()
    image = prepared.images[stack, None]
    assert image.still.name.endswith(".png")
    assert image.cine
    with Image.open(io.BytesIO(image.cine.data)) as cine:
        assert getattr(cine, "n_frames", 1) == 3
    assert all(NAME.encode() not in file.data for file in prepared.media.values())


def test_a_frame_of_a_folder_is_chosen(tmp_path: Path, stack: Path) -> None:
    where = Location("case.yaml", 7)
    asked = [ImageRequest(case=CaseId("x"), path=stack, root=tmp_path, location=where, frame=n) for n in (1, 3, 4)]
    prepared = prepare_images(asked)
    assert [d.code for d in prepared.diagnostics] == ["TF216"]
    greys = []
    for number in (1, 3):
        image = prepared.images[stack, number]
        assert image.cine is None
        with Image.open(io.BytesIO(image.still.data)) as picture:
            greys.append(picture.getpixel((4, 4)))
    assert greys == [255, 255]  # each by its own window


def test_a_folder_of_several_series_asks_for_one(stack: Path, prepare: Prepare) -> None:
    (stack / "scout").write_bytes(slice_of(7, SeriesInstanceUID="9.8.7.6", SeriesDescription="Quixote scout"))
    prepared = prepare(stack)
    (found,) = prepared.diagnostics
    assert found.code == "TF222"
    assert "2 series" in found.message
    assert "9.8.7.6" not in f"{found.message} {found.hint}"
    assert "Quixote" not in f"{found.message} {found.hint}"


def test_a_folder_without_dicom_is_a_folder(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "read.me").write_text("nothing")
    assert [d.code for d in prepare(tmp_path / "none").diagnostics] == ["TF203"]


def test_links_that_lead_out_of_the_folder_are_left(tmp_path: Path, stack: Path) -> None:
    outside = tmp_path / "private"
    outside.mkdir()
    (outside / "other").write_bytes(slice_of(5, InstanceNumber=9))
    (stack / "file").symlink_to(outside / "other")
    (stack / "folder").symlink_to(outside)
    (only,) = group_series(stack)
    assert [path.name for path in only.files] == ["IM8", "IM7", "IM6"]


def test_the_number_of_files_is_bounded(stack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(series_, "_MOST_FILES", 2)
    assert [len(each.files) for each in group_series(stack)] == [2]


def test_slices_without_numbers_are_in_the_order_of_their_positions(tmp_path: Path) -> None:
    for name, x in (("a", 30), ("b", -10), ("c", 5)):  # sagittal: cut across from right to left
        place = {"ImagePositionPatient": [x, 0, 0], "ImageOrientationPatient": [0, 1, 0, 0, 0, -1]}
        (tmp_path / name).write_bytes(slice_of(10, InstanceNumber="", **place))
    (only,) = group_series(tmp_path)
    assert "".join(path.name for path in only.files) in {"acb", "bca"}


def test_files_of_several_frames_give_all_of_them(tmp_path: Path) -> None:
    for number in (1, 2):
        frames = np.stack([np.full((4, 4), number * 10 + n, dtype=np.uint16) for n in (0, 1)])
        (tmp_path / f"dyn{number}").write_bytes(made(frames, NumberOfFrames=2, InstanceNumber=number))
    (only,) = group_series(tmp_path)
    decoded = decode_series(only, DEFAULT_LIMITS)
    assert not isinstance(decoded, Problem)
    assert decoded.moving
    greys = [frame.tobytes()[0] for frame in decoded.moving.frames]
    assert len(greys) == 4
    assert greys == sorted(greys)


def test_each_slice_of_a_pet_is_put_on_one_scale(tmp_path: Path) -> None:
    for number, slope in ((1, 1), (2, 3)):
        data = slice_of(100, InstanceNumber=number, RescaleSlope=slope, RescaleIntercept=0, Modality="PT")
        (tmp_path / f"pet{number}").write_bytes(data)
    (only,) = group_series(tmp_path)
    decoded = decode_series(only, DEFAULT_LIMITS)
    assert not isinstance(decoded, Problem)
    assert decoded.moving
    assert [frame.getpixel((4, 4)) for frame in decoded.moving.frames] == [85, 255]


def test_slices_that_differ_in_size_leave_the_first(stack: Path) -> None:
    (stack / "last").write_bytes(made(np.zeros((3, 5), dtype=np.uint16), InstanceNumber=9))
    (only,) = group_series(stack)
    decoded = decode_series(only, DEFAULT_LIMITS)
    assert not isinstance(decoded, Problem)
    assert decoded.moving is None
    assert [p.code for p in decoded.problems] == ["TF211"]


def test_a_damaged_slice_leaves_the_first(stack: Path) -> None:
    whole = slice_of(10, InstanceNumber=9)
    (stack / "last").write_bytes(whole[:-40])
    (only,) = group_series(stack)
    decoded = decode_series(only, DEFAULT_LIMITS)
    assert not isinstance(decoded, Problem)
    assert [p.code for p in decoded.problems] == ["TF211"]


def test_a_stack_has_as_many_frames_as_a_cine_may(stack: Path) -> None:
    (only,) = group_series(stack)
    data, suffix = _rendered(only, MediaLimits(cine_frames=2))
    assert suffix == ".png"
    with Image.open(io.BytesIO(data)) as movie:
        assert getattr(movie, "n_frames", 1) == 2
        assert movie.info.get("duration") is not None
        assert set(movie.info) <= {"duration", "loop", "disposal", "blend", "default_image", "bbox", "timestamp"}


def test_a_single_frame_is_a_plain_picture_of_the_same_pixels(tmp_path: Path) -> None:
    (tmp_path / "ct").write_bytes((FILES / "CT_small.dcm").read_bytes())
    (only,) = group_series(tmp_path)
    data, _ = _rendered(only, DEFAULT_LIMITS)
    decoded = decode_series(only, DEFAULT_LIMITS)
    assert not isinstance(decoded, Problem)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.mode, picture.tobytes()) == ("L", decoded.image.tobytes())
        assert picture.info == {}


def _rendered(only: series_.Series, limits: MediaLimits) -> tuple[bytes, str]:
    made_ = render_series(only, limits)
    assert not isinstance(made_, Problem)
    return made_
