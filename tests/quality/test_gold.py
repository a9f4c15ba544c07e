"""The quality suite holds what it claims: gold in the words of its page, two halves, and a score that can fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.quality.__main__ import HERE, folders_of
from benchmarks.quality.scoring import MEASURES, gold_of, score

from tfcards.sources.document.decode import decode
from tfcards.vocabulary.words import key

FOLDERS = [folder for half in ("dev", "scored") for folder in folders_of(half) if folder.is_relative_to(HERE)]
each_page = pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)


def page_words(folder: Path) -> str:
    page = next(folder.glob("page.*"))
    text, _ = decode(page.read_bytes(), str(page))
    return key(re.sub(r"<[^>]+>", " ", text) if page.suffix == ".html" else text)


def phrases(gold: dict[str, Any]) -> Iterator[str]:
    """Yield every phrase that gold takes from its page."""
    for finding in gold["findings"]:
        yield from (*finding["observation"], *(finding["interpretation"] or ()))
    for item in gold["differential"]:
        yield from (item["diagnosis"], *(item["distinguishing"] or ()))
    for gamut in gold["gamuts"]:
        yield from (gamut["pattern"], *gamut["causes"])
    yield from (str(lab["name"]) for lab in gold["labs"])
    yield from map(str, (*gold["giveaways"], *gold["harmless"], *gold["unaskable"]))


@each_page
def test_gold_is_in_the_words_of_the_page(folder: Path) -> None:
    words = page_words(folder)
    assert [phrase for phrase in phrases(gold_of(folder)) if key(phrase) not in words] == []


@each_page
def test_nothing_harmless_holds_a_giveaway(folder: Path) -> None:
    gold = gold_of(folder)
    told = [f" {key(str(term))}" for term in gold["giveaways"]]
    assert [p for p in gold["harmless"] if any(term in f" {key(str(p))}" for term in told)] == []


def test_both_halves_are_large_and_apart() -> None:
    names = [folder.name for folder in FOLDERS]
    assert len(names) == len(set(names))
    assert min(len(list((HERE / half).iterdir())) for half in ("dev", "scored")) >= 30


def test_a_page_held_against_foreign_gold_scores_badly(tmp_path: Path) -> None:
    one, other = FOLDERS[0], FOLDERS[1]
    (tmp_path / "page.txt").write_bytes((one / "page.txt").read_bytes())
    (tmp_path / "gold.yaml").write_bytes((other / "gold.yaml").read_bytes())
    judged = score(tmp_path)
    assert judged.mistakes
    own = score(one)
    assert sum(judged.counts[name].hits for name in MEASURES) < sum(own.counts[name].hits for name in MEASURES)
