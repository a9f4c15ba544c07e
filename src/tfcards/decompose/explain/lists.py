"""Explains the differential and the gamuts of a case by itself, and each of their items."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tfcards.decompose.author.overrides import identity_of
from tfcards.decompose.explain.desk import Desk
from tfcards.decompose.explain.joins import joined
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.masking.mask import is_diagnosis
from tfcards.decompose.numbers import item_number
from tfcards.model.card import Identity, Kind, ListCard
from tfcards.model.case import Gamut
from tfcards.vocabulary.words import key


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry of a list: where it stands, its number, its text, and the remark that is its cue."""

    part: str
    number: int
    text: str
    remark: str = ""
    stance: str = ""
    is_diagnosis: bool = False


def differential(desk: Desk) -> Iterator[Explanation]:
    """Explain the differential and each of its entries; nothing where there is none."""
    case = desk.case
    rows = [
        _Row(
            f"differential.{n}",
            item_number(d.id),
            d.diagnosis,
            d.distinguishing,
            d.stance,
            is_diagnosis(case, d.diagnosis),
        )
        for n, d in enumerate(case.differential)
    ]
    if rows:
        around = [row.text for row in rows if not row.is_diagnosis]
        shown = desk.hidden([case.brief_history, *_captions(desk), *_seen(desk)], around)
        yield from _list(desk, desk.identity(Kind.DIFFERENTIAL, "list"), "differential", (rows, shown))


def gamuts(desk: Desk) -> Iterator[Explanation]:
    """Explain each gamut and each of its causes, also where other cases state the same pattern."""
    for number, gamut in enumerate(desk.case.gamuts):
        identity = desk.identity(Kind.GAMUT, gamut.id)
        join = next(
            (j for j in desk.trace.joins if any(member.identity == identity for member in j.group.members)), None
        )
        if join:
            yield from joined(desk, identity, number, join)
        else:
            yield from _alone(desk, identity, number, gamut)


def _alone(desk: Desk, identity: Identity, number: int, gamut: Gamut) -> Iterator[Explanation]:
    rows = [
        _Row(f"gamuts.{number}.causes.{n}", item_number(item.id), item.cause)
        for n, item in enumerate(gamut.causes)
    ]
    shown = desk.hidden([gamut.pattern])
    if shown:
        shown = [*shown, *desk.hidden([desk.case.brief_history, *_captions(desk), *_seen(desk)])]
    yield from _list(desk, identity, f"gamuts.{number}", (rows, shown))


def _captions(desk: Desk) -> list[str]:
    return [image.caption for image in desk.case.images]


def _seen(desk: Desk) -> list[str]:
    """Return the observations that stand in for images, where there are none."""
    without = not any(image.file for image in desk.case.images)
    return [finding.observation for finding in desk.case.findings[:3]] if without else []


def _list(
    desk: Desk, identity: Identity, part: str, content: tuple[Sequence[_Row], Sequence[str]]
) -> Iterator[Explanation]:
    rows, shown = content
    card = desk.card(identity)
    listed = card if isinstance(card, ListCard) else None
    asked = desk.trace.asked.get(identity, ())
    if listed is None:
        yield desk.unmade(identity, part, "all its entries are left out")
    else:
        entry = desk.entry(identity)
        by = "; the heading is the author's own" if entry and entry.question else ""
        yield desk.made(identity, f"a list of {len(asked)}, one hidden at a time{by}", part, shown)
    first: dict[str, int] = {}
    for row in rows:
        before = first.setdefault(key(row.text), row.number) if not row.is_diagnosis else row.number
        yield _item(desk, identity, row, (listed, asked, before))


def _item(
    desk: Desk, identity: Identity, row: _Row, state: tuple[ListCard | None, Collection[int], int]
) -> Explanation:
    card, asked, before = state
    own = identity_of(identity, row.number)
    if before != row.number:
        same = identity_of(identity, before)
        return desk.unmade(own, row.part, f"merged with {same.item}, which says the same", [row.text])
    item = next((item for item in card.items if item.number == row.number), None) if card else None
    if item is None:
        return desk.unmade(own, row.part, "its list is not asked", [row.text])
    if row.number not in asked:
        crowded = desk.unmade(own, row.part, "more names of diagnoses than Anki can hide stand in its list")
        return replace(crowded, code=crowded.code or "TF328")
    entry = desk.entry(own)
    words = [row.text, *(desk.giving_away(item.text) if item.withheld else ())]
    if row.remark and not (entry and entry.question):
        others = [i.text for i in card.items] if card else []
        words += [
            f"stance: {row.stance}",
            f"cue: {item.cue}" if item.cue else "",
            *desk.hidden([row.remark], others),
        ]
    return desk.made(own, asked_rule(withheld=item.withheld, entry=bool(entry)), row.part, words)


def asked_rule(*, withheld: bool, entry: bool) -> str:
    """Return the rule by which an item of a list is asked."""
    rule = "asked, and hidden while the others are asked: it gives the diagnosis away" if withheld else "asked"
    return f"{rule}; worded by the author" if entry else rule
