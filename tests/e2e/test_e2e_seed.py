"""The real page as a deck in the real Anki: kinds, no give-away, credit on every back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from selectolax.lexbor import LexborHTMLParser

from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.rendering import RenderedCard, render_cards
from tfcards.verify.report import verify_package

pytest.importorskip("anki", reason="the real Anki backend is not installed")

SEED = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the real page is not beside this checkout")
FORBIDDEN = ("metastatic calcification", "chronic renal", "microcalcification")


@pytest.fixture
def package(run: Callable[..., Result], picture: Callable[[str, int], Path], tmp_path: Path) -> Path:
    picture("images/bs139-1.png", 90)
    picture("images/bs139-2.png", 150)
    output = tmp_path / "bs139.apkg"
    result = run("build", SEED / "bs139.txt", "--images", tmp_path / "images", "-o", output)
    assert result.exit_code == 0, result.output
    return output


@pytest.fixture
def cards(package: Path) -> Iterator[list[RenderedCard]]:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        yield list(render_cards(collection))


def test_it_imports_cleanly(package: Path) -> None:
    report = verify_package(package)
    assert not report.diagnostics
    assert report.notes_by_kind == {"diagnosis": 1, "pattern": 4, "differential": 1, "gamut": 1, "contrast": 2}
    assert report.cards_by_kind == {"diagnosis": 1, "pattern": 4, "differential": 6, "gamut": 4, "contrast": 2}


def test_no_front_gives_the_answer_away(cards: list[RenderedCard]) -> None:
    wanted: dict[str, Any] = yaml.safe_load((SEED / "bs139.expected.yaml").read_text("utf-8"))
    assert all(word in str(wanted["cards_must"][0]) for word in FORBIDDEN)
    for card in cards:
        front = re.sub(r'data-cloze="[^"]*"', "", card.question)
        squeezed = re.sub(r"[^a-z]+", " ", re.sub(r"</?(?:b|i|em|span)\b[^>]*>", "", front).casefold())
        for word in FORBIDDEN:
            assert word not in front.casefold(), (card.kind, front)
            assert word not in squeezed, (card.kind, front)


def test_the_diagnosis_front(cards: list[RenderedCard]) -> None:
    front = LexborHTMLParser(next(card.question for card in cards if card.kind == "diagnosis"))
    assert len(front.css("img")) == 2
    (hint,) = front.css("details")
    folded = hint.text()
    hint.decompose()
    shown = front.text()
    assert "63 year old" in shown
    assert "Tc99m MDP" in shown
    assert "Phosphorus" in folded
    assert "53 year old" in folded
    assert "Phosphorus" not in shown
    assert "53 year old" not in shown


def test_the_chest_pattern(cards: list[RenderedCard]) -> None:
    card = next(c for c in cards if c.kind == "pattern" and "increased activity in chest" in c.question)
    assert "related to" not in card.question
    assert "phosphate" not in card.question
    assert "calcium phosphate product" in card.answer


def test_every_back_gives_credit(cards: list[RenderedCard]) -> None:
    for card in cards:
        for name in ("bs139", "Dennis Hsueh, M.D.", "Markus Lammle, M.D.", "Jerold Wallis, M.D.", "Wash U MO"):
            assert name in card.answer, (card.kind, name)


def test_without_images_the_other_kinds_are_made(run: Callable[..., Result], tmp_path: Path) -> None:
    output = tmp_path / "bare.apkg"
    result = run("build", SEED / "bs139.txt", "-o", output)
    assert result.exit_code == 0
    assert "no diagnosis card was made" in result.stderr
    assert "2 images named, none supplied" in result.stderr
    assert verify_package(output).notes_by_kind == {"pattern": 4, "differential": 1, "gamut": 1}
