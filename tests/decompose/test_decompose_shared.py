"""Gamuts of one pattern in several cases: one note, whose identity and numbers outlive every edit of the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcards.decompose.cards import decompose
from tfcards.decompose.lists.shared import Shared, share_gamuts
from tfcards.model.card import Card, Identity, Kind, ListCard
from tfcards.model.case import CardOverride, Case, CaseId, Gamut, GamutItem, ItemId
from tfcards.model.released import Cause, Released
from tfcards.package.lock import Lock, LockedNote
from tfcards.render.text import MAX_NESTING
from tfcards.render.views import not_asked, numbers

PATTERN = "symmetric hilar nodes"


def case(name: str, diagnosis: str, pattern: str, *causes: str) -> Case:
    items = tuple(GamutItem(id=ItemId(f"c{n}"), cause=cause) for n, cause in enumerate(causes, 1))
    return Case(
        id=CaseId(name), diagnosis=diagnosis, gamuts=(Gamut(id=ItemId("g1"), pattern=pattern, causes=items),)
    )


def with_causes(of: Case, **causes: str) -> Case:
    """Return ``of`` with causes by id."""
    items = tuple(GamutItem(id=ItemId(name), cause=text) for name, text in causes.items())
    return replace(of, gamuts=(replace(of.gamuts[0], causes=items),))


def gamut(name: str) -> Identity:
    return Identity(CaseId(name), Kind.GAMUT, ItemId("g1"))


@dataclass
class Deck:
    """A deck that is released again and again, with the lock that it keeps."""

    lock: Lock = field(default_factory=lambda: Lock.empty("n"))
    time: int = 0

    def draft(self, *cases: Case, held: Sequence[str] = ()) -> Shared:
        released = Released(notes=self.lock.notes, causes=self.lock.causes, held=held)
        cards: list[Card] = [card for each in cases for card in decompose(each).cards]
        return share_gamuts(cases, cards, released)

    def release(self, *cases: Case, held: Sequence[str] = ()) -> list[ListCard]:
        shared = self.draft(*cases, held=held)
        cards = [card for card in shared.cards if isinstance(card, ListCard)]
        self.time += 1
        notes = {key: replace(note, live=key.case in held) for key, note in self.lock.notes.items()}
        for card in cards:
            before = self.lock.notes.get(card.identity)
            used = {*numbers(card), *(before.numbers if before else ())}
            notes[card.identity] = LockedNote(
                content="",
                mod=self.time,
                first=before.first if before else self.time,
                numbers=tuple(sorted(used)),
                live=True,
            )
        for held_note in {c.note for c in self.lock.causes if c.source.gamut.case in held} - {
            card.identity for card in cards
        }:
            notes[held_note] = self.lock.notes[held_note]
        made = {card.identity: shared.causes[card.identity] for card in cards if card.identity in shared.causes}
        self.lock = replace(self.lock, notes=notes).with_causes(made)
        return cards


def shared(*cases: Case) -> list[ListCard]:
    return Deck().release(*cases)


def by_text(card: ListCard) -> dict[str, int]:
    return {item.text.casefold(): item.number for item in card.items}


A = case("a", "Sarcoidosis", PATTERN, "sarcoidosis", "lymphoma", "silicosis")
B = case("b", "Silicosis", "Symmetric hilar node", "Silicosis", "berylliosis")
C = case("c", "Berylliosis", "the symmetric hilar nodes", "berylliosis", "amyloidosis")
D = case("d", "Pneumonia", "cavitating nodules", "septic emboli", "vasculitis", "metastases")


def test_one_pattern_in_two_cases_is_one_card_with_every_cause_once() -> None:
    (card,) = shared(A, B)
    assert card.identity == gamut("a")
    assert list(by_text(card)) == ["sarcoidosis", "lymphoma", "silicosis", "berylliosis"]
    assert [example.id for example in card.examples] == ["b"]


def test_another_pattern_stays_by_itself_and_is_not_remembered() -> None:
    deck = Deck()
    assert [card.examples for card in deck.release(A, D)] == [(), ()]
    assert deck.lock.causes == frozenset()


def test_lists_of_another_kind_do_not_join() -> None:
    signs = replace(B, gamuts=(replace(B.gamuts[0], kind="signs"),))
    assert [card.examples for card in shared(A, signs)] == [(), ()]


def test_the_order_of_cases_decides_nothing() -> None:
    (one,), (other,) = shared(A, B, C), shared(C, B, A)
    assert by_text(one) == by_text(other)
    assert one.identity == other.identity


def test_a_cause_that_is_the_diagnosis_of_an_example_is_withheld() -> None:
    (card,) = shared(A, B)
    assert {item.text.casefold() for item in card.items if item.withheld} == {"sarcoidosis", "silicosis"}


def many(name: str) -> Case:
    return case(name, f"Disease {name}", "pattern p", *(f"cause {name} {k}" for k in range(5)))


def test_no_number_passes_to_another_cause_when_cases_are_added() -> None:
    """65 of 400 slots met among 60 cases with 5 causes each, so numbers depended on what else was there."""
    deck = Deck()
    seen: dict[int, str] = {}
    names = [f"x{n:02}" for n in range(60)]
    for step in range(1, 7):
        (card,) = deck.release(*(many(name) for name in sorted(names[::-1][: 10 * step])))
        for text, number in by_text(card).items():
            assert seen.setdefault(number, text) == text
        assert card.identity == gamut("x50")
    assert len(seen) == 300
    assert max(seen) < 500


def test_when_all_numbers_are_used_what_is_left_out_is_told() -> None:
    cases = [many(f"x{n:03}") for n in range(101)]
    made = Deck().draft(*cases)
    (card,) = (card for card in made.cards if isinstance(card, ListCard))
    assert len(card.items) == len({item.number for item in card.items}) == 500
    assert [(name, o.code) for name, o in made.remarks] == [("x000", "TF328")]
    assert "cause x100 4" in made.remarks[0][1].message


def test_a_case_in_the_middle_that_states_a_known_cause_moves_it_not() -> None:
    deck = Deck()
    last = case("p", "Heart failure", PATTERN, "radiation", "fat emboli")
    (before,) = deck.release(A, last)
    (after,) = deck.release(A, case("n", "Lymphangitis", PATTERN, "fat emboli", "talc"), last)
    assert by_text(before).items() <= by_text(after).items()


def test_a_known_cause_that_the_first_case_states_too_keeps_its_number() -> None:
    deck = Deck()
    (before,) = deck.release(A, B)
    (after,) = deck.release(with_causes(A, c1="sarcoidosis", c2="lymphoma", c3="silicosis", c4="berylliosis"), B)
    assert by_text(before) == by_text(after)
    assert by_text(before)["berylliosis"] >= 100


def test_the_note_outlives_its_first_case_and_takes_it_back() -> None:
    deck = Deck()
    (before,) = deck.release(A, B, C)
    (without,) = deck.release(B, C)
    assert (without.identity, without.case.id) == (gamut("a"), "b")
    assert by_text(without).items() <= by_text(before).items()
    (alone,) = deck.release(C)
    assert alone.identity == gamut("a")
    assert by_text(alone).items() <= by_text(before).items()
    (again,) = deck.release(A, B, C)
    assert (again.identity, by_text(again)) == (before.identity, by_text(before))


def test_a_gamut_that_has_become_a_note_of_its_own_stays_one() -> None:
    deck = Deck()
    deck.release(A, B)
    elsewhere = replace(B, gamuts=(replace(B.gamuts[0], pattern="eggshell rims"),))
    assert {card.identity for card in deck.release(A, elsewhere)} == {gamut("a"), gamut("b")}
    (alone,) = deck.release(elsewhere)
    assert alone.identity == gamut("b")


def test_of_two_notes_people_have_the_older_one_stays() -> None:
    deck = Deck()
    deck.release(B)
    (card,) = deck.release(A, B)
    assert card.identity == gamut("b")
    assert {"silicosis": 1, "berylliosis": 2}.items() <= by_text(card).items()


def test_a_note_with_causes_of_a_held_case_is_held() -> None:
    deck = Deck()
    deck.release(A, B)
    lock = deck.lock
    for here, missing in ((A, "b"), (B, "a")):
        draft = deck.draft(here, held=[missing])
        assert [card for card in draft.cards if isinstance(card, ListCard)] == []
        assert [(name, o.code) for name, o in draft.remarks] == [(here.id, "TF329")]
        deck.release(here, held=[missing])
        assert deck.lock == lock


def test_a_held_case_holds_nothing_that_others_state_as_well() -> None:
    deck = Deck()
    twin = replace(B, id=CaseId("b2"))
    deck.release(A, B, twin)
    (card,) = deck.release(A, B, held=["b2"])
    assert card.identity == gamut("a")


def test_a_rewording_keeps_the_number_and_parts_from_those_who_do_not_follow() -> None:
    deck = Deck()
    (before,) = deck.release(A, B)
    reworded = with_causes(B, c1="coal worker's lung", c2="chronic beryllium disease")
    (after,) = deck.release(A, reworded)
    number = by_text(after)
    assert number["chronic beryllium disease"] == by_text(before)["berylliosis"]
    assert number["silicosis"] == 3
    assert number["coal worker's lung"] not in by_text(before).values()
    (again,) = deck.release(A, B)
    assert by_text(again) == by_text(before)


def test_wordings_that_one_gamut_tells_apart_are_two_cards() -> None:
    deck = Deck()
    both = case("a", "Polycystic disease", "grape sign", "renal cyst", "renal cysts")
    (alone,) = deck.release(both)
    (card,) = deck.release(both, case("b", "Hydatid", "grape sign", "renal cysts", "mole"))
    assert by_text(alone).items() <= by_text(card).items()


def test_a_lock_from_before_causes_were_kept_gives_the_same_numbers() -> None:
    deck = Deck()
    (card,) = deck.release(A, B, C)
    deck.lock = replace(deck.lock, causes=frozenset())
    (again,) = deck.release(A, B, C)
    assert by_text(again) == by_text(card)
    assert deck.lock.causes


def test_two_branches_that_gave_one_number_settle() -> None:
    deck = Deck()
    deck.release(A, B)
    x, y = case("x", "Edema", PATTERN, "talc", "lymphoma"), case("y", "Gout", PATTERN, "heat", "lymphoma")
    taken = next(c for c in deck.lock.causes if c.text == "berylliosi").number
    new = next(n for n in range(100, 500) if n != taken)
    lines = {
        Cause(gamut("a"), new, replace(next(iter(deck.lock.causes)).source, gamut=gamut(name), number=1), text)
        for name, text in (("x", "talc"), ("y", "heat"))
    }
    deck.lock = replace(deck.lock, causes=deck.lock.causes | lines)
    (card,) = deck.release(A, B, x, y)
    assert by_text(card)["talc"] == new
    assert by_text(card)["heat"] not in {new, taken}
    settled = deck.lock.causes
    (again,) = deck.release(A, B, y, x)
    assert (by_text(again), deck.lock.causes) == (by_text(card), settled)


def test_a_number_that_the_note_had_is_never_given_again_even_if_its_line_was_lost() -> None:
    deck, z = Deck(), case("z", "Edema", PATTERN, "talc")
    number = by_text(shared(A, B, z)[0])["talc"]
    deck.release(A, B)
    note = deck.lock.notes[gamut("a")]
    notes = dict(deck.lock.notes) | {gamut("a"): replace(note, numbers=(*note.numbers, number))}
    deck.lock = replace(deck.lock, notes=notes)
    (card,) = deck.release(A, B, z)
    assert by_text(card)["talc"] not in {number, *note.numbers}


def test_a_pattern_that_is_the_diagnosis_of_a_case_does_not_join_and_blocks_no_other() -> None:
    named = case("n", "Hilar nodes", PATTERN, "sarcoidosis", "talc")
    joined, alone = sorted(shared(A, B, named), key=lambda card: card.identity)
    assert [example.id for example in joined.examples] == ["b"]
    assert (alone.identity, alone.shows_images) == (gamut("n"), True)


def test_a_pattern_that_becomes_a_diagnosis_later_stays_for_the_leak_check_to_stop() -> None:
    deck = Deck()
    deck.release(A, B)
    (card,) = deck.release(A, replace(B, aliases=("Hilar nodes",)))
    assert [each.id for each in (card.case, *card.examples)] == ["a", "b"]


DISEASES = (
    "Sarcoidosis",
    "Lymphoma",
    "Edema",
    "Gout",
    "Talcosis",
    "Silicosis",
    "Amyloidosis",
    "Fibrosis",
    "Asthma",
)


def own_disease(index: int) -> Case:
    return case(f"k{index}", DISEASES[index], "pattern p", DISEASES[index], "smoke")


def test_an_added_case_drops_no_released_card_that_has_to_be_withheld() -> None:
    deck = Deck()
    (before,) = deck.release(*(own_disease(n) for n in range(1, 9)))
    assert not_asked(before) == ()
    (after,) = deck.release(*(own_disease(n) for n in range(9)))
    assert set(numbers(before)) <= set(numbers(after))
    assert [item.text for item in not_asked(after)] == ["Sarcoidosis"]
    assert sum(item.withheld for item in after.items) == MAX_NESTING + 1


def say(of: Case, *entries: tuple[str, str, str]) -> Case:
    """Return ``of`` with the author's words: card, key, text."""
    return replace(of, cards=tuple(CardOverride(card=card, **{key: text}) for card, key, text in entries))


