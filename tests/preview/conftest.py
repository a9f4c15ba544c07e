"""A small deck to preview: the one that ``tfcards init`` makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfcards.pipeline.authoring import init_deck


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return a new deck folder with the example case."""
    init_deck(tmp_path / "deck", "Small deck")
    return tmp_path / "deck"
