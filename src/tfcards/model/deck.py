"""What a deck says of itself in ``deck.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, field

from tfcards.model.case import doc
from tfcards.model.moves import Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The name residents see, and the namespace that keeps its notes apart from everybody else's."""

    name: str = field(metadata=doc("Name of the deck in Anki; :: makes a sub-deck."))
    namespace: str = field(
        metadata=doc(
            "Keeps this deck's notes apart from every other deck's. Never change it once residents have the deck.",
            minLength=1,
        )
    )
    authors: tuple[str, ...] = field(default=(), metadata=doc("Authors of cases that name none."))
    holder: str = field(default="", metadata=doc("Copyright holder of cases that name none."))
    licence: str = field(default="", metadata=doc("Licence of cases that name none."))
    image_credit: str = field(default="", metadata=doc("Where images come from, when they do not say themselves."))
    multiple_choice: bool = field(
        default=False,
        metadata=doc("Whether diagnoses are asked as multiple choice too, from each case's own differential."),
    )
    moves: tuple[Move, ...] = field(
        default=(),
        metadata=doc("Cases and items that got another id after a release: people keep their history."),
    )
