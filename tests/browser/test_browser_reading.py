"""Reading images without a script: zoom, pan, next and last, negative, marks, options; by tap and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.browser import samples, shots
from tests.browser.shots import CLIENTS, DESKTOP, PHONE, Browser, Client, Side

pytestmark = pytest.mark.skipif(not shots.program(), reason="Chromium is not installed")

PHONE_DAY = Client(PHONE, night=False)
DESKTOP_DAY = Client(DESKTOP, night=False)
COUNT = 4
TARGET = 44
"""Least side of what is tapped, in pixels: the advice of Apple, and WCAG 2.2, success criterion 2.5.5."""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Side]:
    folder = tmp_path_factory.mktemp("cards")
    notes = [
        samples.note(samples.diagnosis_card(), multiple_choice=True, shown=samples.series(COUNT)),
        samples.note(samples.contrast_card(paired=True)),
    ]
    package = shots.write_package(folder / "package", notes, samples.note_types(), samples.media())
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


@pytest.fixture
def back(sides: dict[str, Side], browser: Browser) -> Iterator[Page]:
    with browser.show(sides["thy7-diagnosis-case-1-back"], PHONE_DAY) as shown:
        yield shown.page
        assert shown.errors == []


def seen(page: Page) -> list[str]:
    """Return the names of the pictures that are on the page to see."""
    images = page.locator(".tf-film img").all()
    return [i.get_attribute("alt") or "" for i in images if i.is_visible()]


def tool(page: Page, text: str, number: int = 0) -> None:
    """Tap the button that says ``text``, the one of picture ``number`` among those to see."""
    page.locator(".tf-tool:visible", has_text=text).nth(number).tap()


def zoomed(page: Page) -> bool:
    """Tell whether an image covers the screen."""
    views = page.locator(".tf-image:visible")
    boxes = [view.bounding_box() for view in views.all()]
    size = page.viewport_size
    return any(box and size and (box["width"], box["height"]) == (size["width"], size["height"]) for box in boxes)


def view(number: int) -> str:
    return f"Bone scintigraphy, view {number}"


def test_a_tap_zooms_to_full_resolution_and_another_tap_goes_back(phone: Page) -> None:
    phone.locator(".tf-film:visible").tap()
    assert zoomed(phone)
    box = phone.locator(".tf-film img:visible").bounding_box()
    assert box
    assert box["width"] >= samples.SIZES[0][0]
    assert abs(box["width"] - box["height"]) < 1
    phone.locator(".tf-film:visible").tap()
    assert not zoomed(phone)


def test_every_zoomed_picture_shows_all_its_pixels_in_its_own_shape(phone: Page) -> None:
    phone.locator(".tf-film:visible").tap()
    for width, height in samples.SIZES[:COUNT]:
        box = phone.locator(".tf-film img:visible").bounding_box()
        assert box
        assert box["width"] >= width - 1
        assert abs(box["width"] / box["height"] - width / height) < 0.02 * width / height
        assert max(box["width"], box["height"]) > PHONE
        tool(phone, "›")


def test_a_zoomed_picture_begins_at_its_middle_and_pans_to_every_corner(phone: Page) -> None:
    phone.locator(".tf-film:visible").tap()
    phone.wait_for_timeout(200)
    pan = phone.locator(".tf-pane:visible")
    middle = "p => [p.scrollLeft / (p.scrollWidth - p.clientWidth), p.scrollWidth > p.clientWidth]"
    assert pan.evaluate(middle) == [pytest.approx(0.5, abs=0.02), True]
    pan.evaluate("p => p.scrollTo(0, 0)")
    phone.wait_for_timeout(100)
    assert pan.evaluate("p => [p.scrollLeft, p.scrollTop]") == [0, 0]
    pan.evaluate("p => p.scrollTo(9999, 9999)")
    assert pan.evaluate("p => p.scrollLeft + p.clientWidth") == pan.evaluate("p => p.scrollWidth")


def test_a_phone_shows_one_picture_and_next_and_last_go_around(phone: Page) -> None:
    assert seen(phone) == [view(1)]
    for number in (2, 3, 4, 1):
        tool(phone, "›")
        assert seen(phone) == [view(number)]
        assert f"{number} / {COUNT}" in phone.inner_text("body")
        assert view(number) in phone.inner_text("body")
    tool(phone, "‹")
    assert seen(phone) == [view(4)]


def test_next_keeps_the_zoom_and_leaving_it_keeps_the_picture(phone: Page) -> None:
    tool(phone, "Zoom")
    tool(phone, "›")
    assert zoomed(phone)
    tool(phone, "Zoom")
    assert not zoomed(phone)
    assert seen(phone) == [view(2)]


def test_a_desktop_shows_all_pictures_and_zooms_one(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides["thy7-diagnosis-case-1-front"], DESKTOP_DAY) as shown:
        assert seen(shown.page) == [view(n) for n in range(1, COUNT + 1)]
        assert not shown.page.locator(".tf-go:visible").count()
        shown.page.locator(".tf-film img").nth(2).click()
        assert zoomed(shown.page)
        shown.page.locator(".tf-go:visible", has_text="›").click()
        assert zoomed(shown.page)
        assert shown.page.locator("[id$='4z']").is_checked()


def test_invert_turns_the_greys_of_all_pictures_and_back(phone: Page) -> None:
    shade = "i => getComputedStyle(i).filter"
    image = phone.locator(".tf-film img")
    assert image.first.evaluate(shade) == "none"
    tool(phone, "Negative")
    assert [i.evaluate(shade) for i in image.all()] == ["invert(1)"] * COUNT
    tool(phone, "Zoom")
    assert image.first.evaluate(shade) == "invert(1)"
    tool(phone, "Negative")
    assert image.first.evaluate(shade) == "none"


def test_marks_lie_over_their_places_and_can_be_hidden(back: Page) -> None:
    marks = back.locator(".tf-marks")
    assert seen(back) == [view(2)]
    for _ in ("fit", "zoomed"):
        drawn, image = marks.bounding_box(), back.locator(".tf-film img:visible").bounding_box()
        assert drawn
        assert image
        assert all(abs(drawn[side] - image[side]) < 1 for side in ("x", "y", "width", "height"))
        tool(back, "Zoom")
    tool(back, "Marks")
    assert not marks.is_visible()
    tool(back, "Marks")
    assert marks.is_visible()


def test_marks_never_stand_on_a_front(sides: dict[str, Side]) -> None:
    for name, side in sides.items():
        assert ("<svg" in side.html) == name.endswith("back"), name


def test_the_keyboard_reads_images_as_a_finger_does(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides["thy7-diagnosis-case-1-front"], DESKTOP_DAY) as shown:
        page = shown.page
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowRight")
        assert page.locator(".tf-film img").first.evaluate("i => getComputedStyle(i).filter") == "invert(1)"
        focus = "() => getComputedStyle(document.querySelector('.tf-when-negative')).outlineStyle"
        assert page.evaluate(focus) == "solid"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.ariaLabel") == f"Image 1 of {COUNT}: {view(1)}"
        page.keyboard.press("ArrowRight")
        assert zoomed(page)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "tf-pane"
        page.wait_for_timeout(200)
        before = page.evaluate("document.activeElement.scrollTop")
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.scrollTop") > before


def test_every_control_has_a_name_and_names_differ(sides: dict[str, Side], browser: Browser) -> None:
    for name, side in sides.items():
        with browser.show(side, DESKTOP_DAY) as shown:
            ids = shown.page.evaluate("[...document.querySelectorAll('#qa [id]')].map(e => e.id)")
            assert len(ids) == len(set(ids)), name
            targets = shown.page.evaluate("[...document.querySelectorAll('label[for]')].map(l => l.htmlFor)")
            assert set(targets) <= set(ids), name
            radios = shown.page.get_by_role("radio")
            assert radios.count() == shown.page.locator("input").count()
            assert radios.and_(shown.page.get_by_role("radio", name="")).count() == radios.count()


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_everything_to_tap_is_large_enough(sides: dict[str, Side], browser: Browser, client: Client) -> None:
    for name, side in sides.items():
        with browser.show(side, client) as shown:
            taps = shown.page.locator("label:visible, summary:visible")
            assert taps.count() > 2, name
            for tap in taps.all():
                box = tap.bounding_box()
                assert box
                assert box["width"] >= TARGET, (name, tap.inner_text())
                assert box["height"] >= TARGET, (name, tap.inner_text())


def test_nothing_carries_over_to_the_next_card(sides: dict[str, Side], phone: Page) -> None:
    tool(phone, "›")
    tool(phone, "Negative")
    tool(phone, "Zoom")
    following = sides["thy7-contrast-with-other-1-front"]
    phone.evaluate("html => { document.getElementById('qa').innerHTML = html }", following.html)
    assert not zoomed(phone)
    assert phone.locator("input:checked").evaluate_all("all => all.every(i => i.defaultChecked)")
    assert phone.locator(".tf-film img").first.evaluate("i => getComputedStyle(i).filter") == "none"
    assert len(seen(phone)) == 2


def test_the_two_galleries_of_a_contrast_do_not_touch_each_other(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides["thy7-contrast-with-other-1-back"], PHONE_DAY) as shown:
        tool(shown.page, "Negative", 1)
        shades = [
            gallery.locator("img").first.evaluate("i => getComputedStyle(i).filter")
            for gallery in shown.page.locator(".tf-gallery").all()
        ]
        assert shades == ["none", "invert(1)", "none", "none"]


def test_an_option_can_be_chosen_and_only_one(sides: dict[str, Side], browser: Browser) -> None:
    with browser.show(sides["thy7-diagnosis-case-2-front"], PHONE_DAY) as shown:
        options = shown.page.locator(".tf-option")
        assert options.count() == 5
        options.nth(1).tap()
        options.nth(3).tap()
        assert [option.locator("input").is_checked() for option in options.all()] == [False] * 3 + [True, False]


def test_the_back_marks_the_right_option_and_says_why_not_the_others(
    sides: dict[str, Side], browser: Browser, tmp_path: Path
) -> None:
    with browser.show(sides["thy7-diagnosis-case-2-back"], PHONE_DAY) as shown:
        shots.shoot(shown, tmp_path / "back.png")
        items = shown.page.locator(".tf-options li")
        texts = [item.inner_text() for item in items.all()]
    assert [text.startswith("Subacute thyroiditis") for text in texts].count(True) == 1
    assert all(("Right" in text) == text.startswith("Subacute") for text in texts)
    assert all(len(text.splitlines()) == 2 for text in texts if "Right" not in text)