@pytest.mark.parametrize("author", ["a", "b"])
def test_a_heading_worded_by_hand_splits_nothing(author: str) -> None:
    deck = Deck()
    (before,) = deck.release(A, B)
    cases = [say(each, ("gamut g1", "question", "Nodes?")) if each.id == author else each for each in (A, B)]
    (after,) = deck.release(*cases)
    assert (after.identity, by_text(after), after.stem) == (before.identity, by_text(before), "Nodes?")


@pytest.mark.parametrize(("author", "name"), [("a", "g1.c3"), ("b", "g1.c1"), ("b", "g1.c3")])
def test_a_cause_left_out_or_worded_in_one_case_is_so_on_the_joined_card(author: str, name: str) -> None:
    """Silicosis is c3 in a, c1 in b, and 3 on the card."""
    (before,) = shared(A, B)
    for key, text, expected in (("suppress", "rare", None), ("answer", "Dust lung", "Dust lung")):
        cases = [say(each, (f"gamut {name}", key, text)) if each.id == author else each for each in (A, B)]
        (card,) = shared(*cases)
        texts = {item.number: item.text for item in card.items}
        assert texts.get(3) == expected
        assert texts.keys() | {3} == set(by_text(before).values())


def test_the_number_on_the_card_names_a_cause_of_another_case() -> None:
    number = by_text(shared(A, B)[0])["berylliosis"]
    made = Deck().draft(say(A, (f"gamut g1.c{number}", "suppress", "rare")), B)
    (card,) = (card for card in made.cards if isinstance(card, ListCard))
    assert "berylliosis" not in by_text(card)
    assert (A.id, "cards.0") in made.done


