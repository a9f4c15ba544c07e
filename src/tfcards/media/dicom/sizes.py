"""What a compressed frame of a DICOM file will unpack to, told before it is unpacked.

The decoders are native code that takes the sizes in the data for granted: 20 bytes can ask them for gigabytes.
"""

from __future__ import annotations

from itertools import pairwise

_SOI = b"\xff\xd8"
_FILL = 0xFF
_SOF = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xF7})
"""How a JPEG or JPEG-LS frame begins, and the markers behind which its size stands (ISO/IEC 10918-1, 14495-1)."""

_SOC_SIZ = b"\xff\x4f\xff\x51"
_JP2 = b"\0\0\0\x0cjP  "
_COMPONENTS_AT = 40
_BOXES = 4096
"""How JPEG 2000 data begins, and the file format around it that some put in (ISO/IEC 15444-1)."""

_MOST_COMPONENTS = 4
_RLE_HEADER = 64
_REPEAT = 128

Size = tuple[int, int, int]
"""Width, height, and number of components."""


def is_as_stated(frame: bytes, columns: int, rows: int) -> bool:
    """Tell whether ``frame``, of JPEG or its kin, has the size that the header states."""
    size = _jpeg2000(frame) if frame.startswith((_SOC_SIZ, _JP2)) else _jpeg(frame)
    return size is not None and size[:2] == (columns, rows) and 1 <= size[2] <= _MOST_COMPONENTS


def _jpeg2000(frame: bytes) -> Size | None:
    at = frame.find(_SOC_SIZ, 0, _BOXES)
    size = frame[at : at + _COMPONENTS_AT + 2]
    if at < 0 or len(size) < _COMPONENTS_AT + 2:
        return None
    edges = [int.from_bytes(size[n : n + 4], "big") for n in (8, 12, 16, 20)]
    return edges[0] - edges[2], edges[1] - edges[3], int.from_bytes(size[_COMPONENTS_AT:], "big")


def _jpeg(frame: bytes) -> Size | None:
    """Return what the first header of a frame in the JPEG data states; None where there is none."""
    at = len(_SOI)
    if not frame.startswith(_SOI):
        return None
    while at + 10 <= len(frame) and frame[at] == _FILL:
        marker = frame[at + 1]
        if marker == _FILL:
            at += 1
            continue
        if marker in _SOF:
            height, width = (
                int.from_bytes(frame[at + 5 : at + 7], "big"),
                int.from_bytes(frame[at + 7 : at + 9], "big"),
            )
            return width, height, frame[at + 9]
        at += 2 + int.from_bytes(frame[at + 2 : at + 4], "big")
    return None


def rle_fits(frame: bytes, pixels: int) -> bool:
    """Tell whether no segment of ``frame`` (DICOM PS3.5, annex G) unpacks to far more bytes than ``pixels``."""
    words = [int.from_bytes(frame[at : at + 4], "little") for at in range(0, _RLE_HEADER, 4)]
    starts = words[1 : 1 + words[0]]
    most = 2 * pixels + _REPEAT
    return all(_unpacked(frame[a:b], most) <= most for a, b in pairwise([*starts, len(frame)]))


def _unpacked(segment: bytes, most: int) -> int:
    """Return the length of ``segment`` unpacked, less padding; counting stops behind ``most``."""
    at = length = 0
    while at + 1 < len(segment) and length <= most:
        code = segment[at]
        if code < _REPEAT:
            length += min(code + 1, len(segment) - at - 1)
            at += code + 2
        elif code > _REPEAT:
            length += 257 - code
            at += 2
        else:
            at += 1
    return length
