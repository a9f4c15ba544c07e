"""The one form of a text value, for reading and for writing."""

from __future__ import annotations

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = {"Cc", "Cs"}


def clean(text: str) -> str:
    r"""Return ``text`` as every text value of a case is: the invariant that reading and writing keep.

    NFC; line ends are ``\n``; no other control characters and no surrogates; no white space at its beginning,
    at its end and before a line end. ``clean(clean(t)) == clean(t)``.
    """
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    visible = "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in _NO_TEXT)
    composed = unicodedata.normalize("NFC", visible)
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip()
