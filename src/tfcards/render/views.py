"""What the templates ask of a case beyond its own fields: grouping, choosing, ordering. No markup here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tfcards.model.card import Kind, ListCard
from tfcards.model.case import Case, Finding
from tfcards.model.identity import digest
from tfcards.render.text import MAX_NESTING
from tfcards.vocabulary.words import key

MIN_DISTRACTORS = 2
"""A choice between two is a coin: with fewer wrong answers than this there is no multiple-choice card."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list on a back: ``text``, ``why`` it stands apart or empty, ``right`` for the answer."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """One item of a list note: its cloze number, and the numbers of the cards that hide it as well."""

    text: str
    cue: str
    number: int
    hidden_for: tuple[int, ...]


def by_study(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return ``findings`` grouped by study, studies and findings in their given order."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.study, []).append(finding)
    return list(groups.items())


def blanks(card: ListCard) -> tuple[Blank, ...]:
    """Return the items of ``card`` as blanks, in order.

    A withheld item is hidden on the cards of all the others by nesting. Where that would nest deeper than Anki
    takes apart it is left out: it then stands on the back alone, instead of on fronts that it gives away.
    """
    numbers = {item.number for item in card.items}
    deep = len(numbers) > MAX_NESTING
    kept = [item for item in card.items if not (item.withheld and deep)]
    shown = sorted({item.number for item in kept})
    return tuple(
        Blank(
            text=item.text,
            cue=item.cue,
            number=item.number,
            hidden_for=tuple(n for n in reversed(shown) if n != item.number) if item.withheld else (),
        )
        for item in kept
    )


def full_list(card: ListCard) -> tuple[Entry, ...]:
    """Return every item of ``card`` with what sets it apart, unmasked; empty where nothing is said of any."""
    own: dict[int, str] = {}
    if card.identity.kind is Kind.DIFFERENTIAL:
        own = {_number(d.id): d.distinguishing for d in card.case.differential}
    entries = tuple(Entry(item.text, own.get(item.number) or item.cue) for item in card.items)
    hides_some = len(blanks(card)) < len(card.items)
    return entries if hides_some or any(entry.why for entry in entries) else ()


def choices(case: Case) -> tuple[Entry, ...]:
    """Return the diagnosis among those of its differential, in an order that follows from the texts alone.

    Entries that contain the diagnosis are no distractors. Empty with fewer than ``MIN_DISTRACTORS``.
    """
    right = key(case.diagnosis)
    wrong = [d for d in case.differential if right not in key(d.diagnosis) and key(d.diagnosis) not in right]
    if len(wrong) < MIN_DISTRACTORS:
        return ()
    entries = [Entry(case.diagnosis, "", right=True), *(Entry(d.diagnosis, d.distinguishing) for d in wrong)]
    return tuple(sorted(entries, key=lambda entry: digest("option", case.id, key(entry.text))))


def credits_of(values: Sequence[str]) -> tuple[str, ...]:
    """Return ``values`` once each, without empty ones, in their given order."""
    return tuple(dict.fromkeys(value for value in values if value))


def _number(item_id: str) -> int:
    digits = re.search(r"\d+\Z", item_id)
    return int(digits[0]) if digits else 0
