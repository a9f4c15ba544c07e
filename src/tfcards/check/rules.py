"""Rules over a case, one function a rule. Each code has its entry in docs/reference/diagnostics.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tfcards.check.privacy import identifiers
from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, info, warning
from tfcards.model.places import Places
from tfcards.vocabulary.licence import redistributable

MAX_LIST = 7
"""Items of a list that memory holds at once (Miller 1956)."""

MAX_AGE = 89
"""Ages above identify (US Safe Harbor rule, 45 CFR 164.514)."""

Rule = Callable[[Case, Places], Iterator[Diagnostic]]


def ages_agree(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF401: a patient has one age."""
    if len(case.patient.ages) > 1:
        stated = " and ".join(_with_line(f"{age}", places, n) for n, age in enumerate(case.patient.ages))
        yield warning("TF401", f"the ages disagree: {stated}", places.at("patient.ages.0"), "keep the right one")


def _with_line(age: str, places: Places, number: int) -> str:
    line = places.lines.get(f"patient.ages.{number}", 0)
    return f"{age} (line {line})" if line else age


def images_supplied(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF402: every image that the case names is there."""
    missing = [image.label or f"image {n}" for n, image in enumerate(case.images, 1) if not image.file]
    if missing:
        named, supplied = len(case.images), len(case.images) - len(missing)
        yield warning(
            "TF402",
            f"{_count(named, 'image')} named, {supplied or 'none'} supplied; missing: {', '.join(missing)}",
            places.at("images"),
            "give the files with --images or --image, or as file: in case.yaml",
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def licence_stated(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF403: a case says whether it may be passed on."""
    if not case.licence:
        yield warning(
            "TF403",
            "the licence is not stated, so redistribution is not granted",
            places.at("licence"),
            "ask the copyright holder, then add licence:",
        )
    elif not redistributable(case.licence):
        yield info(
            "TF403", f'the licence "{case.licence}" is not known to allow redistribution', places.at("licence")
        )


def credit_complete(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF404: a back can credit authors and holder."""
    missing = [name for name, value in (("authors", case.authors), ("holder", case.holder)) if not value]
    if missing:
        yield warning(
            "TF404", f"the credit is incomplete: {' and '.join(missing)} not stated", places.at("authors")
        )


def lists_short(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF405: a list has at most seven items."""
    lists = [("differential", "the differential", len(case.differential))]
    lists += [(f"gamuts.{n}", f"gamut {g.id}", len(g.causes)) for n, g in enumerate(case.gamuts)]
    for part, what, size in lists:
        if size > MAX_LIST:
            yield warning(
                "TF405", f"{what} has {size} items; more than {MAX_LIST} are hard to keep", places.at(part)
            )


def review_settled(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF406: nothing of a case file waits for a person. A page's own remarks are reported by its reader."""
    for number, line in enumerate(case.review):
        if f"review.{number}" in places.lines or "review" in places.lines:
            yield warning(
                "TF406", f"to review: {line}", places.at(f"review.{number}"), "settle it, delete the line"
            )


def age_not_identifying(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF407: no age over 89."""
    for number, age in enumerate(case.patient.ages):
        if age > MAX_AGE:
            yield warning(
                "TF407",
                "an age over 89 can identify the patient",
                places.at(f"patient.ages.{number}"),
                "leave the age out, and say over 89 in the history",
            )


def acr_stated(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF408: a case has an ACR code, so that residents find it by organ and disease."""
    if not case.acr:
        yield info("TF408", "no ACR code is stated, so the notes carry no ACR tag", places.at("acr"))


RULES: tuple[Rule, ...] = (
    ages_agree,
    images_supplied,
    licence_stated,
    credit_complete,
    lists_short,
    review_settled,
    age_not_identifying,
    acr_stated,
    identifiers,
)


def check_case(case: Case, places: Places) -> list[Diagnostic]:
    """Return what every rule has to say about ``case``."""
    return [diagnostic for rule in RULES for diagnostic in rule(case, places)]
