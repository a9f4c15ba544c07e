"""Tells the images of a web page from those of its case, by names, sizes and places."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from tfcards.sources.page.shown import Shown

_LONGEST = 5
"""Digits of the longest width that a page states."""


@cache
def table() -> dict[str, Any]:
    """Return the words and numbers by which furniture and small copies are known."""
    return tomllib.loads((resources.files("tfcards.sources.page") / "furniture.toml").read_text("utf-8"))


def is_stated_furniture(one: Shown) -> bool:
    """Tell whether an image belongs to the page by its place, its name, and the size that is stated."""
    if one.aside:
        return True
    stem = PurePosixPath(unquote(re.split("[?#]", one.src, maxsplit=1)[0])).stem
    words = [word for word in re.split(r"[^a-z]+", stem.casefold()) if word]
    if not set(words).isdisjoint(table()["names"]) or (words and set(words) <= {*table()["whole_names"]}):
        return True
    sides = [side.strip().removesuffix("px") for side in (one.width, one.height)]
    return is_small([int(side) for side in sides if side.isdecimal() and len(side) <= _LONGEST])


def is_small(sides: list[int] | tuple[int, int]) -> bool:
    """Tell whether an image of these ``sides`` in pixels is too small for a case; zeros are not known."""
    known = [side for side in sides if side]
    return bool(known) and min(known) <= table()["small"]


def is_repeated(times: int) -> bool:
    """Tell whether what a page shows so many times is a bullet or the like."""
    return bool(times >= table()["often"])
