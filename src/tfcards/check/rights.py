"""The gate of a shared build: what may be passed on, and why the rest may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tfcards.check.privacy import identifiers
from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.model.places import Places
from tfcards.vocabulary.licence import go_together, redistributable


def withheld_from_sharing(case: Case, places: Places) -> Diagnostic | None:
    """Return why ``case`` may not stand in a shared build, or None when it may."""
    if not redistributable(case.licence):
        stated = (
            f'the licence "{case.licence}" is not known to allow it' if case.licence else "no licence is stated"
        )
        return _left_out(case, places, "licence", stated, "ask the copyright holder, then write licence:")
    found = next(identifiers(case, places), None)
    if found is not None:
        return _left_out(case, places, "brief_history", found.message, found.hint)
    return None


def may_show_names(case: Case, places: Places) -> Diagnostic:
    """Return why a case with pixels that may hold a name may not stand in a shared build."""
    hint = "look at its images; write the file of each harmless one under cleared:"
    return _left_out(case, places, "images", "an image may show a name or number of the patient", hint)


def mixed_licences(cases: Sequence[Case], path: str) -> Iterator[Diagnostic]:
    """Report licences of ``cases`` that exclude each other: no package of both may be passed on."""
    first: dict[str, Case] = {}
    for case in cases:
        first.setdefault(case.licence, case)
    for one, other in combinations(sorted(first), 2):
        if not go_together(one, other):
            both = f"{one} (case {first[one].id}) and {other} (case {first[other].id})"
            message = f"{both} cannot be shared in one package"
            hint = "ask a holder for another licence, or keep the cases of each licence in a deck of its own"
            yield error("TF432", message, Location(path), hint)


def _left_out(case: Case, places: Places, part: str, why: str, hint: str) -> Diagnostic:
    return warning("TF431", f"case {case.id} is left out of the shared build: {why}", places.at(part), hint)
