"""Invented pages, each against what an educator expects of it and against what its fronts may not say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.pages.facts import complaints, contains, plain

from tfcards.check.rules import check_case
from tfcards.decompose.cards import decompose
from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    ListCard,
    OcclusionCard,
    PatternCard,
    QuestionCard,
)
from tfcards.model.places import Places
from tfcards.sources.reading import Reading
from tfcards.sources.registry import read_file

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def page_of(folder: Path) -> Path:
    return next(folder.glob("page.*"))


def read(folder: Path) -> tuple[Reading, dict[str, Any]]:
    return read_file(page_of(folder))[0], yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))


def cards_of(reading: Reading) -> tuple[Card, ...]:
    assert reading.case is not None
    shown = tuple(replace(image, file=image.file or "image.png") for image in reading.case.images)
    return decompose(replace(reading.case, images=shown)).cards


def front_texts(card: Card) -> list[str]:
    """Return all words that will stand on a front of ``card``, hidden items aside."""
    match card:
        case DiagnosisCard():
            labs = [lab.name for lab in card.labs]
            return [card.history, card.technique, card.full_history, card.image_note, *card.captions, *labs]
        case PatternCard():
            return [card.study, *card.observations]
        case ListCard():
            shown = [item.text for item in card.items if not item.withheld]
            return [card.stem, card.history, *card.captions, *shown, *(item.cue for item in card.items)]
        case ContrastCard():
            return [card.name, card.history, *card.captions]
        case OcclusionCard():
            return [card.question, card.caption]
        case QuestionCard():
            return [card.question, card.history, *card.captions]


def answers(card: Card) -> list[str]:
    match card:
        case DiagnosisCard():
            return [card.case.diagnosis]
        case PatternCard():
            return [card.answer]
        case ListCard():
            return [item.text for item in card.items]
        case ContrastCard():
            return [card.feature]
        case OcclusionCard():
            return [mask.text for mask in card.masks]
        case QuestionCard():
            return [option.text for option in card.options if option.right] or [card.explanation]


def in_words(card: Card) -> str:
    """Return what ``card`` asks and answers, for a golden file that a person can review."""
    match card:
        case DiagnosisCard():
            lines = [f"Q: {card.history}", *(f"image: {c}" for c in card.captions)]
        case PatternCard():
            lines = [f"Q: [{card.study}] {' | '.join(card.observations)}"]
        case ListCard():
            rows = [f"{'*' if i.withheld else '-'} {i.number}. {i.text} ({i.cue})" for i in card.items]
            lines = [f"Q: {card.stem} [{card.history}]", *rows]
        case ContrastCard():
            lines = [f"Q: {card.name} [{card.history}]"]
        case OcclusionCard():
            lines = [f"Q: {card.question} [{card.caption}]"]
        case QuestionCard():
            lines = [f"Q: {card.question} [{card.history}]", *(f"- {option.text}" for option in card.options)]
    lines += [f"A: {answer}" for answer in ([] if isinstance(card, ListCard) else answers(card))]
    return "\n".join([f"## {card.identity}", *lines, ""])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_the_cards_are_those_that_were_reviewed(folder: Path, *, update_golden: bool) -> None:
    cards = "\n".join(in_words(card) for card in cards_of(read(folder)[0]))
    golden = folder / "cards.txt"
    if update_golden:
        golden.write_bytes(cards.encode())
    assert golden.read_bytes().decode() == cards


def test_there_are_pages() -> None:
    assert len(FOLDERS) >= 12


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_page_is_read_as_an_educator_would(folder: Path) -> None:
    reading, wanted = read(folder)
    assert reading.case is not None, [str(d) for d in reading.diagnostics]
    assert not list(complaints(reading.case, wanted))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_page_reports_what_a_person_should_look_at(folder: Path) -> None:
    reading, wanted = read(folder)
    assert reading.case is not None
    said = [d.message for d in reading.diagnostics]
    said += [d.message for d in check_case(reading.case, Places(reading.path, reading.lines))]
    missing = [phrase for phrase in wanted.get("reports", []) if not any(plain(phrase) in plain(s) for s in said)]
    assert not missing, said


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_no_front_gives_the_answer_away(folder: Path) -> None:
    reading, wanted = read(folder)
    texts = [text for card in cards_of(reading) for text in front_texts(card)]
    found = [(w, t) for w in wanted.get("forbidden_on_fronts", []) for t in texts if plain(w) in plain(t)]
    assert not found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_everything_worth_asking_is_asked(folder: Path) -> None:
    reading, wanted = read(folder)
    asked = "\n".join(answer for card in cards_of(reading) for answer in answers(card))
    assert not list(contains("answers", asked, wanted.get("must_be_asked", [])))
