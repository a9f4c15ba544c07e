"""The direction of imports, and which library is met where (DESIGN.md, The way of the data)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tfcards"

STAGES = ("sources", "decompose", "render", "media", "package", "check", "preview", "verify")
RANKS = {"cli": 4, "pipeline": 3, **dict.fromkeys(STAGES, 2), "vocabulary": 1, "model": 0}

CONFINED = {
    "click": {"cli"},
    "genanki": {"package"},
    "jinja2": {"render", "preview"},
    "markupsafe": {"render"},
    "nh3": {"render"},
    "PIL": {"media"},
    "pydicom": {"media"},
    "numpy": {"media"},
    "anki": {"verify"},
}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute, so that their direction can be read"
            base = node.module or ""
            yield from (f"{base}.{alias.name}" if base == "tfcards" else base for alias in node.names)


MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE or path.name != "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_only_to_the_right(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "tfcards":
            continue
        other = parts[1]
        assert other == own or RANKS[other] < RANKS[own], f"{own} may not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports(path):
        rooms = CONFINED.get(name.split(".")[0])
        assert rooms is None or room(path) in rooms, f"{name} belongs to {rooms}"


def test_modules_stay_small() -> None:
    long = {str(p.relative_to(SOURCE)): n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 320}
    assert not long
