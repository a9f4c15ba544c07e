"""Options of quiz questions under a finger: one or several may be chosen, a tap takes back what a tap chose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page
from tests.browser import samples, shots
from tests.browser.shots import CLIENTS, DESKTOP, PHONE, Browser, Client, Side

from tfcards.model.case import ItemId

pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

SEVERAL, OPEN, ONE = (f"thy7-question-q{n}-1" for n in (1, 2, 3))
FINGER = Client(PHONE, night=False)


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Side]:
    folder = tmp_path_factory.mktemp("cards")
    one = samples.question_card((3,))
    one = replace(one, identity=replace(one.identity, item=ItemId("q3")))
    notes = [samples.note(card) for card in (samples.question_card(), samples.open_question_card(), one)]
    package = shots.write_package(folder / "package", notes, samples.note_types(), samples.media())
    return {side.name: side for side in shots.sides(package, folder / "collection")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def chosen(page: Page) -> list[str]:
    """Return the options that show as chosen, in their order."""
    rows = page.locator(".tf-options li").all()
    return [
        row.inner_text().strip()
        for row in rows
        if row.locator(".tf-option input:checked, .tf-yes:checked").count()
    ]


def tap(page: Page, text: str) -> None:
    row = page.locator(".tf-options li", has_text=text)
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_where_several_are_right_several_are_chosen_and_a_second_tap_takes_one_back(
    sides: dict[str, Side], browser: Browser
) -> None:
    with browser.show(sides[f"{SEVERAL}-front"], FINGER) as shown:
        assert chosen(shown.page) == []
        tap(shown.page, "Low uptake")
        tap(shown.page, "Antibodies")
        assert chosen(shown.page) == ["Antibodies to the receptor", "Low uptake of the gland"]
        tap(shown.page, "Antibodies")
        assert chosen(shown.page) == ["Low uptake of the gland"]
        filled = shown.page.locator(".tf-box").evaluate_all(
            "bs => bs.map(b => getComputedStyle(b).backgroundColor)"
        )
        assert len(set(filled)) == 2
        assert shown.errors == []


def test_where_one_is_right_one_is_chosen(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides[f"{ONE}-front"], FINGER) as shown:
        for text in ("Low uptake", "Antibodies"):
            shown.page.locator(".tf-option", has_text=text).tap()
        assert chosen(shown.page) == ["Antibodies to the receptor"]


def test_the_keyboard_chooses_too_and_shows_where_it_is(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides[f"{SEVERAL}-front"], Client(DESKTOP, night=False)) as shown:
        page = shown.page
        page.locator(".tf-not").first.focus()
        page.keyboard.press("ArrowRight")
        assert chosen(page) == ["High uptake of the gland"]
        outlines = page.locator(".tf-several .tf-option").evaluate_all(
            "os => os.map(o => getComputedStyle(o).outlineStyle)"
        )
        assert outlines == ["solid", "none", "none", "none"]
        page.keyboard.press("ArrowLeft")
        assert chosen(page) == []


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_both_sides_fit_the_screen_and_load_their_images(
    sides: dict[str, Side], browser: Browser, client: Client
) -> None:
    for side in sides.values():
        with browser.show(side, client, unfold=True) as shown:
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= client.width, side.name
            assert shown.page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth)"), side.name
            assert shown.errors == []
            if side.name.endswith("back"):
                assert shown.page.locator(".tf-right").count() == {SEVERAL: 2, ONE: 1, OPEN: 0}[side.name[:-5]]
