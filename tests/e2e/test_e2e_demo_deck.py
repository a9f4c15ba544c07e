"""The demo deck in the real Anki: no leak, no empty card, no missing or unused image, credit on every back."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from tfcards.check.leaks import leaks
from tfcards.model.case import Case
from tfcards.sources.collection import load
from tfcards.sources.supply import NO_SUPPLY
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.rendering import RenderedCard, render_cards
from tfcards.verify.report import verify_package

pytest.importorskip("anki", reason="the real Anki backend is not installed")

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from click.testing import CliRunner

    from tfcards.cli import main

    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(DECK, folder / "deck")
    output = folder / "demo.apkg"
    result: Result = CliRunner().invoke(main, ["build", str(folder / "deck"), "-o", str(output)])
    assert result.exit_code == 0, result.output
    return output


@pytest.fixture(scope="module")
def cards(package: Path) -> Iterator[list[RenderedCard]]:
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        yield list(render_cards(collection))


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {source.case.id: source.case for source in load([DECK], NO_SUPPLY).cases}


def test_the_deck_is_a_real_one(cases: dict[str, Case]) -> None:
    assert len(cases) >= 15
    assert len(list((DECK / "pages").glob("*.txt"))) == 2
    assert any(case.diagnosis.startswith("Normal") for case in cases.values())
    for case in cases.values():
        assert case.authors == ("tfcards contributors",)
        assert case.licence == "CC BY 4.0"
        assert case.references, case.id


def test_anki_finds_nothing_to_complain_of(package: Path) -> None:
    report = verify_package(package)
    assert not report.diagnostics
    assert report.log.new == report.log.found


def test_no_front_gives_anything_away(cards: list[RenderedCard], cases: dict[str, Case]) -> None:
    found = {(c.case, c.kind, c.ord): said for c in cards if (said := leaks(cases[c.case], c.question, c.deck))}
    assert not found


def test_every_kind_of_card_is_made_of_every_case(cards: list[RenderedCard], cases: dict[str, Case]) -> None:
    made = Counter((card.case, card.kind) for card in cards)
    kinds = ("diagnosis", "pattern", "differential", "gamut")
    assert not [(case, kind) for case in cases for kind in kinds if not made[case, kind]]


def test_every_back_gives_credit_and_says_simulated(cards: list[RenderedCard]) -> None:
    for card in cards:
        for words in (card.case, "tfcards contributors", "CC BY 4.0", "Simulated image"):
            assert words in card.answer, (card.case, card.kind, words)


def test_no_tag_stands_on_a_front(cards: list[RenderedCard]) -> None:
    for card in cards:
        assert "ACR::" not in card.question
        assert "Kind::" not in card.question
        assert card.case not in card.question


def test_the_lock_in_the_checkout_is_the_one_of_this_build(run: Callable[..., Result], tmp_path: Path) -> None:
    shutil.copytree(DECK, tmp_path / "deck")
    before = (tmp_path / "deck" / "deck.lock").read_text("utf-8")
    assert run("build", tmp_path / "deck", "-o", tmp_path / "deck.apkg").exit_code == 0
    notes = [line for line in (tmp_path / "deck" / "deck.lock").read_text("utf-8").splitlines() if "note " in line]
    assert [line for line in before.splitlines() if "note " in line] == notes, "run make deck and commit deck.lock"
