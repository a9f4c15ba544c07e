"""Names come from pixels, bytes from the pixels and the kind of source: nothing else has a say."""

from __future__ import annotations

import hashlib
import io
import random
import re
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from PIL import Image

from tfcards.media.prepare import Prepared

Prepare = Callable[..., Prepared]


def noise() -> Image.Image:
    return Image.frombytes("RGB", (40, 30), random.Random(7).randbytes(3600))  # noqa: S311 - a test pattern


def test_a_name_is_the_hash_of_mode_size_and_pixels(tmp_path: Path, prepare: Prepare) -> None:
    noise().save(tmp_path / "thyroid_cancer.png")
    file = prepare(tmp_path / "thyroid_cancer.png").files[tmp_path / "thyroid_cancer.png"]
    digest = hashlib.sha256(b"RGB 40 30\n" + noise().tobytes()).hexdigest()
    assert file.name == f"tf-{digest[:24]}.png"
    assert re.fullmatch(r"tf-[0-9a-f]{24}\.png", file.name)
    with Image.open(io.BytesIO(file.data)) as image:
        assert (image.format, image.tobytes()) == ("PNG", noise().tobytes())


def test_equal_pixels_of_any_source_become_one_file(tmp_path: Path, prepare: Prepare) -> None:
    paths = [tmp_path / name for name in ("a.png", "b.bmp", "c.tif", "d.webp")]
    for path in paths:
        noise().save(path, lossless=True)
    prepared = prepare(*paths)
    assert set(prepared.files) == set(paths)
    assert len({file.name for file in prepared.files.values()}) == 1
    assert len({file.data for file in prepared.files.values()}) == 1


def test_the_same_bytes_in_another_shape_are_another_image(tmp_path: Path, prepare: Prepare) -> None:
    paths = [tmp_path / "wide.png", tmp_path / "tall.png", tmp_path / "colour.png"]
    Image.frombytes("L", (6, 2), bytes(range(12))).save(paths[0])
    Image.frombytes("L", (2, 6), bytes(range(12))).save(paths[1])
    Image.frombytes("RGB", (2, 2), bytes(range(12))).save(paths[2])
    assert len({file.name for file in prepare(*paths).files.values()}) == 3


def test_the_first_path_decides_how_equal_pixels_are_encoded(tmp_path: Path, prepare: Prepare) -> None:
    noise().save(tmp_path / "m.jpg")
    with Image.open(tmp_path / "m.jpg") as image:
        image.save(tmp_path / "a.png")
        image.save(tmp_path / "z.png")
    before = prepare(tmp_path / "m.jpg", tmp_path / "a.png").files
    after = prepare(tmp_path / "z.png", tmp_path / "m.jpg").files
    assert {file.name.rpartition(".")[2] for file in before.values()} == {"png"}
    assert {file.name.rpartition(".")[2] for file in after.values()} == {"jpg"}
    assert {Path(file.name).stem for file in before.values()} == {Path(file.name).stem for file in after.values()}


@pytest.mark.parametrize(
    ("name", "options", "suffix"),
    [
        ("a.jpg", {}, "jpg"),
        ("a.webp", {"quality": 60}, "jpg"),
        ("a.webp", {"quality": 60, "exif": b"Exif\0\0"}, "jpg"),
        ("a.webp", {"quality": 60, "icc_profile": b"odd"}, "jpg"),
        ("a.webp", {"lossless": True}, "png"),
        ("a.webp", {"lossless": True, "exif": b"Exif\0\0"}, "png"),
        ("a.png", {}, "png"),
        ("a.gif", {}, "png"),
        ("a.tif", {"compression": "jpeg"}, "png"),
        ("a.bmp", {}, "png"),
    ],
)
def test_what_was_lossy_becomes_jpeg_and_the_rest_png(
    name: str, options: dict[str, str], suffix: str, tmp_path: Path, prepare: Prepare
) -> None:
    noise().save(tmp_path / name, **options)
    assert prepare(tmp_path / name).files[tmp_path / name].name.endswith(f".{suffix}")


@pytest.mark.parametrize("lossless", [True, False])
def test_an_animation_is_as_lossy_as_its_first_frame(
    lossless: bool,
    tmp_path: Path,
    prepare: Prepare,
) -> None:
    source = tmp_path / "a.webp"
    noise().save(source, save_all=True, append_images=[noise().rotate(180)], lossless=lossless)
    assert prepare(source).files[source].name.endswith(".png" if lossless else ".jpg")


def test_the_result_depends_on_nothing_but_the_files(tmp_path: Path, prepare: Prepare) -> None:
    paths = [tmp_path / name for name in ("a.jpg", "b.png", "c.webp", "d.gif", "missing.png")]
    for path in paths[:4]:
        noise().save(path)
    first = prepare(*paths)
    assert len(first.files) == 4
    for order in list(permutations(paths))[::17]:
        again = prepare(*order)
        assert (dict(again.files), again.diagnostics) == (dict(first.files), first.diagnostics)


@pytest.mark.parametrize(("name", "options"), [("a.png", {}), ("a.jpg", {"quality": 90, "subsampling": "4:4:4"})])
def test_no_smaller_encoding_is_left_lying(
    name: str, options: dict[str, str], tmp_path: Path, prepare: Prepare
) -> None:
    source = tmp_path / name
    Image.merge("RGB", [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.radial_gradient("L")]).save(
        source, **options
    )
    assert len(prepare(source).files[source].data) < 0.9 * source.stat().st_size
