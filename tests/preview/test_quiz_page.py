"""The quiz in a real browser: answers by key and by tap, days, limits, siblings, undo, files, themes, quiet."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Request, expect
from tests.preview.quiz_samples import chromium, program, write_site

pytestmark = pytest.mark.skipif(not program(), reason="Chromium is not installed")

NOON = datetime(2026, 3, 2, 12)  # noqa: DTZ001 - the browser's own time
HOUR = 3_600_000
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 760}, "is_mobile": True, "has_touch": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Collect what the console, the page and the network complain of; there must be nothing, in any test."""
    collected: list[str] = []
    yield collected
    assert not collected


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light", timezone_id="UTC")
    yield made
    made.close()


class Quiz:
    """A quiz on a page whose clock a test can move."""

    def __init__(self, context: BrowserContext, index: Path, complaints: list[str]) -> None:
        self.page = context.new_page()
        self.page.on("console", lambda said: complaints.append(said.text))
        self.page.on("pageerror", lambda problem: complaints.append(str(problem)))
        self.page.on("requestfailed", lambda request: complaints.extend(broken(request)))
        self.page.on("request", lambda request: complaints.extend(outside(request)))
        self.page.clock.install(time=NOON)
        self.page.goto(index.as_uri())

    def card(self, text: str) -> Frame:
        """Wait until the card with the heading ``text`` is shown, and return its frame."""
        shown = "#stage iframe:not(.coming)"
        expect(self.page.frame_locator(shown).get_by_role("heading")).to_have_text(text)
        found = self.page.locator(shown).element_handle().content_frame()
        assert found is not None
        return found

    def front(self, name: str) -> Frame:
        return self.card(f"Front of {name}")

    def answer(self, name: str, key: str) -> None:
        """Turn the card ``name`` and answer by ``key``, as a quick person does."""
        self.front(name)
        self.page.keyboard.press("Space")
        self.card(f"Back of {name}")
        before = self.page.evaluate("() => { try { return JSON.stringify(localStorage) } catch { return '' } }")
        self.page.keyboard.press(key)
        if before:  # what is pressed inside a card reaches the page by a message, a little later
            self.page.wait_for_function("before => JSON.stringify(localStorage) !== before", arg=before)

    def left(self) -> list[int]:
        """Return what is left: new, learning, due."""
        return [int(text) for text in self.page.locator(".counts b").all_inner_texts()]

    def done(self) -> None:
        expect(self.page.get_by_role("heading", name="Done for today")).to_be_visible()

    def go_to(self, hours: float) -> None:
        """Come back later: the page looks at the clock when it is seen again."""
        self.page.clock.fast_forward(round(hours * HOUR))
        self.page.reload()

    def book(self, namespace: str = "deck/samples") -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.page.evaluate(f"localStorage.getItem('tfcards quiz {namespace}')"))
        return told

    def set(self, label: str, value: str) -> None:
        self.page.get_by_role("button", name="More").click()
        self.page.get_by_label(label).fill(value)
        self.page.get_by_role("button", name="Close").click()


def broken(request: Request) -> list[str]:
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def outside(request: Request) -> list[str]:
    return [] if request.url.startswith(("file:", "data:", "blob:")) else [f"network: {request.url}"]


@pytest.fixture
def quiz(context: BrowserContext, tmp_path: Path, complaints: list[str]) -> Quiz:
    """Open a quiz of three notes: a with three cards, b and c with one."""
    return Quiz(context, write_site(tmp_path), complaints)


def test_the_keyboard_alone_is_enough(quiz: Quiz) -> None:
    front = quiz.front("a1")
    assert front.evaluate("[...document.images].every((image) => image.naturalWidth === 8)")
    quiz.page.keyboard.press("3")
    quiz.front("a1")
    quiz.page.keyboard.press("Space")
    quiz.card("Back of a1")
    waits = quiz.page.locator("#rating .wait").all_inner_texts()
    assert waits == ["1 min", "6 min", "10 min", "8 days"]
    quiz.page.keyboard.press("Space")
    quiz.front("b1")
    assert quiz.book()["cards"]["a-1"]["step"] == 1, "space on a back is Good"
    for name, key in (("b1", "4"), ("c1", "1")):
        quiz.answer(name, key)
    quiz.front("c1")
    states = {key: (each["state"], each["step"]) for key, each in quiz.book()["cards"].items()}
    assert states == {"a-1": ("learning", 1), "b-1": ("review", None), "c-1": ("learning", 0)}


