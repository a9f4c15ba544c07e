"""Gives the items of a new import the ids of those that they are: a released card must never ask another item."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rapidfuzz import fuzz

from tfcards.model.case import Case, DifferentialItem, Finding, Gamut, GamutItem, ItemId, Question
from tfcards.sources.casefile.numbering import LAST_NUMBER, item_number

T = TypeVar("T", Finding, DifferentialItem, Gamut, GamutItem, Question)

_ALIKE = 80.0
"""Per cent of letters in common, in order (Indel ratio), of two texts when one is a new wording of the other.
A corrected word or measure leaves nine tenths; two findings of one study rarely share three quarters."""

_WHOLE = 100.0
"""Per cent of words of the shorter text that stand in the longer one, when it says the same more closely."""


def aligned(theirs: Case, base: Case | None, ours: Case, used: Mapping[str, Collection[int]]) -> Case:
    """Return ``theirs`` with the ids that its items have in ``base``, else in ``ours``; new items get new numbers.

    ``used`` are the numbers that releases ever used, by list, or by gamut for causes: none of them is given again.
    """
    before = base or ours
    gamuts = _numbered(
        theirs.gamuts, (before.gamuts, ours.gamuts), "g", used.get("gamuts", ()), lambda g: g.pattern
    )
    return replace(
        theirs,
        findings=_numbered(
            theirs.findings,
            (before.findings, ours.findings),
            "f",
            used.get("findings", ()),
            lambda f: f.observation,
        ),
        differential=_numbered(
            theirs.differential,
            (before.differential, ours.differential),
            "d",
            used.get("differential", ()),
            lambda d: d.diagnosis,
        ),
        gamuts=tuple(_with_causes(gamut, before, ours, used) for gamut in gamuts),
        questions=_numbered(
            theirs.questions,
            (before.questions, ours.questions),
            "q",
            used.get("questions", ()),
            lambda q: q.question,
        ),
    )


def _with_causes(gamut: Gamut, before: Case, ours: Case, used: Mapping[str, Collection[int]]) -> Gamut:
    known = tuple(next((g.causes for g in case.gamuts if g.id == gamut.id), ()) for case in (before, ours))
    causes = _numbered(gamut.causes, (known[0], known[1]), "c", used.get(gamut.id, ()), lambda c: c.cause)
    return replace(gamut, causes=causes)


def _numbered(
    items: Sequence[T],
    known: tuple[Sequence[T], Sequence[T]],
    prefix: str,
    used: Collection[int],
    text: Callable[[T], str],
) -> tuple[T, ...]:
    """Return ``items`` with the ids of the ``known`` ones (of the base, of the case as it is) that they are."""
    base: Sequence[T] = known[0]
    ours: Sequence[T] = known[1]
    given = _pairs([text(i) for i in items], [(i.id, text(i)) for i in base if i.id], alike=True)
    own = [(i.id, text(i)) for i in ours if i.id and i.id not in {b.id for b in base}]
    rest = [n for n in range(len(items)) if n not in given]
    for at, found in _pairs([text(items[n]) for n in rest], own, alike=False).items():
        given[rest[at]] = found
    last = max([0, *used, *(item_number(i.id) for i in (*base, *ours))])
    made = []
    for number, item in enumerate(items):
        if number not in given:
            last += 1
        new = ItemId(f"{prefix}{last}") if last <= LAST_NUMBER else ItemId("")
        made.append(replace(item, id=given.get(number, new)))
    return tuple(made)


def _pairs(texts: Sequence[str], known: Sequence[tuple[ItemId, str]], *, alike: bool) -> dict[int, ItemId]:
    """Return which of ``texts`` is which of the ``known`` ones: equal ones first, then the most alike ones."""
    found: dict[int, ItemId] = {}
    left = dict(known)
    for number, text in enumerate(texts):
        same = next((name for name, other in left.items() if other == text), None)
        if same is not None:
            found[number] = same
            del left[same]
    if not alike:
        return found
    scored = sorted(
        (-score, number, name)
        for number, text in enumerate(texts)
        if number not in found
        for name, other in left.items()
        if (score := _likeness(text, other))
    )
    for _, number, name in scored:
        if number not in found and name in left:
            found[number] = name
            del left[name]
    return found


def _likeness(one: str, other: str) -> float:
    """Return how alike two texts are in per cent; 0 where they are not the same item."""
    score = fuzz.ratio(one, other)
    same = score >= _ALIKE or fuzz.token_set_ratio(one.casefold(), other.casefold()) >= _WHOLE
    return score if same else 0.0
