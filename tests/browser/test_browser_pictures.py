"""The pictures in docs/pictures: all there, small, and of cards that the demo deck still has."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser import pictures, shots

FOLDER = pictures.ROOT / "docs" / "pictures"


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_each_kind_of_card_has_its_pictures_and_they_are_small(kind: str) -> None:
    for turn in ("front", "back"):
        for client in shots.CLIENTS:
            size = (FOLDER / f"{kind}-{turn}-{client.name}.png").stat().st_size
            assert 1000 < size < pictures.MOST_BYTES


def test_every_card_of_the_pictures_can_be_made_and_shows_marks_on_the_back_alone(tmp_path: Path) -> None:
    sides = pictures.cards(tmp_path)
    for stem in pictures.KINDS.values():
        assert "<svg" not in sides[f"{stem}-front"].html
        assert ">hemipelvis</text>" in sides[f"{stem}-back"].html
