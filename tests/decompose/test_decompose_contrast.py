"""Contrast cards: only a stated difference is asked, no front names a diagnosis, the number is bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tfcards.decompose.contrasts.between import MAX_BETWEEN, contrasts_between, unmet_wishes, with_contrasts
from tfcards.decompose.contrasts.pairs import Pairing
from tfcards.decompose.contrasts.remarks import states_a_feature
from tfcards.decompose.contrasts.within import MAX_WITHIN, contrast_cards
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.omission import Omission
from tfcards.model.card import Card, ContrastCard, Identity, Kind
from tfcards.model.case import CardOverride, Case, CaseId, DifferentialItem, Gamut, GamutItem, ImageRef, ItemId


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


FEATURE = "several areas of raised and lowered uptake"


def made(one: Case, *released: str) -> list[ContrastCard | Omission]:
    before = {Identity(one.id, Kind.CONTRAST, ItemId(item)): 1 for item in released}
    return contrast_cards(one, Secret.of(one), before)


def within(one: Case, *released: str) -> list[str]:
    return [card.identity.item for card in made(one, *released) if isinstance(card, ContrastCard)]


def between(cards: Iterable[Card]) -> list[str]:
    return sorted(f"{card.identity.case} {card.identity.item}" for card in cards)


def shown_together(*pairs: tuple[str, str]) -> dict[Identity, int]:
    return {Identity(CaseId(a), Kind.CONTRAST, ItemId(f"with:{b}")): 1 for a, b in pairs}


def test_a_stated_feature_makes_a_card_within_a_case() -> None:
    (card,) = made(SARCOID)
    assert isinstance(card, ContrastCard)
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


@pytest.mark.parametrize(
    "remark",
    [
        "would be a less likely consideration",
        "cannot be excluded on this study alone",
        "also possible given the age of the patient",
        "can have the same appearance and must be excluded by biopsy",
        "remains a strong clinical consideration here",
        "less common in this age group",
        "looks identical on every modality",
        "is the main differential and needs clinical correlation",
        "identical uptake",
        "see the discussion of case 12 for more",
        "Paget disease is possible",
        "",
    ],
)
def test_a_remark_that_states_no_difference(remark: str) -> None:
    assert not states_a_feature(remark, "Paget disease")


@pytest.mark.parametrize(
    "remark", ["focal, not diffuse", "cold on delays", "sclerotic", "the same on early images, but cold later on"]
)
def test_a_short_remark_that_does(remark: str) -> None:
    assert states_a_feature(remark, "Paget disease")


def test_a_released_card_within_a_case_is_not_displaced_by_a_new_remark() -> None:
    one = case("a", "Sarcoidosis", ("Gout", FEATURE), ("Charcot joint", FEATURE), ("Septic arthritis", FEATURE))
    assert within(one) == ["d1", "d2"]
    assert within(one, "d2", "d3") == ["d2", "d3"]
    assert within(one, "d3") == ["d1", "d3"]


def test_a_card_that_the_author_leaves_out_takes_no_room() -> None:
    one = case("a", "Sarcoidosis", ("Gout", FEATURE), ("Charcot joint", FEATURE), ("Septic arthritis", FEATURE))
    left_out = replace(one, cards=(CardOverride(card="contrast d1", suppress="no"),))
    assert within(left_out) == ["d1", "d2", "d3"]  # overrides take d1 out


@pytest.mark.parametrize(
    ("diagnosis", "sister", "name"),
    [
        ("Primary hyperparathyroidism", "Secondary hyperparathyroidism", "Secondary"),
        ("Epidural hematoma", "Subdural hematoma", "Subdural"),
        ("Papillary thyroid carcinoma", "Medullary thyroid carcinoma", "Medullary"),
        ("Acute cholecystitis", "Chronic cholecystitis", "Chronic"),
    ],
)
def test_a_sister_is_asked_without_the_word_they_share(diagnosis: str, sister: str, name: str) -> None:
    (card,) = made(case("a", diagnosis, (sister, FEATURE)))
    assert isinstance(card, ContrastCard)
    assert card.name.startswith(name)
    assert not Secret.of(card.case).given_away_by(card.name)
    assert card.full_name == sister


def test_a_sister_of_which_nothing_is_left_is_reported() -> None:
    (omission,) = made(case("a", "Hodgkin lymphoma", ("Non-Hodgkin lymphoma", FEATURE)))
    assert isinstance(omission, Omission)
    assert (omission.code, omission.part) == ("TF326", "differential.0")
    assert made(case("a", "Pulmonary embolism", ("PE", FEATURE))) == []


@pytest.mark.parametrize(
    ("diagnosis", "item"),
    [
        ("Hyperparathyroidism, primary", "Primary hyperparathyroidism"),
        ("Pulmonary embolism", "PE"),
        ("Focal nodular hyperplasia (FNH)", "FNH"),
        ("Graves disease", "Basedow disease"),
        ("Metastases to bone", "Bone metastases"),
        ("Osteoid osteoma", "An osteoid osteoma"),
        ("Fibrous dysplasia", "Fibrous dysplassia"),
    ],
)
def test_an_alternative_is_recognised_under_any_name(diagnosis: str, item: str) -> None:
    assert between(contrasts_between([case("a", "Zebra", (item, FEATURE)), case("b", diagnosis)])) == ["a with:b"]


def test_a_new_case_retires_no_released_pair() -> None:
    hub = case("a", "Hub", *((f"Spoke {n}", FEATURE) for n in "bcde"))
    spokes = [case(n, f"Spoke {n}") for n in "bcd"]
    before = contrasts_between([hub, *spokes])
    released = dict.fromkeys((card.identity for card in before), 1)
    mutual = case("e", "Spoke e", ("Hub", FEATURE))
    after = contrasts_between([hub, *spokes, mutual], released)
    assert between(before) == ["a with:b", "a with:c", "a with:d"]
    assert between(after) == between(before)
    assert "a with:e" in between(contrasts_between([hub, *spokes, mutual]))


def test_exemplars_of_one_diagnosis_take_one_place() -> None:
    hub = case("a", "Hub", ("Rim", FEATURE), ("Tyre", FEATURE))
    deck = [hub, *(case(f"b{n}", "Rim") for n in range(3)), case("c", "Tyre")]
    assert between(contrasts_between(deck)) == ["a with:b0", "a with:c"]
    released = shown_together(("a", "b2"))
    assert between(contrasts_between(deck, released)) == ["a with:b2", "a with:c"]


def test_a_looser_name_counts_where_the_acr_code_or_the_pattern_is_the_same() -> None:
    loose = ("Cholecystitis", FEATURE)
    one, other = case("a", "Bile leak", loose, acr="7.2"), case("b", "Acute cholecystitis", acr="7.2")
    assert between(contrasts_between([one, other])) == ["a with:b"]
    elsewhere = replace(other, acr=("7.6",))
    assert contrasts_between([one, elsewhere]) == []
    gamut = Gamut(id=ItemId("g1"), pattern="no gallbladder", causes=(GamutItem(id=ItemId("c1"), cause="x"),))
    alike = [replace(each, gamuts=(gamut,)) for each in (one, elsewhere)]
    assert between(contrasts_between(alike)) == ["a with:b"]


def test_a_diagnosis_named_in_passing_gives_its_own_clause() -> None:
    one = case("a", "Sarcoidosis", ("Silicosis", "dust at work; tuberculosis would cavitate"), acr="6.2")
    (card,) = contrasts_between([one, case("b", "Tuberculosis", acr="6.2")])
    assert card.feature == "tuberculosis would cavitate"
    assert contrasts_between([one, case("b", "Tuberculosis", acr="6.3")]) == []


def test_pairs_are_ranked_mutual_then_same_code_then_same_pattern() -> None:
    gamut = Gamut(id=ItemId("g1"), pattern="rim", causes=())
    hub = replace(case("m", "Hub", *((f"Spoke {n}", FEATURE) for n in "abcd"), acr="6.2"), gamuts=(gamut,))
    spokes = [
        case("a", "Spoke a"),
        replace(case("b", "Spoke b"), gamuts=(gamut,)),
        case("c", "Spoke c", acr="6.2"),
        case("d", "Spoke d", ("Hub", FEATURE)),
    ]
    cards = contrasts_between([hub, *spokes])
    assert [str(card.identity.case) for card in cards] == ["d", "c", "b"]


def test_cases_of_one_disease_are_not_contrasted() -> None:
    deck = [case("a", "Metastases", ("Gout", FEATURE)), case("b", "Metastatic disease", ("Metastases", FEATURE))]
    assert contrasts_between(deck) == []


def test_a_feature_is_asked_once_unless_it_was_released() -> None:
    cards = [card for one in (SARCOID, SILICOSIS) for card in made(one) if isinstance(card, ContrastCard)]
    assert between(cards) == ["a d1", "b d1"]
    assert between(with_contrasts(cards, [SARCOID, SILICOSIS])) == ["a with:b"]
    released = {cards[0].identity: 1}
    assert between(with_contrasts(cards, [SARCOID, SILICOSIS], released)) == ["a d1", "a with:b"]


def test_both_authors_have_a_word() -> None:
    left_out = replace(SILICOSIS, cards=(CardOverride(card="contrast with:a", suppress="no"),))
    assert contrasts_between([SARCOID, left_out]) == []
    said = replace(SILICOSIS, cards=(CardOverride(card="contrast with:a", question="Q?", answer="Mine."),))
    (card,) = contrasts_between([SARCOID, said])
    assert (card.identity.case, card.question, card.answer) == ("a", "Q?", "Mine.")
    own = replace(SARCOID, cards=(CardOverride(card="contrast with:b", answer="Mine."),))
    assert [c.answer for c in contrasts_between([own, SILICOSIS])] == ["Mine."]


def test_a_pair_that_is_left_out_takes_no_place() -> None:
    hub = case("a", "Hub", *((f"Spoke {n}", FEATURE) for n in "bcde"))
    hub = replace(hub, cards=(CardOverride(card="contrast with:b", suppress="no"),))
    deck = [hub, *(case(n, f"Spoke {n}") for n in "bcde")]
    assert between(contrasts_between(deck)) == ["a with:c", "a with:d", "a with:e"]


def test_a_wish_that_meets_no_card_is_reported() -> None:
    typo = replace(SILICOSIS, cards=(CardOverride(card="contrast with:nosuch", suppress="no"),))
    ((name, omission),) = unmet_wishes([SARCOID, typo], [])
    assert (name, omission.code, omission.part) == ("b", "TF325", "cards.0")
    assert unmet_wishes([SARCOID, typo], [], held=("nosuch",)) == []
    worded = replace(SILICOSIS, cards=(CardOverride(card="contrast with:a", question="Q?"),))
    assert len(unmet_wishes([SARCOID, worded], [])) == 1
    assert unmet_wishes([SARCOID, worded], contrasts_between([SARCOID, worded])) == []


def test_what_would_be_confused_without_a_stated_feature_is_listed() -> None:
    one, other = case("a", "Sarcoidosis", ("Silicosis", "")), case("b", "Silicosis")
    assert list(Pairing([one, other]).unstated().values()) == ["named without a feature"]
    coded = [case("a", "Gout", acr="4.5"), case("b", "Rickets", acr="4.5"), case("c", "Scurvy", acr="4.6")]
    assert list(Pairing(coded).unstated().values()) == ["same ACR code 4.5"]
    assert Pairing([SARCOID, SILICOSIS]).unstated() == {}


def test_the_order_of_the_cases_does_not_matter() -> None:
    hub = case("a", "Hub", *((f"Spoke {n}", FEATURE) for n in "bcde"))
    deck = [hub, *(case(f"{n}{k}", f"Spoke {n}", ("Hub", FEATURE)) for n in "bcde" for k in range(2))]
    assert between(contrasts_between(deck)) == between(contrasts_between(deck[::-1]))
