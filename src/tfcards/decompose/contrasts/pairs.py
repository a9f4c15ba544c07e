"""Pairs of cases that residents confuse, and what the sources say that sets them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from tfcards.decompose.author.entries import WITH
from tfcards.decompose.contrasts.families import Families
from tfcards.decompose.contrasts.mentions import Mentions
from tfcards.decompose.contrasts.remarks import sets_apart
from tfcards.decompose.contrasts.within import has_question
from tfcards.model.card import Identity, Kind
from tfcards.model.case import Case, CaseId, ItemId
from tfcards.vocabulary.names import canonical


@dataclass(frozen=True, slots=True)
class Remark:
    """What a source says of an alternative; ``strict`` when it calls it by a name of the other case."""

    text: str
    item: ItemId
    strict: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases, by id, and what each one's source says of the other's diagnosis."""

    first: Case
    second: Case
    of_first: Remark | None
    of_second: Remark | None
    same_code: bool
    same_pattern: bool

    @property
    def identity(self) -> Identity:
        """The identity of the card that sets the two side by side."""
        return Identity(self.first.id, Kind.CONTRAST, ItemId(f"{WITH}{self.second.id}"))

    def rank(self) -> tuple[bool, bool, bool, str, str]:
        """Return a key that puts first what residents confuse most: mutual, of one ACR code, of one pattern."""
        mutual = bool(self.of_first and self.of_second)
        return (not mutual, not self.same_code, not self.same_pattern, self.first.id, self.second.id)

    def holds(self) -> bool:
        """Tell whether a source states the difference: by name, or less exactly of two that are alike."""
        said = [remark for remark in (self.of_first, self.of_second) if remark]
        return any(remark.strict for remark in said) or bool(said and (self.same_code or self.same_pattern))


_LOOK_AHEAD = 6
"""Cases of a diagnosis among which the best partner is sought."""

_Sides = tuple[str, str]
"""Two diagnoses, by canonical name, in order."""


