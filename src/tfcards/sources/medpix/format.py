"""The MedPix export as one format among the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tfcards.sources.reading import Reading

_SNIFF = 8192
_OPENING = re.compile(rb"[\s\x00\xef\xbb\xbf\xff\xfe]*[\[{]")


class MedPixExport:
    """Reads the list of cases (``Case_topic.json``); images and their descriptions are looked for beside it."""

    name = "MedPix export"

    def accepts(self, data: bytes, path: Path) -> bool:
        """Tell the list of cases by the keys of its first one."""
        head = _head(data)
        stated = any(key in head for key in (b'"Case"', b'"Topic"', b'"TAC"', b'"MRI"'))
        return bool(path) and bool(head) and b'"U_id"' in head and stated

    def read(self, data: bytes, path: Path) -> Iterator[Reading]:
        """Read each case of the list by itself: a broken one keeps no other out."""
        from tfcards.sources.medpix.reader import read_export

        yield from read_export(data, path)


def is_companion(data: bytes) -> bool:
    """Tell the list of what images show, which is read together with the cases, by its first bytes."""
    head = _head(data)
    return all(key in head for key in (b'"U_id"', b'"image"', b'"Description"'))


def _head(data: bytes) -> bytes:
    """Return the beginning of ``data`` if it is that of a JSON list or object, also in UTF-16; else nothing."""
    head = data[:_SNIFF]
    return head.replace(b"\0", b"") if _OPENING.match(head) else b""