def test_taps_do_the_same(browser: Browser, tmp_path: Path, complaints: list[str]) -> None:
    context = browser.new_context(**PHONE, timezone_id="UTC")
    quiz = Quiz(context, write_site(tmp_path), complaints)
    quiz.front("a1")
    quiz.page.get_by_role("button", name="Show answer").tap()
    quiz.card("Back of a1")
    quiz.page.get_by_role("button", name="Good, again in 10 min").tap()
    quiz.front("b1")
    expect(quiz.page.get_by_role("status").first).to_have_text("Good: again in 10 min. Next question")
    quiz.page.get_by_role("button", name="Undo").tap()
    quiz.front("a1")
    context.close()


def test_siblings_wait_until_tomorrow_which_begins_at_four(quiz: Quiz) -> None:
    assert quiz.left() == [3, 0, 0], "one card a note"
    quiz.answer("a1", "4")
    assert quiz.left() == [2, 0, 0]
    quiz.answer("b1", "4")
    quiz.answer("c1", "4")
    quiz.done()
    expect(quiz.page.locator("#done-rest")).to_contain_text("2 new cards left")
    quiz.go_to(15.9)
    quiz.done()
    quiz.go_to(0.2)
    quiz.answer("a2", "4")
    quiz.done()


def test_a_learning_card_keeps_its_siblings_away(quiz: Quiz) -> None:
    quiz.answer("a1", "1")
    quiz.go_to(24)
    quiz.front("a1")
    assert quiz.left() == [2, 1, 0]


def test_limits_hold_for_the_day(quiz: Quiz) -> None:
    quiz.set("New cards a day", "1")
    assert quiz.left() == [1, 0, 0]
    quiz.answer("a1", "4")
    quiz.done()
    quiz.set("New cards a day", "3")
    quiz.answer("b1", "4")
    quiz.answer("c1", "4")
    quiz.done()
    quiz.set("New cards a day", "0")
    quiz.set("Reviews a day, at most", "2")
    quiz.go_to(24 * 9)
    assert quiz.left() == [0, 0, 2]
    quiz.answer("a1", "3")
    quiz.answer("b1", "1")
    quiz.page.clock.fast_forward(11 * 60_000)
    quiz.answer("b1", "3")
    quiz.done()
    expect(quiz.page.locator("#done-today")).to_have_text("Done today: 0 new cards, 2 reviews.")


def test_undo_takes_back_one_answer_after_the_other(quiz: Quiz) -> None:
    quiz.answer("a1", "4")
    quiz.answer("b1", "2")
    quiz.page.keyboard.press("u")
    quiz.front("b1")
    assert list(quiz.book()["cards"]) == ["a-1"]
    quiz.page.reload()
    quiz.page.keyboard.press("Control+z")
    quiz.front("a1")
    assert quiz.book()["cards"] == {}
    expect(quiz.page.get_by_role("button", name="Undo")).to_be_disabled()
    assert quiz.left() == [3, 0, 0]


def test_undo_brings_a_review_back_as_it_was(quiz: Quiz) -> None:
    quiz.answer("a1", "4")
    before = quiz.book()["cards"]["a-1"]
    quiz.go_to(24 * 9)
    quiz.answer("a1", "1")
    assert quiz.book()["cards"]["a-1"]["state"] == "relearning"
    quiz.page.keyboard.press("u")
    quiz.front("a1")
    assert quiz.book()["cards"]["a-1"] == before


def test_what_is_pressed_inside_a_card_counts_unless_it_is_for_the_card(quiz: Quiz) -> None:
    quiz.front("a1")
    quiz.page.keyboard.press("Space")
    back = quiz.card("Back of a1")
    back.get_by_text("More").click()
    quiz.page.keyboard.press("Space")
    assert back.evaluate("document.querySelector('details').open") is False, "space is for what has the focus"
    quiz.page.keyboard.press("4")
    quiz.front("b1")
    assert quiz.book()["cards"]["a-1"]["state"] == "review"


def test_progress_belongs_to_a_deck(context: BrowserContext, tmp_path: Path, complaints: list[str]) -> None:
    quiz = Quiz(context, write_site(tmp_path / "one"), complaints)
    quiz.answer("a1", "4")
    quiz.page.reload()
    quiz.front("b1")
    other = Quiz(context, write_site(tmp_path / "two", namespace="deck/other"), complaints)
    other.front("a1")
    again = Quiz(context, write_site(tmp_path / "three"), complaints)
    again.front("b1")


