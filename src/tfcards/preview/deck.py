"""A deck as a preview shows it: its cases, their cards as Anki renders them, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location
from tfcards.model.note import Guid


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiCard:
    """One card out of Anki: ``question`` and ``answer`` are what its ``card.question()`` and ``answer()`` return.

    ``ord`` counts templates or clozes from 0; ``number`` is the cloze number, 0 for cards that are none.
    """

    guid: Guid
    ord: int
    number: int
    identity: Identity
    tags: tuple[str, ...]
    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard:
    """A card with the part of the case that it asks, the place of that part, and what is wrong with it."""

    anki: AnkiCard
    part: str
    location: Location
    diagnostics: tuple[Diagnostic, ...]

    @property
    def key(self) -> str:
        """A name for the card's pages that stays the same in the next preview."""
        return f"{self.anki.guid}-{self.anki.ord + 1}"

    @property
    def kind(self) -> str:
        """The kind of card."""
        return self.anki.identity.kind.value

    @property
    def item(self) -> str:
        """What the card asks, in the words of ``cards:`` in case.yaml, such as ``d2`` or ``g1.c2``."""
        identity = self.anki.identity
        match identity.kind:
            case Kind.DIFFERENTIAL:
                return f"d{self.anki.number}"
            case Kind.GAMUT:
                return f"{identity.item}.c{self.anki.number}"
            case Kind.OCCLUSION:
                return f"{identity.item}.a{self.anki.number}"
            case _:
                return identity.item

    def tagged(self, top: str) -> tuple[str, ...]:
        """Return what follows ``top::`` in the tags that begin so."""
        start = f"{top}::"
        return tuple(tag.removeprefix(start) for tag in self.anki.tags if tag.startswith(start))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    """A case with its cards. ``diagnostics`` are those that no single card is concerned by."""

    id: CaseId
    diagnosis: str
    location: Location
    cards: tuple[ShownCard, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDeck:
    """All that a preview shows. ``diagnostics`` are those of no case that could be read; ``media`` is by name."""

    name: str
    cases: tuple[ShownCase, ...]
    diagnostics: tuple[Diagnostic, ...]
    media: Mapping[str, bytes]

    @property
    def cards(self) -> tuple[ShownCard, ...]:
        """The cards of all cases, in their order."""
        return tuple(card for case in self.cases for card in case.cards)
