"""Whatever the bytes are: an image or a diagnostic, never an exception, never a warning of Pillow."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms

from tfcards.media.limits import MediaLimits
from tfcards.media.prepare import Prepared
from tfcards.model.diagnostic import has_errors

Prepare = Callable[..., Prepared]

LIMITS = MediaLimits(long_edge=16, max_pixels=1_000_000, cine_frames=3)
MAGICS = [
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"II*\0\x08\0\0\0",
    b"MM\0*",
    b"RIFF\0\1\0\0WEBP",
    b"BM",
]


def samples() -> list[bytes]:
    """Small files of each type, with metadata and in several modes."""
    colour = Image.merge(
        "RGB", [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256))]
    )
    colour = colour.resize((23, 17))
    grey = colour.convert("L")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    extra: dict[str, Any] = {"icc_profile": profile, "exif": exif}
    wanted: list[tuple[Image.Image, str, dict[str, Any]]] = [
        (colour, "JPEG", extra),
        (colour.convert("CMYK"), "JPEG", {"progressive": True}),
        (colour, "PNG", extra),
        (colour.quantize(16), "PNG", {"transparency": b"\0\x80"}),
        (grey.convert("I;16"), "PNG", {}),
        (colour, "PNG", {"save_all": True, "append_images": [colour.rotate(180)]}),
        (colour, "WEBP", extra),
        (colour.convert("RGBA"), "WEBP", {"lossless": True}),
        (colour, "WEBP", {"save_all": True, "append_images": [colour.rotate(180)]}),
        (grey, "GIF", {"save_all": True, "append_images": [grey.rotate(180)]}),
        (colour.quantize(16), "GIF", {"transparency": 3, "interlace": 1}),
        (colour, "TIFF", extra),
        (colour.quantize(16), "TIFF", {"compression": "tiff_lzw"}),
        (grey.convert("F"), "TIFF", {"compression": "tiff_adobe_deflate"}),
        (grey, "TIFF", {"save_all": True, "append_images": [colour]}),
        (grey, "GIF", {"save_all": True, "append_images": [grey.rotate(90 * n) for n in range(1, 6)]}),
        (grey.convert("I;16"), "TIFF", {"save_all": True, "append_images": [grey.rotate(90).convert("I;16")]}),
        (grey.convert("F"), "TIFF", {"save_all": True, "append_images": [grey.rotate(90).convert("F")]}),
        (colour, "TIFF", {"compression": "jpeg"}),
        (colour, "TIFF", {"big_tiff": True}),
        (colour.quantize(16), "BMP", {}),
        (colour.convert("RGBA"), "BMP", {}),
    ]
    streams = []
    for image, kind, options in wanted:
        stream = io.BytesIO()
        image.save(stream, kind, **options)
        streams.append(stream.getvalue())
    return streams


SAMPLES = samples()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sample with some bytes changed, mostly near an end, where headers and directories are; perhaps cut off."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    near = draw(st.sampled_from([40, 200, len(data)]))
    for _ in range(draw(st.integers(0, 8))):
        position = draw(st.integers(0, min(near, len(data)) - 1))
        position = len(data) - 1 - position if draw(st.booleans()) else position
        data[position] = draw(st.sampled_from([0, 1, 2, 4, 127, 128, 255]) | st.integers(0, 255))
    return bytes(data[: draw(st.integers(1, len(data)))]) if draw(st.booleans()) else bytes(data)


def proves_well(data: bytes, path: Path, prepare: Prepare) -> None:
    path.write_bytes(data)
    prepared = prepare(path, limits=LIMITS)
    assert (path in prepared.files) is not has_errors(prepared.diagnostics)
    for file in prepared.media.values():
        with Image.open(io.BytesIO(file.data)) as image:
            image.load()
            assert image.mode in {"L", "RGB"}
            assert image.size == (file.width, file.height)
            assert max(image.size) <= LIMITS.long_edge
            assert getattr(image, "n_frames", 1) <= LIMITS.cine_frames


FUZZ = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("data", SAMPLES)
def test_every_sample_is_a_good_image(data: bytes, tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "a").write_bytes(data)
    assert set(prepare(tmp_path / "a").files) == {tmp_path / "a"}


@pytest.mark.parametrize("data", SAMPLES)
def test_every_way_to_cut_a_file_short(data: bytes, tmp_path: Path, prepare: Prepare) -> None:
    ends = {*range(1, 60), *range(60, len(data), 1 + len(data) // 60), *range(len(data) - 20, len(data))}
    for end in sorted(ends):
        proves_well(data[:end], tmp_path / "a", prepare)


def test_a_small_animation_cut_anywhere(tmp_path: Path, prepare: Prepare) -> None:
    stream = io.BytesIO()
    frames = [Image.new("1", (2, 2), value) for value in (0, 255, 0)]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    for end in range(1, len(stream.getvalue())):
        proves_well(stream.getvalue()[:end], tmp_path / "a", prepare)


def test_a_palette_below_zero_is_refused(tmp_path: Path, prepare: Prepare) -> None:
    stream = io.BytesIO()
    image = Image.new("P", (2, 2))
    image.putpalette([255] * 768)
    image.save(stream, "TIFF")
    colour_map, unsigned, signed = 320, 3, 8
    data = stream.getvalue().replace(
        struct.pack("<HH", colour_map, unsigned), struct.pack("<HH", colour_map, signed)
    )
    (tmp_path / "a").write_bytes(data)
    assert [found.code for found in prepare(tmp_path / "a").diagnostics] == ["TF209"]


def tiff(tags: dict[int, int]) -> bytes:
    """A little-endian TIFF of 4 x 2 grey pixels, with ``tags`` put into its directory; -1 leaves one out."""
    directory = {256: 4, 257: 2, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 2, 279: 8} | tags
    entries = [struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(directory.items()) if value >= 0]
    return (
        b"II*\0"
        + struct.pack("<I", 16)
        + bytes(8)
        + struct.pack("<H", len(entries))
        + b"".join(entries)
        + bytes(4)
    )


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param({256: -1}, id="no width"),
        pytest.param({256: 0}, id="width zero"),
        pytest.param({273: -1}, id="no strips"),
        pytest.param({273: 4_000_000_000}, id="strip behind the end"),
        pytest.param({259: 9999}, id="unknown compression"),
        pytest.param({258: 7}, id="seven bits"),
        pytest.param({262: 77}, id="unknown photometric interpretation"),
        pytest.param({262: 3}, id="palette missing"),
        pytest.param({277: 4_000_000_000}, id="four thousand million samples"),
    ],
)
def test_impossible_tiffs_are_refused(tags: dict[int, int], tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "a").write_bytes(tiff({}))
    assert prepare(tmp_path / "a").diagnostics == ()
    (tmp_path / "a").write_bytes(tiff(tags))
    assert [found.code for found in prepare(tmp_path / "a").diagnostics] == ["TF209"]


@settings(FUZZ, max_examples=400)
@given(data=damaged())
def test_damaged_images(data: bytes, tmp_path: Path, prepare: Prepare) -> None:
    proves_well(data, tmp_path / "a", prepare)


@settings(FUZZ, max_examples=200)
@given(data=st.builds(bytes.__add__, st.sampled_from([b"", *MAGICS]), st.binary(max_size=200)))
def test_any_bytes(data: bytes, tmp_path: Path, prepare: Prepare) -> None:
    proves_well(data, tmp_path / "a", prepare)
