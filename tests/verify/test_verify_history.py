from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tfcards.model.note import Guid
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.history import OWN_DECK, HistoryReport, compare, snapshot, study

if TYPE_CHECKING:
    from pathlib import Path

    from tests.verify.conftest import Workshop


@pytest.fixture
def deck(workshop: Workshop) -> Path:
    return workshop.package(*(workshop.note(f"note{number:02}") for number in range(24)))


def test_studying_leaves_every_mark_that_an_update_could_wipe(deck: Path) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(deck)
        fresh = snapshot(collection)
        answered = study(collection)
        studied = snapshot(collection)
    states = list(studied.cards.values())
    assert answered == 20
    assert sum(ease > 0 for state in states for _, ease, *_ in state.reviews) == 20
    assert {row[1] for state in states for row in state.reviews} >= {1, 2, 3, 4}, "all four buttons"
    assert any(state.ivl > 0 for state in states)
    assert any(state.lapses for state in states)
    assert {state.flags for state in states} == {0, 1, 4}
    queues = Counter(state.queue for state in states)
    assert queues[-1] == 5, "suspended"
    assert not queues[-2] + queues[-3], "buried"
    assert Counter(state.deck for state in states) == {"Nuclear medicine": 18, OWN_DECK: 6}
    assert studied.notes == fresh.notes


def test_study_reaches_every_deck_and_stops_when_nothing_is_due(workshop: Workshop) -> None:
    with ThrowawayCollection() as collection:
        assert study(collection) == 0
        collection.import_package(workshop.package(workshop.note("a")))
        assert 1 <= study(collection, answers=500) < 500


def test_standing_still_is_no_change(deck: Path) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(deck)
        study(collection)
        before = snapshot(collection)
        collection.import_package(deck)
        after = snapshot(collection)
    assert compare(before, after) == HistoryReport(lost=(), changed=(), stamped=(), added=())


@pytest.mark.parametrize(
    "damage",
    ["due", "ivl", "factor", "reps", "lapses", "left", "queue", "type", "flags", "data", "did", "nid"],
)
def test_any_mark_that_is_wiped_counts_as_lost(workshop: Workshop, damage: str) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(workshop.package(workshop.note("a"), workshop.note("b")))
        study(collection)
        before = snapshot(collection)
        rows = "(select cards.id from cards join notes on notes.id = nid where guid = 'b')"
        value = "'{}'" if damage == "data" else "1" if damage == "did" else "77"
        collection.query(f"update cards set {damage} = {value} where id in {rows}")  # noqa: S608 - our own words
        after = snapshot(collection)
    assert compare(before, after).lost == (("b", 0),)


def test_a_wiped_review_log_counts_as_lost(workshop: Workshop) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(workshop.package(workshop.note("a")))
        study(collection)
        before = snapshot(collection)
        collection.query("delete from revlog")
        assert compare(before, snapshot(collection)).lost == (("a", 0),)


def test_notes_are_told_apart_by_what_became_of_them(workshop: Workshop) -> None:
    with ThrowawayCollection() as collection:
        collection.import_package(workshop.package(*(workshop.note(guid) for guid in "abcd")))
        before = snapshot(collection)
    changes: dict[str, dict[str, Any]] = {
        "a": {"fields": ("corrected", "back"), "mod": 5},
        "b": {"mod": 5},
        "c": {"tags": ("kind::PATTERN", "Case::bs1")},
        "d": {"tags": ("Kind::gamut", "Case::bs1")},
    }
    notes = {guid: dataclasses.replace(note, **changes[guid]) for guid, note in before.notes.items()}
    new = dataclasses.replace(notes[Guid("a")], guid=Guid("e"))
    after = dataclasses.replace(before, notes={**notes, new.guid: new})
    report = compare(before, after)
    assert (report.lost, report.changed, report.stamped, report.added) == ((), ("a", "d"), ("b",), ("e",))
