"""Where the images of a page are: within the page, in a file below its folder, or not here at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from tfcards.sources.page.inline import Parts
from tfcards.sources.page.rasters import HEAD, sides_of, suffix_of

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".dcm"})
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ELSEWHERE = re.compile(r"file:|ftp:|[a-z]:|[\\/]", re.IGNORECASE)
_MAX_EMBEDDED = 200_000_000
_MOST_FOLDERS = 20
_MOST_VALUES = 10


class Lies(Enum):
    """Where an address leads that gives no image."""

    NOWHERE = "no address of an image file"
    NOT_SAVED = "an image that was not saved with the page"
    OUTSIDE = "a file outside the folder of the page"


class Addresses:
    """Finds the images that addresses of a page stand for. Nothing is fetched, nothing outside the folder is used.

    ``embedded`` are those within the page that were asked for, by the names that they got; ``refused`` counts
    those for which there is no room.
    """

    def __init__(self, folder: Path, parts: Parts, shown: Iterable[str]) -> None:
        self.embedded: dict[str, bytes] = {}
        self.refused = 0
        self._folder, self._parts = folder, parts
        self._sizes: dict[str, int] = {}
        self._names: dict[bytes, str] = {}
        self._held = 0
        folders = (str(PurePosixPath(name).parent) for address in shown if (name := _local(address)))
        self._folders = [*dict.fromkeys([".", *folders])][:_MOST_FOLDERS]

    def name_of(self, address: str) -> str:
        """Return the name of the image that ``address`` stands for; empty where there is none here.

        An image that somebody saved by hand keeps its own name, while the page still has the address in the
        network: it is looked for by that name, beside the page and where the other images of the page are.
        """
        data = self._parts.get(address)
        if data is not None:
            return self._embed(data)
        name = _local(address)
        if name and self.size(name):
            return name
        return next((name for name in self._by_hand(address) if self.size(name)), "")

    def size(self, name: str) -> int:
        """Return how many bytes the image ``name`` has; 0 where there is none, or a link leads out."""
        if name in self.embedded:
            return len(self.embedded[name])
        if name not in self._sizes:
            self._sizes[name] = _size(self._folder, name)
        return self._sizes[name]

    def sides(self, name: str) -> tuple[int, int]:
        """Return width and height of the image ``name`` in pixels; zeros where its first bytes do not say."""
        if name in self.embedded:
            return sides_of(self.embedded[name])
        try:
            with (self._folder / name).open("rb") as file:
                return sides_of(file.read(HEAD))
        except OSError:
            return 0, 0

    def _embed(self, data: bytes) -> str:
        suffix = suffix_of(data)
        if data in self._names or not suffix:
            return self._names.get(data, "")
        if self._held + len(data) > _MAX_EMBEDDED:
            self.refused += 1
            return ""
        name = f"image-{len(self.embedded) + 1:02}{suffix}"
        self.embedded[name], self._names[data] = data, name
        self._held += len(data)
        return name

    def _by_hand(self, address: str) -> Iterable[str]:
        """Return where an image with an address in the network may have been saved under its own name."""
        if lies(address) == Lies.OUTSIDE or (":" in address and not _REMOTE.match(address)):
            return []
        path, _, query = address.partition("#")[0].partition("?")
        values = [value.partition("=")[2] for value in re.split("[&;]", query)[:_MOST_VALUES]]
        names = [PurePosixPath(unquote(text)).name for text in (path, *values)]
        return [str(PurePosixPath(folder) / name) for name in names if _local(name) for folder in self._folders]


def lies(address: str) -> Lies:
    """Tell where ``address`` leads that gives no image."""
    if _REMOTE.match(address):
        return Lies.NOT_SAVED
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    if _ELSEWHERE.match(address) or ".." in PurePosixPath(name).parts:
        return Lies.OUTSIDE if PurePosixPath(name).suffix.lower() in SUFFIXES else Lies.NOWHERE
    return Lies.NOT_SAVED if _local(address) else Lies.NOWHERE


def _local(address: str) -> str:
    """Return ``address`` as a path below the folder of the page; empty if it is none, or no image by its name."""
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    path = PurePosixPath(name)
    if (
        not name
        or ":" in name
        or "\\" in name
        or not name.isprintable()
        or path.is_absolute()
        or ".." in path.parts
    ):
        return ""
    return str(path) if path.suffix.lower() in SUFFIXES else ""


def _size(folder: Path, name: str) -> int:
    try:
        place = (folder / name).resolve()
        return place.stat().st_size if place.is_file() and place.is_relative_to(folder.resolve()) else 0
    except (OSError, ValueError, RuntimeError):
        return 0