def test_a_name_that_fits_no_cause_of_the_joined_card_is_not_settled() -> None:
    made = Deck().draft(say(A, ("gamut g1.c77", "suppress", "rare")), B)
    assert (A.id, "cards.0") not in made.done


def test_an_authors_word_that_names_a_diagnosis_is_withheld() -> None:
    (card,) = shared(A, say(B, ("gamut g1.c2", "answer", "Silicosis with beryllium")))
    assert next(item for item in card.items if item.text.endswith("beryllium")).withheld


def test_a_gamut_left_out_in_the_first_case_leaves_its_note_to_the_others() -> None:
    deck = Deck()
    (before,) = deck.release(A, B, C)
    (after,) = deck.release(say(A, ("gamut g1", "suppress", "too much")), B, C)
    assert after.identity == before.identity
    assert by_text(after).items() <= by_text(before).items()
    assert "lymphoma" not in by_text(after)


def test_a_single_cause_joins_a_gamut_of_others() -> None:
    made = Deck().draft(A, case("z", "Gout", PATTERN, "talc"))
    (card,) = (card for card in made.cards if isinstance(card, ListCard))
    assert "talc" in by_text(card)
    assert (CaseId("z"), "gamuts.0") in made.done


NAMES = tuple("abcdef")
TEXTS = ("talc", "heat", "cyst", "cysts", "edema", "lymphoma", "radiation", "fat emboli", "amyloid", "dust")
EDITS = ("add", "remove", "hold", "reorder", "cause", "drop", "pin", "leave")
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.sampled_from(NAMES), st.sampled_from(TEXTS)), min_size=1, max_size=25
)


