"""A quiz of a few plain cards, made without Anki, and a browser to study it in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tfcards.model.note import Guid
from tfcards.preview.quiz import QuizCard, QuizDeck, quiz_site

NAMESPACE = "deck/samples"
CSS = """.card { background: #ffffff; color: #111111 } .nightMode.card { background: #14171b; color: #eeeeee }
h1 { color: rgb(1, 2, 3) } button, footer, .bar { display: none !important }"""
"""Rules that would ruin the page around the card, if they could reach it."""

PICTURE = "tf-0123456789abcdef01234567.png"


def program() -> str:
    """Return the path of Chromium, empty where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium for as long as the ``with`` block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def cards(notes: str) -> list[QuizCard]:
    """Return a card for each letter of ``notes``; one letter is one note: ``aab`` are a1, a2 and b1."""
    made: list[QuizCard] = []
    for note in notes:
        ord_ = sum(card.guid == note for card in made)
        name = f"{note}{ord_ + 1}"
        front = f'<main class="tf"><img src="{PICTURE}" alt=""><h1>Front of {name}</h1></main>'
        back = f'<main class="tf"><h1>Back of {name}</h1><details><summary>More</summary>of it</details></main>'
        made.append(QuizCard(guid=Guid(note), ord=ord_, question=front, answer=back, css=CSS))
    return made


def write_site(folder: Path, notes: str = "aaabc", namespace: str = NAMESPACE) -> Path:
    """Write the quiz of ``cards(notes)`` into ``folder``, and return its page."""
    picture = BytesIO()
    Image.new("RGB", (8, 8), "#808080").save(picture, "png")
    deck = QuizDeck(
        name="Samples </script><b>&", namespace=namespace, cards=cards(notes), media={PICTURE: picture.getvalue()}
    )
    for name, data in quiz_site(deck).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "index.html"
