"""The author stays in charge: cards left out, worded by hand or added, without losing their identity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tfcards.check.leaks import leaks
from tfcards.decompose.cards import decompose
from tfcards.model.card import Card, ContrastCard, Identity, Kind, ListCard, PatternCard
from tfcards.model.case import CardOverride, Case, CaseId, DifferentialItem, Finding, ImageRef, ItemId
from tfcards.model.identity import note_guid

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


def test_an_item_that_is_worded_with_the_diagnosis_is_withheld_from_the_others() -> None:
    made = cards(CardOverride(card="differential d1", answer="Sarcoid-like lymphoma"))["differential list"]
    assert isinstance(made, ListCard)
    assert [(item.number, item.withheld) for item in made.items] == [(1, True), (2, False)]


def by_hand(*overrides: CardOverride, case: Case = CASE) -> tuple[dict[str, Card], list[str]]:
    made = decompose(replace(case, cards=overrides))
    names = {f"{c.identity.kind} {c.identity.item}": c for c in made.cards}
    return names, [f"{o.code} {o.part}" for o in made.omissions]


UNASKED = replace(
    CASE,
    findings=(
        Finding(id=ItemId("f1"), observation="Sarcoidosis, a sarcoid disease", interpretation="granulomas"),
        Finding(id=ItemId("f2"), observation="It is so", interpretation="a benign course"),
        Finding(id=ItemId("f3"), observation="Symmetric nodes at both hila"),
    ),
)


def test_one_side_is_enough_where_the_case_has_the_other() -> None:
    assert by_hand(case=UNASKED)[1] == ["TF322 findings.0", "TF327 findings.1"]
    made, omitted = by_hand(
        CardOverride(card="pattern f1", question="Epithelioid cells without necrosis"),
        CardOverride(card="pattern f2", answer="it heals by itself"),
        CardOverride(card="pattern f3", answer="Garland triad"),
        case=UNASKED,
    )
    assert omitted == []
    cards = [made[f"pattern {name}"] for name in ("f1", "f2", "f3")]
    sides = [(*c.observations, c.answer, c.whole) for c in cards if isinstance(c, PatternCard)]
    assert sides == [
        ("Epithelioid cells without necrosis", "granulomas", False),
        ("It is so", "it heals by itself", False),
        ("Symmetric nodes at both hila", "Garland triad", False),
    ]


def test_the_whole_pattern_by_hand_needs_a_question_alone() -> None:
    one = replace(CASE, findings=CASE.findings[:1])
    card = by_hand(CardOverride(card="pattern whole", question="All of it together"), case=one)[0]["pattern whole"]
    assert isinstance(card, PatternCard)
    assert (card.observations, card.answer, card.whole) == (("All of it together",), "Sarcoidosis", True)


def test_the_case_s_own_side_hides_the_author_s_answer() -> None:
    finding = Finding(id=ItemId("f3"), observation="Lymphomatous nodes at both hila")
    case = replace(UNASKED, findings=(finding,))
    card = by_hand(CardOverride(card="pattern f3", answer="Lymphoma"), case=case)[0]["pattern f3"]
    assert isinstance(card, PatternCard)
    assert card.observations == ("▒▒▒ nodes at both hila",)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (CardOverride(card="pattern f1", answer="Sarcoidosis"), "needs a question"),
        (CardOverride(card="pattern f3", question="What?"), "needs an answer"),
        (CardOverride(card="pattern p1", question="What?"), "no card"),
        (CardOverride(card="contrast d9", question="What?", answer="This"), "no such item"),
        (CardOverride(card="gamut g1", question="Causes"), "as data"),
        (CardOverride(card="differential d9", answer="Silicosis"), "as data"),
        (CardOverride(card="contrast d9", suppress="no"), "to leave out"),
    ],
)
def test_what_cannot_be_written_by_hand_says_why(entry: CardOverride, says: str) -> None:
    made = decompose(replace(UNASKED, cards=(entry,)))
    (unmet,) = [o for o in made.omissions if o.code == "TF325"]
    assert says in unmet.message


def test_a_contrast_by_hand_with_any_alternative() -> None:
    more = (
        DifferentialItem(id=ItemId("d3"), diagnosis="Berylliosis"),
        DifferentialItem(id=ItemId("d4"), diagnosis="Cardiac sarcoidosis", distinguishing="a block"),
    )
    case = replace(CASE, differential=(*CASE.differential, *more))
    assert "contrast d3" not in by_hand(case=case)[0]
    made, omitted = by_hand(
        CardOverride(card="contrast d3", answer="a lamp factory"),
        CardOverride(card="contrast d4", question="What if it is the heart?", answer="conduction is blocked"),
        case=case,
    )
    assert omitted == []
    cards = [made["contrast d3"], made["contrast d4"]]
    assert [(c.name, c.question, c.feature) for c in cards if isinstance(c, ContrastCard)] == [
        ("Berylliosis", "", "a lamp factory"),
        ("", "What if it is the heart?", "conduction is blocked"),
    ]
    assert {"contrast d1", "contrast d2"} <= set(made)


def test_a_contrast_by_hand_needs_what_the_case_lacks() -> None:
    bare = replace(CASE, images=(), differential=(DifferentialItem(id=ItemId("d1"), diagnosis="Lymphoma"),))
    assert "TF325 cards.0" in by_hand(CardOverride(card="contrast d1", question="?"), case=bare)[1]
    assert "TF325 cards.0" in by_hand(CardOverride(card="contrast d1", answer="bulk"), case=bare)[1]
    assert "contrast d1" in by_hand(CardOverride(card="contrast d1", question="?", answer="bulk"), case=bare)[0]


def test_suppressing_a_card_that_was_not_made_settles_its_message() -> None:
    assert by_hand(CardOverride(card="pattern f1", suppress="no question"), case=UNASKED)[1] == [
        "TF327 findings.1"
    ]


@pytest.mark.parametrize(
    "entries",
    [
        (CardOverride(card="diagnosis case", answer="Sarcoid"),),
        (CardOverride(card="differential list", answer="x"),),
        (CardOverride(card="pattern f1", suppress="no", question="x"),),
        (CardOverride(card="pattern f1", question="x"), CardOverride(card="Pattern F1", question="y")),
        (CardOverride(card="pattern f1"),),
    ],
)
def test_what_has_no_effect_is_reported(entries: tuple[CardOverride, ...]) -> None:
    assert by_hand(*entries)[1] == ["TF330 cards.0"]


def test_of_two_entries_the_last_counts() -> None:
    card = cards(CardOverride(card="pattern f1", question="x"), CardOverride(card="pattern f1", question="y"))
    assert isinstance(card["pattern f1"], PatternCard)
    assert card["pattern f1"].observations == ("y",)


def test_capitals_do_not_matter_where_there_is_such_an_item() -> None:
    made = cards(
        CardOverride(card="Pattern F1", suppress="no"),
        CardOverride(card="Differential D1", suppress="no"),
        CardOverride(card="CONTRAST D2", suppress="no"),
        CardOverride(card="pattern P1", question="x", answer="y"),
    )
    assert set(made) == {"diagnosis case", "pattern whole", "differential list", "contrast d1", "pattern P1"}


def test_a_card_released_under_a_name_in_capitals_stays_itself() -> None:
    case = replace(CASE, cards=(CardOverride(card="pattern F1", question="x", answer="y"),))
    known = Identity(case.id, Kind.PATTERN, ItemId("F1"))
    assert known not in {card.identity for card in decompose(case).cards}
    assert known in {card.identity for card in decompose(case, {known: 1}).cards}


def test_no_entry_changes_the_identity_of_a_card() -> None:
    before = {name: note_guid("n", card.identity) for name, card in by_name(CASE).items()}
    said = tuple(CardOverride(card=name, question="q", answer="a") for name in before)
    after = {name: note_guid("n", card.identity) for name, card in by_name(replace(CASE, cards=said)).items()}
    assert after == before
    unasked = replace(UNASKED, cards=(CardOverride(card="pattern f1", question="q"),))
    assert note_guid("n", by_name(unasked)["pattern f1"].identity) == before["pattern f1"]


def by_name(case: Case) -> dict[str, Card]:
    return {f"{card.identity.kind} {card.identity.item}": card for card in decompose(case).cards}
