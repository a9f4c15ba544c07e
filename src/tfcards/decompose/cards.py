"""Takes a case apart into its cards, in the order in which a resident should meet them."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.decompose.contrast import contrast_cards
from tfcards.decompose.diagnosis import diagnosis_card
from tfcards.decompose.lists import differential_cards, gamut_cards
from tfcards.decompose.mask import Secret
from tfcards.decompose.omission import Omission
from tfcards.decompose.overrides import override
from tfcards.decompose.pattern import pattern_cards
from tfcards.model.card import Card
from tfcards.model.case import Case


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The cards of a case and what was left out."""

    cards: tuple[Card, ...]
    omissions: tuple[Omission, ...]


def decompose(case: Case) -> Decomposition:
    """Take ``case`` apart. Images count when their ``file`` is set; items must carry ids."""
    secret = Secret.of(case)
    made = [
        diagnosis_card(case, secret),
        *pattern_cards(case, secret),
        *differential_cards(case, secret),
        *gamut_cards(case, secret),
        *contrast_cards(case, secret),
    ]
    proposed = [card for card in made if not isinstance(card, Omission)]
    final = override(case, proposed)
    omissions = [o for o in (*made, *final) if isinstance(o, Omission)]
    return Decomposition(tuple(c for c in final if not isinstance(c, Omission)), tuple(omissions))
