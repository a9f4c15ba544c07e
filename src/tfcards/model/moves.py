"""Moves: a case or an item got another id, and its notes go on under the GUIDs that people have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CASE_ID_PATTERN, CaseId, ItemId, doc

BETWEEN = "with:"
"""What the item of a contrast between two cases begins with; the id of the other case follows."""

_NAME = re.compile(rf"({CASE_ID_PATTERN})(?: +([a-z]+) +([A-Za-z0-9][A-Za-z0-9._:+-]*))?")
_ENTRY = re.compile(r"[a-z]{1,3}[1-9][0-9]{0,2}|[a-z]{1,3}[1-9][0-9]{0,2}\.[a-z]{1,3}[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """A new id for what was released: ``from_`` the old name, ``to`` the new one.

    A name is that of a case, or of a card as ``build --explain`` lists it: the case, the kind and the item.
    """

    from_: str = field(metadata=doc("The name that was released: old-case, or old-case pattern f3."))
    to: str = field(metadata=doc("The name of now: new-case, or new-case pattern f7."))


Name = CaseId | Identity
"""What moves: a whole case, or one card."""


def name_of(text: str) -> Name | None:
    """Return what ``text`` names, None when it names neither a case nor a card."""
    match = _NAME.fullmatch(text.strip())
    if match is None or (match[2] and match[2] not in set(Kind)):
        return None
    case = CaseId(match[1])
    return Identity(case, Kind(match[2]), ItemId(match[3])) if match[2] else case


def is_entry(name: Name) -> bool:
    """Tell whether ``name`` is one entry of a list, which has a card but no note: differential d3, gamut g1.c2."""
    if not isinstance(name, Identity) or not _ENTRY.fullmatch(name.item):
        return False
    return name.kind is Kind.DIFFERENTIAL or (name.kind is Kind.GAMUT and "." in name.item)


@dataclass(frozen=True, slots=True)
class Moves:
    """Where everything that ever moved stands now, each followed to its end.

    ``cases`` go from every earlier id to the one of now, ``notes`` and ``entries`` likewise, the cases in their
    names called as they are now. ``roots`` lead back from the name of now to the one that was released first.
    """

    cases: Mapping[CaseId, CaseId] = field(default_factory=dict)
    notes: Mapping[Identity, Identity] = field(default_factory=dict)
    entries: Mapping[Identity, Identity] = field(default_factory=dict)
    case_roots: Mapping[CaseId, CaseId] = field(default_factory=dict)
    note_roots: Mapping[Identity, Identity] = field(default_factory=dict)
    entry_roots: Mapping[Identity, Identity] = field(default_factory=dict)

    @classmethod
    def of(cls, moves: Iterable[Move]) -> Moves:
        """Return ``moves`` ready to be looked up; they must be free of ``contradictions``."""
        pairs = list(named(moves))
        cases, case_roots = _followed(
            {
                one: other
                for one, other in pairs
                if not isinstance(one, Identity) and not isinstance(other, Identity)
            }
        )
        cards = {one: other for _, (one, other) in _cards(enumerate(pairs), cls(cases=cases))}
        notes, note_roots = _followed({one: other for one, other in cards.items() if not is_entry(one)})
        entries, entry_roots = _followed({one: other for one, other in cards.items() if is_entry(one)})
        return cls(cases, notes, entries, case_roots, note_roots, entry_roots)

    def __bool__(self) -> bool:
        return bool(self.cases or self.notes or self.entries)

    def origin(self, identity: Identity) -> Identity:
        """Return the identity under which the note ``identity`` was first released: its GUID is made of that."""
        return _in_cases(self.note_roots.get(identity, identity), self.case_roots)

    def current(self, identity: Identity) -> Identity:
        """Return what the note that was released as ``identity`` is called now."""
        called = _in_cases(identity, self.cases)
        return self.notes.get(called, called)


def named(moves: Iterable[Move]) -> Iterator[tuple[Name, Name]]:
    """Yield the names of both sides of those ``moves`` that can be understood."""
    for move in moves:
        one, other = name_of(move.from_), name_of(move.to)
        if one is not None and other is not None:
            yield one, other


def contradictions(moves: Sequence[Move]) -> list[tuple[int, str]]:
    """Return the place of each of ``moves`` that cannot stand beside those before it, and why.

    Cases are looked at first: what moves by card is then known by the names that the cases have now.
    """
    pairs = [(n, names) for n, move in enumerate(moves) for names in named([move])]
    cases = [(n, (one, other)) for n, (one, other) in pairs if not isinstance(one, Identity)]
    found = list(_contradicting(cases))
    if found:
        return found
    return list(_contradicting(_cards(pairs, Moves.of(moves[n] for n, _ in cases))))


def _cards(
    pairs: Iterable[tuple[int, tuple[Name, Name]]], now: Moves
) -> Iterator[tuple[int, tuple[Identity, Identity]]]:
    """Yield the pairs of cards that differ by what their cases are called ``now``, in those names."""
    for number, (one, other) in pairs:
        if isinstance(one, Identity) and isinstance(other, Identity):
            before, after = now.current(one), now.current(other)
            if before != after:
                yield number, (before, after)


def _contradicting(
    pairs: Iterable[tuple[int, tuple[Name, Name] | tuple[Identity, Identity]]],
) -> Iterator[tuple[int, str]]:
    to: dict[Name, Name] = {}
    for number, (one, other) in pairs:
        if one in to:
            yield number, f"{one} moves twice, to {to[one]} and to {other}"
        elif other in to.values():
            yield number, f"two things move to {other}"
        elif _end(other, to) == one:
            yield number, f"the moves lead in a circle, back to {one}"
        else:
            to[one] = other


_Any = TypeVar("_Any", CaseId, Identity, Name)


def _end(name: _Any, to: Mapping[_Any, _Any]) -> _Any:
    while name in to:
        name = to[name]
    return name


def _followed(to: Mapping[_Any, _Any]) -> tuple[dict[_Any, _Any], dict[_Any, _Any]]:
    """Return where each name leads in the end, and where each end comes from."""
    ends = {one: _end(one, to) for one in to}
    starts = to.keys() - set(to.values())
    return ends, {ends[one]: one for one in starts}


def _in_cases(identity: Identity, called: Mapping[CaseId, CaseId]) -> Identity:
    """Return ``identity`` with its cases, the other one of a contrast too, as they are ``called``."""
    item = identity.item
    if identity.kind is Kind.CONTRAST and item.startswith(BETWEEN):
        other = CaseId(item.removeprefix(BETWEEN))
        item = ItemId(f"{BETWEEN}{called.get(other, other)}")
    return replace(identity, case=called.get(identity.case, identity.case), item=item)
