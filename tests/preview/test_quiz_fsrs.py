"""The site's own FSRS against PyPI's ``fsrs``, review by review, in Chromium: the script as the site has it."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.preview.quiz_samples import chromium, program, write_site

fsrs = pytest.importorskip("fsrs", reason="PyPI's fsrs is not installed")
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS  # noqa: E402 - skipped before

pytestmark = pytest.mark.skipif(not program(), reason="Chromium is not installed")

SEQUENCES = 4_000
MINUTE, DAY = 60_000, 86_400_000
DAY_BEGINS, EASTWARD = 240 * MINUTE, 330 * MINUTE
"""In milliseconds."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = round(datetime(2026, 1, 1, 9, 30, tzinfo=UTC).timestamp()) * 1000
TOLERANCE = 1e-9
"""Relative. Python and V8 do not round powers alike in the last bit."""

_RUN = """(text) => JSON.stringify(JSON.parse(text).map(({ options, reviews }) => {
  const schedulers = options.map((each) => Fsrs.scheduler(each ?? undefined));
  let card = null;
  return reviews.map(([rating, at, by]) => (card = schedulers[by].review(card, rating, at)));
}))"""

_RUN_BY_DAYS = """(text) => JSON.stringify(JSON.parse(text).map(({ reviews }) => {
  const scheduler = Fsrs.scheduler();
  let card = null;
  return reviews.map(([rating, at]) => (card = Queue.answered(scheduler, card, rating, at)));
}))"""

