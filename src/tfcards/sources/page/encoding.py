"""The text of an HTML page: the character set is the one that its bytes fit, not always the one that it names."""

from __future__ import annotations

import re
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic
from tfcards.sources.document.decode import MAX_BYTES, decode

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)")
_KNOWN = re.compile(
    r"windows-125\d|cp125\d|iso-8859-(?:[1-9]|1[013-6])|koi8-[ru]|shift_jis|euc-jp|iso-2022-jp|euc-kr|gb2312|gbk"
    r"|gb18030|big5|macintosh"
)
_BETTER = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "macintosh": "mac-roman",
}
"""What browsers take for the character sets that pages name."""

_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_SNIFF = 4096


def page_text(data: bytes, path: Path, named: str = "") -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of the page ``data``; what is no text gives an error.

    UTF-8 wins where the bytes are that, then the character set that is ``named`` (by the header of a part) or that
    the page names. Where the bytes do not fit it, single bytes are taken for Windows-1252, and what is UTF-8 among
    them stays.
    """
    text, problems = decode(data, str(path))
    if len(data) > MAX_BYTES or b"\0" in data or data.startswith(b"\xef\xbb\xbf") or _is_utf8(data):
        return text, problems
    codec = _codec(named) or _stated(data)
    if codec:
        try:
            return data.decode(codec), ()
        except UnicodeDecodeError:
            pass
    if problems:
        return text, problems
    return data.decode("utf-8", "surrogateescape").translate(_STRAY), ()


def _stated(data: bytes) -> str:
    match = _XML.match(data[:_SNIFF]) or _META.search(data[:_SNIFF])
    return _codec(match[1].decode("ascii", "replace")) if match else ""


def _codec(name: str) -> str:
    """Return the codec of a character set that a page may name; empty for UTF-8, and for what no page is in."""
    low = name.strip().lower()
    return _BETTER.get(low) or (low if _KNOWN.fullmatch(low) else "")


def _is_utf8(data: bytes) -> bool:
    """Tell whether ``data`` is UTF-8 beyond ASCII: pages name the wrong character set more often than not."""
    try:
        return len(data.decode("utf-8")) < len(data)
    except UnicodeDecodeError:
        return False
