"""Cards in a real browser: nothing wider than a phone, images loaded and large, dark where it should be dark."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from tests.browser import samples, shots
from tests.browser.shots import CLIENTS, DESKTOP, PHONE, Browser, Client, Side

from tfcards.model.card import Card

pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

LONG = "Pseudopseudohypoparathyroidism" * 4
HEBREW = "צוואר רגיש ודפיקות לב (TSH 0.01) מזה שבועיים."
CHINESE = "甲状腺区几乎没有摄取,唾液腺摄取正常。" * 6


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Side]:
    folder = tmp_path_factory.mktemp("cards")
    wordy = dataclasses.replace(samples.pattern_card(), observations=(LONG, CHINESE), answer=LONG)
    cards: list[Card] = [samples.diagnosis_card(), wordy, samples.list_card(), samples.contrast_card(paired=True)]
    notes = [samples.note(card, multiple_choice=True) for card in cards]
    package = shots.write_package(folder / "package", notes, samples.note_types(), samples.media())
    return {side.name: side for side in shots.sides(package, folder / "collection")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def luminance(png: Path, place: tuple[float, float]) -> float:
    """Return the mean brightness, 0 to 255, of the square at ``place``, given as fractions of width and height."""
    side = 12
    with Image.open(png) as image:
        left, top = int(place[0] * (image.width - side)), int(place[1] * (image.height - side))
        square = image.convert("L").crop((left, top, left + side, top + side))
    return ImageStat.Stat(square).mean[0]


def test_nothing_is_wider_than_the_screen_and_all_images_load(sides: dict[str, Side], browser: Browser) -> None:
    one_a_kind = {name: side for name, side in sides.items() if not re.search("list-[2-4]", name)}
    for name, side in one_a_kind.items():
        for client in (Client(PHONE, night=False), Client(DESKTOP, night=True)):
            with browser.show(side, client, unfold=True) as shown:
                assert shown.page.evaluate("document.documentElement.scrollWidth") <= client.width, name
                images = shown.page.evaluate("[...document.images].map(i => i.complete && i.naturalWidth)")
                assert all(width > 0 for width in images), name
                assert bool(images) == ("<img " in side.html), name
                assert shown.errors == []
                assert all(url.startswith("file:") for url in shown.requests)


@pytest.mark.parametrize("count", range(1, 9))
def test_one_to_eight_pictures_of_any_shape_fit_the_screen(browser: Browser, tmp_path: Path, count: int) -> None:
    note = samples.note(samples.diagnosis_card(), shown=samples.series(count))
    package = shots.write_package(tmp_path / "package", [note], samples.note_types(), samples.media())
    front = next(shots.sides(package, tmp_path / "collection"))
    for client in (Client(PHONE, night=False), Client(DESKTOP, night=False)):
        with browser.show(front, client) as shown:
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= client.width
            boxes = [image.bounding_box() for image in shown.page.locator(".tf-film img").all()]
            seen = [box for box in boxes if box]
            assert len(seen) == (1 if client.mobile else count)
            assert all(box["x"] >= 0 and box["x"] + box["width"] <= client.width for box in seen)
            assert all(box["height"] <= 0.69 * shown.page.viewport_size["height"] for box in seen)  # type: ignore[index] # set


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_night_is_dark_day_is_light_and_pictures_are_dark_in_both(
    sides: dict[str, Side], browser: Browser, tmp_path: Path, client: Client
) -> None:
    with browser.show(sides["thy7-diagnosis-case-1-front"], client) as shown:
        shots.shoot(shown, tmp_path / "page.png")
    bottom = luminance(tmp_path / "page.png", (0.0, 1.0))
    assert bottom < 40 if client.night else bottom > 240
    assert luminance(tmp_path / "page.png", (0.0, 0.0)) < 60


@pytest.mark.parametrize("night_class", ["nightMode", "night_mode"])
def test_either_night_class_on_body_or_root_makes_it_dark(
    sides: dict[str, Side], browser: Browser, tmp_path: Path, night_class: str
) -> None:
    for element in ("body", "documentElement"):
        with browser.show(sides["thy7-diagnosis-case-1-front"], Client(PHONE, night=False)) as shown:
            shown.page.evaluate(f"document.{element}.classList.add('{night_class}')")
            shots.shoot(shown, tmp_path / "night.png")
        assert luminance(tmp_path / "night.png", (0.0, 1.0)) < 40


def test_the_hint_and_the_discussion_are_folded_and_a_tap_unfolds_them(
    sides: dict[str, Side], browser: Browser
) -> None:
    for name, summary, folded in (
        ("thy7-diagnosis-case-1-front", "Full history", "She had a cold"),
        ("thy7-diagnosis-case-1-back", "Discussion", "leaks its stored hormone"),
    ):
        with browser.show(sides[name], Client(PHONE, night=False)) as shown:
            assert folded not in shown.page.inner_text("body")
            shown.page.get_by_text(summary).tap()
            assert folded in shown.page.inner_text("body")


def test_the_cue_stands_by_the_asked_item_alone(sides: dict[str, Side], browser: Browser) -> None:
    cues = {item.number: item.cue for item in samples.list_card().items}
    for number in cues:
        with browser.show(sides[f"thy7-differential-list-{number}-front"], Client(PHONE, night=False)) as shown:
            text = shown.page.inner_text("body")
        assert [n for n, cue in cues.items() if cue in text] == [number]


def test_a_right_to_left_text_runs_from_the_right_and_its_neighbours_do_not(
    browser: Browser, tmp_path: Path
) -> None:
    card = dataclasses.replace(samples.diagnosis_card(), history=HEBREW)
    package = shots.write_package(
        tmp_path / "package", [samples.note(card)], samples.note_types(), samples.media()
    )
    front = next(shots.sides(package, tmp_path / "collection"))
    with browser.show(front, Client(PHONE, night=False)) as shown:
        direction = "e => getComputedStyle(e).direction + ' ' + getComputedStyle(e).textAlign"
        assert shown.page.locator(".tf-history p").evaluate(direction) == "rtl start"
        assert shown.page.locator(".tf-technique p").evaluate(direction) == "ltr start"
        assert shown.page.evaluate("document.documentElement.scrollWidth") <= PHONE
