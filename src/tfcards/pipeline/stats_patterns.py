"""Patterns of a deck that nothing else in it looks like, or that have no normal study to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tfcards.decompose.contrasts.families import Families
from tfcards.model.case import Case
from tfcards.vocabulary import acr
from tfcards.vocabulary.names import canonical, is_normal_name


def lonely_patterns(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return each pattern with causes that lacks a mimic or a normal study in the deck, its cases, what it lacks.

    A mimic is another case that states the pattern, as a finding or with its causes, or shows one of the causes.
    """
    stating = _stating(cases)
    families = Families(cases)
    normal = {code[:1] for case in cases for code in case.acr if _is_normal(case, code)}
    named: dict[str, str] = {}
    lacking: dict[str, list[str]] = {}
    for case in cases:
        for gamut in case.gamuts:
            pattern = canonical(gamut.pattern)
            named.setdefault(pattern, gamut.pattern)
            causes = (family for cause in gamut.causes for family in families.named(cause.cause))
            shown = {other.id for family in causes for other in families.members[family][:2]} - {case.id}
            mimicked = len(stating[pattern]) > 1 or bool(shown)
            has_normal = any(code[:1] in normal for code in case.acr)
            lack = [what for what, there in (("mimic", mimicked), ("normal", has_normal)) if not there]
            lacking[pattern] = [what for what in lacking.get(pattern, lack) if what in lack]
    return tuple(
        f"{named[pattern]} ({', '.join(sorted(stating[pattern]))}): no {' and no '.join(lack)}"
        for pattern, lack in lacking.items()
        if lack
    )


def _stating(cases: Sequence[Case]) -> dict[str, set[str]]:
    """Return for each pattern, by canonical name, the cases that state it."""
    found: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for text in (*(gamut.pattern for gamut in case.gamuts), *(f.observation for f in case.findings)):
            found[canonical(text)].add(case.id)
    return found


def _is_normal(case: Case, code: str) -> bool:
    return is_normal_name(case.diagnosis, likely="normal" in acr.pathology_name(code).casefold())
