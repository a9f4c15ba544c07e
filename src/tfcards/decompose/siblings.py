"""Several cases of one diagnosis: they share its other names, and each points to the others as companions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tfcards.model.case import Case
from tfcards.vocabulary.words import key


def with_siblings(cases: Sequence[Case]) -> list[Case]:
    """Return ``cases``, those of one diagnosis with the aliases and the ids of one another."""
    families: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        families[key(case.diagnosis)].append(case)
    return [_with_family(case, families[key(case.diagnosis)]) for case in cases]


def _with_family(case: Case, family: Sequence[Case]) -> Case:
    others = [other for other in family if other.id != case.id]
    if not others:
        return case
    aliases = dict.fromkeys([*case.aliases, *(alias for other in others for alias in other.aliases)])
    companions = dict.fromkeys([*case.companions, *(str(other.id) for other in others)])
    return replace(case, aliases=tuple(aliases), companions=tuple(companions))
