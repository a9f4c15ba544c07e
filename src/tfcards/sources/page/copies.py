"""Finds the files that are copies of one image in other sizes, by their names: ``knee_t.jpg`` and ``knee.jpg``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath

from tfcards.sources.page.furniture import table

_HALF = 2
"""How many times the bytes of a copy the image itself has, at least, where a single letter tells the copy."""


def copies(names: Sequence[str], size: Callable[[str], int]) -> Mapping[str, str]:
    """Return for each name that of the largest copy of the same image; itself, where it is the only one.

    A short mark (``_s``, ``_t``) may as well stand for sagittal or transverse, so it counts only beside a much
    larger file without one. A file beside the page is a copy of one of the same name in a folder.
    """
    groups: dict[str, list[str]] = {}
    keys = {name: _key(name, "marks") for name in names}
    plain = {key: name for name, key in keys.items()}
    for name in names:
        original = plain.get(_key(name, "short_marks"))
        if original and original != name and size(original) >= _HALF * size(name):
            keys[name] = keys[original]
    homeless = {_stem(key): key for key in keys.values() if _parent(key) != "."}
    for name, key in keys.items():
        groups.setdefault(homeless.get(key, key) if _parent(key) == "." else key, []).append(name)
    return {name: max(group, key=size) for group in groups.values() for name in group}


def _key(name: str, marks: str) -> str:
    """Return ``name`` without its suffix and its mark of a small or large copy."""
    path = PurePosixPath(name)
    stem = _pattern(marks).sub("", path.stem.casefold())
    return str(path.parent / (stem or path.stem.casefold()))


@cache
def _pattern(marks: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, table()[marks]))
    return re.compile(rf"^(?:{words})[-_.]|[-_.](?:{words})$|[-_]\d{{2,4}}x\d{{2,4}}$")


def _stem(key: str) -> str:
    return PurePosixPath(key).name


def _parent(key: str) -> str:
    return str(PurePosixPath(key).parent)
