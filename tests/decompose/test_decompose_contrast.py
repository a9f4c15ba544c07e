"""Contrast cards: only a stated difference is asked, no front names a diagnosis, the number is bounded."""

from __future__ import annotations

from dataclasses import replace

from tfcards.decompose.contrast import MAX_BETWEEN, MAX_WITHIN, contrast_cards, contrasts_between
from tfcards.decompose.mask import Secret
from tfcards.model.case import Case, CaseId, DifferentialItem, ImageRef, ItemId


def case(name: str, diagnosis: str, *differential: tuple[str, str], acr: str = "", image: bool = True) -> Case:
    return Case(
        id=CaseId(name),
        diagnosis=diagnosis,
        acr=(acr,) if acr else (),
        brief_history=f"Cough; {diagnosis} was suspected.",
        images=(ImageRef(file="a.png", caption=f"Film of {diagnosis}."),) if image else (),
        differential=tuple(
            DifferentialItem(id=ItemId(f"d{n}"), diagnosis=name, distinguishing=feature)
            for n, (name, feature) in enumerate(differential, 1)
        ),
    )


SARCOID = case("a", "Sarcoidosis", ("Silicosis", "dust at work, dense nodules with eggshell rims"), acr="6.2")
SILICOSIS = case("b", "Silicosis", ("Sarcoidosis", "younger, no exposure, symmetric hilar nodes"), acr="6.2")


def within(one: Case) -> list[str]:
    return [card.identity.item for card in contrast_cards(one, Secret.of(one))]


def test_a_stated_feature_makes_a_card_within_a_case() -> None:
    (card,) = contrast_cards(SARCOID, Secret.of(SARCOID))
    assert (card.name, card.feature) == ("Silicosis", "dust at work, dense nodules with eggshell rims")
    assert "arcoid" not in card.history + "".join(card.captions)


def test_an_alternative_without_a_feature_makes_none() -> None:
    assert within(case("a", "Sarcoidosis", ("Silicosis", ""), ("Lymphoma", "may be considered"))) == []
    assert within(case("a", "Sarcoidosis", ("Silicosis", "dust at work, dense nodules"), image=False)) == []
    assert within(case("a", "Sarcoidosis", ("Cardiac sarcoidosis", "late enhancement of the septum"))) == []


def test_the_alternatives_with_the_lowest_ids_are_asked_whatever_their_order() -> None:
    many = case("a", "Sarcoidosis", *((f"Other {n}", f"feature number {n} with dense rims") for n in range(9)))
    turned = replace(many, differential=many.differential[::-1])
    assert within(many) == within(turned) == [f"d{n}" for n in range(1, MAX_WITHIN + 1)]


def test_two_cases_that_name_each_other_stand_side_by_side() -> None:
    (card,) = contrasts_between([SILICOSIS, SARCOID])
    assert card.identity.item == "with:b"
    assert card.identity.case == "a"
    assert card.other == SILICOSIS
    assert card.feature == "dust at work, dense nodules with eggshell rims"
    assert card.other_feature == "younger, no exposure, symmetric hilar nodes"
    shown = " ".join([card.history, card.other_history, *card.captions, *card.other_captions])
    assert "arcoid" not in shown
    assert "ilicos" not in shown


def test_no_card_where_no_source_states_the_difference() -> None:
    assert contrasts_between([SARCOID, case("c", "Lymphoma", acr="6.2")]) == []
    assert contrasts_between([case("a", "Sarcoidosis", ("Silicosis", "")), case("b", "Silicosis")]) == []
    assert contrasts_between([SARCOID, case("b", "Silicosis", image=False)]) == []


def test_an_alias_is_recognised() -> None:
    aliased = replace(SILICOSIS, diagnosis="Pneumoconiosis of a miner", aliases=("Silicosis",), differential=())
    assert len(contrasts_between([SARCOID, aliased])) == 1


def test_mutual_pairs_come_first_and_a_case_is_not_asked_without_end() -> None:
    hub = case("m", "Hub", *((f"Spoke {n}", f"feature number {n} with dense rims") for n in range(8)))
    spokes = [case(f"s{n}", f"Spoke {n}") for n in range(8)]
    spokes[7] = case("s7", "Spoke 7", ("Hub", "round and central, dense throughout"))
    cards = contrasts_between([hub, *spokes])
    assert len(cards) == MAX_BETWEEN
    assert cards[0].identity.item == "with:s7"
