"""Looks at cards as a resident would: imports a package with the real backend and shows each side in a browser.

``python -m tests.browser.shots`` writes pictures of the sample cards to build/shots.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import genanki
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image
from tests.browser import samples

from tfcards.model.note import MediaName, Note, NoteType

PHONE = 390
DESKTOP = 1280
SCREEN = 900
"""Height of the screen in pixels. Pictures show whole pages, so lengths in vh are taken of this instead."""

_PROBE = """<script>addEventListener('load', () => parent.postMessage(JSON.stringify({
 inner: innerWidth, scroll: document.documentElement.scrollWidth, height: document.documentElement.scrollHeight,
 images: [...document.images].map(i => i.naturalWidth), shown: document.body.innerText }), '*'))</script>"""

# Chromium's window is never narrower than 500 pixels; a frame can be.
_FRAME = """<!doctype html><meta charset="utf-8"><body style="margin:0">
<script>addEventListener('message', (told) => {{ document.title = told.data }})</script>
<iframe src="card.html" width="{width}" height="{height}" style="border:0;display:block"></iframe>"""


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


CLIENTS = tuple(Client(width, night) for width in (PHONE, DESKTOP) for night in (False, True))


@dataclass(frozen=True, slots=True)
class Measured:
    """What the browser made of a page: widths and height in pixels, natural widths of its images, its text."""

    inner: int
    scroll: int
    height: int
    images: tuple[int, ...]
    shown: str


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
            stem = re.sub(r"\W+", "-", f"{card.note()['Id']} {card.ord + 1}")
            yield Side(f"{stem}-front", card.question(), media)
            yield Side(f"{stem}-back", card.answer(), media)
    finally:
        collection.close()


def page(side: Side, client: Client, *, unfold: bool = False) -> str:
    """Return ``side`` as the page that ``client`` makes of it, with a probe that tells what it measured."""
    night = " nightMode night_mode" if client.night else ""
    root = "mobile android" if client.mobile else "linux"
    html = side.html.replace("<details", "<details open") if unfold else side.html
    html = re.sub(r"(\d+)vh\b", lambda length: f"{int(length[1]) * SCREEN // 100}px", html)
    return (
        f'<!doctype html><html class="{root}"><head><meta charset="utf-8">'
        f'<base href="{side.media.as_uri()}/"><meta name="viewport" content="width=device-width">{_PROBE}</head>'
        f'<body class="card card1{night}"><div id="qa">{html}</div></body></html>'
    )


class Browser:
    """Headless Chromium. ``folder`` takes its profile and the pages; it must be empty."""

    def __init__(self, folder: Path) -> None:
        self._program = program()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def measure(self, html: str, width: int) -> Measured:
        """Return what the browser made of the page ``html`` at ``width`` pixels."""
        title = re.search(r"<title>(.*?)</title>", self._run(html, (width, SCREEN), "--dump-dom"), re.DOTALL)
        if title is None:
            raise AssertionError("the probe did not run")
        told = json.loads(unescape(title[1]))
        return Measured(**{**told, "images": tuple(told["images"])})

    def shoot(self, html: str, png: Path, size: tuple[int, int]) -> None:
        """Write a picture of the page ``html``, ``size`` (width, height) in pixels, to ``png``."""
        self._run(html, size, f"--screenshot={png}", f"--window-size={max(size[0], 500)},{size[1]}")
        with Image.open(png) as whole:
            cropped = whole.convert("RGB").crop((0, 0, *size))
        cropped.save(png)

    def _run(self, html: str, size: tuple[int, int], *options: str) -> str:
        (self._folder / "card.html").write_text(html, "utf-8")
        source = self._folder / "frame.html"
        source.write_text(_FRAME.format(width=size[0], height=size[1]), "utf-8")
        done = subprocess.run(
            [
                self._program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--allow-file-access-from-files",
                f"--user-data-dir={self._folder / 'profile'}",
                *options,
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
        return done.stdout.decode()


def program() -> str:
    """Return the path of Chromium, empty where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or ""


def main(folder: Path) -> None:
    """Write pictures of the sample cards, each side in each client, to ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    notes = [samples.note(card, multiple_choice=True) for card in samples.cards()]
    package = write_package(folder / "package", notes, samples.note_types(), samples.media())
    browser = Browser(folder / "browser")
    for side in sides(package, folder / "collection"):
        for client in CLIENTS:
            html = page(side, client, unfold=client.night)
            name = f"{side.name}-{'phone' if client.mobile else 'desktop'}-{'dark' if client.night else 'light'}"
            browser.shoot(html, folder / f"{name}.png", (client.width, browser.measure(html, client.width).height))


if __name__ == "__main__":
    main(Path("build/shots").resolve())
