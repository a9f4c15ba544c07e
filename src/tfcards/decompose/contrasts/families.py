"""Which cases of a deck show one diagnosis, under whatever name, and which cases a name means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from tfcards.model.case import Case, CaseId
from tfcards.vocabulary.names import Names, canonical, kind_of

MAX_RELATED = 6
"""Cases of one disease that are named as companions of another of them; a list of hundreds helps nobody."""


class Families:
    """The diagnoses of ``cases`` by their canonical names, each with its cases in the order of their ids."""

    __slots__ = ("_called", "_kinds", "_meant", "_names", "_own", "_pooled", "members", "of")

    def __init__(self, cases: Sequence[Case]) -> None:
        self._names = Names()
        self.of: dict[CaseId, str] = {case.id: self._names.add(case.diagnosis) for case in cases}
        self.members: dict[str, list[Case]] = defaultdict(list)
        self._own: dict[CaseId, frozenset[str]] = {}
        self._called: dict[str, list[Case]] = defaultdict(list)
        self._meant: dict[str, dict[str, None]] = defaultdict(dict)
        self._kinds: dict[str, dict[str, None]] = defaultdict(dict)
        self._pooled: dict[int, dict[str, None]] = {}
        for case in sorted(cases, key=lambda case: case.id):
            family = self.of[case.id]
            self.members[family].append(case)
            self._own[case.id] = self._names_of(case)
            for name in self._own[case.id]:
                self._called[name].append(case)
                self._meant[name][family] = None
            self._kinds[kind_of(family)[0]][family] = None

    def _names_of(self, case: Case) -> frozenset[str]:
        aliases = (self._names.add(alias) for alias in case.aliases)
        return frozenset((*self._names.find(case.diagnosis), self.of[case.id], *aliases))

    def named(self, text: str) -> dict[str, None]:
        """Return the diagnoses of the deck that ``text`` is a name of, as the keys of a dictionary."""
        return {family: None for name in self._names.find(text) for family in self._meant.get(name, ())}

    def kin(self, text: str) -> list[str]:
        """Return the diagnoses that ``text`` names, more or less precisely: "Acute cholecystitis"."""
        kind, detail = kind_of(canonical(text))
        if not kind:
            return []
        known = ((family, kind_of(family)[1]) for family in self._kinds.get(kind, ()))
        return [family for family, more in known if detail <= more or more <= detail]

    def related(self, case: Case) -> list[Case]:
        """Return the next other cases of the disease of ``case``, also under another of its names, by id."""
        found = {
            c.id: c for cases in self._related(case) for c in islice(cases, MAX_RELATED + 1) if c.id != case.id
        }
        return [found[name] for name in sorted(found)[:MAX_RELATED]]

    def other_names(self, case: Case) -> list[str]:
        """Return the names, as written, that all cases of the disease of ``case`` use."""
        return list(dict.fromkeys(name for cases in self._related(case) for name in self._pool(cases)))

    def _related(self, case: Case) -> list[list[Case]]:
        """Return lists of the cases one of which is called by a name of the other."""
        own = self.of[case.id]
        others = (name for name in sorted(self._own[case.id]) if name != own and name in self.members)
        return [self._called[own], *(self.members[name] for name in others)]

    def _pool(self, cases: list[Case]) -> dict[str, None]:
        """Return all names of ``cases``, one of the lists kept here, which are collected once."""
        if id(cases) not in self._pooled:
            self._pooled[id(cases)] = {n: None for case in cases for n in (case.diagnosis, *case.aliases)}
        return self._pooled[id(cases)]

    def same(self, one: Case, other: Case) -> bool:
        """Tell whether two cases are of one disease: the diagnosis of one is a name of the other's.

        A common alias is not enough: that both are a "thyroid cancer" does not make two diagnoses one.
        """
        return self.of[one.id] in self._own[other.id] or self.of[other.id] in self._own[one.id]
