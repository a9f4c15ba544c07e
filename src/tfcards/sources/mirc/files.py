"""Finds the file of an image among those that a document names: plain files below its folder, rasters first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

_RASTERS = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".bmp", ".tif", ".tiff"})
_VIDEOS = frozenset({".avi", ".mov", ".mp4", ".m4v", ".mpg", ".mpeg", ".wmv", ".swf", ".webm", ".flv"})
_MAX_BYTES = 50_000_000
"""An image within a reading is held in memory; no teaching file has larger ones."""


def is_video(name: str) -> bool:
    """Tell whether ``name`` is that of a video."""
    return _suffix(name) in _VIDEOS


def is_drawing(name: str) -> bool:
    """Tell whether ``name`` is that of a drawing in SVG, which is no image."""
    return _suffix(name) in {".svg", ".svgz"}


def is_page(name: str) -> bool:
    """Tell whether ``name`` is that of a document to read, which an image may link to."""
    return _suffix(name) in {".htm", ".html", ".xml", ".pdf", ".doc", ".docx", ".ppt", ".pptx", ".txt", ".zip"}


def best(names: Sequence[str], folder: Path) -> str:
    """Return the first of ``names`` that is a file below ``folder``, one that shows on a card before any other."""
    there = [name for name in names if _is_below(name, folder) and not is_drawing(name) and not is_video(name)]
    return next((n for n in there if _suffix(n) in _RASTERS), there[0] if there else "")


def content(name: str, folder: Path) -> bytes:
    """Return the content of the file ``name`` of ``folder``; nothing where it cannot be read or is too large."""
    try:
        path = folder / name
        return path.read_bytes() if path.stat().st_size <= _MAX_BYTES else b""
    except OSError:
        return b""


def _suffix(name: str) -> str:
    return PurePosixPath(name.partition("?")[0]).suffix.lower()


def _is_below(name: str, folder: Path) -> bool:
    path = PurePosixPath(name)
    if (
        not name
        or ":" in name
        or "\\" in name
        or not name.isprintable()
        or path.is_absolute()
        or ".." in path.parts
    ):
        return False
    try:
        place = (folder / name).resolve()
        return place.is_file() and place.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False
