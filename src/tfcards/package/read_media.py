"""The media of a package: digests by name. Nothing is written anywhere, so a name cannot lead out of a folder."""

from __future__ import annotations

import hashlib
import json

from tfcards.package import read_protobuf as protobuf
from tfcards.package.read_archive import Archive

MAX_MEDIA = 4 * 2**30
"""Bytes of all media together, unpacked."""

_MAX_LIST = 64 * 2**20
_LIST = "media"
_ENTRIES, _NAME = 1, 1


def media_digests(archive: Archive, *, current: bool) -> dict[str, str]:
    """Return the SHA-1 of the content of every media file by its name; a file that is listed only has none ("").

    Raises:
        TfcardsError: They unpack to more than ``MAX_MEDIA`` bytes.
        ValueError, TypeError, AttributeError: The list is not Anki's.
    """
    if _LIST not in archive:
        return {}
    listing = archive.read(_LIST, _MAX_LIST, zstd=current)
    names = _current(listing) if current else _legacy(listing)
    digests: dict[str, str] = {}
    left = MAX_MEDIA
    for member, name in names.items():
        name.encode()  # refuses the lone surrogates that JSON lets through
        digests[name] = ""
        if member not in archive:
            continue
        digest = hashlib.sha1(usedforsecurity=False)
        for chunk in archive.chunks(member, left, zstd=current):
            digest.update(chunk)
            left -= len(chunk)
        digests[name] = digest.hexdigest()
    return digests


def _legacy(listing: bytes) -> dict[str, str]:
    """Return names by zip member: the list is such an object in JSON."""
    return {str(member): str(name) for member, name in json.loads(listing or b"{}").items()}


def _current(listing: bytes) -> dict[str, str]:
    """Return names by zip member: the list is a message of entries, the member's name is an entry's position."""
    entries = [value for number, value in protobuf.fields(listing) if number == _ENTRIES]
    return {
        str(position): protobuf.text(protobuf.last(entry), _NAME)
        for position, entry in enumerate(entries)
        if isinstance(entry, bytes)
    }
