"""The GUID of a note: what lets a deck be corrected for years without touching review history."""

from __future__ import annotations

import hashlib
import re

from tfcards.model.card import Identity
from tfcards.model.case import ImageRef, ItemId
from tfcards.model.note import Guid

SCHEME = "tfcards-guid-1"
"""Names the scheme inside every hash. A new scheme would orphan every review history: see DESIGN.md, Identity."""


def digest(*parts: str) -> bytes:
    """Return the SHA-256 of length-prefixed ``parts``: no two different lists of parts collide.

    Length prefixes are needed because joined parts are ambiguous (``a__b`` against ``a``, ``b``; ANKI.md).
    """
    hasher = hashlib.sha256()
    for part in (SCHEME, *parts):
        data = part.encode()
        hasher.update(len(data).to_bytes(4, "big"))
        hasher.update(data)
    return hasher.digest()


def note_guid(namespace: str, identity: Identity) -> Guid:
    """Return the GUID of the note ``identity`` in the deck ``namespace``: 32 hexadecimal digits."""
    return Guid(digest(namespace, identity.case, identity.kind.value, identity.item)[:16].hex())


def image_item(image: ImageRef) -> ItemId:
    """Return what identifies ``image`` within its case: its label, else its file, in signs that an item may hold.

    Where other signs had to go, a few digits of a hash keep ``late view`` and ``late-view`` apart.
    """
    name = image.label or image.file
    plain = re.sub(r"[^A-Za-z0-9._+-]+", "-", name).strip("-._+")
    return ItemId(plain if plain == name else f"{plain or 'image'}-{digest('image', name)[:3].hex()}")


def stable_id(namespace: str, *parts: str) -> int:
    """Return an id for a deck, note type, field or template of ``namespace``: positive, below 2**53, over 10**12.

    Anki takes ids for milliseconds since 1970; AnkiMobile and JSON need them exact in a double.
    """
    span = 2**52 - 10**12
    return 10**12 + int.from_bytes(digest(namespace, *parts)[16:24], "big") % span
