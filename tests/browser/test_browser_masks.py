"""Masks over an image where Anki's own script is not there: drawn all the same, opened on the back, put away."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page
from tests.browser import samples, shots
from tests.browser.shots import CLIENTS, PHONE, Browser, Client, Side

pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

ASKED = (0xFF, 0xD8, 0x4D)
CLOSED = (0x23, 0x28, 0x2E)
MIDDLES = {1: (0.73, 0.18), 3: (0.28, 0.18), 12: (0.5, 0.7)}
"""A place inside each mask of the sample card, in fractions of the image."""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Side]:
    folder = tmp_path_factory.mktemp("cards")
    notes = [samples.note(samples.occlusion_card())]
    package = shots.write_package(folder / "package", notes, samples.note_types(), samples.media())
    return {side.name: side for side in shots.sides(package, folder / "collection")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def colours(page: Page) -> dict[int, tuple[int, ...]]:
    """Return the colour of the image in the middle of each mask."""
    page.wait_for_function("document.querySelector('canvas').width === 640")
    png = page.locator("#image-occlusion-container").screenshot(scale="css")
    image = Image.open(io.BytesIO(png)).convert("RGB")
    found = {}
    for number, (x, y) in MIDDLES.items():
        colour = image.getpixel((int(x * image.width), int(y * image.height)))
        assert isinstance(colour, tuple)
        found[number] = colour
    return found


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_the_asked_mask_stands_out_and_the_others_stay_closed(
    sides: dict[str, Side], browser: Browser, client: Client
) -> None:
    for number in MIDDLES:
        with browser.show(sides[f"thy7-occlusion-main-{number}-front"], client) as shown:
            assert colours(shown.page) == {n: ASKED if n == number else CLOSED for n in MIDDLES}
            assert shown.page.locator("#image-occlusion-container").bounding_box() == (
                shown.page.locator("#image-occlusion-container img").bounding_box()
            )
            assert shown.errors == []


def test_the_back_opens_the_asked_one_names_it_alone_and_a_tap_takes_all_away(
    sides: dict[str, Side], browser: Browser
) -> None:
    with browser.show(sides["thy7-occlusion-main-12-back"], Client(PHONE, night=False)) as shown:
        before = colours(shown.page)
        assert before[12] not in {ASKED, CLOSED}
        assert (before[1], before[3]) == (CLOSED, CLOSED)
        assert shown.page.locator(".tf-behind").inner_text() == "Empty bed"
        button = shown.page.get_by_role("button", name="Masks")
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        button.tap()
        assert CLOSED not in colours(shown.page).values()
        assert shown.errors == []


def test_ankis_own_script_is_used_where_it_is(sides: dict[str, Side], browser: Browser) -> None:
    side = sides["thy7-occlusion-main-1-front"]
    own = "<script>var anki = {imageOcclusion: {setup: () => document.body.classList.add('own')}}</script>"
    with browser.show(Side("own", own + side.html, side.media), Client(PHONE, night=False)) as shown:
        assert "own" in (shown.page.locator("body").get_attribute("class") or "")
        assert shown.page.evaluate("document.querySelector('canvas').width") == 300  # nobody has drawn on it
