"""What pydicom and its pixel plug-ins raise on damaged files: told once, caught wherever a file is read."""

from __future__ import annotations

import struct
import zlib

_USUAL = (
    OSError,  # truncated values, plug-ins that cannot decode
    ValueError,  # impossible sizes, types and syntaxes
    TypeError,  # a value of another type than its name says
    AttributeError,  # a value that is not there
    LookupError,  # an unknown name, or the end inside a sequence
    RuntimeError,  # what decoders raise; sequences without end; rare variants
    ArithmeticError,  # windows without width
    AssertionError,
    EOFError,
    MemoryError,  # sizes made up by damaged bytes
    struct.error,
    zlib.error,
)


def dicom_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions; a function, because two of them are pydicom's own."""
    from pydicom.errors import BytesLengthException, InvalidDicomError

    return (*_USUAL, BytesLengthException, InvalidDicomError)
