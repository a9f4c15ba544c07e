"""Takes the pictures of docs/pictures: a card of each kind, both sides, phone and desktop, day and night.

``python -m tests.browser.pictures`` writes them, from two cases of the demo deck with marks and options added.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from tests.browser import shots
from tests.browser.shots import CLIENTS, PHONE, Browser, Client, Shown, Side

from tfcards.pipeline.draft import Draft, make_draft
from tfcards.sources.supply import NO_SUPPLY

ROOT = Path(__file__).parents[2]
DECK = ROOT / "decks" / "nuclear-medicine"
CASES = ("bone-paget", "bone-metastases")
MARKED = "credit: Simulated image}"
MARKS = """credit: Simulated image, annotations: [
      {kind: arrow, points: [[0.06, 0.56], [0.14, 0.47]], text: hemipelvis},
      {kind: rectangle, points: [[0.26, 0.43], [0.4, 0.73]], text: femur}], occlusion: true}"""
KINDS = {
    "diagnosis": "bone-paget-diagnosis-case-1",
    "multiple-choice": "bone-paget-diagnosis-case-2",
    "pattern": "bone-paget-pattern-f1-1",
    "differential": "bone-paget-differential-list-2",
    "gamut": "bone-paget-gamut-g1-2",
    "contrast": "bone-metastases-contrast-with-bone-paget-1",
    "occlusion": "bone-paget-occlusion-whole-body-7fcb5b-2",
    "question": "bone-paget-question-q1-1",
}
"""The card that stands for each kind, as ``shots.sides`` names it."""

MOST_BYTES = 150_000
_TALLEST = 1500
_FAR = 500


def draft(folder: Path) -> Draft:
    """Return the notes of a copy of two cases of the demo deck, one with marks and options, made in ``folder``."""
    deck = folder / "deck"
    deck.mkdir(parents=True)
    shutil.copy(DECK / "deck.yaml", deck)
    for case in CASES:
        shutil.copytree(DECK / "cases" / case, deck / "cases" / case)
    file = deck / "cases" / CASES[0] / "case.yaml"
    text = file.read_text("utf-8")
    if text.count(MARKED) != 1:
        raise AssertionError("the demo case has changed: say anew where the marks go")
    file.write_text(f"{text.replace(MARKED, MARKS)}\nmultiple_choice: yes\n", "utf-8")
    return make_draft([deck], NO_SUPPLY, lambda _: None)


def cards(folder: Path) -> dict[str, Side]:
    """Return the sides of ``draft`` as the backend shows them, by their names."""
    made = draft(folder)
    media = {file.name: file.data for file in made.media}
    package = shots.write_package(folder / "package", made.notes, made.note_types, media)
    return {side.name: side for side in shots.sides(package, folder / "collection")}


def take(browser: Browser, sides: dict[str, Side]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PNG of each picture."""
    for kind, stem in KINDS.items():
        for turn in ("front", "back"):
            for client in CLIENTS:
                with browser.show(sides[f"{stem}-{turn}"], client) as shown:
                    yield f"{kind}-{turn}-{client.name}.png", _small(shown)
    with browser.show(sides[f"{KINDS['diagnosis']}-back"], Client(PHONE, night=False)) as shown:
        shown.page.locator(".tf-tool:visible", has_text="Negative").tap()
        shown.page.locator(".tf-film:visible").tap()
        shown.page.wait_for_timeout(200)
        yield "reading-zoomed-negative-phone.png", _small(shown, whole=False)


def _small(shown: Shown, *, whole: bool = True) -> bytes:
    """Return the screen in few colours; of the ``whole`` page its upper part, or the answer if it is far down."""
    page = Image.open(io.BytesIO(shown.page.screenshot(full_page=whole, scale="css"))).convert("RGB")
    answer = shown.page.locator("#answer")
    box = answer.bounding_box() if answer.count() else None
    top = int(box["y"]) if whole and box and box["y"] > _FAR else 0
    image = page.crop((0, top, page.width, min(page.height, top + _TALLEST)))
    for colours in (64, 32, 16):
        buffer = io.BytesIO()
        image.quantize(colours).save(buffer, "PNG", optimize=True)
        if buffer.tell() < MOST_BYTES:
            break
    return buffer.getvalue()


def main(target: Path) -> None:
    """Write all pictures to ``target``."""
    with tempfile.TemporaryDirectory() as name, Browser(Path(name) / "browser") as browser:
        for file, data in take(browser, cards(Path(name))):
            (target / file).write_bytes(data)


if __name__ == "__main__":
    main(ROOT / "docs" / "pictures")
