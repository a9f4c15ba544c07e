"""What the templates ask of a case beyond its own fields: grouping, choosing, ordering. No markup here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tfcards.model.card import Kind, ListCard, ListItem, OcclusionCard, QuestionCard
from tfcards.model.case import Case, DifferentialItem, Finding
from tfcards.model.identity import digest
from tfcards.render.text import MAX_NESTING
from tfcards.vocabulary.words import key

MIN_DISTRACTORS = 2
"""A choice between two is a coin: with fewer wrong answers than this there is no multiple-choice card."""

MAX_DISTRACTORS = 4
"""A board examination offers five options."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list on a back: ``text``, ``why`` it stands apart or empty, ``right`` for the answer."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: an item with its cue, and its cloze number, or 0 where it is only shown.

    ``hidden_for`` are the numbers of the cards that hide it as well.
    """

    text: str
    cue: str
    number: int = 0
    hidden_for: tuple[int, ...] = ()


def by_study(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return ``findings`` grouped by study, studies and findings in their given order."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.study, []).append(finding)
    return list(groups.items())


def open_rows(card: ListCard) -> tuple[Row, ...]:
    """Return the items that give nothing away, as clozes in their order."""
    return tuple(Row(item.text, item.cue, item.number) for item in card.items if not item.withheld)


def withheld_rows(card: ListCard) -> tuple[Row, ...]:
    """Return all items, those that are withheld as clozes and the others to read; empty when none is withheld.

    Withheld items are nested in the clozes of one another, so that each is hidden on the others' cards. Those of
    ``not_asked`` stand on the back alone.
    """
    left_out = {item.number for item in not_asked(card)}
    withheld = [item.number for item in card.items if item.withheld and item.number not in left_out]
    if not withheld:
        return ()
    return tuple(
        Row(item.text, item.cue, item.number, tuple(n for n in withheld if n != item.number))
        if item.withheld
        else Row(item.text, item.cue)
        for item in card.items
        if item.number not in left_out
    )


def not_asked(card: ListCard) -> tuple[ListItem, ...]:
    """Return the withheld items that would nest deeper than Anki takes apart: new ones before released ones."""
    withheld = [item for item in card.items if item.withheld]
    released = sorted((item for item in withheld if item.released), key=lambda item: item.number)
    return (*released, *(item for item in withheld if not item.released))[MAX_NESTING:]


def numbers(card: ListCard | OcclusionCard) -> tuple[int, ...]:
    """Return the cloze numbers of ``card`` in ascending order."""
    if isinstance(card, OcclusionCard):
        return tuple(sorted(mask.number for mask in card.masks))
    return tuple(sorted({row.number for row in (*open_rows(card), *withheld_rows(card)) if row.number}))


def full_list(card: ListCard) -> tuple[Entry, ...]:
    """Return every item of ``card`` with what sets it apart, unmasked; empty where the list above says it all."""
    own: dict[int, str] = {}
    if card.identity.kind is Kind.DIFFERENTIAL:
        own = {_number(d.id): d.distinguishing for d in card.case.differential}
    entries = tuple(Entry(item.text, own.get(item.number) or item.cue) for item in card.items)
    hides_some = any(item.withheld for item in card.items)
    return entries if hides_some or any(entry.why for entry in entries) else ()


def choices(case: Case, alternatives: Sequence[DifferentialItem] | None = None) -> tuple[Entry, ...]:
    """Return the diagnosis among ``alternatives`` (all of its differential if None), in an order from their ids.

    Entries that contain the diagnosis or another name of it are no distractors. Of many, those that the source
    sets apart are taken, in its order. Empty with fewer than ``MIN_DISTRACTORS``.
    """
    names = [f" {key(name)} " for name in (case.diagnosis, *case.aliases)]
    others: dict[str, DifferentialItem] = {}
    for item in case.differential if alternatives is None else alternatives:
        others.setdefault(f" {key(item.diagnosis)} ", item)
    wrong = {text: d for text, d in others.items() if not any(name in text or text in name for name in names)}
    if len(wrong) < MIN_DISTRACTORS:
        return ()
    ranked = sorted(wrong.values(), key=lambda d: not d.distinguishing)[:MAX_DISTRACTORS]
    entries = {"": Entry(case.diagnosis, "", right=True)}
    entries |= {d.id or key(d.diagnosis): Entry(d.diagnosis, d.distinguishing) for d in ranked}
    return tuple(entries[name] for name in sorted(entries, key=lambda name: digest("option", case.id, name)))


def asked_options(card: QuestionCard) -> tuple[Entry, ...]:
    """Return the options of ``card`` with their remarks, in an order from their places in the source.

    Where one of them tells of the others by place, the order is the source's.
    """
    identity = card.identity
    places = [str(place) for place in range(len(card.options))]
    if not card.in_order:
        places.sort(key=lambda place: digest("option", identity.case, identity.kind, identity.item, place))
    chosen = (card.options[int(place)] for place in places)
    return tuple(Entry(option.text, option.remark, option.right) for option in chosen)


def split_answer(card: QuestionCard) -> tuple[str, str]:
    """Return the first paragraph of the answer to an open question, and the rest of it."""
    first, *rest = re.split(r"\n[^\S\n]*\n", card.explanation.strip(), maxsplit=1)
    return first, "".join(rest)


def credits_of(values: Sequence[str]) -> tuple[str, ...]:
    """Return ``values`` once each, without empty ones, in their given order."""
    return tuple(dict.fromkeys(value for value in values if value))


def _number(item_id: str) -> int:
    digits = re.search(r"\d+\Z", item_id)
    return int(digits[0]) if digits else 0
