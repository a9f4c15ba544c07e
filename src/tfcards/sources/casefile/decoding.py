"""From the bytes of a file to text that YAML accepts."""

from __future__ import annotations

import codecs
import re

from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.sources.casefile import codes

_UTF16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_EXOTIC_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_REFUSED = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile(b"\r\n|\r|\n")


def decode(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Return ``data`` as text without a byte order mark, or None and what is wrong.

    Line separators that only YAML 1.1 knows become spaces, one for one, so that lines count as in an editor.
    """
    if data.startswith(_UTF16_OR_32):
        return None, [_not_utf8(Location(path, 1))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # With a byte order mark the codec counts from behind it: three bytes, never a line end.
        before = data[: problem.start]
        return None, [_not_utf8(Location(path, len(_LINE_END.findall(before)) + 1))]
    text = text.translate(_EXOTIC_BREAKS)
    found = _REFUSED.search(text)
    if found is None:
        return text, []
    line = len(_LINE_END.findall(text[: found.start()].encode())) + 1
    message = f"an invisible control character stands here (U+{ord(found[0]):04X})"
    return None, [
        error(codes.CONTROL_CHARACTER, message, Location(path, line), "delete it and type the text again")
    ]


def _not_utf8(location: Location) -> Diagnostic:
    return error(
        codes.NOT_UTF8,
        "the file is not encoded as UTF-8",
        location,
        "save it again in your editor with the encoding UTF-8",
    )
