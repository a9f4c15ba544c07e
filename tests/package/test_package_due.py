from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.package.due import interleave

identities = st.lists(
    st.builds(
        Identity,
        st.sampled_from("abcde").map(CaseId),
        st.sampled_from(Kind),
        st.sampled_from(["", "d1", "d2", "d10"]).map(ItemId),
    ),
    unique=True,
)


def identity(text: str) -> Identity:
    case, kind, item = text.split()
    return Identity(CaseId(case), Kind(kind), ItemId(item))


def test_rounds_go_through_the_cases_in_the_order_of_the_deck() -> None:
    order = [
        *("z gamut g1", "z pattern f10", "z pattern f2", "z diagnosis d1", "z differential d1"),
        *("b contrast c1", "b diagnosis d1", "m pattern f1"),
    ]
    due = interleave([identity(text) for text in order])
    assert [str(key) for key in sorted(due, key=due.__getitem__)] == [
        *("z diagnosis d1", "b diagnosis d1"),
        *("z pattern f2", "b contrast c1", "m pattern f1"),
        *("z pattern f10", "z differential d1", "z gamut g1"),
    ]


@given(identities)
def test_every_note_has_a_place_of_its_own_from_one(notes: list[Identity]) -> None:
    assert sorted(interleave(notes).values()) == list(range(1, len(notes) + 1))


@given(identities)
def test_the_diagnosis_comes_first(notes: list[Identity]) -> None:
    due = interleave(notes)
    for case in {note.case for note in notes if note.kind is Kind.DIAGNOSIS}:
        first = min((note for note in notes if note.case == case), key=due.__getitem__)
        assert first.kind is Kind.DIAGNOSIS


@given(identities)
def test_a_case_comes_again_only_when_all_others_with_notes_left_had_their_turn(notes: list[Identity]) -> None:
    due = interleave(notes)
    opening = {note.case for note in notes if note.kind is Kind.DIAGNOSIS}
    rest = sorted(notes, key=due.__getitem__)[len(opening) :]
    waiting = Counter(note.case for note in rest)
    while rest:
        turn, rest = rest[: len(waiting)], rest[len(waiting) :]
        assert {note.case for note in turn} == set(waiting)
        waiting = +(waiting - Counter(note.case for note in turn))


@given(st.permutations([Identity(CaseId("a"), kind, ItemId("x1")) for kind in Kind]))
def test_within_a_case_the_order_given_does_not_matter(notes: list[Identity]) -> None:
    others = [kind for kind in Kind if kind not in (Kind.DIAGNOSIS, Kind.QUESTION)]
    expected = [Kind.DIAGNOSIS, Kind.QUESTION, *others]
    assert list(interleave(notes)) == [Identity(CaseId("a"), kind, ItemId("x1")) for kind in expected]
