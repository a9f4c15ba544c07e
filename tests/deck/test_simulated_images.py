"""The images of the demo deck are what its simulation draws."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Studies = Mapping[str, Callable[[], npt.NDArray[np.uint8]]]

DECK = Path(__file__).resolve().parents[2] / "decks" / "nuclear-medicine"
DRAWN, MOVIES = (
    sorted(
        path.relative_to(DECK).as_posix() for part in ("cases", "pages") for path in DECK.glob(f"{part}/**/{name}")
    )
    for name in ("*.png", "*.webp")
)
FAST = (
    "cases/thyroid-graves/pinhole.png",
    "cases/cardiac-ischemia/slices.png",
    "cases/renal-obstruction/curves.png",
)
BLOCK = 4
"""Pixels are compared as means over squares of this many: noise averages out, anatomy does not."""
TOLERANCE = 4


@pytest.fixture
def studies(monkeypatch: pytest.MonkeyPatch) -> Studies:
    pytest.importorskip("numpy", reason="the simulation needs numpy: install the extra 'simulate'")
    monkeypatch.syspath_prepend(str(DECK / "simulate"))
    found: Studies = importlib.import_module("scintigrams.studies").STUDIES
    return found


def coarse(image: Image.Image) -> list[int]:
    size = (image.width // BLOCK, image.height // BLOCK)
    return list(image.resize(size, Image.Resampling.BOX).tobytes())


def test_each_image_of_the_deck_is_drawn_by_one_study(studies: Studies) -> None:
    assert sorted(studies) == sorted([*DRAWN, *MOVIES])


@pytest.mark.parametrize("path", FAST)
def test_drawing_again_gives_the_committed_pixels(studies: Studies, path: str) -> None:
    again = Image.fromarray(studies[path]())
    with Image.open(DECK / path) as committed:
        assert again.size == committed.size
        assert again.mode == committed.mode
        worst = max(abs(a - b) for a, b in zip(coarse(again), coarse(committed), strict=True))
    assert worst <= TOLERANCE


def test_drawing_twice_gives_the_same_pixels(studies: Studies) -> None:
    draw = studies["cases/thyroid-subacute/pinhole.png"]
    assert draw().tobytes() == draw().tobytes()


@pytest.mark.parametrize("path", DRAWN)
def test_images_are_small_grey_and_free_of_metadata(path: str) -> None:
    with Image.open(DECK / path) as image:
        image.load()
        assert (image.mode, image.format) == ("L", "PNG")
        assert 500 <= max(image.size) <= 1000
        assert image.info == {}
    assert (DECK / path).stat().st_size < 250_000


@pytest.mark.parametrize("path", MOVIES)
def test_movies_are_short_small_grey_and_free_of_metadata(path: str) -> None:
    with Image.open(DECK / path) as image:
        assert (image.format, image.info["loop"], set(image.info)) == ("WEBP", 0, {"loop", "background"})
        assert 8 <= getattr(image, "n_frames", 1) <= 60
        image.seek(3)
        image.load()
        red, green, blue = image.convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert (DECK / path).stat().st_size < 400_000


def test_the_movie_shows_the_frames_of_the_sheet(studies: Studies) -> None:
    movie, sheet = studies["cases/gi-bleed/movie.webp"](), studies["cases/gi-bleed/dynamic.png"]()
    assert len(movie) == 16
    with Image.open(DECK / "cases/gi-bleed/movie.webp") as image:
        image.seek(15)
        assert image.convert("L").tobytes() == movie[15].tobytes()
    last = Image.fromarray(movie[15]).resize((178, 178), Image.Resampling.BOX)
    side_by_side = Image.fromarray(sheet[-178:, -178:])
    assert max(abs(a - b) for a, b in zip(coarse(last), coarse(side_by_side), strict=True)) <= 3 * TOLERANCE
