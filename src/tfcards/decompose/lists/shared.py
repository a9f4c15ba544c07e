"""Gamuts across the cases of a deck: the same pattern in several cases is asked once, with its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tfcards.decompose.author.overrides import on_gamuts, worded
from tfcards.decompose.lists.joined import Group, Member, groups
from tfcards.decompose.lists.numbering import Numbered, numbered, remembered
from tfcards.decompose.lists.single import gamut_cards
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.numbers import item_number
from tfcards.decompose.omission import Omission
from tfcards.model.card import Card, Identity, ListCard, ListItem
from tfcards.model.case import CardOverride, Case, CaseId, GamutItem, ItemId
from tfcards.model.released import Cause, Released

_NO_NAMESPACES: Mapping[CaseId, str] = {}


@dataclass(frozen=True, slots=True)
class Joined:
    """How gamuts became one card: which, the number of each cause, and the author's word on it, with its place."""

    group: Group
    numbered: Numbered
    said: Mapping[int, tuple[Case, int, CardOverride]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The cards of a deck, with one for each pattern; ``joins`` tell of what several cases state.

    ``causes`` is what the lock has to keep of each shared gamut that is released. ``remarks`` are what could not
    be done, by case. ``done`` are the parts of cases of which nothing is missing after all, such as a ``gamuts.0``
    with a single cause, or a ``cards.0`` that names a cause by its number on the joined card.
    """

    cards: tuple[Card, ...]
    joins: tuple[Joined, ...] = ()
    causes: Mapping[Identity, frozenset[Cause]] = field(default_factory=dict)
    remarks: tuple[tuple[CaseId, Omission], ...] = ()
    done: frozenset[tuple[CaseId, str]] = frozenset()


def share_gamuts(
    cases: Sequence[Case],
    cards: Sequence[Card],
    released: Released,
    namespaces: Mapping[CaseId, str] = _NO_NAMESPACES,
) -> Shared:
    """Return ``cards``, made of ``cases``, with the gamuts of one pattern joined into one card.

    Which gamuts are joined, and as which note: see ``joined.groups``. Which number a cause has: see
    ``numbering.numbered``. The author's words (``cards:``) of every member apply to the joined card, those of the
    owner's case first. Gamuts of different ``namespaces`` are not joined.
    """
    placed: dict[Identity, ListCard | None] = {}
    known = {card.identity for card in cards}
    joins = [_Join(group, released) for group in groups(cases, released, namespaces)]
    for join in joins:
        own = [member.identity for member in (join.group.host, *join.group.members)]
        placed |= dict.fromkeys(own)
        placed[next((identity for identity in own if identity in known), own[0])] = join.card()
    kept = [placed.pop(card.identity) if card.identity in placed else card for card in cards]
    kept += placed.values()
    return Shared(
        cards=tuple(_with_released(card, released) for card in kept if card is not None),
        joins=tuple(join.told() for join in joins),
        causes={join.group.owner: join.causes() for join in joins},
        remarks=tuple(remark for join in joins for remark in join.remarks()),
        done=frozenset(part for join in joins for part in join.done()),
    )


def _with_released(card: Card, released: Released) -> Card:
    """Return ``card`` with the items of a list marked that have been asked before."""
    if not isinstance(card, ListCard):
        return card
    before = released.numbers_of(card.identity)
    return replace(card, items=tuple(replace(item, released=item.number in before) for item in card.items))


class _Join:
    """Makes one card of the gamuts of a group."""

    def __init__(self, group: Group, released: Released) -> None:
        self.group = group
        self._recorded = released.causes_of(group.owner)
        stated = [cause for member in group.members for cause in member.stated()]
        self._numbered: Numbered = numbered(group.owner, stated, self._recorded, released.numbers_of(group.owner))
        self._secrets = [Secret.of(member.case) for member in group.members]
        self._said = {member.identity: on_gamuts(member.case) for member in group.members}
        self._authors = [member for member in group.members if self._said[member.identity]]
        self._held = self._not_whole(released)

    def told(self) -> Joined:
        """Return how the card came about."""
        said = {number: entry for number in self._numbered.causes if (entry := self._entry(number))}
        return Joined(self.group, self._numbered, said)

    def causes(self) -> frozenset[Cause]:
        """Return what the lock has to keep."""
        return remembered(self.group.owner, self._numbered.causes, self._recorded)

    def card(self) -> ListCard | None:
        """Return the joined card, None when nothing of it is to be asked, or not now."""
        base = None if self._held else self._base()
        items = tuple(item for number in self._numbered.causes if (item := self._item(number)))
        if base is None or not items:
            return None
        host = self.group.host.case
        examples = dict.fromkeys(member.case for member in self.group.members if member.case.id != host.id)
        return replace(base, identity=self.group.owner, case=host, items=items, examples=tuple(examples))

    def remarks(self) -> Iterator[tuple[CaseId, Omission]]:
        """Yield what could not be done."""
        host = self.group.host
        if self._held:
            message = f"the gamut of {_named(self.group)} was left out: it has causes of {', '.join(self._held)}"
            hint = "people keep it as it was released; settle what is wrong with those cases"
            yield host.case.id, Omission("TF329", host.part, message, hint)
        if self._numbered.left_out:
            texts = ", ".join(cause.wording for cause in self._numbered.left_out)
            message = f"the gamut of {_named(self.group)} has used all numbers that Anki takes; left out: {texts}"
            yield host.case.id, Omission("TF328", host.part, message, "word the pattern more narrowly")

    def done(self) -> Iterator[tuple[CaseId, str]]:
        """Yield the parts of cases that a case by itself could not make anything of."""
        if len(self._numbered.causes) > 1:
            yield from ((member.case.id, member.part) for member in self.group.members)
        for member in self._authors:
            for number in self._numbered.causes:
                for name in self._names(member, number):
                    if name in self._said[member.identity]:
                        yield member.case.id, f"cards.{self._said[member.identity][name][0]}"

    def _not_whole(self, released: Released) -> tuple[str, ...]:
        """Return the held cases of which a released cause would be missing: better no note than one without."""
        if not released.is_live(self.group.owner):
            return ()
        there = self._numbered.causes.keys()
        asked = released.numbers_of(self.group.owner) - there
        lacking = [cause for cause in self._recorded if cause.number in asked]
        return tuple(sorted({c.source.gamut.case for c in lacking} & set(released.held)))

    def _base(self) -> ListCard | None:
        """Return the card of the host as if its gamut had all the causes, None if they are too few to ask."""
        host = self.group.host
        causes = self._numbered.causes.items()
        all_causes = tuple(GamutItem(id=ItemId(f"c{n}"), cause=stated[0].wording) for n, stated in causes)
        case = replace(host.case, gamuts=(replace(host.gamut, causes=all_causes),))
        made = gamut_cards(case, Secret.of(host.case))[0]
        if not isinstance(made, ListCard):
            return None
        said = (self._said[member.identity].get(member.gamut.id) for member in self.group.members)
        headings = (entry.question for _, entry in filter(None, said) if entry.question)
        return replace(made, stem=next(headings, made.stem))

    def _item(self, number: int) -> ListItem | None:
        """Return the cause with ``number`` in the author's words, None when it is to be left out."""
        _, _, entry = self._entry(number) or (None, 0, None)
        if entry and entry.suppress:
            return None
        wording = self._numbered.causes[number][0].wording
        item = ListItem(number=number, text=wording, cue="", withheld=False)
        said = worded(item, entry) if entry else item
        texts = dict.fromkeys((wording, said.text))
        return replace(said, withheld=any(s.given_away_by(text) for s in self._secrets for text in texts))

    def _entry(self, number: int) -> tuple[Case, int, CardOverride] | None:
        """Return the author's word on the cause with ``number``: of the owner's case, else of the first case."""
        found = (
            (member.case, *said)
            for member in self._authors
            for name in self._names(member, number)
            if (said := self._said[member.identity].get(name))
        )
        return next(found, None)

    def _names(self, member: Member, number: int) -> list[str]:
        """Return how the author of ``member`` may name a cause: by its id there, else its number on the card."""
        own = {item_number(item.id) for item in member.gamut.causes}
        stated = self._numbered.causes[number]
        ids = [cause.source.number for cause in stated if cause.source.gamut == member.identity]
        return [f"{member.gamut.id}.c{n}" for n in (*ids, *({number} - own))]


def _named(group: Group) -> str:
    return ", ".join(member.case.id for member in group.members)