def test_an_answer_in_one_tab_is_known_in_the_other(quiz: Quiz, context: BrowserContext, tmp_path: Path) -> None:
    other = Quiz(context, tmp_path / "index.html", [])
    quiz.answer("a1", "4")
    other.answer("b1", "4")
    quiz.front("c1")
    assert set(quiz.book()["cards"]) == {"a-1", "b-1"}


def carried(quiz: Quiz, file: Path) -> str:
    """Import ``file``, and return what the page says of it."""
    quiz.page.get_by_role("button", name="More").click()
    quiz.page.get_by_label("Import").set_input_files(file)
    expect(quiz.page.locator("#carried")).not_to_have_text("")
    told = quiz.page.locator("#carried").inner_text()
    quiz.page.get_by_role("button", name="Close").click()
    return told


def test_progress_travels_as_a_file_and_the_later_answer_counts(
    quiz: Quiz, browser: Browser, tmp_path: Path, complaints: list[str]
) -> None:
    quiz.answer("a1", "4")
    quiz.answer("b1", "4")
    quiz.page.get_by_role("button", name="More").click()
    with quiz.page.expect_download() as download:
        quiz.page.get_by_role("button", name="Export").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert download.value.suggested_filename == "Samples-script-b--2026-03-02.json"
    elsewhere = browser.new_context(timezone_id="UTC")
    other = Quiz(elsewhere, tmp_path / "index.html", complaints)
    other.page.clock.fast_forward(HOUR)
    other.answer("a1", "1")
    later = other.book()["cards"]["a-1"]
    assert carried(other, file) == "Took 1 card from the file, kept 1 as here."
    assert other.book()["cards"] == {"a-1": later, "b-1": quiz.book()["cards"]["b-1"]}
    assert carried(other, file) == "Took 0 cards from the file, kept 2 as here."
    other.answer("c1", "4")
    other.front("a1")
    elsewhere.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("no JSON", "The file holds no progress of a quiz."),
        ("[]", "The file holds no progress of a quiz."),
        ('{"format": "tfcards quiz progress", "version": 2}', "The file is from another version of the quiz."),
        (
            '{"format": "tfcards quiz progress", "version": 1, "namespace": "deck/x", "deck": "Chest"}',
            "The file is of another deck, Chest.",
        ),
    ],
)
def test_other_files_are_refused_in_words(quiz: Quiz, tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "other.json").write_text(content, "utf-8")
    assert carried(quiz, tmp_path / "other.json") == told
    quiz.front("a1")


def test_what_is_no_record_in_a_file_is_left_out(quiz: Quiz, tmp_path: Path) -> None:
    quiz.answer("a1", "4")
    good = quiz.book()["cards"]["a-1"]
    bad: list[Any] = [
        None,
        {**good, "stability": "1e999"},
        {**good, "difficulty": 11},
        {**good, "last": good["last"] + 1e12},
        {**good, "state": "review", "step": 1},
        {**good, "due": good["last"]},
    ]
    data = {"format": "tfcards quiz progress", "version": 1, "namespace": "deck/samples"}
    cards = json.dumps({f"x-{number}": each for number, each in enumerate(bad)} | {"c-1": good, "constructor": 1})
    text = json.dumps(data)[:-1] + f', "cards": {{"__proto__": {json.dumps(good)}, {cards[1:]}}}'
    (tmp_path / "odd.json").write_text(text, "utf-8")
    told = carried(quiz, tmp_path / "odd.json")
    assert told == "Took 2 cards from the file, kept 0 as here. 7 entries could not be used."
    quiz.front("b1")
    assert quiz.page.evaluate("({}).stability") is None
    quiz.page.reload()
    quiz.front("b1")


def test_a_damaged_book_is_kept_and_a_new_one_begun(quiz: Quiz) -> None:
    quiz.page.evaluate("localStorage.setItem('tfcards quiz deck/samples', '{\"cards\":')")
    quiz.page.reload()
    quiz.answer("a1", "4")
    assert quiz.page.evaluate("localStorage.getItem('tfcards quiz deck/samples damaged')") == '{"cards":'
    assert list(quiz.book()["cards"]) == ["a-1"]


def test_without_storage_the_quiz_goes_on_and_says_so(
    context: BrowserContext, tmp_path: Path, complaints: list[str]
) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    quiz = Quiz(context, write_site(tmp_path), complaints)
    expect(quiz.page.get_by_role("alert")).to_contain_text("does not keep your progress")
    quiz.answer("a1", "4")
    quiz.front("b1")
    quiz.page.keyboard.press("u")
    quiz.front("a1")


