"""What became of the cases of a deck when they were taken apart together: all that an explanation goes by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tfcards.decompose.lists.shared import Joined
from tfcards.decompose.omission import Omission
from tfcards.model.card import Card, Identity
from tfcards.model.case import Case, CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The ``cases`` as they were taken apart: with usable images, and with the names that siblings share.

    ``cards`` are those that the package gets. ``asked`` are the numbers of the items that each list asks for,
    ``choices`` the diagnoses that are asked as multiple choice too. ``stopped`` tells what the fronts say of cards
    that the leak check stopped. ``omissions`` are those that are told, ``released`` the release times of cards.
    """

    cases: Sequence[Case]
    cards: Mapping[Identity, Card]
    asked: Mapping[Identity, Collection[int]] = field(default_factory=dict)
    choices: Collection[Identity] = ()
    stopped: Mapping[Identity, Sequence[str]] = field(default_factory=dict)
    omissions: Sequence[tuple[CaseId, Omission]] = ()
    joins: Sequence[Joined] = ()
    released: Mapping[Identity, int] = field(default_factory=dict)
