"""What the preview shows is what Anki shows: every card of the demo deck, both sides, letter for letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfcards.pipeline import build as building
from tfcards.pipeline import preview
from tfcards.pipeline.draft import make_draft
from tfcards.preview.pages import Site, site
from tfcards.sources.supply import NO_SUPPLY

pytest.importorskip("anki", reason="the real Anki backend is not installed")

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"


def body_of(page: bytes) -> str:
    """Return what stands inside ``#qa`` of a card's page."""
    text = page.decode()
    start = text.index('<div id="qa">') + len('<div id="qa">')
    return text[start : text.rindex("</div></body>")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """Return the site of the demo deck and its released package, made from one draft to spare the time."""
    folder = tmp_path_factory.mktemp("equality")
    draft = make_draft([DECK], NO_SUPPLY, lambda _: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "make_draft", lambda *_, **__: draft)
        patch.setattr(preview, "make_draft", lambda *_, **__: draft)
        patch.setattr(building, "lock_path_of", lambda *_: folder / "deck.lock")
        pages = site(preview.show(preview.PreviewRequest(paths=[DECK])).deck)
        building.build(building.BuildRequest(paths=[DECK], output=folder / "demo.apkg"))
    return pages, folder / "demo.apkg"


def test_every_card_of_the_demo_deck_is_shown_as_anki_shows_it(built: tuple[Site, Path], tmp_path: Path) -> None:
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    pages, package = built
    path = str(tmp_path / "collection.anki2")
    collection = Collection(path)
    options = ImportAnkiPackageOptions()
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options))
    collection.close()
    collection = Collection(path)  # the cache of note types is stale right after an import
    try:
        expected = {}
        for number in collection.find_cards(""):
            card = collection.get_card(number)
            name = f"cards/{card.note().guid}-{card.ord + 1}"
            expected[f"{name}-front.html"] = card.question()
            expected[f"{name}-back.html"] = card.answer()
        media = {f"media/{file.name}": file.read_bytes() for file in Path(collection.media.dir()).iterdir()}
    finally:
        collection.close()
    assert len(expected) > 800
    assert {name: body_of(page) for name, page in pages.items() if name.startswith("cards/")} == expected
    assert {name: data for name, data in pages.items() if name.startswith("media/")} == media
