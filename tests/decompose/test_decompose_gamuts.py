"""How lists of causes, of signs and rules are asked."""

from __future__ import annotations

import pytest

from tfcards.decompose.cards import decompose
from tfcards.decompose.masking.mask import MASK
from tfcards.model.card import Kind, ListCard
from tfcards.model.case import Case, CaseId, Gamut, GamutItem, ItemId
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml

_SUFFIX = " (the diagnosis of this case)"


def _case(pattern: str, kind: str = "causes", diagnosis: str = "Pheochromocytoma") -> Case:
    causes = tuple(GamutItem(id=ItemId(f"c{n}"), cause=f"entry {word}") for n, word in enumerate("ABC", 1))
    gamut = Gamut(id=ItemId("g1"), pattern=pattern, kind=kind, causes=causes)
    return Case(id=CaseId("x1"), diagnosis=diagnosis, gamuts=(gamut,))


def _stem(case: Case) -> str:
    (card,) = [c for c in decompose(case).cards if isinstance(c, ListCard) and c.identity.kind is Kind.GAMUT]
    return card.stem


STEMS = {
    ("causes", "cold nodule"): "Causes of cold nodule",
    ("causes", "causes of a cold nodule"): "Causes of a cold nodule",
    ("causes", "non-cardiac causes of edema"): "Non-cardiac causes of edema",
    ("causes", "drugs that widen the gland"): "Drugs that widen the gland",
    ("signs", "raised pressure"): "Signs of raised pressure",
    ("signs", "CT signs of raised pressure"): "CT signs of raised pressure",
    ("signs", "poor prognostic signs"): "Poor prognostic signs",
    ("signs", "criteria for rejection"): "Criteria for rejection",
    ("signs", "Beck's triad"): "Beck's triad",
    ("rule", "rule of tens"): "Rule of tens",
    ("rule", "tens and twenties"): "Rule: tens and twenties",
    ("list", "risk factors for torsion"): "Risk factors for torsion",
    ("causes", "pheochromocytoma"): f"Causes of {MASK}{_SUFFIX}",
    ("rule", "rule of tens: pheochromocytoma"): f"Rule of tens: {MASK}{_SUFFIX}",
    ("signs", "features of pheochromocytoma on MRI"): f"Features of {MASK} on MRI{_SUFFIX}",
}


@pytest.mark.parametrize(("asked", "stem"), STEMS.items(), ids=[" ".join(asked) for asked in STEMS])
def test_the_question_of_a_list(asked: tuple[str, str], stem: str) -> None:
    kind, pattern = asked
    assert _stem(_case(pattern, kind)) == stem


def test_the_kind_is_written_unless_it_is_causes() -> None:
    assert "kind" not in case_yaml(_case("cold nodule"))
    text = case_yaml(_case("rule of tens", "rule"))
    assert "kind: rule" in text
    assert read_case_text(text.encode(), "x1/case.yaml").case == _case("rule of tens", "rule")


def test_a_kind_that_is_none_is_reported() -> None:
    text = case_yaml(_case("rule of tens", "rule")).replace("kind: rule", "kind: sign")
    reading = read_case_text(text.encode(), "x1/case.yaml")
    assert any("causes, signs, rule, list" in d.message and "signs" in d.hint for d in reading.diagnostics)
