"""Looks at cards as a resident would: imports a package with the real backend and shows each side in a browser.

``python -m tests.browser.shots`` writes pictures of the sample cards to build/shots.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from playwright.sync_api import Page, ViewportSize, sync_playwright
from tests.browser import samples

from tfcards.model.note import MediaName, Note, NoteType

PHONE = 390
PHONE_SCREEN = 760
DESKTOP = 1280
SCREEN = 900
"""Widths and heights of screens in pixels; a phone's height is what a client leaves to the card."""

_CLIENT_RULES = "body { margin: 20px } img { max-width: 100%; max-height: 95vh } input { font-size: 2em }"
"""Rules like those that clients bring along before a card's own."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card as Anki hands it to its page. ``media`` is the folder that its pictures are in."""

    name: str
    html: str
    media: Path


@dataclass(frozen=True, slots=True)
class Client:
    """How a client shows a card: its width in pixels, night mode, and whether it is a phone."""

    width: int
    night: bool

    @property
    def mobile(self) -> bool:
        return self.width < 700

    @property
    def name(self) -> str:
        """What pictures of it are called by."""
        return f"{'phone' if self.mobile else 'desktop'}-{'dark' if self.night else 'light'}"


CLIENTS = tuple(Client(width, night) for width in (PHONE, DESKTOP) for night in (False, True))


def write_package(
    folder: Path, notes: Sequence[Note], note_types: Sequence[NoteType], media: Mapping[MediaName, bytes]
) -> Path:
    """Write ``notes`` and ``media`` as a package into ``folder`` by genanki alone, and return its path."""
    models = {note_type.name: _model(note_type) for note_type in note_types}
    deck = genanki.Deck(1_700_000_000_001, "Samples")
    for note in notes:
        model = models[note.note_type]
        values = [note.fields.get(field["name"], "") for field in model.fields]
        made = genanki.Note(model=model, fields=values, guid=note.guid, tags=list(note.tags))
        if note.numbers:
            # genanki does not find a cloze inside a cloze; this is its cached list of cards.
            made.cards = [genanki.Card(number - 1) for number in note.numbers]
        deck.add_note(made)
    package = genanki.Package(deck)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in media.items():
        (folder / name).write_bytes(data)
        package.media_files.append(str(folder / name))
    path = folder / "samples.apkg"
    package.write_to_file(str(path))
    return path


def _model(note_type: NoteType) -> genanki.Model:
    return genanki.Model(
        note_type.id,
        note_type.name,
        fields=[{"name": field.name, "id": field.id} for field in note_type.fields],
        templates=[{"name": t.name, "id": t.id, "qfmt": t.front, "afmt": t.back} for t in note_type.templates],
        css=note_type.css,
        model_type=genanki.Model.CLOZE if note_type.cloze else genanki.Model.FRONT_BACK,
    )


def sides(package: Path, folder: Path) -> Iterator[Side]:
    """Yield the sides of every card of ``package``, imported into a new collection in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "collection.anki2"
    collection = Collection(str(path))
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
    )
    collection.close()
    # The cache of note types is stale right after an import.
    collection = Collection(str(path))
    try:
        media = Path(collection.media.dir())
        for card_id in sorted(collection.find_cards("")):
            card = collection.get_card(card_id)
            note = card.note()
            identity = note["Id"] if "Id" in note else note["Comments"]
            stem = re.sub(r"\W+", "-", f"{identity} {card.ord + 1}")
            yield Side(f"{stem}-front", card.question(), media)
            yield Side(f"{stem}-back", card.answer(), media)
    finally:
        collection.close()


def page(side: Side, client: Client) -> str:
    """Return ``side`` as the page that ``client`` makes of it."""
    night = " nightMode night_mode" if client.night else ""
    root = "mobile android" if client.mobile else "linux"
    return (
        f'<!doctype html><html lang="en" class="{root}"><head><meta charset="utf-8"><title>Card</title>'
        f'<base href="{side.media.as_uri()}/"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_CLIENT_RULES}</style></head>"
        f'<body class="card card1{night}"><div id="qa">{side.html}</div></body></html>'
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A page in the browser. ``errors`` are what its console and scripts said, ``requests`` all it asked for."""

    page: Page
    errors: list[str]
    requests: list[str]


class Browser:
    """Headless Chromium for a ``with``. ``folder`` takes the pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._pages = 0

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"]
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._chromium.close()
        self._playwright.stop()

    @contextmanager
    def show(self, side: Side, client: Client, *, unfold: bool = False) -> Iterator[Shown]:
        """Show ``side`` as ``client`` does, all folds opened if ``unfold``."""
        size: ViewportSize = {"width": client.width, "height": PHONE_SCREEN if client.mobile else SCREEN}
        context = self._chromium.new_context(
            viewport=size, has_touch=client.mobile, device_scale_factor=2 if client.mobile else 1
        )
        shown = Shown(context.new_page(), [], [])
        shown.page.on("console", lambda said: shown.errors.append(said.text))
        shown.page.on("pageerror", lambda problem: shown.errors.append(str(problem)))
        shown.page.on("request", lambda request: shown.requests.append(request.url))
        self._pages += 1
        file = self._folder / f"{self._pages}.html"
        html = page(side, client)
        file.write_text(html.replace("<details", "<details open") if unfold else html, "utf-8")
        shown.page.goto(file.as_uri())
        try:
            yield shown
        finally:
            context.close()


def program() -> str:
    """Return the path of Chromium, empty where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


def shoot(shown: Shown, png: Path) -> None:
    """Write a picture of the whole page to ``png``."""
    shown.page.screenshot(path=png, full_page=True)


def main(folder: Path) -> None:
    """Write pictures of the sample cards, each side in each client, to ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    notes = [samples.note(card, multiple_choice=True) for card in samples.cards()]
    package = write_package(folder / "package", notes, samples.note_types(), samples.media())
    with Browser(folder / "browser") as browser:
        for side in sides(package, folder / "collection"):
            for client in CLIENTS:
                with browser.show(side, client, unfold=client.night) as shown:
                    shoot(shown, folder / f"{side.name}-{client.name}.png")


if __name__ == "__main__":
    main(Path("build/shots").resolve())
