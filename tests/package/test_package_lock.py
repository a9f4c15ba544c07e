from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CASE_ID_PATTERN, CaseId, ItemId
from tfcards.model.moves import Move
from tfcards.model.released import Cause, CauseSource
from tfcards.package.lock import Lock, LockedNote, LockedNoteType, lock_text
from tfcards.package.lock_reader import ITEM_PATTERN, parse_lock
from tfcards.package.stamp import LATEST

A, B = "a" * 32, "b" * 32
TIME = "2026-11-25T12:00:00Z"
NOTE = f"note bs139 differential d {A} {TIME} 2026-06-01T08:00:00Z 1-3,7 live"
TYPE = f'type 1234567890123 {A} {B} {TIME} "Diagnosis"'
LOCK = f'tfcards-lock 1\nnamespace "org.example"\n{TYPE}\n{NOTE}\n'

digests = st.text("0123456789abcdef", min_size=32, max_size=32)
times = st.integers(1, LATEST)
identities = st.builds(
    Identity,
    st.from_regex(CASE_ID_PATTERN, fullmatch=True).map(CaseId),
    st.sampled_from(Kind),
    (st.just("") | st.from_regex(ITEM_PATTERN, fullmatch=True)).map(ItemId),
)
gamuts = identities.filter(lambda each: each.item).map(lambda each: replace(each, kind=Kind.GAMUT))
causes = st.builds(
    Cause, gamuts, st.integers(1, 999), st.builds(CauseSource, gamuts, st.integers(1, 999)), st.text(max_size=20)
)
numbers = st.sets(st.integers(1, 999), max_size=8).map(lambda found: tuple(sorted(found)))
locks = st.builds(
    Lock,
    st.text(),
    st.dictionaries(
        st.integers(1, 2**53),
        st.builds(LockedNoteType, name=st.text(), content=digests, layout=digests, mod=times),
        max_size=3,
    ),
    st.dictionaries(
        identities,
        st.builds(LockedNote, content=digests, mod=times, first=times, numbers=numbers, live=st.booleans()),
        max_size=8,
    ),
    st.frozensets(causes, max_size=6),
    st.lists(st.builds(Move, st.text(), st.text()), max_size=3, unique_by=lambda move: move.from_).map(frozenset),
)


@given(locks)
def test_a_lock_survives_writing_and_reading(lock: Lock) -> None:
    assert parse_lock(lock_text(lock), "deck.lock") == (lock, ())


@given(locks)
def test_note_lines_are_sorted_as_text_so_that_merges_stay_small(lock: Lock) -> None:
    lines = [line for line in lock_text(lock).split("\n") if line.startswith("note ")]
    assert [line.split(" ")[1] for line in lines] == sorted(line.split(" ")[1] for line in lines)
    assert len(lines) == len(lock.notes)


def test_the_lines_mean_what_the_format_says() -> None:
    lock, problems = parse_lock(LOCK, "deck.lock")
    assert problems == ()
    assert lock is not None
    assert lock.namespace == "org.example"
    assert lock.note_types == {
        1234567890123: LockedNoteType(name="Diagnosis", content=A, layout=B, mod=1_795_608_000)
    }
    assert lock.notes == {
        Identity(CaseId("bs139"), Kind.DIFFERENTIAL, ItemId("d")): LockedNote(
            content=A, mod=1_795_608_000, first=1_780_300_800, numbers=(1, 2, 3, 7), live=True
        )
    }
    assert lock_text(lock) == LOCK


CAUSE = 'cause bs139 g1 212 bs140 g2 c3 "fat emboli"'


def test_a_cause_line_means_what_the_format_says_and_stands_last() -> None:
    lock, problems = parse_lock(f"{LOCK}{CAUSE}\n", "deck.lock")
    assert problems == ()
    assert lock is not None
    owner, stating = (Identity(CaseId(c), Kind.GAMUT, ItemId(g)) for c, g in (("bs139", "g1"), ("bs140", "g2")))
    assert lock.causes == {Cause(owner, 212, CauseSource(stating, 3), "fat emboli")}
    assert lock_text(lock) == f"{LOCK}{CAUSE}\n"


def test_cause_lines_of_two_branches_stand_together() -> None:
    other = CAUSE.replace("bs140", "bs141").replace("fat emboli", "talc")
    lock, problems = parse_lock(f"{LOCK}{CAUSE}\n{other}\n{CAUSE}\n", "deck.lock")
    assert problems == ()
    assert lock is not None
    assert len(lock.causes) == 2


@pytest.mark.parametrize("line", [CAUSE.replace("212", "0"), CAUSE.replace("c3", "3"), CAUSE[:-1]])
def test_a_damaged_cause_line_is_refused(line: str) -> None:
    lock, problems = parse_lock(f"{LOCK}{line}\n", "deck.lock")
    assert lock is None
    assert [problem.code for problem in problems] == ["TF503"]


def test_an_editor_on_windows_does_no_harm() -> None:
    plain, _ = parse_lock(LOCK, "deck.lock")
    edited, problems = parse_lock("\ufeff" + LOCK.replace("\n", "\r\n"), "deck.lock")
    assert edited == plain
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("TF501", 1)]),
        (LOCK.replace("lock 1", "lock 2"), [("TF501", 1)]),
        (LOCK.replace(NOTE, f"<<<<<<< HEAD\n{NOTE}\n=======\n{NOTE}\n>>>>>>> june"), [("TF502", 4)]),
        (LOCK + "=======\n", [("TF502", 5)]),
        (LOCK + NOTE.replace("bs139", "bs 139") + "\nnonsense\n", [("TF503", 5), ("TF503", 6)]),
        (LOCK + NOTE.replace(" differential ", " riddle "), [("TF503", 5)]),
        (LOCK + NOTE.replace("1-3", "3-1"), [("TF503", 5)]),
        (LOCK + NOTE.replace("11-25", "13-25"), [("TF503", 5)]),
        (LOCK + NOTE.replace("2026-06-01T08:00:00", "1970-01-01T00:00:00"), [("TF503", 5)]),
        (LOCK + NOTE.replace(A, "a" * 31), [("TF503", 5)]),
        (LOCK.replace('"org.example"', r'"\ud800"'), [("TF503", 2)]),
        (LOCK.replace('namespace "org.example"\n', ""), [("TF503", 0)]),
        (LOCK + NOTE + "\n" + TYPE + "\n" + 'namespace "b"', [("TF504", 5), ("TF504", 6), ("TF504", 7)]),
    ],
)
def test_a_damaged_lock_is_refused_with_every_line_that_is_wrong(text: str, found: list[tuple[str, int]]) -> None:
    lock, problems = parse_lock(text, "decks/nm/deck.lock")
    assert lock is None
    assert [(problem.code, problem.location.line) for problem in problems] == found
    assert all(problem.location.path == "decks/nm/deck.lock" and problem.hint for problem in problems)


@given(st.integers(0, len(LOCK)), st.integers(0, 40), st.text(max_size=20))
def test_no_edit_makes_the_reader_fail(start: int, length: int, text: str) -> None:
    lock, problems = parse_lock(LOCK[:start] + text + LOCK[start + length :], "deck.lock")
    assert (lock is None) == bool(problems)
