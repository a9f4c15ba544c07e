"""Several cases of one diagnosis: they share its other names, and each points to the others as companions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tfcards.decompose.contrasts.families import Families
from tfcards.decompose.omission import Omission
from tfcards.model.case import Case, CaseId
from tfcards.vocabulary.words import key


def with_siblings(cases: Sequence[Case]) -> list[Case]:
    """Return ``cases``, those of one diagnosis with the names of one another, all with their companions by name.

    A companion points back, whoever named it. Those of the deck become their id and diagnosis, for backs alone.
    """
    families = Families(cases)
    by_id = {str(case.id): case for case in cases}
    pointing: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        for name in case.companions:
            pointing[name].append(case.id)
    return [_with_family(case, families, by_id, pointing[case.id]) for case in cases]


def _with_family(case: Case, families: Families, by_id: Mapping[str, Case], pointing: Sequence[str]) -> Case:
    related = [str(other.id) for other in families.related(case)]
    companions = dict.fromkeys([*case.companions, *related, *pointing])
    companions.pop(case.id, None)
    if not companions:
        return case
    names = {key(case.diagnosis): case.diagnosis}
    for name in (*case.aliases, *families.other_names(case)):
        names.setdefault(key(name), name)
    return replace(
        case,
        aliases=tuple(names.values())[1:],
        companions=tuple(_shown(name, by_id) for name in companions),
    )


def _shown(name: str, by_id: Mapping[str, Case]) -> str:
    return f"{name} ({by_id[name].diagnosis})" if name in by_id else name


def missing_companions(cases: Sequence[Case], held: Collection[str] = ()) -> list[tuple[CaseId, Omission]]:
    """Return for each companion that is no case of the deck who names it; ``held`` cases are left out."""
    known = {*(str(case.id) for case in cases), *held}
    return [
        (case.id, Omission("TF413", "companions", f"the companion case {name} is not in this deck", _HINT))
        for case in cases
        for name in case.companions
        if name not in known
    ]


_HINT = "correct its id, or take it out of companions:"
