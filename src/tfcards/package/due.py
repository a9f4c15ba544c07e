"""The order of new cards: the notes of one case lie far apart, and its diagnosis note comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tfcards.model.card import Identity, Kind

_FIRST = (Kind.DIAGNOSIS, Kind.QUESTION)
"""What a case begins with: its images, then what its source asks of it."""

_KINDS = {kind: rank for rank, kind in enumerate(dict.fromkeys((*_FIRST, *Kind)))}


def interleave(identities: Sequence[Identity]) -> dict[Identity, int]:
    """Return the ``due`` of each note, from 1: Anki shows new cards in this order (ANKI.md, Identity and updates).

    First all diagnosis notes, then round after round one further note of each case: its quiz questions, then the
    others in the order of ``Kind`` and, within a kind, of the item ids read as numbers. Cases keep the order in
    which they first appear in ``identities``; nothing else of its order matters. Needed because Anki buries
    siblings, but not other notes of the same case.
    """
    cases = {identity.case: rank for rank, identity in reversed(list(enumerate(identities)))}
    rounds: dict[str, int] = {}
    places: list[tuple[int, int, Identity]] = []
    for identity in sorted(set(identities), key=_within_case):
        opens = identity.kind is Kind.DIAGNOSIS and identity.case not in rounds
        rounds[identity.case] = 0 if opens else rounds.get(identity.case, 0) + 1
        places.append((rounds[identity.case], cases[identity.case], identity))
    return {identity: due for due, (_, _, identity) in enumerate(sorted(places), start=1)}


def _within_case(identity: Identity) -> tuple[int, tuple[str | int, ...]]:
    """Return the sort key of a note among those of its case: d2 stands before d10."""
    parts = re.split(r"([0-9]+)", identity.item)
    natural = tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
    return _KINDS[identity.kind], natural
