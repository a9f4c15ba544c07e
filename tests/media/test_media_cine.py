"""Files of several frames: a still, and a cine that is clean, bounded, plays for ever and is always the same."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin, TiffImagePlugin

from tfcards.media.frames import evenly
from tfcards.media.limits import MediaLimits
from tfcards.media.prepare import ImageRequest, Prepared, PreparedImage, prepare_images
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location, Severity

Prepare = Callable[..., Prepared]

KINDS = ("gif", "tif", "png", "webp")
SHADES = (40, 120, 200)
NEAR = 6
"""How far a grey may be off after lossy compression."""


def flat(shades: Sequence[int], size: tuple[int, int] = (64, 48)) -> list[Image.Image]:
    """Frames of one grey each."""
    return [Image.new("L", size, shade).convert("RGB") for shade in shades]


def noisy(count: int, side: int) -> list[Image.Image]:
    """Frames that no encoder makes small."""
    source = random.Random(3)  # noqa: S311 - a test pattern
    return [Image.frombytes("L", (side, side), source.randbytes(side * side)) for _ in range(count)]


def save(path: Path, frames: Sequence[Image.Image], **options: Any) -> Path:  # noqa: ANN401 - Pillow's options
    if path.suffix == ".webp":
        options["lossless"] = True
    frames[0].save(path, save_all=True, append_images=frames[1:], **options)
    return path


def whole(prepared: Prepared, path: Path) -> PreparedImage:
    return prepared.images[path, None]


def cine(prepared: Prepared, path: Path) -> Image.Image:
    made = whole(prepared, path).cine
    assert made
    image = Image.open(io.BytesIO(made.data))
    assert (image.format, image.size) == ("WEBP", (made.width, made.height))
    return image


def shades(image: Image.Image) -> list[int]:
    """The grey in the middle of every frame."""
    found = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        grey = image.convert("L")
        found.append(int(grey.getpixel((grey.width // 2, grey.height // 2)) or 0))  # type: ignore[arg-type] # a grey
    return found


def durations(image: Image.Image) -> list[int]:
    found = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        image.load()
        found.append(round(image.info["duration"]))
    return found


def frame_of(tmp_path: Path, path: Path, frame: int) -> tuple[PreparedImage | None, tuple[Diagnostic, ...]]:
    asked = ImageRequest(
        case=CaseId("bs1"), path=path, root=tmp_path, location=Location("case.yaml", 7), frame=frame
    )
    prepared = prepare_images([asked])
    return prepared.images.get((path, frame)), prepared.diagnostics


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_several_frames_becomes_a_still_and_a_cine(kind: str, tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / f"a.{kind}", flat(SHADES))
    prepared = prepare(path)
    assert prepared.diagnostics == ()
    with Image.open(io.BytesIO(whole(prepared, path).still.data)) as still:
        assert (still.format, still.getextrema()) == ("PNG", (SHADES[0], SHADES[0]))
    moving = cine(prepared, path)
    assert all(abs(a - b) <= NEAR for a, b in zip(shades(moving), SHADES, strict=True))
    assert moving.info["loop"] == 0
    assert set(prepared.media) == {
        file.name for file in (whole(prepared, path).still, whole(prepared, path).cine) if file
    }


@pytest.mark.parametrize("kind", ["gif", "png", "webp"])
def test_durations_are_those_of_the_file(kind: str, tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / f"a.{kind}", flat(SHADES), duration=[250, 40, 1000])
    assert durations(cine(prepare(path), path)) == [250, 40, 1000]


@pytest.mark.parametrize(("kind", "options"), [("tif", {}), ("gif", {"duration": 0}), ("webp", {"duration": 10})])
def test_a_frame_without_a_sound_duration_is_shown_for_a_tenth_of_a_second(
    kind: str, options: dict[str, int], tmp_path: Path, prepare: Prepare
) -> None:
    path = save(tmp_path / f"a.{kind}", flat(SHADES), **options)
    assert durations(cine(prepare(path), path)) == [100, 100, 100]


@pytest.mark.parametrize("kind", KINDS)
def test_too_many_frames_are_thinned_evenly_and_take_as_long(kind: str, tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / f"a.{kind}", flat(range(0, 250, 25)), **({} if kind == "tif" else {"duration": 100}))
    prepared = prepare(path, limits=MediaLimits(cine_frames=4))
    moving = cine(prepared, path)
    assert all(abs(a - b) <= NEAR for a, b in zip(shades(moving), [0, 75, 150, 225], strict=True))
    assert durations(moving) == [300, 300, 300, 100]
    (found,) = prepared.diagnostics
    assert (found.severity, found.code) == (Severity.INFO, "TF214")
    assert "10 frames; its cine shows 4" in found.message


@given(total=st.integers(1, 5000), most=st.integers(2, 200))
def test_evenly_takes_the_first_and_the_last_and_steps_that_hardly_differ(total: int, most: int) -> None:
    taken = evenly(total, most)
    assert (taken[0], taken[-1], len(taken)) == (1, total, min(total, most))
    steps = {b - a for a, b in pairwise(taken)}
    assert not steps or (min(steps) >= 1 and max(steps) - min(steps) <= 1)


def test_a_cine_is_reduced_until_it_fits_and_that_is_told(tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / "a.tif", noisy(6, 200))
    free = whole(prepare(path), path).cine
    assert free
    prepared = prepare(path, limits=MediaLimits(cine_bytes=len(free.data) // 6))
    less = whole(prepared, path).cine
    assert less
    assert len(less.data) <= len(free.data) // 6
    (found,) = prepared.diagnostics
    assert (found.severity, found.code) == (Severity.WARNING, "TF215")
    assert f"{less.width} x {less.height} pixels" in found.message


def test_a_cine_that_never_fits_leaves_the_still(tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / "a.gif", noisy(6, 200))
    prepared = prepare(path, limits=MediaLimits(cine_bytes=300))
    assert whole(prepared, path).cine is None
    (found,) = prepared.diagnostics
    assert (found.severity, found.code, "6 frames" in found.message) == (Severity.WARNING, "TF211", True)


def test_a_cine_is_no_larger_than_its_bound_and_a_still(tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / "a.gif", flat(SHADES, (300, 150)))
    assert cine(prepare(path, limits=MediaLimits(cine_edge=100)), path).size == (100, 50)
    assert cine(prepare(path, limits=MediaLimits(long_edge=60)), path).size == (60, 30)
    assert cine(prepare(path), path).size == (300, 150)


@pytest.mark.parametrize("kind", KINDS)
def test_frames_with_too_many_pixels_together_are_not_decoded(kind: str, tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / f"a.{kind}", flat(SHADES))
    prepared = prepare(path, limits=MediaLimits(cine_pixels=3 * 64 * 48 - 1))
    assert whole(prepared, path).cine is None
    assert [found.code for found in prepared.diagnostics] == ["TF211"]
    assert "more than 9,215 pixels together" in prepared.diagnostics[0].message
    assert whole(prepare(path, limits=MediaLimits(cine_pixels=3 * 64 * 48)), path).cine


def test_a_png_that_promises_frames_it_has_not_leaves_the_still(tmp_path: Path, prepare: Prepare) -> None:
    for promised, reason in ((60, "decoded"), (2_000_000_000, "pixels together")):
        path = save(tmp_path / f"{promised}.png", flat(SHADES))
        data = path.read_bytes()
        at = data.index(b"acTL")
        body = b"acTL" + struct.pack(">II", promised, 0)
        path.write_bytes(data[:at] + body + struct.pack(">I", zlib.crc32(body)) + data[at + 16 :])
        prepared = prepare(path)
        assert whole(prepared, path).cine is None
        assert [found.code for found in prepared.diagnostics] == ["TF211"]
        assert reason in prepared.diagnostics[0].message


def test_pages_of_different_sizes_are_no_series(tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / "a.tif", [*flat([40, 90]), *flat([200], (16, 12))])
    prepared = prepare(path)
    assert whole(prepared, path).cine is None
    assert [found.code for found in prepared.diagnostics] == ["TF211"]
    assert "differ in size" in prepared.diagnostics[0].message


def test_a_series_in_which_nothing_moves_is_a_plain_still(tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / "a.tif", flat([90, 90, 90]))
    prepared = prepare(path)
    assert whole(prepared, path).cine is None
    assert prepared.diagnostics == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_chosen_frame_is_a_plain_still(kind: str, tmp_path: Path) -> None:
    path = save(tmp_path / f"a.{kind}", flat(SHADES))
    for number, shade in enumerate(SHADES, 1):
        image, diagnostics = frame_of(tmp_path, path, number)
        assert image
        assert (image.cine, diagnostics) == (None, ())
        with Image.open(io.BytesIO(image.still.data)) as still:
            assert still.getextrema() == (shade, shade)


@pytest.mark.parametrize("kind", [*KINDS, "jpg"])
def test_a_frame_that_is_not_there_is_an_error(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "jpg":
        flat([40])[0].save(path)
    else:
        save(path, flat(SHADES))
    image, (found,) = frame_of(tmp_path, path, 4)
    assert image is None
    assert (found.severity, found.code) == (Severity.ERROR, "TF216")
    assert f"it holds {1 if kind == 'jpg' else 3}" in found.message


def test_a_file_is_a_cine_and_two_stills_at_once(tmp_path: Path) -> None:
    path = save(tmp_path / "a.gif", flat(SHADES))
    asked = [
        ImageRequest(case=CaseId("bs1"), path=path, root=tmp_path, location=Location("case.yaml"), frame=frame)
        for frame in (None, 1, 3)
    ]
    prepared = prepare_images(asked)
    assert whole(prepared, path).still == prepared.images[path, 1].still
    assert len(prepared.media) == 3


def test_a_chosen_page_is_bounded_as_any_image(tmp_path: Path) -> None:
    path = save(tmp_path / "a.tif", [*flat([40], (8, 8)), *flat([90], (200, 200))])
    asked = ImageRequest(case=CaseId("b"), path=path, root=tmp_path, location=Location("case.yaml"), frame=2)
    assert [found.code for found in prepare_images([asked], MediaLimits(max_pixels=100)).diagnostics] == ["TF207"]


@pytest.mark.parametrize("mode", ["I;16", "F"])
def test_deep_pages_share_one_scale_and_the_still_has_it_too(mode: str, tmp_path: Path, prepare: Prepare) -> None:
    """In a dynamic study activity is compared from frame to frame: one scale for all of them."""
    pages = []
    for peak in (1000, 2000, 4000):
        page = Image.new("I", (32, 32), 0)
        page.paste(peak, (8, 8, 24, 24))
        pages.append(page.convert(mode))
    path = save(tmp_path / "a.tif", pages)
    prepared = prepare(path)
    assert all(abs(a - b) <= NEAR for a, b in zip(shades(cine(prepared, path)), (64, 128, 255), strict=True))
    with Image.open(io.BytesIO(whole(prepared, path).still.data)) as still:
        assert still.getextrema() == (0, 64)
    alone, _ = frame_of(tmp_path, path, 1)
    assert alone
    with Image.open(io.BytesIO(alone.still.data)) as still:
        assert still.getextrema() == (0, 255)


def test_the_first_image_of_a_png_that_is_no_frame_is_left_out(tmp_path: Path, prepare: Prepare) -> None:
    path = save(tmp_path / "a.png", flat([250, *SHADES]), default_image=True)
    prepared = prepare(path)
    assert all(abs(a - b) <= NEAR for a, b in zip(shades(cine(prepared, path)), SHADES, strict=True))
    with Image.open(io.BytesIO(whole(prepared, path).still.data)) as still:
        assert still.getextrema() == (SHADES[0], SHADES[0])


SECRET = b"Jane_Doe_MRN0815"


def tainted(path: Path) -> Path:
    exif = Image.Exif()
    exif[270] = SECRET.decode()
    frames = flat(SHADES)
    if path.suffix == ".gif":
        return save(path, frames, comment=SECRET)
    if path.suffix == ".png":
        text = PngImagePlugin.PngInfo()
        text.add_text("PatientName", SECRET.decode())
        return save(path, frames, pnginfo=text, exif=exif)
    if path.suffix == ".tif":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[270] = SECRET.decode()
        return save(path, frames, tiffinfo=tags)
    return save(path, frames, exif=exif, xmp=SECRET)


def webp_chunks(data: bytes) -> list[bytes]:
    names, position = [], 12
    while position < len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        names.append(name)
        position += 8 + size + size % 2
    assert position == len(data), "bytes after the last chunk"
    return names


@pytest.mark.parametrize("kind", KINDS)
def test_a_cine_holds_its_frames_and_nothing_else(kind: str, tmp_path: Path, prepare: Prepare) -> None:
    path = tainted(tmp_path / f"a.{kind}")
    assert SECRET in path.read_bytes()
    made = whole(prepare(path), path).cine
    assert made
    assert SECRET not in made.data
    assert webp_chunks(made.data) == [b"VP8X", b"ANIM", *[b"ANMF"] * len(SHADES)]


def test_a_cine_is_the_same_whenever_it_is_made_and_named_by_what_it_shows(
    tmp_path: Path, prepare: Prepare
) -> None:
    one = save(tmp_path / "a.gif", noisy(3, 60), duration=80)
    same = save(tmp_path / "b.gif", noisy(3, 60), duration=80)
    slower = save(tmp_path / "c.gif", noisy(3, 60), duration=90)
    prepared, again = prepare(one, same, slower), prepare(one)
    assert whole(prepared, one) == whole(prepared, same) == whole(again, one)
    names = {made.name for path in (one, slower) if (made := whole(prepared, path).cine)}
    assert len(names) == 2
    assert all(name.startswith("tf-") and name.endswith(".webp") for name in names)
    assert whole(prepared, one).still == whole(prepared, slower).still
