"""Explanations tell of every card what became of it in the build of all cases, where, and which words decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tfcards.decompose.cards import decompose
from tfcards.decompose.contrasts.between import with_contrasts
from tfcards.decompose.explain import Explanation, explain
from tfcards.decompose.lists.shared import share_gamuts
from tfcards.decompose.siblings import with_siblings
from tfcards.decompose.trace import Trace
from tfcards.model.card import Identity, Kind, ListCard
from tfcards.model.case import (
    CardOverride,
    Case,
    CaseId,
    DifferentialItem,
    Finding,
    Gamut,
    GamutItem,
    ImageRef,
    ItemId,
)
from tfcards.model.released import Released

IMAGE = (ImageRef(file="a.png"),)


def items(*entries: tuple[str, str]) -> tuple[DifferentialItem, ...]:
    return tuple(
        DifferentialItem(id=ItemId(f"d{n}"), diagnosis=name, distinguishing=remark, stance="against")
        for n, (name, remark) in enumerate(entries, 1)
    )


def gamut(pattern: str, *causes: str) -> Gamut:
    listed = tuple(GamutItem(id=ItemId(f"c{n}"), cause=cause) for n, cause in enumerate(causes, 1))
    return Gamut(id=ItemId("g1"), pattern=pattern, causes=listed)


SARCOID = Case(
    id=CaseId("a"),
    diagnosis="Sarcoidosis",
    brief_history="Cough, known sarcoidosis.",
    images=IMAGE,
    findings=(
        Finding(
            id=ItemId("f1"),
            observation="Symmetric sarcoid nodes at both hila",
            link="suggest",
            interpretation="a granulomatous disease",
        ),
        Finding(id=ItemId("f2"), observation="No effusion on either side"),
        Finding(id=ItemId("f3"), observation="Sarcoidosis, a sarcoid disease", interpretation="granulomas"),
    ),
    differential=items(
        ("Lymphoma", "bulky nodes in front of the vessels"),
        ("Silicosis", "dust at work, eggshell rims"),
        ("Tuberculosis", "a cavity in the upper lobe"),
        ("Berylliosis", "also possible"),
        ("lymphoma", "fever"),
        ("Sarcoidosis", ""),
    ),
    gamuts=(gamut("eggshell nodes", "Silicosis", "Sarcoidosis"),),
)
SILICOSIS = Case(
    id=CaseId("b"),
    diagnosis="Silicosis",
    images=IMAGE,
    acr=("6.7",),
    differential=items(("Sarcoidosis", "no dust at work")),
    gamuts=(gamut("Eggshell nodes", "Amyloidosis", "Silicosis"),),
)


def trace(cases: Sequence[Case], released: Released | None = None) -> Trace:
    known = with_siblings(cases)
    made = [decompose(case) for case in known]
    shared = share_gamuts(known, [card for each in made for card in each.cards], released or Released())
    omissions = [(c.id, o) for c, each in zip(known, made, strict=True) for o in each.omissions]
    cards = {card.identity: card for card in with_contrasts(shared.cards, known)}
    return Trace(
        cases=known,
        cards=cards,
        asked={name: {i.number for i in card.items} for name, card in cards.items() if isinstance(card, ListCard)},
        omissions=[(name, o) for name, o in (*omissions, *shared.remarks) if (name, o.part) not in shared.done],
        joins=shared.joins,
    )


def told(which: str, *cases: Case) -> dict[str, Explanation]:
    known = trace(cases)
    found = explain(next(case for case in known.cases if case.id == which), known)
    by_name = {each.card: each for each in found}
    assert len(by_name) == len(found), "each card is told once"
    return by_name


def test_all_cards_that_are_made_are_told_as_made_and_no_other() -> None:
    known = trace([SARCOID, SILICOSIS])
    for case in known.cases:
        made = {e.card for e in explain(case, known) if e.made}
        own = {f"{name.kind} {name.item}" for name in known.cards if name.case == case.id}
        assert own <= made
        foreign = {name for name in made - own if not name.startswith(("differential d", "gamut g1"))}
        assert foreign == ({"contrast with:a"} if case.id == "b" else set())


def test_patterns_tell_link_hidden_words_and_what_is_missing() -> None:
    found = told("a", SARCOID, SILICOSIS)
    assert found["pattern f1"].words == ("suggest", "hidden: sarcoid (tells Sarcoidosis)")
    assert (found["pattern f1"].part, found["pattern f1"].made) == ("findings.0", True)
    assert (found["pattern f2"].made, found["pattern f2"].code, found["pattern f2"].part) == (
        False, "", "findings.1"
    )  # fmt: skip
    assert found["pattern f3"].code == "TF322"
    assert any(word.startswith("hidden: Sarcoid") for word in found["pattern f3"].words)
    assert found["diagnosis case"].words == ("hidden: sarcoidosis",)


def test_each_item_of_a_list_is_told() -> None:
    found = told("a", SARCOID, SILICOSIS)
    assert (found["differential d1"].made, found["differential d1"].part) == (True, "differential.0")
    assert "merged with d1" in found["differential d5"].rule
    assert found["differential d6"].code == "TF323"


def test_each_contrast_that_is_not_made_says_why() -> None:
    found = told("a", SARCOID, SILICOSIS)
    rules = {name: each.rule for name, each in found.items() if name.startswith("contrast")}
    assert "side by side" in rules["contrast d2"]
    assert "past the bound" in rules["contrast d5"]
    assert "no feature" in rules["contrast d4"]
    assert "the diagnosis itself" in rules["contrast d6"]
    assert {"stance: against", "feature: also possible"} <= set(found["contrast d4"].words)
    pair = found["contrast with:b"]
    assert (pair.made, pair.part) == (True, "differential.1")
    assert "each names the other" in pair.words
    other = told("b", SARCOID, SILICOSIS)["contrast with:a"]
    assert other.made
    assert "a contrast with:b" in other.rule


def test_a_pair_without_a_stated_feature_is_told() -> None:
    alike = replace(SILICOSIS, id=CaseId("c"), diagnosis="Histoplasmosis", differential=())
    found = told("c", SILICOSIS, alike)["contrast with:b"]
    assert (found.made, found.rule) == (False, "no case says what sets the two apart")
    assert found.words[0].startswith("same pattern: eggshell")


def test_a_pair_past_the_bound_is_told() -> None:
    names = ("Silicosis", "Lymphoma", "Tuberculosis", "Berylliosis")
    hub = replace(SARCOID, differential=items(*((name, "dust, eggshell rims") for name in names)))
    spokes = [
        Case(id=CaseId(f"b{n}"), diagnosis=name, images=IMAGE, differential=items(("Sarcoidosis", "no dust")))
        for n, name in enumerate(names)
    ]
    found = told("a", hub, *spokes)
    assert [found[f"contrast with:b{n}"].made for n in range(4)] == [True, True, True, False]
    assert found["contrast with:b3"].rule == "a stands beside 3 other cases already"


def test_a_shared_gamut_is_told_in_each_of_its_cases() -> None:
    found = told("a", SARCOID, SILICOSIS)
    assert "the card a gamut g1: a list of 3" in found["gamut g1"].rule
    assert found["gamut g1.c1"].part == "gamuts.0.causes.0"
    (foreign,) = [e for name, e in found.items() if name.startswith("gamut g1.") and e.source == "b"]
    assert foreign.part == "gamuts.0.causes.0"
    assert any("Amyloidosis" in word for word in foreign.words)
    other = told("b", SARCOID, SILICOSIS)
    assert other["gamut g1.c2"].rule.startswith("asked as a gamut g1.c1")
    assert other["gamut g1.c1"].rule == f"asked as a {foreign.card}"


def test_the_author_s_word_is_told() -> None:
    said = (
        CardOverride(card="pattern f1", question="1-2-3 nodes"),
        CardOverride(card="pattern f2", answer="no lymphoma"),
        CardOverride(card="Differential D2", suppress="too rare"),
        CardOverride(card="contrast with:b", suppress="too easy"),
        CardOverride(card="pattern p1", question="ACE is high", answer="granulomas make it"),
        CardOverride(card="gamut g7", question="?"),
        CardOverride(card="diagnosis case", answer="?"),
    )
    found = told("a", replace(SARCOID, cards=said), SILICOSIS)
    assert "worded by the author" in found["pattern f1"].rule
    assert found["pattern f1"].words == ("suggest", "the author's question: 1-2-3 nodes")
    assert (found["pattern f2"].made, found["pattern f2"].part) == (True, "cards.1")
    left_out = found["differential d2"]
    assert (left_out.made, left_out.part, left_out.words) == (False, "cards.2", ("too rare",))
    assert (found["contrast with:b"].made, found["contrast with:b"].part) == (False, "cards.3")
    assert (found["pattern p1"].made, found["pattern p1"].part) == (True, "cards.4")
    assert (found["gamut g7"].code, found["gamut g7"].part) == ("TF325", "cards.5")
    assert any(word.startswith("TF330") for word in found["diagnosis case"].words)
    theirs = told("b", replace(SARCOID, cards=said), SILICOSIS)["contrast with:a"]
    assert (theirs.made, theirs.source, theirs.part) == (False, "a", "cards.3")


def test_a_number_that_the_build_accepts_is_no_problem() -> None:
    (foreign,) = [e for e in told("a", SARCOID, SILICOSIS).values() if e.source == "b"]
    said = (CardOverride(card=foreign.card, suppress="no"),)
    found = told("a", replace(SARCOID, cards=said), SILICOSIS)[foreign.card]
    assert (found.made, found.code, found.source, found.part) == (False, "", "a", "cards.0")


def test_what_the_leak_check_stops_is_not_made() -> None:
    known = trace([SARCOID, SILICOSIS])
    whole = Identity(SARCOID.id, Kind.PATTERN, ItemId("whole"))
    kept = {name: card for name, card in known.cards.items() if name != whole}
    found = {e.card: e for e in explain(SARCOID, replace(known, cards=kept, stopped={whole: ("sarcoid",)}))}
    stopped = found["pattern whole"]
    assert (stopped.made, stopped.code, stopped.words) == (False, "TF411", ("front says: sarcoid",))


@pytest.mark.parametrize("name", ["Boeck disease", "Schaumann disease"])
def test_names_of_sibling_cases_hide_words_too(name: str) -> None:
    twin = Case(id=CaseId("c"), diagnosis="Sarcoidosis", aliases=(name,), images=IMAGE)
    seen = replace(SARCOID, brief_history=f"Followed for {name}.")
    assert f"hidden: {name}" in " ".join(told("a", seen, twin)["diagnosis case"].words)


def test_a_case_without_anything_is_explained() -> None:
    found = told("x", Case(id=CaseId("x"), diagnosis="Sarcoidosis"))
    assert {name: (each.made, each.code) for name, each in found.items()} == {
        "diagnosis case": (False, "TF321"),
        "pattern whole": (False, ""),
    }
