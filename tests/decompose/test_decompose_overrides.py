"""The author stays in charge: cards left out, worded by hand or added, without losing their identity."""

from __future__ import annotations

from dataclasses import replace

from tfcards.check.leaks import leaks
from tfcards.decompose.cards import decompose
from tfcards.model.card import ListCard, PatternCard
from tfcards.model.case import CardOverride, Case, CaseId, DifferentialItem, Finding, ImageRef, ItemId

CASE = Case(
    id=CaseId("a"),
    diagnosis="Sarcoidosis",
    brief_history="Cough.",
    images=(ImageRef(file="a.png"),),
    findings=(
        Finding(
            id=ItemId("f1"), observation="Symmetric nodes at both hila", interpretation="granulomatous disease"
        ),
        Finding(id=ItemId("f2"), observation="No effusion"),
    ),
    differential=(
        DifferentialItem(
            id=ItemId("d1"), diagnosis="Lymphoma", distinguishing="bulky nodes in front of the vessels"
        ),
        DifferentialItem(id=ItemId("d2"), diagnosis="Silicosis", distinguishing="dust at work, eggshell rims"),
    ),
)


def cards(*overrides: CardOverride) -> dict[str, object]:
    made = decompose(replace(CASE, cards=overrides))
    return {f"{c.identity.kind} {c.identity.item}": c for c in made.cards}


def test_without_overrides_nothing_changes() -> None:
    assert set(cards()) == {
        "diagnosis case", "pattern f1", "pattern whole", "differential list", "contrast d1", "contrast d2"
    }  # fmt: skip


def test_a_suppressed_card_is_not_made_and_the_others_are() -> None:
    left = set(cards(CardOverride(card="pattern whole", suppress="too much at once")))
    assert set(cards()) - left == {"pattern whole"}


def test_a_pinned_wording_keeps_the_identity() -> None:
    card = cards(CardOverride(card="pattern f1", question="1-2-3 nodes", answer="Garland triad"))["pattern f1"]
    assert isinstance(card, PatternCard)
    assert (card.observations, card.answer) == (("1-2-3 nodes",), "Garland triad")


def test_one_item_of_a_list_can_be_left_out_or_worded() -> None:
    made = cards(
        CardOverride(card="differential d1", suppress="not here"),
        CardOverride(card="differential d2", question="a miner", answer="Pneumoconiosis"),
    )["differential list"]
    assert isinstance(made, ListCard)
    assert [(i.number, i.text, i.cue) for i in made.items] == [(2, "Pneumoconiosis", "a miner")]


def test_a_card_of_ones_own() -> None:
    card = cards(CardOverride(card="pattern f9", question="ACE is high", answer="granulomas make it"))[
        "pattern f9"
    ]
    assert isinstance(card, PatternCard)
    assert card.answer == "granulomas make it"


def test_what_names_no_card_is_reported() -> None:
    made = decompose(replace(CASE, cards=(CardOverride(card="f1"), CardOverride(card="gamut g7", question="x"))))
    assert [(o.code, o.part) for o in made.omissions] == [("TF325", "cards.0"), ("TF325", "cards.1")]


def test_words_that_the_author_shows_are_neither_masked_nor_leaks() -> None:
    case = replace(CASE, diagnosis="Bone infarct", brief_history="Old infarct of the heart.", show=("infarct",))
    (card, *_) = decompose(case).cards
    assert "infarct" in str(getattr(card, "history", ""))
    assert leaks(case, "<p>Old infarct of the heart.</p>") == []
    assert leaks(replace(case, show=()), "<p>Old infarct of the heart.</p>")
