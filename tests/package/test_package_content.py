from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.note import Note, NoteType
from tfcards.package.content import MAX_CLOZE, card_ords, note_ids
from tfcards.package.lock import Lock, LockedNote

entries = st.dictionaries(
    st.builds(Identity, st.text("ab1", min_size=1).map(CaseId), st.sampled_from(Kind), st.just(ItemId("d"))),
    st.integers(1_700_000_000, 1_700_000_003),
)


def lock(firsts: dict[Identity, int]) -> Lock:
    notes = {
        key: LockedNote(content="", mod=first, first=first, numbers=(), live=True) for key, first in firsts.items()
    }
    return Lock("n", {}, notes)


@given(entries)
def test_note_ids_follow_the_first_release_and_leave_room_for_the_cards(firsts: dict[Identity, int]) -> None:
    (ids,) = note_ids(lock(firsts))
    ordered = sorted(ids.values())
    assert all(after - before >= MAX_CLOZE for before, after in pairwise(ordered))
    assert all(0 <= ids[key] - first * 1000 <= len(firsts) * MAX_CLOZE for key, first in firsts.items())


@given(entries, entries)
def test_a_later_release_leaves_earlier_ids_alone(before: dict[Identity, int], after: dict[Identity, int]) -> None:
    later = {key: first + 10 for key, first in after.items()}
    (ids,) = note_ids(lock(before))
    assert {key: note_ids(lock({**later, **before}))[0][key] for key in before} == ids


@pytest.mark.parametrize(
    ("front", "choices", "ords"),
    [
        ("q", "", (0,)),
        ("q", "a or b", (0, 1)),
        ("", "a or b", (1,)),
        ("<br/> \n", "<img src=x>", (1,)),
        ("", "", ()),
    ],
)
def test_a_card_is_made_where_the_gate_is_not_empty(
    front: str, choices: str, ords: tuple[int, ...], notes: tuple[Note, ...], note_types: tuple[NoteType, ...]
) -> None:
    note = replace(notes[0], fields={"Front": front, "Choices": choices})
    assert card_ords(note, note_types[0]) == ords


def test_cloze_cards_keep_the_gaps_between_their_numbers(
    notes: tuple[Note, ...], note_types: tuple[NoteType, ...]
) -> None:
    assert card_ords(notes[3], note_types[2]) == (0, 2, 6)


@given(entries, entries)
def test_notes_of_two_decks_never_share_an_id(one: dict[Identity, int], other: dict[Identity, int]) -> None:
    ids = sorted(number for own in note_ids(lock(one), lock(other)) for number in own.values())
    assert len(ids) == len(one) + len(other)
    assert all(after - before >= MAX_CLOZE for before, after in pairwise(ids))
