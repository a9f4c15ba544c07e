"""Applies what the author of a case says of its cards to what the rules made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tfcards.decompose.about import about
from tfcards.decompose.author.byhand import by_hand
from tfcards.decompose.author.entries import WITH, Entries, entries_of, identity_named, unused
from tfcards.decompose.author.overrides import changed, identity_of
from tfcards.decompose.masking.mask import Secret
from tfcards.decompose.omission import Omission
from tfcards.model.card import Card, Identity, Kind, ListCard
from tfcards.model.case import Case

_HINT = "write the kind and the item, for example pattern f1; tfcards build --explain CASE lists them"


def as_the_author_wants(
    case: Case, secret: Secret, made: Sequence[Card | Omission], released: Collection[Identity] = ()
) -> list[Card | Omission]:
    """Return ``made`` with the author's word on each card, the cards written by hand, and what could not be done.

    An omission is settled, and no longer told, when the author writes its card or says that it is to be left out.
    """
    if not case.cards:
        return list(made)
    wanted = entries_of(case, released)
    proposed = [card for card in made if not isinstance(card, Omission)]
    final = [done for card in proposed if (done := changed(card, wanted)) is not None]
    added = list(_added(case, secret, wanted, made))
    settled = {card.identity for card in added if not isinstance(card, Omission)}
    settled |= {identity for identity, (_, entry) in wanted.items() if entry.suppress}
    open_ones = [o for o in made if isinstance(o, Omission) and about(case, o) not in settled]
    unmet = [o for o in (*added, *_nameless(case), *unused(case, released)) if isinstance(o, Omission)]
    by_hand_made = [card for card in added if not isinstance(card, Omission)]
    return [*final, *by_hand_made, *open_ones, *sorted(unmet, key=_entry_number)]


def _entry_number(omission: Omission) -> int:
    return int(omission.part.rpartition(".")[2])


def _added(
    case: Case, secret: Secret, wanted: Entries, made: Sequence[Card | Omission]
) -> Iterator[Card | Omission]:
    """Yield a card, or why there is none, for each entry on a card that no rule made."""
    proposed = [card for card in made if not isinstance(card, Omission)]
    known: set[Identity | None] = {card.identity for card in proposed}
    known |= {identity_of(c.identity, i.number) for c in proposed if isinstance(c, ListCard) for i in c.items}
    omitted = {about(case, omission) for omission in made if isinstance(omission, Omission)}
    for identity, said in wanted.items():
        between = identity.kind is Kind.CONTRAST and identity.item.startswith(WITH)
        settled = identity in omitted and said[1].suppress
        says = said[1].suppress or said[1].question or said[1].answer
        if says and not settled and not between and identity not in known:
            yield by_hand(case, secret, identity, said)


def _nameless(case: Case) -> Iterator[Omission]:
    for number, entry in enumerate(case.cards):
        if identity_named(case, entry.card) is None:
            yield Omission("TF325", f"cards.{number}", f'"{entry.card}" names no card', _HINT)
