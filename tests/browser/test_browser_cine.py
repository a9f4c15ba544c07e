"""A cine without a script: a tap shows it in place of the still, another stops it; never before a tap."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page
from tests.browser import samples, shots
from tests.browser.shots import CLIENTS, DESKTOP, PHONE, Browser, Client, Side

pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

PHONE_DAY = Client(PHONE, night=False)
DESKTOP_DAY = Client(DESKTOP, night=False)
TARGET = 44
FRAME = 120
"""How long the sample cine shows a frame, in milliseconds."""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Side]:
    folder = tmp_path_factory.mktemp("cards")
    first, second, third = samples.series(3)
    first = dataclasses.replace(first, annotations=samples.ANNOTATIONS[:1])
    shown = (samples.moving(first), second, samples.moving(third))
    media = samples.media() | {p.cine: samples.cine((p.width // 2, p.height // 2)) for p in shown if p.cine}
    note = samples.note(samples.diagnosis_card(), shown=shown)
    assert set(note.media) == {name for picture in shown for name in picture.names}
    package = shots.write_package(folder / "package", [note], samples.note_types(), media)
    return {side.name: side for side in shots.sides(package, folder / "collection")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture
def phone(sides: dict[str, Side], browser: Browser) -> Iterator[Page]:
    with browser.show(sides["thy7-diagnosis-case-1-front"], PHONE_DAY) as shown:
        yield shown.page
        assert shown.errors == []
        assert all(url.startswith("file:") for url in shown.requests)


def tool(page: Page, text: str) -> Locator:
    return page.locator(".tf-tool:visible", has_text=text).first


def film(page: Page) -> Image.Image:
    """Return what is on the film of the first picture."""
    return Image.open(io.BytesIO(page.locator(".tf-pane").first.screenshot())).convert("L")


def moves(page: Page) -> bool:
    """Tell whether any of some moments looks other than the first."""
    page.wait_for_timeout(FRAME)
    first = film(page)
    for _ in range(5):
        page.wait_for_timeout(FRAME)
        if ImageStat.Stat(ImageChops.difference(first, film(page))).mean[0] > 1:
            return True
    return False


def test_nothing_moves_before_a_tap_then_the_cine_and_the_still_again(phone: Page) -> None:
    still, cine = phone.locator(".tf-film img").nth(0), phone.locator(".tf-cine").first
    assert (still.is_visible(), cine.is_visible(), moves(phone)) == (True, False, False)
    tool(phone, "Cine").tap()
    assert (still.is_visible(), cine.is_visible(), moves(phone)) == (False, True, True)
    assert cine.evaluate("i => i.complete && i.naturalWidth") == samples.SIZES[0][0] // 2
    tool(phone, "Cine").tap()
    assert (still.is_visible(), cine.is_visible(), moves(phone)) == (True, False, False)


def test_who_wants_less_motion_sees_it_on_a_tap_alone(phone: Page) -> None:
    phone.emulate_media(reduced_motion="reduce")
    assert not moves(phone)
    tool(phone, "Cine").tap()
    assert moves(phone)


def test_the_cine_has_the_place_of_the_still_small_and_zoomed(phone: Page) -> None:
    for _ in ("small", "zoomed"):
        still = phone.locator(".tf-film img").nth(0).bounding_box()
        tool(phone, "Cine").tap()
        assert phone.locator(".tf-cine").first.bounding_box() == still
        assert moves(phone)
        tool(phone, "Cine").tap()
        tool(phone, "Zoom").tap()


def test_a_tap_on_the_cine_zooms_it_and_another_goes_back(phone: Page) -> None:
    tool(phone, "Cine").tap()
    for zoomed in (True, False):
        phone.locator(".tf-film").first.tap()
        assert phone.locator(".tf-zoom").first.is_checked() is zoomed
        assert phone.locator(".tf-reel").first.is_checked()


def test_the_negative_turns_the_greys_of_the_cine(phone: Page) -> None:
    tool(phone, "Cine").tap()
    dark = ImageStat.Stat(film(phone)).median[0]
    tool(phone, "Negative").tap()
    assert dark < 60
    assert ImageStat.Stat(film(phone)).median[0] > 150
    assert moves(phone)


def test_each_cine_plays_by_itself_and_a_picture_without_one_has_no_button(phone: Page) -> None:
    tool(phone, "Cine").tap()
    tool(phone, "›").tap()
    assert not phone.locator(".tf-tool:visible", has_text="Cine").count()
    tool(phone, "›").tap()
    assert not phone.locator(".tf-cine").nth(1).is_visible()
    tool(phone, "Cine").tap()
    assert phone.locator(".tf-cine").nth(1).is_visible()


def test_marks_lie_over_the_cine(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides["thy7-diagnosis-case-1-back"], PHONE_DAY) as shown:
        tool(shown.page, "Cine").tap()
        drawn, cine = (shown.page.locator(what).first.bounding_box() for what in (".tf-marks", ".tf-cine"))
        assert drawn
        assert cine
        assert all(abs(drawn[side] - cine[side]) < 1 for side in ("x", "y", "width", "height"))
        pixels = Image.open(io.BytesIO(shown.page.locator(".tf-pane").first.screenshot())).convert("RGB")
        assert any(red > 200 and green > 160 and blue < 120 for _, (red, green, blue) in pixels.getcolors(10**6))  # type: ignore[union-attr,misc] # RGB


def test_the_keyboard_plays_and_stops(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides["thy7-diagnosis-case-1-front"], DESKTOP_DAY) as shown:
        page = shown.page
        for _ in range(3):
            page.keyboard.press("Tab")
        name = "Image 1 of 3: Bone scintigraphy, view 1"
        assert page.evaluate("document.activeElement.ariaLabel") == f"{name}, without cine"
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.ariaLabel") == f"{name}, with cine"
        assert page.locator(".tf-cine").first.is_visible()
        focus = "() => getComputedStyle(document.querySelector('.tf-when-reel')).outlineStyle"
        assert page.evaluate(focus) == "solid"
        page.keyboard.press("ArrowRight")
        assert not page.locator(".tf-cine").first.is_visible()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_the_button_is_large_enough_and_nothing_is_wider_than_the_screen(
    sides: dict[str, Side], browser: Browser, tmp_path: Path, client: Client
) -> None:
    with browser.show(sides["thy7-diagnosis-case-1-front"], client) as shown:
        shots.shoot(shown, tmp_path / "still.png")
        for _ in ("off", "on"):
            box = tool(shown.page, "Cine").bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= TARGET
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= client.width
            tool(shown.page, "Cine").click()
        tool(shown.page, "Cine").click()
        shots.shoot(shown, tmp_path / "moving.png")


def test_the_two_images_have_names(sides: dict[str, Side]) -> None:
    html = sides["thy7-diagnosis-case-1-front"].html
    assert 'alt="Bone scintigraphy, view 1"' in html
    assert 'alt="Bone scintigraphy, view 1, cine"' in html