class Author:
    """Edits a deck as people do: ids are never used twice, texts may be."""

    def __init__(self) -> None:
        self.causes: dict[str, dict[str, str]] = {
            "c": {"c1": "talc", "c2": "heat"},
            "d": {"c1": "heat", "c2": "dust"},
        }
        self.known = dict.fromkeys(NAMES, 2)
        self.pins: dict[str, list[tuple[str, str, str]]] = {}

    def edit(self, kind: str, name: str, text: str) -> list[str]:
        """Do one edit and return the cases that are held for this release alone."""
        own = self.causes.get(name)
        if kind == "add" and own is None:
            self.causes[name] = {self._id(name): text, self._id(name): "dust"}
        elif own is None:
            return []
        elif kind == "remove" and len(self.causes) > 1:
            del self.causes[name]
        elif kind == "hold" and len(self.causes) > 1:
            return [name]
        elif kind == "reorder":
            self.causes[name] = dict(reversed(own.items()))
        elif kind == "cause" and text not in own.values():
            self.causes[name] = {self._id(name): text, **own}
        elif kind == "drop" and len(own) > 1:
            own.pop(min(own))
        elif kind == "pin":
            self.pins.setdefault(name, []).append((f"gamut g1.{min(own)}", "answer", f"pinned {text}"))
            self.pins[name].append(("gamut g1", "question", f"{text}?"))
        return []

    def _id(self, name: str) -> str:
        self.known[name] += 1
        return f"c{self.known[name]}"

    def cases(self, held: Sequence[str]) -> list[Case]:
        empty = {name: case(name, f"Disease {name}", PATTERN) for name in self.causes if name not in held}
        return [
            say(with_causes(each, **self.causes[name]), *self.pins.get(name, ())) for name, each in empty.items()
        ]


