"""The cards as data: the shape that docs/how-to/export.md describes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tfcards.package.export.text import plain_text

Export = Callable[..., Path]
DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "export.md"


def cards_of(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def test_the_shape_is_the_documented_one(export: Export) -> None:
    data = cards_of(export("json", "deck.json"))
    text = DOCS.read_text("utf-8")
    sample = json.loads(text.split("```json\n")[1].split("```")[0])
    assert keys(data) == keys(sample)
    assert (data["format"], data["version"]) == (sample["format"], sample["version"])


def keys(value: object) -> object:
    """Return the keys of ``value`` at all depths; a list is as its first entry, styles are by note type."""
    if isinstance(value, dict):
        return {key: keys(inner) for key, inner in value.items() if key != "styles"}
    return [keys(value[0])] if isinstance(value, list) and value and isinstance(value[0], dict) else None


def test_every_card_has_its_line_in_the_case_file(export: Export, deck: Path) -> None:
    data = cards_of(export("json", "deck.json"))
    lines = (deck / "cases" / "example" / "case.yaml").read_text("utf-8").splitlines()
    assert {card["source"]["path"] for card in data["cards"]} == {"cases/example/case.yaml"}
    said = {(c["kind"], c["source"]["part"]): lines[c["source"]["line"] - 1] for c in data["cards"]}
    assert said["diagnosis", "diagnosis"].startswith("diagnosis:")
    assert "id: d2" in said["differential", "differential.1"]


def test_cards_are_those_that_anki_makes_and_shows(export: Export, package: Path) -> None:
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    from tfcards.verify.client import ThrowawayCollection
    from tfcards.verify.rendering import render_cards

    cards = cards_of(export("json", "deck.json"))["cards"]
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        shown = {(c.guid, c.ord): (c.question, c.answer, c.template) for c in render_cards(collection)}
    said = {(c["guid"], c["position"]): (c["question"]["html"], c["answer"]["html"], c["template"]) for c in cards}
    assert said.keys() == shown.keys()
    for key, (question, answer, template) in said.items():
        wanted = shown[key]
        assert (question, answer, template) == wanted


def test_a_side_names_the_images_that_it_shows(export: Export, tmp_path: Path) -> None:
    data = cards_of(export("json", "deck.json"))
    for card in data["cards"]:
        for side in (card["question"], card["answer"]):
            assert all(name in side["html"] for name in side["media"])
    diagnosis = next(card for card in data["cards"] if card["kind"] == "diagnosis")
    assert diagnosis["question"]["media"] != []
    for each in data["media"]:
        image = (tmp_path / "deck.media" / each["name"]).read_bytes()
        assert (len(image), hashlib.sha256(image).hexdigest()) == (each["bytes"], each["sha256"])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>two <b>three</b><br>four</p>", "One\ntwo three\nfour"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<style>p {}</style><!-- no --><script>x()</script><p>only this</p>", "only this"),
        ('<img src="a.png" alt="Chest film"><img src="b.png">', "[image: Chest film] [image: no description]"),
        ('<div class="x tf-tools"><label>Zoom</label></div><ul><li>1</li>\n<li>2</li></ul>', "1\n2"),
        ("", ""),
    ],
)
def test_text_without_markup(html: str, text: str) -> None:
    assert plain_text(html) == text