State = dict[str, Any]
Review = tuple[int, int, int]
"""Rating, time, and by which of the schedulers."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A card's life: the options of the schedulers (None: as they come), and its reviews."""

    options: list[dict[str, Any] | None]
    reviews: list[Review]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open a quiz 5.5 hours east of Greenwich, where no clock is ever changed."""
    index = write_site(tmp_path_factory.mktemp("fsrs"))
    with chromium() as browser:
        page = browser.new_context(timezone_id="Asia/Kolkata").new_page()
        page.goto(index.as_uri())
        yield page


def test_the_defaults_are_those_of_the_package(page: Page) -> None:
    told = page.evaluate("Fsrs.DEFAULTS")
    theirs = fsrs.Scheduler()
    assert told["weights"] == list(theirs.parameters)
    assert told["retention"] == theirs.desired_retention
    assert [timedelta(milliseconds=wait) for wait in told["learning"]] == list(theirs.learning_steps)
    assert [timedelta(milliseconds=wait) for wait in told["relearning"]] == list(theirs.relearning_steps)
    assert told["longest"] == theirs.maximum_interval


def test_thousands_of_lives_with_the_usual_options(page: Page) -> None:
    chance = random.Random(6)  # noqa: S311 - a repeatable test
    compare(page, [Sequence([None], reviews(chance)) for _ in range(SEQUENCES)])


def test_thousands_of_lives_with_any_options_that_change_on_the_way(page: Page) -> None:
    chance = random.Random(21)  # noqa: S311 - a repeatable test
    compare(page, [Sequence([options(chance), options(chance)], reviews(chance, 2)) for _ in range(SEQUENCES)])


def test_half_days_round_as_in_the_package(page: Page) -> None:
    """At a retention of 90% the wait is the stability itself: here whole days and a half."""
    for half in range(1, 200, 2):
        weights = [*fsrs.Scheduler().parameters]
        weights[3] = half / 2
        given = {**options(random.Random(1)), "weights": weights, "retention": 0.9, "longest": 36_500}  # noqa: S311
        life = Sequence([given], [(4, START, 0)])
        ((card,),), (theirs,) = run(page, _RUN, [life]), with_package(life)
        agree(card, theirs)


def test_thousands_of_lives_by_days_of_study(page: Page) -> None:
    """What the page records goes by days of study: as the package would, were all of a day at one hour."""
    chance = random.Random(4)  # noqa: S311 - a repeatable test
    lives = [Sequence([None], reviews(chance)) for _ in range(SEQUENCES)]
    for life, told in zip(lives, run(page, _RUN_BY_DAYS, lives), strict=True):
        moved = [
            (rating, (at + EASTWARD - DAY_BEGINS) // DAY * DAY + 1000 * number, 0)
            for number, (rating, at, _) in enumerate(life.reviews)
        ]
        for card, theirs, before, after in zip(
            told, with_package(Sequence([None], moved)), life.reviews, moved, strict=True
        ):
            assert card["first"] == life.reviews[0][1]
            agree(card, {**theirs, "due": theirs["due"] - after[1] + before[1], "last": before[1]})


def run(page: Page, script: str, sequences: list[Sequence]) -> list[list[State]]:
    """Return the cards of ``sequences`` after each review as ``script`` tells them, as text: the fastest way."""
    given = [{"options": sequence.options, "reviews": sequence.reviews} for sequence in sequences]
    told: list[list[State]] = json.loads(page.evaluate(script, json.dumps(given)))
    return told


def reviews(chance: random.Random, schedulers: int = 1) -> list[Review]:
    """Return 1 to 30 reviews, minutes to years apart, often within a day and often whole days apart."""
    at = START + chance.randrange(DAY)
    made: list[Review] = []
    for _ in range(chance.randint(1, 30)):
        made.append((chance.choices((1, 2, 3, 4), (3, 2, 6, 2))[0], at, chance.randrange(schedulers)))
        gaps = (chance.randrange(30 * MINUTE), chance.randrange(DAY), chance.randint(1, 30) * DAY)
        at += chance.choice((*gaps, chance.randrange(400 * DAY), DAY - 1, DAY))
    return made


def options(chance: random.Random) -> dict[str, Any]:
    """Return any options that the package allows."""
    bounds = zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return {
        "weights": [chance.uniform(low, high) for low, high in bounds],
        "retention": chance.choice((0.7, 0.8, 0.9, 0.95, 0.97, chance.uniform(0.5, 0.99))),
        "learning": steps(chance),
        "relearning": steps(chance),
        "longest": chance.choice((36_500, 365, 30, 1)),
    }


def steps(chance: random.Random) -> list[int]:
    """Return up to three steps of whole seconds."""
    return [chance.randint(1, 7200) * 1000 for _ in range(chance.randint(0, 3))]


def with_package(sequence: Sequence) -> Iterator[State]:
    """Yield the card after each review as the package has it."""
    schedulers = [scheduler(each) for each in sequence.options]
    card = fsrs.Card(card_id=1, due=EPOCH)
    for rating, at, by in sequence.reviews:
        card, _ = schedulers[by].review_card(card, fsrs.Rating(rating), EPOCH + timedelta(milliseconds=at))
        yield {
            "state": card.state.name.lower(),
            "step": card.step,
            "stability": card.stability,
            "difficulty": card.difficulty,
            "due": (card.due - EPOCH) / timedelta(milliseconds=1),
            "last": at,
        }


def scheduler(given: dict[str, Any] | None) -> Any:  # noqa: ANN401 - the package may be missing
    if given is None:
        return fsrs.Scheduler(enable_fuzzing=False)
    return fsrs.Scheduler(
        parameters=given["weights"],
        desired_retention=given["retention"],
        learning_steps=[timedelta(milliseconds=wait) for wait in given["learning"]],
        relearning_steps=[timedelta(milliseconds=wait) for wait in given["relearning"]],
        maximum_interval=given["longest"],
        enable_fuzzing=False,
    )


def compare(page: Page, sequences: list[Sequence]) -> None:
    """Run ``sequences`` on both sides: no state, step or due may differ, no S or D by more than the last bits."""
    told = run(page, _RUN, sequences)
    assert len(told) == len(sequences) >= 2_000
    for sequence, cards in zip(sequences, told, strict=True):
        for card, theirs in zip(cards, with_package(sequence), strict=True):
            agree(card, theirs)
    seen = {card["state"] for cards in told for card in cards}
    assert seen == {"learning", "review", "relearning"}
    turns = {(a["state"], b["state"]) for cards in told for a, b in pairwise(cards)}
    assert {("review", "relearning"), ("relearning", "review"), ("learning", "review")} <= turns


def agree(card: State, theirs: State) -> None:
    exact = ("state", "step", "due", "last")
    assert [card[name] for name in exact] == [theirs[name] for name in exact]
    for name in ("stability", "difficulty"):
        assert math.isclose(card[name], theirs[name], rel_tol=TOLERANCE), (name, card[name], theirs[name])
