"""Cards in a real browser: nothing wider than a phone, images loaded and large, dark where it should be dark."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from PIL import Image
from tests.browser import samples, shots
from tests.browser.shots import DESKTOP, PHONE, Browser, Client, Side

from tfcards.model.card import Card

pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

LONG = "Pseudopseudohypoparathyroidism" * 4


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Side]:
    folder = tmp_path_factory.mktemp("cards")
    wordy = dataclasses.replace(samples.pattern_card(), observations=(LONG,), answer=LONG)
    cards: list[Card] = [samples.diagnosis_card(), wordy, samples.list_card()]
    notes = [samples.note(card, multiple_choice=True) for card in cards]
    package = shots.write_package(folder / "package", notes, samples.note_types(), samples.media())
    return {side.name: side for side in shots.sides(package, folder / "collection")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return Browser(tmp_path_factory.mktemp("browser"))


def luminance(png: Path, place: tuple[float, float]) -> float:
    """Return the brightness, 0 to 255, of the pixel at ``place``, given as fractions of width and height."""
    with Image.open(png) as image:
        grey = image.convert("L")
        level = grey.getpixel((int(place[0] * (grey.width - 1)), int(place[1] * (grey.height - 1))))
    assert isinstance(level, int)
    return level


def test_nothing_is_wider_than_a_phone_and_all_images_load(sides: dict[str, Side], browser: Browser) -> None:
    one_a_kind = {name: side for name, side in sides.items() if not re.search("list-[2-4]", name)}
    for name, side in one_a_kind.items():
        told = browser.measure(shots.page(side, Client(PHONE, night=False), unfold=True), PHONE)
        assert told.inner == PHONE
        assert told.scroll <= PHONE, name
        assert all(width > 0 for width in told.images), name
        assert bool(told.images) == ("<img " in side.html), name


def test_pictures_stand_side_by_side_on_a_desktop_and_stacked_on_a_phone(
    sides: dict[str, Side], browser: Browser
) -> None:
    both = sides["thy7-diagnosis-case-1-back"]
    shown, hidden = '<figure class="tf-figure"><img src="a1b2c3', '<figure hidden><img src="a1b2c3'
    one = dataclasses.replace(both, html=both.html.replace(shown, hidden))

    def added_height(width: int) -> int:
        with_both, with_one = (
            browser.measure(shots.page(side, Client(width, night=False)), width).height for side in (both, one)
        )
        return with_both - with_one

    assert added_height(PHONE) > 300
    assert abs(added_height(DESKTOP)) < 100


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_night_is_dark_day_is_light_and_pictures_are_dark_in_both(
    sides: dict[str, Side], browser: Browser, tmp_path: Path, width: int
) -> None:
    side = sides["thy7-diagnosis-case-1-front"]
    levels = {}
    for night in (False, True):
        png = tmp_path / f"{night}.png"
        browser.shoot(shots.page(side, Client(width, night=night)), png, (width, 1200))
        levels[night] = (luminance(png, (0.0, 1.0)), luminance(png, (0.0, 0.0)))
    assert levels[False][0] > 240
    assert levels[True][0] < 40
    assert max(levels[False][1], levels[True][1]) < 60


@pytest.mark.parametrize("night_class", ["nightMode", "night_mode"])
def test_either_night_class_on_body_or_root_makes_it_dark(
    sides: dict[str, Side], browser: Browser, tmp_path: Path, night_class: str
) -> None:
    day = shots.page(sides["thy7-diagnosis-case-1-front"], Client(PHONE, night=False))
    on_body = day.replace('class="card card1"', f'class="card card1 {night_class}"')
    on_root = day.replace('class="mobile android"', f'class="mobile android {night_class}"')
    for html in (on_body, on_root):
        png = tmp_path / "night.png"
        browser.shoot(html, png, (PHONE, 1200))
        assert luminance(png, (0.0, 1.0)) < 40


def test_the_hint_and_the_discussion_are_folded(sides: dict[str, Side], browser: Browser) -> None:
    for name, folded in (
        ("thy7-diagnosis-case-1-front", "She had a cold"),
        ("thy7-diagnosis-case-1-back", "leaks its stored hormone"),
    ):
        client = Client(PHONE, night=False)
        assert folded not in browser.measure(shots.page(sides[name], client), PHONE).shown
        assert folded in browser.measure(shots.page(sides[name], client, unfold=True), PHONE).shown


def test_the_cue_stands_by_the_asked_item_alone(sides: dict[str, Side], browser: Browser) -> None:
    cues = {item.number: item.cue for item in samples.list_card().items}
    for number in cues:
        side = sides[f"thy7-differential-list-{number}-front"]
        shown = browser.measure(shots.page(side, Client(PHONE, night=False)), PHONE).shown
        assert [n for n, cue in cues.items() if cue in shown] == [number]
