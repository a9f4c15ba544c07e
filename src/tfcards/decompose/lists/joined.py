"""Which gamuts of a deck are one note, and whose identity that note has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from tfcards.decompose.author.overrides import leaves_out
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.numbers import item_number
from tfcards.model.card import Identity, Kind
from tfcards.model.case import Case, CaseId, Gamut
from tfcards.model.released import CauseSource, Released
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key


def folded(text: str) -> str:
    """Return what two wordings of one pattern or one cause have in common: no stop words, no plural."""
    kept = " ".join(word.removesuffix("s") for word in key(text).split() if word not in word_list("stop"))
    return kept or text.strip().casefold()


@dataclass(frozen=True, slots=True)
class Stated:
    """A cause as one case states it: ``wording`` as written, ``exact`` and ``text`` to compare it by."""

    source: CauseSource
    wording: str
    exact: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """A gamut of a case, as its source words it: the author's own words come later."""

    case: Case
    gamut: Gamut

    @property
    def identity(self) -> Identity:
        """Return the identity of its note, were it asked by itself."""
        return Identity(self.case.id, Kind.GAMUT, self.gamut.id)

    @property
    def part(self) -> str:
        """Return the dotted path of the gamut in its case."""
        return f"gamuts.{self.case.gamuts.index(self.gamut)}"

    def names_its_diagnosis(self) -> bool:
        """Tell whether the pattern says the diagnosis of the case, so that its front has to hide it."""
        return Secret.of(self.case).given_away_by(self.gamut.pattern)

    def stated(self) -> list[Stated]:
        """Return its causes in their order."""
        return [
            Stated(
                CauseSource(self.identity, item_number(item.id)), item.cause, key(item.cause), folded(item.cause)
            )
            for item in self.gamut.causes
        ]


@dataclass(frozen=True, slots=True)
class Group:
    """Gamuts that are one note. ``owner`` is its identity; its own gamut stands first, where it still exists."""

    owner: Identity
    members: tuple[Member, ...]

    @property
    def host(self) -> Member:
        """Return the member whose case is shown; the others are its examples."""
        return next((member for member in self.members if not member.names_its_diagnosis()), self.members[0])


def groups(cases: Sequence[Case], released: Released, namespaces: Mapping[CaseId, str]) -> list[Group]:
    """Return the gamuts that several of ``cases`` state, and those that were released as one note with others.

    A gamut whose pattern says the diagnosis of its case is asked beside the images of that case, its name hidden:
    another question, so it does not join. One that was released as joined stays; the leak check then speaks.
    Gamuts of different ``namespaces``, by case, are notes of different holders and never meet.
    """
    members = [Member(case, gamut) for case in cases for gamut in case.gamuts if not leaves_out(case, gamut.id)]
    owners = _owners_known(released)
    alike: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for member in members:
        if member.identity in owners or not member.names_its_diagnosis():
            alike[namespaces.get(member.case.id, ""), *_question(member.gamut)].append(member)
    joined = [
        sorted(found, key=lambda member: member.identity)
        for found in alike.values()
        if len({member.case.id for member in found}) > 1 or any(member.identity in owners for member in found)
    ]
    present = {member.identity for member in members}
    wanted = [_candidates(found, owners, present, released) for found in joined]
    return [_group(owner, found) for found, owner in zip(joined, _awarded(wanted, released), strict=True)]


def _group(owner: Identity, found: Sequence[Member]) -> Group:
    return Group(owner, tuple(sorted(found, key=lambda member: member.identity != owner)))


def _question(gamut: Gamut) -> tuple[str, ...]:
    """Return what two gamuts that ask the same have in common."""
    return (gamut.kind, folded(gamut.pattern))


def _owners_known(released: Released) -> dict[Identity, set[Identity]]:
    """Return, for each gamut that ever was part of a shared note, the notes that it was part of."""
    owners: dict[Identity, set[Identity]] = defaultdict(set)
    for cause in released.causes:
        owners[cause.source.gamut].add(cause.note)
    return dict(owners)


def _candidates(
    found: Sequence[Member], owners: Mapping[Identity, set[Identity]], present: set[Identity], released: Released
) -> dict[Identity, int]:
    """Return the notes that the gamuts ``found`` may be, with how much each of them is theirs.

    A gamut that is in the deck keeps its identity for itself. One that is gone leaves it to the gamuts that were
    released with it, unless they have been notes of their own since.
    """
    own = {member.identity for member in found}
    heirs = {member for member in own if not released.is_live(member)}
    left = {owner for heir in heirs for owner in owners.get(heir, ()) if owner not in present}
    shares = [cause.note for cause in released.causes if cause.source.gamut in heirs]
    return {note: shares.count(note) for note in own | left}


def _awarded(wanted: Sequence[Mapping[Identity, int]], released: Released) -> list[Identity]:
    """Return the note of each group: one that people have before any other, the oldest of them, each only once."""

    def age(note: Identity) -> tuple[bool, float, Identity]:
        first = released.notes[note].first if note in released.notes else inf
        return (not released.is_live(note), first, note)

    claims = [(*age(note), -share, index) for index, notes in enumerate(wanted) for note, share in notes.items()]
    awarded: dict[int, Identity] = {}
    for *_, note, _, index in sorted(claims):
        if index not in awarded and note not in awarded.values():
            awarded[index] = note
    return [awarded[index] for index in range(len(wanted))]
