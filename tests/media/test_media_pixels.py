"""Every kind of pixel arrives upright, in 8 bits, in sRGB."""

from __future__ import annotations

import io
import math
import struct
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from PIL import ExifTags, Image, TiffImagePlugin

from tfcards.media.limits import MediaLimits
from tfcards.media.prepare import Prepared

Prepare = Callable[..., Prepared]
Deep: TypeAlias = "array[int] | array[float]"

UPRIGHT = ("AB", "CD", "EF")
STORED = {  # the first row and the first column of the file show …
    1: ("AB", "CD", "EF"),  # the top and the left
    2: ("BA", "DC", "FE"),  # the top and the right
    3: ("FE", "DC", "BA"),  # the bottom and the right
    4: ("EF", "CD", "AB"),  # the bottom and the left
    5: ("ACE", "BDF"),  # the left and the top
    6: ("BDF", "ACE"),  # the right and the top
    7: ("FDB", "ECA"),  # the right and the bottom
    8: ("ECA", "FDB"),  # the left and the bottom
}


def grey(rows: tuple[str, ...]) -> Image.Image:
    pixels = bytes(40 * (ord(letter) - ord("A")) for letter in "".join(rows))
    return Image.frombytes("L", (len(rows[0]), len(rows)), pixels)


def result(path: Path, prepare: Prepare, limits: MediaLimits | None = None) -> Image.Image:
    prepared = prepare(path, limits=limits or MediaLimits())
    assert prepared.diagnostics == ()
    file = prepared.files[path]
    image = Image.open(io.BytesIO(file.data))
    image.load()
    assert image.size == (file.width, file.height)
    return image


def deep_tiff(path: Path, values: Deep, photometric: int) -> None:
    """Write one row of ``values`` as an uncompressed little-endian TIFF."""
    size = len(values) * values.itemsize
    sample_format = {"H": 1, "h": 2, "i": 2, "f": 3}[values.typecode]
    tags = (
        (256, len(values)), (257, 1), (258, 8 * values.itemsize), (259, 1), (262, photometric),
        (273, 8), (277, 1), (278, 1), (279, size), (339, sample_format),
    )  # fmt: skip
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, v) for tag, v in tags)
    path.write_bytes(b"II*\0" + struct.pack("<I", 8 + size) + values.tobytes() + directory + bytes(4))


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
@pytest.mark.parametrize("orientation", STORED)
def test_all_orientations_give_the_same_upright_pixels(
    orientation: int, suffix: str, tmp_path: Path, prepare: Prepare
) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    source = tmp_path / f"a.{suffix}"
    grey(STORED[orientation]).save(source, exif=exif, lossless=True)
    image = result(source, prepare)
    assert (image.mode, image.size, image.tobytes()) == ("L", (2, 3), grey(UPRIGHT).tobytes())


def test_a_jpeg_of_a_camera_is_turned(tmp_path: Path, prepare: Prepare) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    lying = Image.new("L", (32, 16))
    lying.paste(255, (0, 0, 16, 16))
    lying.save(tmp_path / "a.jpg", exif=exif, quality=100)
    image = result(tmp_path / "a.jpg", prepare)
    assert image.size == (16, 32)
    assert image.crop((0, 0, 16, 16)).getextrema() == (255, 255)
    assert image.crop((0, 16, 16, 32)).getextrema() == (0, 0)


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_twelve_bits_in_sixteen_fill_the_range(suffix: str, tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / f"a.{suffix}"
    Image.frombytes("I;16", (4, 1), array("H", [100, 1100, 2100, 4100]).tobytes()).save(source)
    assert result(source, prepare).tobytes() == bytes([0, 64, 128, 255])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (array("h", [-1000, 0, 1000]), [0, 128, 255]),
        (array("i", [-2_000_000_000, 0, 2_000_000_000]), [0, 128, 255]),
        (array("f", [-0.001, 0.0, 0.001]), [0, 128, 255]),
        (array("f", [math.nan, 1.0, math.inf, 3.0, -math.inf, 2.0]), [0, 0, 0, 255, 0, 128]),
        (array("f", [math.nan, math.nan]), [0, 0]),
        (array("H", [700, 700, 700]), [0, 0, 0]),
        (array("i", [-5, -5]), [0, 0]),
        (array("f", [0.5, 0.5]), [0, 0]),
    ],
)
def test_deep_grey_is_stretched(values: Deep, expected: list[int], tmp_path: Path, prepare: Prepare) -> None:
    deep_tiff(tmp_path / "a.tif", values, photometric=1)
    assert result(tmp_path / "a.tif", prepare).tobytes() == bytes(expected)


def test_deep_grey_whose_white_is_zero_is_no_negative(tmp_path: Path, prepare: Prepare) -> None:
    deep_tiff(tmp_path / "a.tif", array("H", [0, 1000, 4000]), photometric=0)
    assert result(tmp_path / "a.tif", prepare).tobytes() == bytes([255, 191, 0])


def test_shallow_grey_whose_white_is_zero_is_no_negative(tmp_path: Path, prepare: Prepare) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] = 0
    grey(UPRIGHT).save(tmp_path / "a.tif", tiffinfo=tags)
    assert result(tmp_path / "a.tif", prepare).tobytes() == grey(UPRIGHT).tobytes()


