"""Embedded colour profiles are applied, or ignored with a warning."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms, TiffImagePlugin, TiffTags

from tfcards.media.prepare import Prepared

Prepare = Callable[..., Prepared]


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def red_and_green_swapped() -> bytes:
    """sRGB with the names of two of its primaries exchanged."""
    return srgb().replace(b"rXYZ", b"....", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"....", b"gXYZ", 1)


def profile(space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A minimal version 2 profile (ICC.1:2001-04, clause 6)."""
    body, table = b"", struct.pack(">I", len(tags))
    for name, data in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">4sI4s4s4s12s4s", bytes(4), 0x02400000, b"scnr", space, connection, bytes(12), b"acsp")
    head += bytes(28) + struct.pack(">III", 0xF6D6, 0x10000, 0xD32D)  # the illuminant D50
    size = 4 + len(head) + 48 + len(table) + len(body)
    return struct.pack(">I", size) + head + bytes(48) + table + body


def linear_grey() -> bytes:
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, 0x0100)
    return profile(b"GRAY", b"XYZ ", {b"kTRC": curve})


def cmyk_that_only_sees_cyan() -> bytes:
    """A lookup table in which cyan ink is black, and the others are invisible."""
    ramp = bytes(range(256))
    nodes = b"".join(bytes([0 if node & 0b1000 else 255, 128, 128]) for node in range(16))
    matrix = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x10000)
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + ramp * 4 + nodes + ramp * 3
    return profile(b"CMYK", b"Lab ", {b"A2B0": table})


def pixel(source: Path, prepare: Prepare) -> tuple[str, bytes, list[str]]:
    prepared = prepare(source)
    with Image.open(io.BytesIO(prepared.files[source].data)) as image:
        size = len(image.getbands())
        return image.mode, image.tobytes()[:size], [d.code for d in prepared.diagnostics]


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
def test_an_rgb_profile_changes_the_pixels(suffix: str, tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / f"a.{suffix}"
    Image.new("RGB", (4, 4), (255, 0, 0)).save(source, icc_profile=red_and_green_swapped(), lossless=True)
    assert pixel(source, prepare) == ("RGB", bytes([0, 255, 0]), [])


def test_the_srgb_profile_changes_nothing(tmp_path: Path, prepare: Prepare) -> None:
    Image.new("RGB", (4, 4), (12, 123, 231)).save(tmp_path / "a.png", icc_profile=srgb())
    assert pixel(tmp_path / "a.png", prepare) == ("RGB", bytes([12, 123, 231]), [])


def test_a_profile_reaches_the_colours_of_a_palette(tmp_path: Path, prepare: Prepare) -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.save(tmp_path / "a.png", icc_profile=red_and_green_swapped())
    assert pixel(tmp_path / "a.png", prepare) == ("RGB", bytes([0, 255, 0]), [])


def test_a_profile_reaches_colours_with_transparency(tmp_path: Path, prepare: Prepare) -> None:
    Image.new("RGBA", (4, 4), (255, 0, 0, 51)).save(tmp_path / "a.png", icc_profile=red_and_green_swapped())
    assert pixel(tmp_path / "a.png", prepare) == ("RGB", bytes([0, 51, 0]), [])


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_a_grey_profile_changes_the_pixels_and_leaves_them_grey(
    mode: str, tmp_path: Path, prepare: Prepare
) -> None:
    Image.new("L", (4, 4), 128).convert(mode).save(tmp_path / "a.png", icc_profile=linear_grey())
    found, value, codes = pixel(tmp_path / "a.png", prepare)
    assert (found, codes) == ("L", [])
    assert value[0] == pytest.approx(188, abs=1)  # what sRGB's curve makes of 128 / 255 of the light


@pytest.mark.parametrize("suffix", ["tif", "jpg"])
def test_a_cmyk_profile_decides_what_the_inks_look_like(suffix: str, tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / f"a.{suffix}"
    for ink, expected in (((0, 255, 255, 0), 255), ((255, 0, 0, 0), 0)):
        Image.new("CMYK", (8, 8), ink).save(source, icc_profile=cmyk_that_only_sees_cyan())
        mode, value, codes = pixel(source, prepare)
        assert (mode, codes) == ("L", [])
        assert value[0] == pytest.approx(expected, abs=2)


@pytest.mark.parametrize(
    "broken",
    [
        b"no profile at all",
        srgb()[:100],
        srgb()[:300],
        linear_grey(),
        cmyk_that_only_sees_cyan(),
        srgb()[:16] + b"\xff\xfe\xfd\xfc" + srgb()[20:],
    ],
)
def test_a_broken_or_unfitting_profile_is_ignored_with_a_warning(
    broken: bytes, tmp_path: Path, prepare: Prepare
) -> None:
    Image.new("RGB", (4, 4), (255, 0, 0)).save(tmp_path / "a.png", icc_profile=broken)
    assert pixel(tmp_path / "a.png", prepare) == ("RGB", bytes([255, 0, 0]), ["TF212"])


def test_a_tiff_tag_that_is_no_profile_is_ignored_with_a_warning(tmp_path: Path, prepare: Prepare) -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype[TiffImagePlugin.ICCPROFILE] = TiffTags.LONG
    tags[TiffImagePlugin.ICCPROFILE] = 7
    Image.new("RGB", (4, 4), (255, 0, 0)).save(tmp_path / "a.tif", tiffinfo=tags)
    assert pixel(tmp_path / "a.tif", prepare) == ("RGB", bytes([255, 0, 0]), ["TF212"])
