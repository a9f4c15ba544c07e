"""Gamuts of one pattern in several cases: one note, that keeps its identity and its numbers as cases are added."""

from __future__ import annotations

from collections.abc import Sequence

from tfcards.decompose.cards import decompose
from tfcards.decompose.shared import share_gamuts
from tfcards.model.card import Card, Identity, Kind, ListCard
from tfcards.model.case import Case, CaseId, Gamut, GamutItem, ItemId


def case(name: str, diagnosis: str, pattern: str, *causes: str) -> Case:
    items = tuple(GamutItem(id=ItemId(f"c{n}"), cause=cause) for n, cause in enumerate(causes, 1))
    return Case(
        id=CaseId(name), diagnosis=diagnosis, gamuts=(Gamut(id=ItemId("g1"), pattern=pattern, causes=items),)
    )


A = case("a", "Sarcoidosis", "symmetric hilar nodes", "sarcoidosis", "lymphoma", "silicosis")
B = case("b", "Silicosis", "Symmetric hilar node", "Silicosis", "berylliosis")
C = case("c", "Berylliosis", "the symmetric hilar nodes", "berylliosis", "amyloidosis")
D = case("d", "Pneumonia", "cavitating nodules", "septic emboli", "vasculitis", "metastases")


def shared(*cases: Case, released: dict[Identity, int] | None = None) -> list[ListCard]:
    cards: Sequence[Card] = [card for each in cases for card in decompose(each).cards]
    return [card for card in share_gamuts(cards, released or {}) if isinstance(card, ListCard)]


def numbers(card: ListCard) -> dict[str, int]:
    return {item.text.casefold(): item.number for item in card.items}


def test_one_pattern_in_two_cases_is_one_card_with_every_cause_once() -> None:
    (card,) = shared(A, B)
    assert card.identity == Identity(CaseId("a"), Kind.GAMUT, ItemId("g1"))
    assert list(numbers(card)) == ["sarcoidosis", "lymphoma", "silicosis", "berylliosis"]
    assert [example.id for example in card.examples] == ["b"]


def test_another_pattern_stays_by_itself() -> None:
    assert [card.examples for card in shared(A, D)] == [(), ()]


def test_adding_a_case_changes_no_identity_and_no_number() -> None:
    (before,), (after,) = shared(A, B), shared(A, B, C)
    assert before.identity == after.identity
    assert numbers(before).items() <= numbers(after).items()
    assert "amyloidosis" in numbers(after)
    (turned,) = shared(C, B, A)
    assert numbers(turned) == numbers(after)


def test_the_gamut_that_was_released_first_keeps_the_note() -> None:
    released = {Identity(CaseId("b"), Kind.GAMUT, ItemId("g1")): 1_700_000_000}
    (card,) = shared(A, B, released=released)
    assert card.identity.case == "b"
    assert {"silicosis": 1, "berylliosis": 2}.items() <= numbers(card).items()


def test_a_cause_that_is_the_diagnosis_of_an_example_is_withheld() -> None:
    (card,) = shared(A, B)
    assert {item.text.casefold() for item in card.items if item.withheld} == {"sarcoidosis", "silicosis"}


def test_numbers_stay_below_what_anki_takes() -> None:
    many = [case(f"x{n}", f"Disease {n}", "pattern p", *(f"cause {n} {k}" for k in range(7))) for n in range(40)]
    (card,) = shared(*many)
    used = [item.number for item in card.items]
    assert len(set(used)) == len(used) == 280
    assert max(used) < 500
