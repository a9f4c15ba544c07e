"""Turns the bytes of a page into lines: encodings, line ends and spaces as old pages have them."""

from __future__ import annotations

import codecs
import re

from tfcards.model.diagnostic import Diagnostic, Location, error

MAX_BYTES = 5_000_000
"""A page is some kilobytes; whatever is larger than this is not one."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")


def decode(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of ``data``: UTF-8 or UTF-16 with a mark, UTF-8, else Windows-1252.

    Bytes that are no text at all (a picture, an archive) give an error and an empty text.
    """
    place = Location(path)
    if len(data) > MAX_BYTES:
        return "", (
            error("TF101", f"the file has {len(data):,} bytes; a page has far fewer", place, "check the file"),
        )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), ()
    if b"\x00" in data:
        return "", (error("TF101", "this is not a text page", place, "save the page as text or as complete HTML"),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if len(_CONTROLS.findall(text)) + text.count("\ufffd") > len(text) // 50:
        return "", (error("TF101", "this is not a text page", place, "save the page as text or as complete HTML"),)
    return text, ()


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text``, trimmed, with plain single spaces and without control characters."""
    unified = _BREAKS.sub("\n", text)
    return [_SPACES.sub(" ", _CONTROLS.sub("", line)).strip() for line in unified.split("\n")]
