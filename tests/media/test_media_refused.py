"""Every bad image is reported with its case and its file, and costs no other image."""

from __future__ import annotations

import errno
import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tfcards.media.limits import MediaLimits
from tfcards.media.prepare import ImageRequest, Prepared, prepare_images
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location, Severity

Prepare = Callable[..., Prepared]


def encoded(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    stream = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(stream, kind)
    return stream.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    header = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = zlib.compress(bytes(1000))
    pixels = struct.pack(">I", len(data)) + b"IDAT" + data + struct.pack(">I", zlib.crc32(b"IDAT" + data))
    return b"\x89PNG\r\n\x1a\n" + header + pixels


def refused(bad: Path, prepare: Prepare, limits: MediaLimits | None = None) -> Diagnostic:
    """Return the one diagnostic about ``bad``, after proving that a good image beside it is prepared."""
    good = bad.parent / "zz-good.png"
    good.write_bytes(encoded("PNG"))
    prepared = prepare(bad, good, limits=limits or MediaLimits())
    assert set(prepared.files) == {good}
    (found,) = prepared.diagnostics
    assert found.severity is Severity.ERROR
    assert found.location == Location("case.yaml", 7)
    assert found.message.startswith(f"case bs1: image {bad.name} ")
    assert found.hint
    return found


def test_a_missing_file(tmp_path: Path, prepare: Prepare) -> None:
    found = refused(tmp_path / "main.png", prepare)
    assert (found.code, found.message) == ("TF201", "case bs1: image main.png does not exist")


def test_a_missing_file_in_a_missing_folder(tmp_path: Path, prepare: Prepare) -> None:
    prepared = prepare(tmp_path / "images" / "main.png")
    assert [found.code for found in prepared.diagnostics] == ["TF201"]


def test_a_misspelled_file_is_found_again(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "IMG-0815.PNG").write_bytes(b"")
    assert refused(tmp_path / "img-815.png", prepare).hint == "did you mean IMG-0815.PNG?"


def test_a_folder(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").mkdir()
    assert refused(tmp_path / "main.png", prepare).code == "TF203"


def test_a_pipe_is_not_waited_for(tmp_path: Path, prepare: Prepare) -> None:
    os.mkfifo(tmp_path / "main.png")
    assert refused(tmp_path / "main.png", prepare).code == "TF203"


def test_a_file_without_permission(tmp_path: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "main.png"
    bad.write_bytes(encoded("PNG"))
    real_open = Path.open

    def guarded(path: Path, mode: str) -> object:
        if path == bad.resolve():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real_open(path, mode)

    monkeypatch.setattr(Path, "open", guarded)  # the tests may run as root, whom no permission stops
    found = refused(bad, prepare)
    assert found.code == "TF204"
    assert "Permission denied" in found.message


@pytest.mark.parametrize("name", ["n" * 300 + ".png", "nul\0.png"])
def test_a_name_that_no_file_can_have(name: str, tmp_path: Path, prepare: Prepare) -> None:
    assert refused(tmp_path / name, prepare).code == "TF204"


def test_links_in_a_circle(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").symlink_to(tmp_path / "other.png")
    (tmp_path / "other.png").symlink_to(tmp_path / "main.png")
    assert refused(tmp_path / "main.png", prepare).code == "TF204"


def test_an_empty_file(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").write_bytes(b"")
    assert refused(tmp_path / "main.png", prepare).code == "TF205"


def test_too_many_bytes(tmp_path: Path, prepare: Prepare) -> None:
    bad = tmp_path / "main.png"
    limits = MediaLimits(max_bytes=10_000)
    bad.write_bytes(encoded("PNG") + bytes(10_000))
    assert refused(bad, prepare, limits).code == "TF206"
    bad.write_bytes(encoded("PNG").ljust(10_000, b"\0"))
    assert prepare(bad, limits=limits).diagnostics == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_too_many_pixels(kind: str, tmp_path: Path, prepare: Prepare) -> None:
    bad = tmp_path / "main"
    bad.write_bytes(encoded(kind, (101, 100)))
    assert refused(bad, prepare, MediaLimits(max_pixels=101 * 100 - 1)).code == "TF207"
    assert prepare(bad, limits=MediaLimits(max_pixels=101 * 100)).diagnostics == ()


@pytest.mark.parametrize("side", [10_001, 13_000, 14_000, 60_000, 2**31 - 1])
def test_a_decompression_bomb_is_known_by_its_header(side: int, tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").write_bytes(png_that_claims(side, side))
    found = refused(tmp_path / "main.png", prepare)
    assert (found.code, "100,000,000 pixels" in found.message) == ("TF207", True)


def test_a_warning_of_pillow_does_not_escape(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").write_bytes(png_that_claims(90_000_000, 1))  # within our limit, over Pillow's
    assert refused(tmp_path / "main.png", prepare).code == "TF209"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04" + bytes(30), "a ZIP archive or an Office document"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "a HEIC image"),
        (b"\0\0\0\x18ftypavif" + bytes(20), "an AVIF image"),
        (b"\0\0\0\x18ftypisom" + bytes(20), "a video"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 image"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', "an SVG drawing"),
        (b"\n<!DOCTYPE html><title>404</title>", "a web page"),
        (b"BMI 31, weight 90 kg", "text"),
        ("Röntgen\n".encode("cp1252"), "text"),
        (b"\0\1\2\3", "something else than an image"),
        (b"\x7fELF\2\1\1" + bytes(9), "something else than an image"),
    ],
)
def test_what_is_no_image_is_called_what_it_is(data: bytes, words: str, tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").write_bytes(data)
    found = refused(tmp_path / "main.png", prepare)
    assert found.code == "TF208"
    assert found.message.endswith(f"cannot be used: it seems to be {words}")
    assert found.hint == "export it as PNG or JPEG"


def test_a_placeholder_of_git_lfs_says_how_to_get_the_image(tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / "main.png").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")
    found = refused(tmp_path / "main.png", prepare)
    assert (found.code, found.hint) == ("TF208", "run git lfs pull")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_image(kind: str, share: float, tmp_path: Path, prepare: Prepare) -> None:
    data = encoded(kind)
    (tmp_path / "main").write_bytes(data[: int(len(data) * share)])
    found = refused(tmp_path / "main", prepare)
    name = "WebP" if kind == "WEBP" else kind
    assert (found.code, f"is a {name} file that cannot be decoded" in found.message) == ("TF209", True)


def test_a_wrong_extension_is_used_with_a_warning(tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / "main.png"
    source.write_bytes(encoded("JPEG"))
    prepared = prepare(source)
    assert prepared.files[source].name.endswith(".jpg")
    (found,) = prepared.diagnostics
    assert (found.severity, found.code) == (Severity.WARNING, "TF210")
    assert found.message == "case bs1: image main.png is named .png but is a JPEG file, and is used as that"
    assert ".jpg" in found.hint


@pytest.mark.parametrize("name", ["a.JPG", "a.jpeg", "a.jfif", "a"])
def test_a_right_extension_or_none_is_no_matter(name: str, tmp_path: Path, prepare: Prepare) -> None:
    (tmp_path / name).write_bytes(encoded("JPEG"))
    assert prepare(tmp_path / name).diagnostics == ()


def test_broken_exif_leaves_the_image_as_it_is_with_a_warning(tmp_path: Path, prepare: Prepare) -> None:
    source = tmp_path / "a.png"
    Image.new("L", (5, 3), 9).save(source, exif=b"no EXIF at all")
    prepared = prepare(source)
    assert (prepared.files[source].width, prepared.files[source].height) == (5, 3)
    assert [found.code for found in prepared.diagnostics] == ["TF213"]


def request(path: Path, root: Path, case: str = "bs1") -> ImageRequest:
    return ImageRequest(case=CaseId(case), path=path, root=root, location=Location(f"{case}.yaml", 1))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """An image outside the folder of the case."""
    (tmp_path / "case").mkdir()
    path = tmp_path / "secret.png"
    path.write_bytes(encoded("PNG"))
    return path


def links_to(target: Path, link: Path) -> Path:
    link.symlink_to(target)
    return link


@pytest.mark.parametrize(
    "way",
    [
        lambda case, secret: case / ".." / secret.name,
        lambda case, secret: case / secret,  # an absolute path replaces the folder
        lambda case, secret: links_to(secret, case / "main.png"),
        lambda case, secret: links_to(secret.parent, case / "images") / secret.name,
        lambda case, _: case / ".." / "absent.png",
    ],
)
def test_no_way_leads_out_of_the_folder(way: Callable[[Path, Path], Path], secret: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    prepared = prepare_images([request(way(case, secret), case)])
    assert not prepared.files
    assert [found.code for found in prepared.diagnostics] == ["TF202"]


def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "shared.png").write_bytes(encoded("PNG"))
    link = links_to(tmp_path / "shared.png", tmp_path / "main.png")
    assert set(prepare_images([request(link, tmp_path)]).files) == {link}


def test_a_root_reached_through_a_link_is_no_escape(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "main.png").write_bytes(encoded("PNG"))
    root = links_to(tmp_path / "real", tmp_path / "deck")
    assert set(prepare_images([request(root / "main.png", root)]).files) == {root / "main.png"}


def test_each_case_that_names_a_bad_image_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "main.png"
    bad.write_bytes(b"")
    prepared = prepare_images([request(bad, tmp_path, "bs2"), request(bad, tmp_path, "bs1")] * 2)
    assert [str(found.location) for found in prepared.diagnostics] == ["bs1.yaml:1", "bs2.yaml:1"]
