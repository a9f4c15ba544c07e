"""A small deck, and what people do with its exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tfcards.cli import main
from tfcards.pipeline.authoring import init_deck

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Return a function that runs tfcards with arguments."""

    def invoke(*args: object) -> Result:
        return CliRunner().invoke(main, [str(a) for a in args])

    return invoke


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a new deck folder with the example case: notes of four types, one image."""
    init_deck(tmp_path / "deck", "Small, deck")
    return tmp_path / "deck"


@pytest.fixture
def export(run: Run, deck: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that exports the deck, and returns where to."""

    def write(form: str, name: str, *more: str) -> Path:
        result = run("export", deck, "--format", form, "-o", tmp_path / name, *more)
        assert result.exit_code == 0, result.output
        return tmp_path / name

    return write


@pytest.fixture
def package(run: Run, deck: Path, tmp_path: Path) -> Path:
    """Return the package that a build makes of the deck."""
    result = run("build", deck, "-o", tmp_path / "deck.apkg")
    assert result.exit_code == 0, result.output
    return tmp_path / "deck.apkg"


@pytest.fixture
def correct(deck: Path) -> Callable[[str, str], None]:
    """Return a function that corrects a text in the case file."""
    case = deck / "cases" / "example" / "case.yaml"

    def replace(old: str, new: str) -> None:
        text = case.read_text("utf-8")
        assert old in text
        case.write_text(text.replace(old, new), "utf-8")

    return replace
