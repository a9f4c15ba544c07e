"""The image files beside an article, by the names that articles use for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".webp", ".gif", ".bmp"})
_OTHERS = frozenset({".eps", ".svg", ".pdf", ".ps", ".ai"})
"""What publishers hand in; an image of the same name may stand beside it."""
_MOST = 5000


def stem_of(name: str) -> str:
    """Return the name of a file as articles refer to it: without folder, extension and case."""
    path = PurePosixPath(name.replace("\\", "/"))
    return (path.stem if path.suffix.lower() in _IMAGES | _OTHERS else path.name).casefold()


def image_files(folder: Path) -> dict[str, str]:
    """Return the image files in ``folder``, and in the folders in it, by their stems.

    Of several with one stem the largest is taken, a GIF only where there is nothing else: it is a thumbnail.
    """
    found: dict[str, tuple[bool, int, str]] = {}
    try:
        inside = folder.resolve()
        for path in islice(_files(folder), _MOST):
            if path.suffix.lower() in _IMAGES and path.is_file() and path.resolve().is_relative_to(inside):
                rank = (path.suffix.lower() != ".gif", path.stat().st_size, path.relative_to(folder).as_posix())
                stem = path.stem.casefold()
                found[stem] = max(rank, found.get(stem, rank))
    except (OSError, RuntimeError):
        pass  # a folder that cannot be read holds no images for us
    return {stem: name for stem, (_, _, name) in found.items() if name.isprintable()}


def _files(folder: Path) -> Iterator[Path]:
    """Yield what stands in ``folder``, then what stands in the folders in it."""
    folders = []
    for path in folder.iterdir():
        if path.is_dir():
            folders.append(path)
        else:
            yield path
    for inner in sorted(folders):
        yield from inner.iterdir()
