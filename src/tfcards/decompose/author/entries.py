"""The entries of ``cards:`` in a case: which card each of them names, and which say what cannot be done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from tfcards.decompose.numbers import item_number
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind
from tfcards.model.case import CardOverride, Case, ItemId
from tfcards.model.identity import image_item

WHOLE = ItemId("whole")
"""The item of the pattern card that asks for the diagnosis from all findings together."""

WITH = "with:"
"""What the item of a contrast between two cases begins with, before the id of the second."""

Entries = Mapping[Identity, tuple[int, CardOverride]]
"""What the author says of which card, and where in ``cards`` it stands. Of several entries the last counts."""

_KINDS = {kind.value: kind for kind in Kind}


def entries_of(case: Case, released: Collection[Identity] = ()) -> Entries:
    """Return what the author of ``case`` says, by the card that each entry names."""
    named = {identity_named(case, entry.card, released): (n, entry) for n, entry in enumerate(case.cards)}
    return {identity: said for identity, said in named.items() if identity is not None}


def identity_named(case: Case, name: str, released: Collection[Identity] = ()) -> Identity | None:
    """Return the card that an author calls ``name``, None when that is no kind and item: "Pattern F3".

    Capitals do not matter where the case has such an item. A card by hand that was ``released`` under the name as
    written stays itself.
    """
    kind, *rest = name.split(None, 1) or [""]
    item = "".join(rest).strip()
    found = _KINDS.get(kind.casefold())
    if found is None or not item:
        return None
    written = Identity(case.id, found, ItemId(item))
    return written if written in released else replace(written, item=ItemId(_known(case, found, item)))


def _known(case: Case, kind: Kind, item: str) -> str:
    """Return ``item`` as cards of ``kind`` are called; a free name of a pattern stays as it is written."""
    folded = item.casefold()
    match kind:
        case Kind.PATTERN:
            return folded if folded == WHOLE or any(f.id == folded for f in case.findings) else item
        case Kind.CONTRAST if folded.startswith(WITH):
            return WITH + item[len(WITH) :].strip()
        case Kind.OCCLUSION:
            images = (image_item(image) for image in case.images if image.occlusion)
            return next((known for known in images if known.casefold() == folded), item)
        case Kind.DIFFERENTIAL:
            own = (f"d{item_number(entry.id)}" for entry in case.differential if entry.id == folded)
            return next(own, folded)
        case Kind.GAMUT:
            gamut, _, cause = folded.partition(".")
            causes = (c for g in case.gamuts if g.id == gamut for c in g.causes if c.id == cause)
            return next((f"{gamut}.c{item_number(c.id)}" for c in causes), folded)
        case _:
            return folded


def is_of_whole_list(identity: Identity) -> bool:
    """Tell whether ``identity`` is a list and not one of its items."""
    if identity.kind is Kind.DIFFERENTIAL:
        return identity.item == "list"
    return identity.kind is Kind.GAMUT and "." not in identity.item


def unused(case: Case, released: Collection[Identity] = ()) -> Iterator[Omission]:
    """Yield what the author of ``case`` says of a card without any effect."""
    counting = {number for number, _ in entries_of(case, released).values()}
    for number, entry in enumerate(case.cards):
        identity = identity_named(case, entry.card, released)
        if identity is not None and (why := _without_effect(identity, entry, counts=number in counting)):
            message = f'"{entry.card}": {why[0]}'
            yield Omission("TF330", f"cards.{number}", message, why[1])


def _without_effect(identity: Identity, entry: CardOverride, *, counts: bool) -> tuple[str, str] | None:
    """Return what of ``entry`` has no effect and what to do about it, None when all of it has one."""
    if not counts:
        return "a later entry says something of this card too, and that one counts", "keep one of them"
    if entry.suppress and (entry.question or entry.answer):
        return "the card is left out, so its wording is not used", "take out suppress: or the wording"
    if not (entry.suppress or entry.question or entry.answer):
        return "the entry says nothing of the card", "add suppress:, question: or answer:, or take it out"
    return _unused_answer(identity) if entry.answer else None


def _unused_answer(identity: Identity) -> tuple[str, str] | None:
    """Return why an answer of the author's to ``identity`` is not used and what to do, None when it is."""
    if identity.kind is Kind.DIAGNOSIS:
        return "the answer is not used: it is the diagnosis of the case", "change diagnosis:, or take answer: out"
    if identity.kind is Kind.OCCLUSION:
        hint = "change the text of the annotation, or take answer: out"
        return "the answer is not used: the texts of the annotations are the answers", hint
    if identity.kind is Kind.QUESTION:
        hint = "change it under questions:, or take answer: out"
        return "the answer is not used: the options or the explanation of the question are the answer", hint
    if is_of_whole_list(identity):
        hint = f"word one of them, such as {_first_item(identity)}, or take answer: out"
        return "the answer is not used: the entries of the list are the answers", hint
    return None


def _first_item(identity: Identity) -> str:
    return "differential d1" if identity.kind is Kind.DIFFERENTIAL else f"gamut {identity.item}.c1"
