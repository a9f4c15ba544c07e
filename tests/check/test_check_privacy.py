"""Identifiers are reported by kind and place, never by their words; a person's sign-off is respected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tfcards.check.privacy import identifiers
from tfcards.check.rights import withheld_from_sharing
from tfcards.model.case import Case, CaseId
from tfcards.model.places import Places

CASE = Case(id=CaseId("x"), diagnosis="Y", licence="CC BY 4.0")
PLACES = Places("case.yaml", {"full_history": 7})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MRN 12345678 was seen.", "record"),
        ("Accession number: A-2004551", "record"),
        ("Admitted on 3/4/2019.", "date"),
        ("Born 2001-02-03.", "date"),
        ("Seen on April 26, 2004.", "date"),
        ("Write to a.b@example.org", "e-mail"),
        ("Call (314) 555-0199 for films.", "telephone"),
        ("Mrs Smith fell.", "name"),
        ("A 94-year-old woman", "age"),
    ],
)
def test_an_identifier_is_reported_without_its_words(text: str, kind: str) -> None:
    (found,) = identifiers(replace(CASE, full_history=text), PLACES)
    assert kind in found.message
    assert (found.location.line, found.code) == (7, "TF430")
    assert not any(word in found.message for word in ("Smith", "12345678", "555", "example.org", "94"))


@pytest.mark.parametrize(
    "text",
    [
        "A 63 year old woman.",
        "Images at 1-2-4 h.",
        "Uptake 5.8 (2.3-4.3).",
        "99mTc MDP, 740-1110 MBq.",
        "In 2004 she fell.",
    ],
)
def test_ordinary_histories_are_left_alone(text: str) -> None:
    assert not list(identifiers(replace(CASE, full_history=text), PLACES))


def test_a_sign_off_settles_it() -> None:
    case = replace(CASE, full_history="Mrs Smith fell.", cleared=("identifiers",))
    assert not list(identifiers(case, PLACES))
    assert withheld_from_sharing(case, PLACES) is None


def test_sharing_needs_a_licence_and_no_identifier() -> None:
    assert withheld_from_sharing(CASE, PLACES) is None
    for case in (replace(CASE, licence=""), replace(CASE, licence="ask me"), replace(CASE, follow_up="Mr Smith")):
        reason = withheld_from_sharing(case, PLACES)
        assert reason is not None
        assert "Smith" not in reason.message
