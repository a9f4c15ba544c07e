"""Tells XML documents apart by their first element, without parsing them."""

from __future__ import annotations

import codecs
import re

SNIFF = 4096
"""How many bytes at the beginning of a document tell what it is."""

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def root_name(data: bytes) -> str:
    """Return the name of the first element of ``data``, without its namespace; empty if it is no XML."""
    head = data[:SNIFF].replace(b"\0", b"")  # also UTF-16
    for bom, _ in BOMS:
        head = head.removeprefix(bom)
    if not head.lstrip().startswith(b"<"):
        return ""
    match = _ROOT.search(_COMMENT.sub(b"", head))
    return match[1].decode("ascii", "replace") if match else ""
