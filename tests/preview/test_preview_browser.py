"""The preview in a real browser: quiet console, filters, themes, screens, copying, pages that follow a save."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, Request, expect, sync_playwright
from tests.browser.shots import program

from tfcards.pipeline.authoring import init_deck
from tfcards.pipeline.preview import PreviewRequest, serve_preview, write_preview

pytest.importorskip("anki", reason="the real Anki backend is not installed")
pytestmark = pytest.mark.skipif(not program(), reason="Chromium is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the overview of a deck of two cases, one of which has a message."""
    folder = tmp_path_factory.mktemp("browser")
    init_deck(folder / "deck", "Small deck")
    example = folder / "deck" / "cases" / "example"
    second = folder / "deck" / "cases" / "second"
    second.mkdir()
    text = (example / "case.yaml").read_text("utf-8").replace("id: example", "id: second")
    text = text.replace("modality: th", "modality: ct").replace("palpitations", "a lump")
    (second / "image.png").write_bytes((example / "image.png").read_bytes())
    itself = "differential:\n  - {id: d9, diagnosis: Toxic adenoma of the thyroid}\n"
    (second / "case.yaml").write_text(text.replace("differential:\n", itself), "utf-8")
    write_preview(PreviewRequest(paths=[folder / "deck"]), folder / "site")
    return folder / "site" / "index.html"


@pytest.fixture
def complaints() -> list[str]:
    """Collect what the console, the page and the network have to complain of."""
    return []


@pytest.fixture
def page(complaints: list[str]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme="light")
        made = context.new_page()
        made.on("console", lambda said: complaints.append(said.text))
        made.on("pageerror", lambda problem: complaints.append(str(problem)))
        made.on("requestfailed", lambda request: complaints.extend(broken(request)))
        yield made
        browser.close()


