"""Chooses the images of a saved page: those of the case, in full size, where they were saved with it."""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from tfcards.sources.page.html_text import Shown

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".dcm"})
_TYPES = {
    "png": ".png",
    "jpeg": ".jpg",
    "jpg": ".jpg",
    "gif": ".gif",
    "webp": ".webp",
    "bmp": ".bmp",
    "tiff": ".tif",
}
_DATA = re.compile(r"data:image/([a-z]+);base64,(.+)", re.IGNORECASE | re.DOTALL)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_MAX_EMBEDDED = 200_000_000
_MAX_IMAGES = 500


@dataclass(frozen=True, slots=True)
class SavedImage:
    """An image of the case: its file, or its name among those that the page holds; the lines that show it."""

    file: str
    lines: frozenset[int]
    caption: str


@dataclass(slots=True)
class Saved:
    """The images of a page, in order. ``missing`` counts those that stand elsewhere and were not saved."""

    images: list[SavedImage] = field(default_factory=list)
    embedded: dict[str, bytes] = field(default_factory=dict)
    missing: int = 0


def saved_images(shown: Sequence[Shown], folder: Path, parts: Mapping[str, bytes] | None = None) -> Saved:
    """Return the images among ``shown`` that were saved below ``folder``, or within the page as ``parts``.

    Where a click on an image leads to another file, that is the larger one and is taken. Of files that are copies
    of one image by their names, the one of most bytes is taken. Nothing is fetched: an image that only has an
    address is counted as missing.
    """
    saved = Saved()
    sizes: dict[str, int] = {}
    found: dict[str, list[tuple[str, Shown]]] = {}
    for one in shown[: _MAX_IMAGES * 4]:
        if _is_furniture(one):
            continue
        name = _first_usable(one, folder, parts or {}, saved, sizes)
        if name:
            found.setdefault(_original(name), []).append((name, one))
        elif one.src and (_REMOTE.match(one.src) or one.src.lower().startswith(("file:", "ftp:"))):
            saved.missing += 1
    for copies in list(found.values())[:_MAX_IMAGES]:
        best = max(dict.fromkeys(name for name, _ in copies), key=lambda name: sizes[name])
        captions = [one.caption for _, one in copies if one.caption and not _is_file_name(one.caption)]
        lines = frozenset(one.line for _, one in copies)
        saved.images.append(SavedImage(best, lines, captions[0] if captions else ""))
    used = {image.file for image in saved.images}
    saved.embedded = {name: data for name, data in saved.embedded.items() if name in used}
    return saved


def _first_usable(
    one: Shown, folder: Path, parts: Mapping[str, bytes], saved: Saved, sizes: dict[str, int]
) -> str:
    """Return the name of what a click on ``one`` leads to, else of what it shows; empty where neither is there."""
    for address in (one.link, one.src):
        data = parts.get(address) if address in parts else _inline(address)
        if data is not None:
            if sum(map(len, saved.embedded.values())) + len(data) > _MAX_EMBEDDED:
                return ""
            known = next((name for name, held in saved.embedded.items() if held == data), "")
            name = known or f"image-{len(saved.embedded) + 1:02}{_suffix(data, address)}"
            saved.embedded[name] = data
            sizes[name] = len(data)
            return name
        name = _local(address)
        if name and (size := _size(folder, name)):
            sizes[name] = size
            return name
    return ""


def _inline(address: str) -> bytes | None:
    """Return the bytes of a data address of an image, else None."""
    match = _DATA.fullmatch(address)
    if not match or match[1].lower() not in _TYPES:
        return None
    try:
        return base64.b64decode(unquote(match[2]), validate=False) or None
    except (binascii.Error, ValueError):
        return None


def _suffix(data: bytes, address: str) -> str:
    """Return how the name of an embedded image ends, by what it says it is."""
    match = _DATA.match(address[:100] + "x")
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    own = _TYPES[match[1].lower()] if match else PurePosixPath(name).suffix.lower()
    return own if own in SUFFIXES else ".png" if data.startswith(b"\x89PNG") else ".jpg"


def _local(address: str) -> str:
    """Return ``address`` as a path below the folder of the page; empty if it is none, or no image by its name."""
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).removeprefix("./")
    path = PurePosixPath(name)
    if not name or ":" in name or "\\" in name or "\0" in name or path.is_absolute() or ".." in path.parts:
        return ""
    return name if path.suffix.lower() in SUFFIXES else ""


def _size(folder: Path, name: str) -> int:
    """Return how many bytes the file ``name`` below ``folder`` has; 0 where there is none, or a link leads out."""
    try:
        place = (folder / name).resolve()
        return place.stat().st_size if place.is_file() and place.is_relative_to(folder.resolve()) else 0
    except (OSError, ValueError, RuntimeError):
        return 0


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((resources.files("tfcards.sources.page") / "furniture.toml").read_text("utf-8"))


def _words(stem: str) -> list[str]:
    return [word for word in re.split(r"[^a-z]+", stem.casefold()) if word]


def _is_furniture(one: Shown) -> bool:
    """Tell whether an image belongs to the page and not to its case."""
    if one.aside:
        return True
    if one.src and not one.src.startswith("data:"):
        stem = PurePosixPath(unquote(one.src.split("?")[0])).stem
        if not set(_words(stem)).isdisjoint(_table()["names"]):
            return True
    sides = [int(side) for side in (one.width, one.height) if side.isdecimal() and len(side) < len("100000")]
    return bool(sides) and min(sides) <= _table()["small"]


def _original(name: str) -> str:
    """Return ``name`` without what tells a small copy from the image itself: equal for all copies of one image."""
    path = PurePosixPath(name)
    marks = "|".join(map(re.escape, _table()["thumbnails"]))
    stem = re.sub(rf"^(?:{marks})[-_.]|[-_.](?:{marks})$|[-_]\d{{2,4}}x\d{{2,4}}$", "", path.stem.casefold())
    return f"{path.parent}/{stem}" if stem else name


def _is_file_name(caption: str) -> bool:
    return PurePosixPath(caption).suffix.lower() in SUFFIXES
