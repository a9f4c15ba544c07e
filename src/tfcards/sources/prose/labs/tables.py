"""The tables of names, words and units, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tfcards.sources.prose.labs.tokens import folded, tokens

JOINTS = frozenset("-–‑/.")
"""Signs that stand between the words of a name and do not change it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Tests that are measured together; see ``tests.toml`` for what each field means."""

    title: str
    units: frozenset[str] = frozenset()
    given: bool = False
    bare: bool = True
    shared: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a test as its tokens; ``exact`` when the case of its letters matters."""

    parts: tuple[str, ...]
    exact: bool
    panel: Panel


def table(name: str) -> dict[str, Any]:
    """Return the table in the file ``name``."""
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one list of ``words.toml``, folded."""
    return frozenset(folded(word) for word in table("words")[kind])


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return all names by their first token, folded; the longest first."""
    found: dict[str, list[Entry]] = {}
    for row in table("tests")["panel"]:
        panel = Panel(
            title=row["title"],
            units=frozenset(row.get("units", ())),
            given=row.get("given", False),
            bare=row.get("bare", True),
            shared=row.get("shared", False),
            signed=row.get("signed", False),
        )
        for kind in ("names", "exact"):
            for name in row.get(kind, ()):
                parts = [t for t in tokens(name) if t.text not in JOINTS]
                written = tuple(t.text if kind == "exact" else t.folded for t in parts)
                found.setdefault(parts[0].folded, []).append(Entry(written, kind == "exact", panel))
    return {first: tuple(sorted(some, key=lambda e: -len(e.parts))) for first, some in found.items()}
