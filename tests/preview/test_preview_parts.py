"""The part of a case that a card asks, its line, and which messages stand beside it."""

from __future__ import annotations

import pytest

from tfcards.model.card import Identity, Kind
from tfcards.model.case import (
    Annotation,
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
from tfcards.model.diagnostic import Location, warning
from tfcards.model.note import Guid
from tfcards.model.places import Places
from tfcards.preview.deck import AnkiCard
from tfcards.preview.parts import part_of, shown_case

LOBE = Annotation(id=ItemId("a3"), kind="circle", points=((0.5, 0.5), (0.6, 0.5)), text="Lobe")
CASE = Case(
    id=CaseId("bs1"),
    diagnosis="Osteoid osteoma",
    findings=(Finding(id=ItemId("f1"), observation="A"), Finding(id=ItemId("f7"), observation="B")),
    differential=(
        DifferentialItem(id=ItemId("d2"), diagnosis="Stress fracture"),
        DifferentialItem(id=ItemId("d12"), diagnosis="Abscess"),
    ),
    gamuts=(Gamut(id=ItemId("g3"), pattern="P", causes=(GamutItem(id=ItemId("c4"), cause="C"),)),),
    images=(
        ImageRef(label="early", file="a.png"),
        ImageRef(label="late", file="b.png", occlusion=True, annotations=(LOBE,)),
    ),
    cards=(CardOverride(card="pattern own1", question="Q", answer="A"),),
)

PLACES = Places(
    "case.yaml",
    {
        "id": 1,
        "diagnosis": 2,
        "images": 3,
        "images.0": 4,
        "images.0.file": 4,
        "findings": 10,
        "findings.0": 11,
        "findings.1": 13,
        "findings.1.observation": 14,
        "differential": 20,
        "differential.1": 22,
    },
)


def identity(kind: Kind, item: str) -> Identity:
    return Identity(CASE.id, kind, ItemId(item))


def card(kind: Kind, item: str, number: int = 0) -> AnkiCard:
    return AnkiCard(
        guid=Guid(f"{kind}{item}"),
        ord=max(number - 1, 0),
        number=number,
        identity=identity(kind, item),
        tags=(),
        question="",
        answer="",
    )


@pytest.mark.parametrize(
    ("kind", "item", "number", "part"),
    [
        (Kind.DIAGNOSIS, "case", 0, "diagnosis"),
        (Kind.PATTERN, "f7", 0, "findings.1"),
        (Kind.PATTERN, "whole", 0, "findings"),
        (Kind.PATTERN, "own1", 0, "cards.0"),
        (Kind.DIFFERENTIAL, "list", 2, "differential.0"),
        (Kind.DIFFERENTIAL, "list", 12, "differential.1"),
        (Kind.GAMUT, "g3", 4, "gamuts.0.causes.0"),
        (Kind.GAMUT, "g3", 321, "gamuts.0.causes"),
        (Kind.CONTRAST, "d12", 0, "differential.1"),
        (Kind.CONTRAST, "with:bs2", 0, "differential"),
        (Kind.OCCLUSION, "late", 3, "images.1.annotations.0"),
        (Kind.OCCLUSION, "late", 9, "images.1.annotations"),
        (Kind.OCCLUSION, "gone", 3, "images"),
    ],
)
def test_each_card_knows_the_part_it_asks(kind: Kind, item: str, number: int, part: str) -> None:
    assert part_of(CASE, identity(kind, item), number) == part


def test_the_line_is_that_of_the_part_or_of_what_is_around_it() -> None:
    cards = [card(Kind.PATTERN, "f7"), card(Kind.DIFFERENTIAL, "list", 2)]
    shown = shown_case(CASE, PLACES, cards, ())
    assert [each.location for each in shown.cards] == [Location("case.yaml", 13), Location("case.yaml", 20)]
    assert shown.location == Location("case.yaml", 1)


def test_items_are_named_as_in_cards_of_case_yaml() -> None:
    cards = [card(Kind.DIFFERENTIAL, "list", 12), card(Kind.GAMUT, "g3", 4), card(Kind.PATTERN, "f7")]
    cards.append(card(Kind.OCCLUSION, "late", 3))
    assert [each.item for each in shown_case(CASE, PLACES, cards, ()).cards] == ["d12", "g3.c4", "f7", "late.a3"]


def test_messages_stand_beside_what_they_concern_and_none_is_lost() -> None:
    at = {
        line: warning("TF999", f"line {line}", Location("case.yaml", line)) for line in (0, 2, 4, 10, 11, 14, 22)
    }
    cards = [
        card(Kind.DIAGNOSIS, "case"),
        card(Kind.PATTERN, "f7"),
        card(Kind.PATTERN, "whole"),
        card(Kind.DIFFERENTIAL, "list", 12),
        card(Kind.CONTRAST, "d12"),
    ]
    shown = shown_case(CASE, PLACES, cards, at.values())
    beside = [each.diagnostics for each in shown.cards]
    assert beside == [(at[4],), (at[14],), (), (at[22],), (at[22],)]
    assert shown.diagnostics == (at[0], at[2], at[10], at[11])