def test_styles_stay_on_their_side(quiz: Quiz) -> None:
    card = quiz.front("a1")
    style = "(element) => getComputedStyle(element).color"
    assert card.get_by_role("heading").evaluate(style) == "rgb(1, 2, 3)"
    assert quiz.page.get_by_role("heading", name="Samples").evaluate(style) != "rgb(1, 2, 3)"
    assert card.evaluate("getComputedStyle(document.body).display") == "block", "the page's own rule is flex"
    expect(quiz.page.get_by_role("button", name="Show answer")).to_be_visible()


def test_names_and_texts_are_only_text(quiz: Quiz) -> None:
    expect(quiz.page.get_by_role("heading", level=1)).to_have_text("Samples </script><b>&")
    assert quiz.page.title() == "Quiz: Samples </script><b>&"


def test_dark_follows_the_device_and_the_choice(quiz: Quiz) -> None:
    card = quiz.front("a1")
    expect(quiz.page.locator("html")).to_have_attribute("data-theme", "light")
    quiz.page.emulate_media(color_scheme="dark")
    card.wait_for_selector("body.nightMode.night_mode")
    expect(quiz.page.locator("html")).to_have_attribute("data-theme", "dark")
    quiz.page.get_by_role("button", name="More").click()
    quiz.page.get_by_label("Light").check()
    quiz.page.get_by_role("button", name="Close").click()
    card.wait_for_selector("body:not(.nightMode)")
    quiz.page.reload()
    expect(quiz.page.locator("html")).to_have_attribute("data-theme", "light")
    assert "linux" in quiz.front("a1").evaluate("document.documentElement.className")


@pytest.mark.parametrize("screen", [PHONE, {"viewport": {"width": 320, "height": 480}}, {}], ids=str)
def test_targets_are_44_pixels_and_nothing_is_cut_off(
    browser: Browser, tmp_path: Path, screen: dict[str, Any], complaints: list[str]
) -> None:
    context = browser.new_context(**screen)
    quiz = Quiz(context, write_site(tmp_path), complaints)
    quiz.front("a1")
    measure = """(all) => all.filter((each) => each.checkVisibility()).map((each) => {
      const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
      return [each.textContent || each.name || each.id, Math.round(width), Math.round(height)];
    })"""
    sizes = quiz.page.locator("button, input").evaluate_all(measure)
    quiz.page.keyboard.press("Space")
    quiz.card("Back of a1")
    sizes += quiz.page.locator("button").evaluate_all(measure)
    quiz.page.get_by_role("button", name="More").click()
    sizes += quiz.page.locator("dialog button, dialog input").evaluate_all(measure)
    assert len(sizes) >= 17
    assert [each for each in sizes if min(each[1:]) < 44] == []
    assert quiz.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_screen_readers_are_told(quiz: Quiz) -> None:
    quiz.front("a1")
    expect(quiz.page.get_by_title("Question")).to_be_focused()
    expect(quiz.page.get_by_role("list", name="Left for today")).to_contain_text("New 3")
    quiz.page.keyboard.press("Space")
    quiz.card("Back of a1")
    expect(quiz.page.get_by_title("Answer")).to_be_focused()
    expect(quiz.page.get_by_role("group", name="How well did you know it?").get_by_role("button")).to_have_count(4)
    expect(quiz.page.get_by_role("status").first).to_have_text("Answer")
    quiz.page.get_by_role("button", name="More").click()
    expect(quiz.page.get_by_role("dialog", name="Today and settings")).to_be_visible()
    quiz.page.keyboard.press("3")
    quiz.page.keyboard.press("Escape")
    quiz.card("Back of a1")
    expect(quiz.page.get_by_title("Answer")).to_be_focused()


def test_a_server_will_do_as_well(context: BrowserContext, tmp_path: Path) -> None:
    write_site(tmp_path)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        frame = page.frame_locator("#stage iframe:not(.coming)")
        expect(frame.get_by_role("heading")).to_have_text("Front of a1")
        assert frame.locator("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 8
        assert frame.get_by_role("heading").evaluate("(e) => getComputedStyle(e).color") == "rgb(1, 2, 3)"
        page.keyboard.press("Space")
        expect(frame.get_by_role("heading")).to_have_text("Back of a1")
        server.shutdown()
