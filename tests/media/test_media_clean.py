"""Nothing but pixels leaves the media stage."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, PngImagePlugin, TiffImagePlugin

from tfcards.media.prepare import Prepared

PATIENT = "Jane_Doe_MRN0815"
NEEDLES = (PATIENT.encode(), PATIENT.encode("utf-16-le"), PATIENT.encode("utf-16-be"))
MARKERS = (b"Exif", b"http://ns.adobe.com", b"xpacket", b"8BIM", b"Photoshop", b"ICC_PROFILE", b"acsp", b"iCCP")

XMP = f'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">{PATIENT}</x:xmpmeta>'.encode()
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TRAILER = b"PK\x03\x04" + PATIENT.encode()


def exif() -> Image.Exif:
    data = Image.Exif()
    data[ExifTags.Base.ImageDescription] = PATIENT
    data[ExifTags.Base.Artist] = PATIENT
    gps = data.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (42.0, 19.0, 31.0)
    gps[ExifTags.GPS.GPSAreaInformation] = PATIENT.encode()
    return data


def photoshop_segment() -> bytes:
    """An APP13 segment with an IPTC caption (2:120) in a Photoshop resource block."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(PATIENT)) + PATIENT.encode()
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption + b"\0" * (len(caption) % 2)
    payload = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload


def picture() -> Image.Image:
    return Image.merge("RGB", (Image.radial_gradient("L"), Image.linear_gradient("L"), Image.radial_gradient("L")))


def tainted_jpeg() -> bytes:
    stream = io.BytesIO()
    picture().save(stream, "JPEG", exif=exif(), xmp=XMP, icc_profile=PROFILE, comment=PATIENT)
    data = stream.getvalue()
    return data[:2] + photoshop_segment() + data[2:] + TRAILER


def tainted_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("PatientName", PATIENT)
    text.add_text("Comment", PATIENT, zip=True)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add(b"prVt", PATIENT.encode(), after_idat=True)
    stream = io.BytesIO()
    picture().save(stream, "PNG", exif=exif(), icc_profile=PROFILE, pnginfo=text, dpi=(72, 72))
    return stream.getvalue() + TRAILER


def tainted_tiff() -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[ExifTags.Base.ImageDescription] = PATIENT
    tags[ExifTags.Base.XMLPacket] = XMP
    tags[TiffImagePlugin.PHOTOSHOP_CHUNK] = photoshop_segment()[18:]
    stream = io.BytesIO()
    picture().save(stream, "TIFF", tiffinfo=tags, icc_profile=PROFILE)
    return stream.getvalue() + TRAILER


def tainted_webp(*, lossless: bool) -> bytes:
    stream = io.BytesIO()
    picture().save(stream, "WEBP", lossless=lossless, exif=exif(), xmp=XMP, icc_profile=PROFILE)
    return stream.getvalue() + TRAILER


def tainted_gif() -> bytes:
    stream = io.BytesIO()
    picture().convert("P").save(stream, "GIF", comment=PATIENT)
    return stream.getvalue() + TRAILER


def tainted_bmp() -> bytes:
    stream = io.BytesIO()
    picture().save(stream, "BMP")
    return stream.getvalue() + TRAILER


TAINTED = {
    "a.jpg": tainted_jpeg(),
    "a.png": tainted_png(),
    "a.tif": tainted_tiff(),
    "lossy.webp": tainted_webp(lossless=False),
    "lossless.webp": tainted_webp(lossless=True),
    "a.gif": tainted_gif(),
    "a.bmp": tainted_bmp(),
}


def png_chunks(data: bytes) -> list[bytes]:
    names, position = [], 8
    while position < len(data):
        size, name = struct.unpack_from(">I4s", data, position)
        names.append(name)
        position += size + 12
    assert position == len(data), "bytes after the last chunk"
    return names


def jpeg_segments(data: bytes) -> list[int]:
    markers, position = [], 2
    while data[position + 1] != 0xDA:
        markers.append(data[position + 1])
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return markers


@pytest.mark.parametrize("name", TAINTED)
def test_the_source_is_tainted_and_the_result_is_not(
    name: str, tmp_path: Path, prepare: Callable[..., Prepared]
) -> None:
    source = tmp_path / name
    source.write_bytes(TAINTED[name])
    assert NEEDLES[0] in TAINTED[name]
    prepared = prepare(source)
    assert prepared.diagnostics == ()
    data = prepared.files[source].data
    for needle in (*NEEDLES, *MARKERS):
        assert needle not in data


def test_a_png_has_only_the_chunks_of_its_pixels(tmp_path: Path, prepare: Callable[..., Prepared]) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(TAINTED["a.png"])
    assert {b"iTXt", b"tEXt", b"zTXt", b"eXIf", b"iCCP", b"pHYs"} <= set(
        png_chunks(tainted_png()[: -len(TRAILER)])
    )
    assert set(png_chunks(prepare(source).files[source].data)) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize("name", ["a.jpg", "lossy.webp"])
def test_a_jpeg_has_only_the_segments_of_its_pixels(
    name: str, tmp_path: Path, prepare: Callable[..., Prepared]
) -> None:
    source = tmp_path / name
    source.write_bytes(TAINTED[name])
    app1, app2, app13, comment = 0xE1, 0xE2, 0xED, 0xFE
    assert {app1, app2, app13, comment} <= set(jpeg_segments(TAINTED["a.jpg"]))
    data = prepare(source).files[source].data
    jfif, tables_and_frame = 0xE0, {0xDB, 0xC0, 0xC4}
    assert set(jpeg_segments(data)) == {jfif} | tables_and_frame
    assert data.endswith(b"\xff\xd9")


@pytest.mark.parametrize("name", TAINTED)
def test_a_decoder_finds_no_metadata_in_the_result(
    name: str, tmp_path: Path, prepare: Callable[..., Prepared]
) -> None:
    source = tmp_path / name
    source.write_bytes(TAINTED[name])
    with Image.open(io.BytesIO(prepare(source).files[source].data)) as image:
        image.load()
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
