"""Takes a MIME message apart: in linear time, without recursion, and no more parts than a page has."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

MOST_PARTS = 2000
_DEEPEST = 5
_MOST_HEAD = 65_536
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_EMPTY_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no others: its headers, and its content, still encoded."""

    head: Message
    body: bytes

    def header(self, name: str) -> str:
        """Return the header ``name`` on one line; empty where there is none."""
        return " ".join(str(self.head.get(name, "")).split())

    def content(self) -> bytes:
        """Return the content; nothing where its encoding is broken."""
        encoding = self.header("Content-Transfer-Encoding").lower()
        try:
            if encoding == "base64":
                return from_base64(self.body)
            return binascii.a2b_qp(self.body) if encoding == "quoted-printable" else self.body
        except binascii.Error:
            return b""


def from_base64(text: bytes) -> bytes:
    """Return what ``text`` encodes: other letters do not count, and an end that was cut off is left out."""
    clean = _NOT_BASE64.sub(b"", text)
    whole = clean[: len(clean) - (len(clean) % 4 == 1)]
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def parts_of(data: bytes) -> tuple[Part, list[Part]]:
    """Return the message ``data`` as a whole, and the first 2000 of its parts that hold no others."""
    whole = _part(data.lstrip(b"\r\n"))
    waiting, found = [(whole, 0)], list[Part]()
    while waiting and len(found) < MOST_PARTS:
        part, depth = waiting.pop()
        if part.head.get_content_maintype() != "multipart":
            found.append(part)
        elif depth < _DEEPEST and (boundary := _parameter(part.head, "boundary")):
            inner = [(_part(piece), depth + 1) for piece in _pieces(part.body, boundary)]
            waiting += reversed(inner)
    return whole, found


def _part(data: bytes) -> Part:
    """Return ``data`` cut at its first empty line; a part that begins with one has no headers."""
    if data.startswith((b"\n", b"\r\n")):
        head, body = b"", data.lstrip(b"\r\n")
    else:
        end = _EMPTY_LINE.search(data, 0, _MOST_HEAD)
        head, body = (data[: end.start()], data[end.end() :]) if end else (data[:_MOST_HEAD], b"")
    return Part(BytesHeaderParser().parsebytes(head), body)


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    start, count = -1, 0
    for line in re.finditer(rb"(?:\A|(?<=\n))--" + mark + rb"(--)?[ \t]*(?:\r?\n|\Z)", body):
        if start >= 0:
            yield body[start : line.start()].removesuffix(b"\n").removesuffix(b"\r")
        start, count = (-1 if line[1] else line.end()), count + 1
        if line[1] or count > MOST_PARTS:
            return
    if start >= 0:  # the file was cut off
        yield body[start:]


def _parameter(head: Message, name: str) -> str:
    value = head.get_param(name, "")
    return value.strip() if isinstance(value, str) else ""
