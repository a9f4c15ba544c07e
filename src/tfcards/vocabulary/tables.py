"""Reads the vocabulary's data files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the data file ``name`` (without its ending) of the vocabulary, read once."""
    return tomllib.loads((resources.files("tfcards.vocabulary") / "data" / f"{name}.toml").read_text("utf-8"))
