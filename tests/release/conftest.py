"""A small deck that is released, changed and released again, and a resident who studies it in the real Anki."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tfcards.cli import main

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"
CASES = ("bone-normal", "lung-pe", "thyroid-graves")
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Return a function that runs tfcards with arguments."""

    def invoke(*args: object) -> Result:
        return CliRunner().invoke(main, [str(a) for a in args])

    return invoke


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a copy of three cases of the demo deck, never released."""
    folder = tmp_path / "deck"
    folder.mkdir()
    shutil.copy(DECK / "deck.yaml", folder)
    for name in CASES:
        shutil.copytree(DECK / "cases" / name, folder / "cases" / name)
    return folder


@pytest.fixture
def built(run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return a function that builds the deck ``name`` at ``day`` and insists that it works."""

    def build(name: str, day: int) -> Path:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_790_000_000 + day * 86_400))
        output = tmp_path / f"{name}.apkg"
        result = run("build", deck, "-o", output)
        assert result.exit_code == 0, result.output
        return output

    return build


@pytest.fixture
def edit(deck: Path) -> Callable[[str, str, str], None]:
    """Return a function that replaces text that must stand in a file of the deck."""

    def replace(name: str, old: str, new: str) -> None:
        path = deck / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return replace


@pytest.fixture
def rename(deck: Path, edit: Callable[[str, str, str], None]) -> Callable[[str, str], None]:
    """Return a function that gives a case another id."""

    def case(old: str, new: str) -> None:
        (deck / "cases" / old).rename(deck / "cases" / new)
        edit(f"cases/{new}/case.yaml", f"id: {old}\n", f"id: {new}\n")

    return case


@pytest.fixture
def declare(deck: Path) -> Callable[..., None]:
    """Return a function that declares moves in deck.yaml, each an old and a new name."""

    def moves(*pairs: tuple[str, str]) -> None:
        text = (deck / "deck.yaml").read_text("utf-8").partition("\nmoves:")[0].rstrip("\n")
        lines = "".join(f'\n  - {{from: "{old}", to: "{new}"}}' for old, new in pairs)
        (deck / "deck.yaml").write_text(f"{text}\nmoves:{lines}\n" if pairs else f"{text}\n", "utf-8")

    return moves