def broken(request: Request) -> list[str]:
    """Return the address of a request that failed; one given up because its card was filtered out did not."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def visible(page: Page) -> Locator:
    return page.locator("article:visible")


def frame(page: Page, title: str) -> Frame:
    """Return the first card whose frame is called ``title``, once its images are there."""
    handle = page.locator(f"iframe[title^='{title}']:visible").first.element_handle()
    found = handle.content_frame()
    assert found is not None
    found.wait_for_load_state("load")
    return found


def client(card: Frame) -> set[str]:
    told = card.evaluate("`${document.documentElement.className} ${document.body.className}`")
    return set(str(told).split())


def test_cards_stand_side_by_side_as_phone_and_desktop(page: Page, site: Path, complaints: list[str]) -> None:
    page.goto(site.as_uri())
    phone, desktop = (frame(page, f"Front on a {name}: diagnosis") for name in ("phone", "desktop"))
    assert client(phone) == {"mobile", "android", "card", "card1"}
    assert client(desktop) == {"linux", "card", "card1"}
    assert phone.evaluate("innerWidth") == 388, "390 px with the frame's border"
    assert desktop.evaluate("innerWidth") > 700
    for card in (phone, desktop):
        assert card.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
        assert card.evaluate("document.images.length") == 1
    assert not complaints


def test_dark_is_dark_in_loaded_cards_and_in_those_still_to_come(
    page: Page, site: Path, complaints: list[str]
) -> None:
    page.goto(site.as_uri())
    assert "nightMode" not in client(frame(page, "Front on a phone: diagnosis"))
    page.get_by_label("Dark").check(force=True)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    frame(page, "Front on a phone: diagnosis").wait_for_selector("body.nightMode.night_mode")
    page.locator("article").last.scroll_into_view_if_needed()
    last = page.locator("article").last.locator("iframe").first.element_handle().content_frame()
    assert last is not None
    last.wait_for_selector("body.nightMode.night_mode")
    page.reload()
    expect(page.get_by_label("Dark")).to_be_checked()
    assert not complaints


def test_screens_show_one_client_or_both(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    shown = {}
    for screen in ("Phone", "Both", "Desktop"):
        page.get_by_label(screen, exact=True).check(force=True)
        first = page.locator("article").first
        shown[screen] = [first.locator(f"figure.{name}:visible").count() for name in ("phone", "desktop")]
    assert shown == {"Phone": [2, 0], "Both": [2, 2], "Desktop": [0, 2]}


def test_filters_and_search_narrow_the_cards(page: Page, site: Path, complaints: list[str]) -> None:
    page.goto(site.as_uri())
    whole = visible(page).count()
    expect(page.locator("#count")).to_have_text(f"{whole} cards")
    for name, value, sample in (
        ("Kind", "differential", "[data-kind=differential]"),
        ("Case", "second", "[data-case~=second]"),
        ("Modality", "CT", "[data-modality~=CT]"),
        ("Tag", "Kind::contrast", "[data-kind=contrast]"),
    ):
        wanted = page.locator(f"article{sample}").count()
        assert 0 < wanted < whole, name
        page.get_by_label(name, exact=True).select_option(value)
        expect(page.locator("#count")).to_have_text(f"{wanted} of {whole} cards")
        expect(visible(page)).to_have_count(wanted)
        expect(page.locator(f"article{sample}:visible")).to_have_count(wanted)
        page.get_by_label(name, exact=True).select_option("")
    page.get_by_label("Search").fill("A LUMP weight")
    assert 0 < visible(page).count() < whole
    expect(page.locator("section[data-case=example]")).to_be_hidden()
    page.get_by_label("Search").fill("nothing like this")
    expect(page.get_by_text("No card fits.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(visible(page)).to_have_count(whole)
    assert not complaints


def test_only_cases_and_cards_with_messages(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    page.get_by_label("With messages").check()
    expect(page.locator("section[data-case=example]")).to_be_hidden()
    expect(page.locator("section[data-case=second]")).to_be_visible()
    expect(page.locator("section[data-case=second] .messages").first).to_contain_text("TF323")


def test_choices_outlive_a_refresh(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    page.get_by_label("Kind").select_option("pattern")
    shown = visible(page).count()
    page.reload()
    expect(visible(page)).to_have_count(shown)
    expect(page.get_by_label("Kind")).to_have_value("pattern")


def test_the_line_is_copied_with_one_click(page: Page, site: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.as_uri())
    place = page.locator("article .place").first
    place.get_by_role("button").click()
    expect(place.get_by_text("Copied")).to_be_visible()
    page.get_by_label("Search").fill("")
    page.get_by_label("Search").press("Control+v")
    expect(page.get_by_label("Search")).to_have_value(place.locator("code").inner_text())


def test_cards_far_away_have_no_frame(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    expect(page.locator("article").first.locator("iframe")).to_have_count(4)
    expect(page.locator("article").last.locator("iframe")).to_have_count(0)
    page.locator("article").last.scroll_into_view_if_needed()
    expect(page.locator("article").last.locator("iframe")).to_have_count(4)
    expect(page.locator("article").first.locator("iframe")).to_have_count(0)


@pytest.fixture
def url(deck: Path) -> Iterator[str]:
    """Return the address of a live preview of ``deck``."""
    stop, ready = threading.Event(), threading.Event()
    told: list[str] = []

    def announce(address: str) -> None:
        told.append(address)
        ready.set()

    request = PreviewRequest(paths=[deck])
    serving = threading.Thread(target=serve_preview, args=(request, 0, announce, lambda _: None, stop))
    serving.start()
    assert ready.wait(60)
    yield told[0]
    stop.set()
    serving.join(30)
    assert not serving.is_alive()


def test_a_save_refreshes_the_page_and_a_failure_stands_on_it(
    page: Page, url: str, deck: Path, complaints: list[str]
) -> None:
    page.goto(f"{url}#kind=pattern")
    expect(page.locator("#live")).to_contain_text("Live")
    shown = visible(page).count()
    case = deck / "cases" / "example" / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("A single focus", "One lonely focus"), "utf-8")
    expect(page.locator("article[data-text*='one lonely focus']").first).to_be_attached(timeout=30_000)
    expect(visible(page)).to_have_count(shown)
    own = deck / "card_templates"
    own.mkdir()
    (own / "bose.css").write_text(".card {}", "utf-8")
    failure = page.get_by_role("alert")
    expect(failure).to_contain_text("did you mean base.css?", timeout=30_000)
    (own / "bose.css").unlink()
    expect(failure).to_be_hidden(timeout=30_000)
    expect(visible(page)).to_have_count(shown)
    assert not complaints