def test_shallow_grey_is_not_stretched(tmp_path: Path, prepare: Prepare) -> None:
    Image.frombytes("L", (2, 1), bytes([100, 110])).save(tmp_path / "a.png")
    assert result(tmp_path / "a.png", prepare).tobytes() == bytes([100, 110])


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
def test_transparency_is_laid_on_black(suffix: str, tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / f"a.{suffix}"
    pixels = bytes([200, 100, 50, 255, 200, 100, 50, 0, 200, 100, 50, 51])
    Image.frombytes("RGBA", (3, 1), pixels).save(source, lossless=True, exact=True)
    assert result(source, prepare).tobytes() == bytes([200, 100, 50, 0, 0, 0, 40, 20, 10])


def test_transparent_grey_stays_grey(tmp_path: Path, prepare: Prepare) -> None:
    Image.frombytes("LA", (2, 1), bytes([200, 255, 200, 0])).save(tmp_path / "a.png")
    image = result(tmp_path / "a.png", prepare)
    assert (image.mode, image.tobytes()) == ("L", bytes([200, 0]))


@pytest.mark.parametrize("transparency", [1, b"\xff\x00"])
def test_a_palette_is_expanded_with_its_transparency(
    transparency: int | bytes, tmp_path: Path, prepare: Prepare
) -> None:
    image = Image.frombytes("P", (3, 1), bytes([0, 1, 2]))
    image.putpalette([10, 20, 30, 40, 50, 60, 70, 80, 90])
    image.save(tmp_path / "a.png", transparency=transparency)
    assert result(tmp_path / "a.png", prepare).tobytes() == bytes([10, 20, 30, 0, 0, 0, 70, 80, 90])


def test_one_colour_of_an_rgb_png_can_be_transparent(tmp_path: Path, prepare: Prepare) -> None:
    image = Image.frombytes("RGB", (2, 1), bytes([9, 8, 7, 6, 5, 4]))
    image.save(tmp_path / "a.png", transparency=(9, 8, 7))
    assert result(tmp_path / "a.png", prepare).tobytes() == bytes([0, 0, 0, 6, 5, 4])


def test_one_bit_becomes_black_and_white(tmp_path: Path, prepare: Prepare) -> None:
    Image.frombytes("1", (8, 1), b"\xf0").save(tmp_path / "a.png")
    assert result(tmp_path / "a.png", prepare).tobytes() == bytes([255] * 4 + [0] * 4)


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_cmyk_becomes_rgb(suffix: str, tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / f"a.{suffix}"
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(source)
    image = result(source, prepare)
    assert image.mode == "RGB"
    red, green, blue = image.tobytes()[:3]
    assert red > 250
    assert max(green, blue) < 5


def test_rgb_that_is_grey_becomes_grey(tmp_path: Path, prepare: Prepare) -> None:
    grey(UPRIGHT).convert("RGB").save(tmp_path / "a.png")
    image = result(tmp_path / "a.png", prepare)
    assert (image.mode, image.tobytes()) == ("L", grey(UPRIGHT).tobytes())


def test_one_coloured_pixel_keeps_an_image_in_colour(tmp_path: Path, prepare: Prepare) -> None:
    image = Image.new("RGB", (50, 50), (90, 90, 90))
    image.putpixel((49, 49), (90, 91, 90))
    image.save(tmp_path / "a.png")
    assert result(tmp_path / "a.png", prepare).mode == "RGB"


@pytest.mark.parametrize(
    ("size", "expected"),
    [((200, 100), (80, 40)), ((100, 200), (40, 80)), ((80, 80), (80, 80)), ((900, 1), (80, 1))],
)
def test_the_long_edge_is_bounded(
    size: tuple[int, int], expected: tuple[int, int], tmp_path: Path, prepare: Prepare
) -> None:
    Image.new("L", size, 77).save(tmp_path / "a.png")
    assert result(tmp_path / "a.png", prepare, MediaLimits(long_edge=80)).size == expected


def test_a_small_image_is_not_scaled_up(tmp_path: Path, prepare: Prepare) -> None:
    grey(UPRIGHT).save(tmp_path / "a.png")
    assert result(tmp_path / "a.png", prepare).tobytes() == grey(UPRIGHT).tobytes()


def test_the_default_bound_is_1600_pixels(tmp_path: Path, prepare: Prepare) -> None:
    Image.new("L", (3200, 10)).save(tmp_path / "a.png")
    assert result(tmp_path / "a.png", prepare).size == (1600, 5)


def test_colour_edges_of_a_jpeg_stay_sharp(tmp_path: Path, prepare: Prepare) -> None:
    image = Image.new("RGB", (16, 16), (255, 0, 0))
    image.paste((0, 0, 255), (5, 0, 16, 16))
    image.save(tmp_path / "a.jpg", quality=100, subsampling="4:4:4")
    done = result(tmp_path / "a.jpg", prepare)
    red, blue = done.getpixel((4, 8)), done.getpixel((5, 8))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 215
    assert blue[2] > 215
    assert [layer[1:3] for layer in vars(done)["layer"]] == [(1, 1)] * 3


def test_a_transparent_value_of_deep_grey_does_not_reach_the_new_scale(tmp_path: Path, prepare: Prepare) -> None:
    image = Image.frombytes("I;16", (3, 1), array("H", [0, 255, 510]).tobytes())
    image.save(tmp_path / "a.png", transparency=255)
    assert result(tmp_path / "a.png", prepare).tobytes() == bytes([0, 128, 255])


def test_scaling_down_averages(tmp_path: Path, prepare: Prepare) -> None:
    stripes = Image.frombytes("L", (160, 160), bytes([0, 200] * 80 * 160))
    stripes.save(tmp_path / "a.png")
    done = result(tmp_path / "a.png", prepare, MediaLimits(long_edge=60))
    assert done.tobytes() == stripes.resize((60, 60), Image.Resampling.LANCZOS).tobytes()