@settings(max_examples=120, deadline=None)
@given(edits)
def test_no_edit_gives_a_card_to_another_cause_or_takes_one_from_a_cause_that_stays(
    steps: list[tuple[str, str, str]],
) -> None:
    deck, author = Deck(), Author()
    asked: dict[tuple[Identity, int], str] = {}
    places: dict[object, tuple[Identity, int]] = {}
    for step in (("leave", "c", ""), *steps):
        held = author.edit(*step)
        cases = author.cases(held)
        cards = deck.release(*cases, held=held)
        lock = deck.lock
        assert len({card.identity for card in cards}) == len(cards)
        now = {}
        for card in cards:
            lines = [cause for cause in lock.causes if cause.note == card.identity]
            if lines:
                stated = {(each.id, item.id) for each in cases for item in each.gamuts[0].causes}
                shown = {item.number for item in card.items}
                for line in lines:
                    if (line.source.gamut.case, f"c{line.source.number}") in stated and line.number in shown:
                        now[line.source] = (card.identity, line.number)
                        assert asked.setdefault((card.identity, line.number), line.text) == line.text
        for source, place in now.items():
            assert places.setdefault(source, place) == place
        if cards:
            places = {source: place for source, place in places.items() if source in now}
        assert deck.release(*cases, held=held) == [_marked(card) for card in cards]
        assert deck.lock.causes == lock.causes


def _marked(card: ListCard) -> ListCard:
    return replace(card, items=tuple(replace(item, released=True) for item in card.items))