class Pairing:
    """The pairs of ``cases``. Nothing compares every case with every other: names are looked up."""

    def __init__(self, cases: Sequence[Case]) -> None:
        shown = [case for case in cases if has_question(case)]
        self._cases = {str(case.id): case for case in shown}
        self.families = Families(shown)
        self._mentions = Mentions(self.families.members)
        self._said: dict[tuple[CaseId, str], Remark] = {}
        self.bare: dict[tuple[CaseId, str], None] = {}
        self._patterns: dict[CaseId, frozenset[str]] = {}
        for case in sorted(shown, key=lambda case: case.id):
            self._listen(case)
        self._speakers: dict[_Sides, list[Case]] = defaultdict(list)
        for name, family in self._said:
            self._speakers[self.families.of[name], family].append(self._cases[name])

    def _listen(self, case: Case) -> None:
        """Note what ``case`` says of which diagnosis of the deck; a whole remark counts before a part of one."""
        own = self.families.of[case.id]
        parts: list[tuple[str, Remark]] = []
        for item in case.differential:
            named = self.families.named(item.diagnosis)
            if not sets_apart(item):
                self.bare |= {(case.id, family): None for family in named if family != own}
                continue
            remark = Remark(item.distinguishing, item.id, strict=True)
            kin = () if named else self.families.kin(item.diagnosis)
            for family in named:
                self._said.setdefault((case.id, family), remark)
            parts += [(family, Remark(item.distinguishing, item.id, strict=False)) for family in kin]
            for part, family in self._mentions.of(item.distinguishing):
                parts.append((family, Remark(part, item.id, strict=False)))
        for family, remark in parts:
            if family != own:
                self._said.setdefault((case.id, family), remark)
        self._said.pop((case.id, own), None)

    def released(self, released: Mapping[Identity, int]) -> list[Pair]:
        """Return the pairs of the last release whose difference is still stated, the oldest first."""
        found = []
        for identity in sorted(released, key=lambda identity: (released[identity], identity)):
            first, second = self._cases.get(identity.case), self._cases.get(identity.item.removeprefix(WITH))
            between = identity.kind is Kind.CONTRAST and identity.item.startswith(WITH)
            if between and first and second and not self.families.same(first, second):
                pair = self._pair(first, second)
                found += [pair] if pair.of_first or pair.of_second else []
        return found

    def new(self, kept: Iterable[Pair]) -> list[Pair]:
        """Return further pairs, the most confused first: of two diagnoses, each exemplar stands in one pair."""
        taken: dict[_Sides, set[CaseId]] = defaultdict(set)
        for pair in kept:
            taken[self._sides(pair)] |= {pair.first.id, pair.second.id}
        pairs = [pair for sides in self._stated() for pair in self._matched(sides, taken[sides])]
        return sorted((pair for pair in pairs if pair.holds()), key=Pair.rank)

    def spoken_of(self, case: Case) -> dict[str, tuple[Case, Remark]]:
        """Return each diagnosis that a source tells apart from that of ``case``, and which case says what."""
        own = self.families.of.get(case.id)
        found: dict[str, tuple[Case, Remark]] = {}
        for (name, family), remark in self._said.items():
            other = self.families.of[name]
            if name == case.id:
                found[family] = (case, remark)
            elif family == own and other != own:
                found.setdefault(other, (self._cases[name], remark))
        return found

    def _sides(self, pair: Pair) -> _Sides:
        return _ordered(self.families.of[pair.first.id], self.families.of[pair.second.id])

    def _stated(self) -> dict[_Sides, None]:
        """Return the pairs of diagnoses of which a case says what sets them apart."""
        return {_ordered(self.families.of[case], family): None for case, family in self._said}

    def _matched(self, sides: _Sides, used: set[CaseId]) -> Iterator[Pair]:
        """Match the cases of two diagnoses: each that speaks of the other, if it can with one that does so too."""
        for own, other in (sides, sides[::-1]):
            for case in self._speakers.get((own, other), ()):
                partner = self._partner(case, (other, own), used) if case.id not in used else None
                if partner is not None:
                    used |= {case.id, partner.id}
                    yield self._pair(*sorted((case, partner), key=lambda each: each.id))

    def _partner(self, case: Case, wanted: _Sides, used: set[CaseId]) -> Case | None:
        """Return one of the next free cases of a diagnosis: one that speaks of ``case``, of the same ACR code."""
        speakers = self._speakers.get(wanted, [])
        free = (c for c in chain(speakers, self.families.members[wanted[0]]) if c.id not in used)
        near = [other for other in islice(free, _LOOK_AHEAD) if not self.families.same(case, other)]
        return min(near, key=lambda other: self._preference(case, wanted[1], other), default=None)

    def _preference(self, case: Case, family: str, other: Case) -> tuple[bool, bool]:
        return (other.id, family) not in self._said, set(case.acr).isdisjoint(other.acr)

    def _pair(self, first: Case, second: Case) -> Pair:
        return Pair(
            first,
            second,
            self._said.get((second.id, self.families.of[first.id])),
            self._said.get((first.id, self.families.of[second.id])),
            not set(first.acr).isdisjoint(second.acr),
            not self.patterns(first).isdisjoint(self.patterns(second)),
        )

    def patterns(self, case: Case) -> frozenset[str]:
        """Return the patterns that ``case`` states, as a finding or with their causes, by canonical name."""
        if case.id not in self._patterns:
            stated = [gamut.pattern for gamut in case.gamuts] + [f.observation for f in case.findings]
            self._patterns[case.id] = frozenset(map(canonical, stated))
        return self._patterns[case.id]

    def unstated(self) -> dict[_Sides, str]:
        """Return pairs of diagnoses that would be confused although no case says what sets them apart, and why."""
        stated = self._stated()
        found = {_ordered(self.families.of[case], family): "named without a feature" for case, family in self.bare}
        together: dict[str, dict[str, None]] = defaultdict(dict)
        for case in self._cases.values():
            for pattern in sorted(self.patterns(case)):
                together[f"same pattern: {pattern}"][self.families.of[case.id]] = None
            for code in case.acr:
                together[f"same ACR code {code}"][self.families.of[case.id]] = None
        for why in sorted(together, key=lambda why: (why.startswith("same ACR"), -len(why), why)):
            for sides in _neighbours(sorted(together[why])):
                found.setdefault(sides, why)
        return {sides: why for sides, why in found.items() if sides not in stated and sides[0] != sides[1]}


_MOST_TOGETHER = 12
"""Diagnoses of one code or pattern whose pairs are listed; a larger group is no help to anybody."""


def _neighbours(families: Sequence[str]) -> Iterator[_Sides]:
    few = families[:_MOST_TOGETHER]
    return ((one, other) for number, one in enumerate(few) for other in few[number + 1 :])


def _ordered(one: str, other: str) -> _Sides:
    return (one, other) if one <= other else (other, one)
