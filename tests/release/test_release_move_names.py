"""Moves as values: back and forth, whatever the chain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.moves import Move, Moves, contradictions, is_entry, name_of

names = st.sampled_from("abcdefg").map(CaseId)
cards = st.builds(Identity, names, st.just(Kind.PATTERN), st.sampled_from(["f1", "f2", "f3"]).map(ItemId))
contrasts = st.builds(Identity, names, st.just(Kind.CONTRAST), names.map(lambda n: ItemId(f"with:{n}")))
moves = st.lists(
    st.builds(Move, names.map(str), names.map(str)) | st.builds(Move, cards.map(str), cards.map(str)), max_size=6
)


def kept(drawn: list[Move]) -> list[Move]:
    """Return those of ``drawn`` that do not contradict each other, the way a deck file and a lock are joined."""
    found: list[Move] = []
    for move in drawn:
        if move.from_ != move.to and not contradictions([*found, move]):
            found.append(move)
    return found


@given(moves, cards | contrasts)
def test_what_is_there_now_leads_to_its_first_name_and_back(drawn: list[Move], identity: Identity) -> None:
    known = Moves.of(kept(drawn))
    now = known.current(identity)
    root = known.origin(now)
    assert known.current(root) == now
    assert known.origin(known.current(root)) == root
    assert known.current(now) == now or now in known.notes or now.case in known.cases


@given(moves, names)
def test_a_case_that_never_moved_keeps_its_name(drawn: list[Move], name: CaseId) -> None:
    known = Moves.of([move for move in kept(drawn) if name not in (move.from_, move.to)])
    identity = Identity(name, Kind.DIAGNOSIS, ItemId("case"))
    assert known.origin(identity) == known.current(identity) == identity


def test_the_other_case_of_a_contrast_moves_with_it() -> None:
    known = Moves.of([Move("a", "z")])
    contrast = Identity(CaseId("b"), Kind.CONTRAST, ItemId("with:a"))
    assert known.current(contrast) == replace(contrast, item=ItemId("with:z"))
    assert known.origin(known.current(contrast)) == contrast


@pytest.mark.parametrize(
    ("text", "entry"),
    [("a differential d1", True), ("a gamut g1.c2", True), ("a gamut g1", False), ("a differential list", False)],
)
def test_entries_of_lists_are_told_from_notes(text: str, entry: bool) -> None:
    name = name_of(text)
    assert name is not None
    assert str(name) == text
    assert is_entry(name) is entry


@pytest.mark.parametrize("text", ["", "a b", "a b c d", "a nothing f1", "-a", "a pattern -"])
def test_what_is_no_name_is_none(text: str) -> None:
    assert name_of(text) is None
