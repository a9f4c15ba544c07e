"""Takes the images out of a page that holds them in its own text, as extensions save single files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote_to_bytes, urldefrag, urljoin

from tfcards.sources.page.mime import from_base64

_DATA = re.compile(
    rb"data:image/[a-z0-9.+-]{1,30}(?:;[\w=.-]{1,40}){0,3};base64,([A-Za-z0-9+/=%]*)", re.IGNORECASE
)
_MOST = 2000


@dataclass(frozen=True, slots=True)
class Parts:
    """Images that came with a page, by their addresses; ``home`` is the address that others count from."""

    held: dict[str, bytes] = field(default_factory=dict)
    home: str = ""

    def get(self, address: str) -> bytes | None:
        """Return the image that the page calls ``address``, written from its own place or in full."""
        if not self.held or not address:
            return None
        try:
            full = urldefrag(urljoin(self.home, address)).url
        except ValueError:
            full = ""
        found = self.held.get(address)
        return self.held.get(full) if found is None else found

    def and_also(self, others: dict[str, bytes]) -> Self:
        """Return these parts and ``others``."""
        return type(self)({**self.held, **others}, self.home)


def taken_out(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the page ``data`` with short addresses for the images that it holds, and these by them.

    A page with its images in it has megabytes, of which only kilobytes are text.
    """
    found: dict[str, bytes] = {}
    known: dict[bytes, bytes] = {}

    def short(match: re.Match[bytes]) -> bytes:
        if match[1] not in known and len(found) < _MOST and (content := from_base64(unquote_to_bytes(match[1]))):
            address = f"inline:{len(found) + 1}"
            found[address] = content
            known[match[1]] = address.encode()
        return known.get(match[1], b"inline:")

    return _DATA.sub(short, data), found
