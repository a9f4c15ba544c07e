"""Takes a case apart into its cards, in the order in which a resident should meet them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tfcards.decompose.author.authored import as_the_author_wants
from tfcards.decompose.contrasts.within import NONE_RELEASED, contrast_cards
from tfcards.decompose.diagnosis import diagnosis_card
from tfcards.decompose.lists.single import differential_cards, gamut_cards
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.occlusion import Sizes, occlusion_cards
from tfcards.decompose.omission import Omission
from tfcards.decompose.pattern import pattern_cards
from tfcards.decompose.questions import question_cards
from tfcards.model.card import Card, Identity
from tfcards.model.case import Case

_UNMEASURED: Sizes = {}


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The cards of a case and what was left out."""

    cards: tuple[Card, ...]
    omissions: tuple[Omission, ...]


def decompose(
    case: Case, released: Mapping[Identity, int] = NONE_RELEASED, sizes: Sizes = _UNMEASURED
) -> Decomposition:
    """Take ``case`` apart. Images count when their ``file`` is set; items must carry ids.

    Where the number of cards is bounded, those ``released`` before come first (release times by identity).
    ``sizes`` of images tell what a circle covers; one that is not told is taken for a square.
    """
    secret = Secret.of(case)
    made = [
        diagnosis_card(case, secret),
        *pattern_cards(case, secret),
        *differential_cards(case, secret),
        *gamut_cards(case, secret),
        *contrast_cards(case, secret, released),
        *occlusion_cards(case, secret, sizes),
        *question_cards(case, secret),
    ]
    final = as_the_author_wants(case, secret, made, released)
    cards = tuple(card for card in final if not isinstance(card, Omission))
    return Decomposition(cards, tuple(o for o in final if isinstance(o, Omission)))
