"""Explains a gamut that several cases state: one card, on which each cause keeps its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tfcards.decompose.author.overrides import identity_of
from tfcards.decompose.explain.desk import Desk
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.lists.joined import Stated
from tfcards.decompose.lists.shared import Joined
from tfcards.decompose.numbers import item_number
from tfcards.model.card import Identity, ListCard
from tfcards.model.case import CaseId


def joined(desk: Desk, identity: Identity, at: int, join: Joined) -> Iterator[Explanation]:
    """Explain the gamut ``identity``, entry ``at`` of ``gamuts``, which is part of the card of ``join``.

    Its own causes are told under their own names; the case whose card it is tells those of the others too.
    """
    yield _card(desk, identity, at, join)
    told: set[int] = set()
    for place, item in enumerate(desk.case.gamuts[at].causes):
        own = identity_of(identity, item_number(item.id))
        number = _number(join, identity, item_number(item.id))
        yield _cause(desk, own, f"gamuts.{at}.causes.{place}", (join, number, number in told))
        told.add(number)
    if identity == join.group.owner:
        for number, stated in join.numbered.causes.items():
            if number not in told:
                other = identity_of(identity, number)
                source, part = _place(join, stated)
                found = _cause(desk, other, part, (join, number, False))
                yield replace(found, source=source) if found.part == part else found


def _card(desk: Desk, identity: Identity, at: int, join: Joined) -> Explanation:
    owner, part = join.group.owner, f"gamuts.{at}"
    members = [member for member in join.group.members if member.identity != identity]
    words = [f"same pattern: {member.case.id} {member.gamut.id}: {member.gamut.pattern}" for member in members]
    card = desk.trace.cards.get(owner)
    if isinstance(card, ListCard):
        with_others = " with the same pattern of other cases" if members else ", as it was released"
        rule = f"asked{with_others}, as the card {owner}: a list of {len(desk.trace.asked.get(owner, ()))}"
        return desk.made(identity, rule, part, [*words, *desk.hidden([desk.case.gamuts[at].pattern])])
    host = join.group.host
    known = (o for name, o in desk.trace.omissions if name == host.case.id and o.part == host.part)
    if owner in desk.trace.stopped:
        words = [f"front says: {word}" for word in desk.trace.stopped[owner]]
        found = desk.unmade(identity, part, f"the front of the card {owner} would say what it must not", words)
        return replace(found, code=found.code or "TF411")
    if omission := next(known, None):
        found = desk.unmade(identity, part, omission.message, words)
        return replace(found, code=found.code or omission.code)
    return desk.unmade(identity, part, "fewer than two causes are left to ask for", words)


def _cause(desk: Desk, own: Identity, part: str, state: tuple[Joined, int, bool]) -> Explanation:
    """Explain the cause ``own`` of a case, which has a number on the card, or 0 when none was left for it."""
    join, number, again = state
    owner = join.group.owner
    if not number:
        return replace(desk.unmade(own, part, "all numbers that Anki takes are used"), code="TF328")
    called = identity_of(owner, number)
    stated = join.numbered.causes[number]
    words = [f"stated by {_origin(cause)}: {cause.wording}" for cause in stated]
    if again:
        return desk.unmade(own, part, f"merged: it is asked as {called} already", words)
    case, entry_at, entry = join.said.get(number, (None, 0, None))
    if case and entry and entry.suppress:
        found = desk.unmade(own, f"cards.{entry_at}", "left out by an author", [entry.suppress])
        return replace(found, source=case.id)
    card = desk.trace.cards.get(owner)
    item = next((i for i in card.items if i.number == number), None) if isinstance(card, ListCard) else None
    if item is None:
        return desk.unmade(own, part, "its list is not asked", words)
    if number not in desk.trace.asked.get(owner, ()):
        crowded = desk.unmade(own, part, "more names of diagnoses than Anki can hide stand in its list", words)
        return replace(crowded, code="TF328")
    rule = f"asked as {called}"
    if item.withheld:
        rule += ", and hidden while the others are asked: it gives a diagnosis away"
    if entry:
        sides = (("question", entry.question), ("answer", entry.answer))
        words += [f"the author's {side}: {text}" for side, text in sides if text]
    return desk.made(own, rule, part, [*words, *(desk.giving_away(item.text) if item.withheld else ())])


def _origin(cause: Stated) -> str:
    gamut, number = cause.source.gamut, cause.source.number
    return f"{gamut.case} {gamut.item}.c{number}"


def _number(join: Joined, gamut: Identity, number: int) -> int:
    """Return the number that the cause ``number`` of ``gamut`` has on the card, 0 if none."""
    found = (
        at
        for at, stated in join.numbered.causes.items()
        if any(s.source.gamut == gamut and s.source.number == number for s in stated)
    )
    return next(found, 0)


def _place(join: Joined, stated: Sequence[Stated]) -> tuple[CaseId, str]:
    """Return the case that states a cause first, and where."""
    source = stated[0].source
    member = next(member for member in join.group.members if member.identity == source.gamut)
    place = next(n for n, item in enumerate(member.gamut.causes) if item_number(item.id) == source.number)
    return member.case.id, f"{member.part}.causes.{place}"
