"""The wire format of Protocol Buffers, as far as Anki's newer packages need it: a few fields of four messages.

Source: the published description of the encoding. The schema is not needed: unknown fields are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MAX_VARINT = 10
"""Bytes of a number: 64 bits, seven a byte."""


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the number and the value of every field of ``message``: an int, or bytes for texts and messages.

    Raises:
        ValueError: ``message`` ends within a field, or is no message at all.
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if kind == _BYTES:
            length, at = _varint(message, at)
        elif kind in {_FIXED64, _FIXED32}:
            length = 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"wire type {kind}")
        if length > len(message) - at:
            raise ValueError("cut short")
        yield number, message[at : at + length]
        at += length


def last(message: bytes) -> dict[int, int | bytes]:
    """Return the last value of every field of ``message``, which is the one that counts. Raises ValueError."""
    return dict(fields(message))


def text(values: dict[int, int | bytes], number: int) -> str:
    """Return the text field ``number``, empty where there is none. Raises ValueError."""
    value = values.get(number, b"")
    if isinstance(value, int):
        raise ValueError(f"field {number} is a number")  # noqa: TRY004 - one kind of error for all damage
    return value.decode()


def integer(values: dict[int, int | bytes], number: int) -> int | None:
    """Return the signed 64-bit field ``number``, None where there is none. Raises ValueError."""
    value = values.get(number)
    if value is None:
        return None
    if isinstance(value, bytes):
        raise ValueError(f"field {number} is no number")  # noqa: TRY004 - one kind of error for all damage
    return value - 2**64 if value >= 2**63 else value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return the number at ``at`` and where it ends. Raises ValueError."""
    value = 0
    for position, byte in enumerate(message[at : at + _MAX_VARINT]):
        value |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follows
            return value & (2**64 - 1), at + position + 1
    raise ValueError("a number without an end")
