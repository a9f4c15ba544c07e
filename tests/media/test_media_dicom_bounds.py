"""Hostile DICOM files: what they would unpack to is told before it is unpacked, and no damage ends the program."""

from __future__ import annotations

import io
import struct
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.media.dicom import bounded
from tfcards.media.dicom.sizes import is_as_stated, rle_fits

pytest.importorskip("pydicom")

import numpy as np
import pydicom
from tests.media.dicoms import FILES, RAMP, made, refused

SCAN = (FILES / "JPGExtended.dcm").read_bytes()
SOF = b"\xff\xc1\x00\x0b\x0c"
"""How the header of the frame in SCAN begins; height and width follow."""


def patched(data: bytes, behind: bytes, new: bytes, skip: int = 0) -> bytes:
    """Return ``data`` with ``new`` in the place of what stands behind the first ``behind``."""
    at = data.index(behind) + len(behind) + skip
    return data[:at] + new + data[at + len(new) :]


def test_a_jpeg_may_not_state_another_size_than_the_header() -> None:
    assert refused(patched(SCAN, SOF, struct.pack(">HH", 65_500, 65_500))) == "TF220"


def test_a_jpeg_of_no_height_is_not_decoded_until_memory_ends() -> None:
    assert refused(patched(SCAN, SOF, struct.pack(">HH", 0, 256))) == "TF220"


def test_a_jpeg_behind_filling_bytes_is_measured_too() -> None:
    frame = b"\xff\xd8\xff\xff\xff\xc1\x00\x0b\x0c\xff\xdc\xff\xdc\x01\x01\x11\x00"
    assert not is_as_stated(frame, 8, 8)
    assert is_as_stated(frame.replace(b"\xff\xdc", b"\x00\x08"), 8, 8)


def test_jpeg_2000_may_not_have_thousands_of_components() -> None:
    data = (FILES / "MR_small_jp2klossless.dcm").read_bytes()
    assert refused(patched(data, b"\xff\x4f\xff\x51", struct.pack(">H", 16_384), 36)) == "TF220"
    assert refused(patched(data, b"\xff\x4f\xff\x51", struct.pack(">II", 2**31, 2**31), 4)) == "TF220"


def test_a_run_length_bomb_is_not_unpacked() -> None:
    bomb = struct.pack("<16I", 1, 64, *[0] * 14) + b"\x81\x00" * 1000
    assert not rle_fits(bomb, 100)
    assert rle_fits(bomb, 128_000)


@given(st.binary(max_size=200), st.integers(1, 1000))
def test_no_frame_of_whatever_bytes_stops_the_measuring(frame: bytes, pixels: int) -> None:
    for begin in (b"", b"\xff\xd8", b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  "):
        is_as_stated(begin + frame, pixels, pixels)
    rle_fits(frame, pixels)


def test_a_file_packed_as_a_whole_is_seen_wherever_its_header_says_so() -> None:
    data = made(RAMP).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.1.99")
    assert refused(data) == "TF221"
    filled = b"\x02\0\x02\x01OB\0\0" + struct.pack("<I", 5000) + bytes(5000)
    assert refused(data[:132] + filled + data[132:]) == "TF221"


NESTED = struct.pack("<HH2sHI", 9, 0x1001, b"SQ", 0, 0xFFFFFFFF) + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)


def test_sequences_without_end_are_damage() -> None:
    assert refused(made(RAMP) + NESTED * 100_000) == "TF209"


def test_millions_of_empty_items_are_not_made_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_MOST_READS", 2000)
    items = struct.pack("<HHI", 0xFFFE, 0xE000, 0) * 5000
    assert refused(made(RAMP)[:132] + NESTED[:12] + items) == "TF209"


def test_a_table_of_megabytes_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    table = struct.pack("<HH2sHI", 0x28, 0x3010, b"SQ", 0, 8000) + struct.pack("<HHI", 0xFFFE, 0xE000, 0) * 1000
    data = made(RAMP)
    at = data.index(b"\xe0\x7f\x10\x00")
    monkeypatch.setattr(bounded, "_MOST_BYTES", 7000)
    dataset = bounded.without_endless(pydicom.dcmread(io.BytesIO(data[:at] + table + data[at:])))
    assert "VOILUTSequence" not in dataset
    assert "PixelData" in dataset


def test_pixels_of_many_bytes_each_count_as_more() -> None:
    assert refused(made(np.zeros((4, 4), dtype=np.uint8), Rows=9000, Columns=9000, BitsAllocated=64)) == "TF207"


NATIVE = (
    "JPGExtended.dcm",
    "SC_rgb_jpeg_gdcm.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "SC_rgb_jls_lossy_line.dcm",
    "MR_small_jp2klossless.dcm",
    "JPEG2000.dcm",
)
"""One file for each decoder in native code."""

DAMAGE = """
import random, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from tfcards.media.dicom.decode import decode_dicom
from tfcards.media.limits import DEFAULT_LIMITS
data = open(sys.argv[1], "rb").read()
begin = data.rindex(b"\\xe0\\x7f\\x10\\x00")
for seed in range(150):
    chance, raw = random.Random(seed), bytearray(data)
    for _ in range(chance.randint(1, 6)):
        raw[chance.randrange(begin, min(len(raw), begin + 700))] = chance.choice((0, 255, chance.randrange(256)))
    decode_dicom(bytes(raw[: chance.choice((len(raw), chance.randrange(begin, len(raw))))]), DEFAULT_LIMITS)
print("whole")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a limit of memory is Linux's")
@pytest.mark.parametrize("name", NATIVE)
def test_damaged_pixels_neither_end_the_program_nor_take_its_memory(name: str) -> None:
    command = [sys.executable, "-c", DAMAGE, str(FILES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert (done.returncode, done.stdout) == (0, "whole\n"), done.stderr[-500:]
