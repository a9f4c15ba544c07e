"""Takes the paragraphs below a differential's label apart: which are lists and which are prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfcards.sources.prose.differential.entry import BULLET, Alternative, read_entries
from tfcards.sources.prose.differential.enumerations import enumerated
from tfcards.sources.prose.differential.prose import Prose
from tfcards.sources.prose.differential.tables import lead_in, phrase, verb
from tfcards.sources.prose.sentences import outside_brackets
from tfcards.vocabulary.names import canonical
from tfcards.vocabulary.terms import words
from tfcards.vocabulary.words import key

_NO_NAMES = frozenset(
    {
        "etc",
        "one",
        "we",
        "you",
        "others",
        "includes",
        "none",
        "broad",
        "considerations",
        "key",
        "unlikely",
        "likely",
        "possible",
    }
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(?P<number>\d{1,2})[.)]\s+(?=[A-Za-z])")
_MIN_NUMBERED = 2
_MAX_NAME_WORDS = 10
_PAIR = re.compile(r"[)\]],\s+\w[^()\[\]]{2,60}[(\[]|[)\]]\s+and\s+\w[^()\[\]]{2,60}(?:[(\[]|,\s+the former)")
"""Two names with a remark each in one entry of a list."""


@dataclass(frozen=True, slots=True)
class Differential:
    """A differential, taken apart, and the sentences that could not be."""

    items: tuple[Alternative, ...]
    untaken: tuple[str, ...]


def parse_differential(paragraphs: Sequence[str]) -> Differential:
    """Take the paragraphs below a differential's label apart."""
    items: list[Alternative] = []
    prose = Prose(items)
    listed = len(paragraphs) > 1 and sum(map(_looks_listed, paragraphs)) > len(paragraphs) / 2
    for paragraph in (part for whole in paragraphs for part in _numbered(whole)):
        if not paragraph.strip():
            continue
        if BULLET.match(paragraph) or (listed and not _introduces(paragraph)):
            text = BULLET.sub("", paragraph)
            for one in enumerated(text) if _PAIR.search(text) else read_entries(text):
                _add(one, items)
        else:
            prose.read(paragraph)
    named = [item for item in items if _is_name(item.diagnosis)]
    return Differential(_merged(named), tuple(prose.untaken))


def _add(one: Alternative, items: list[Alternative]) -> None:
    """Add an entry of a list; "Cecal: …" after "cecal volvulus" goes on about that entry."""
    said = set(canonical(one.diagnosis).split())
    of = [n for n, item in enumerate(items) if said < set(canonical(item.diagnosis).split())]
    if len(of) == 1 and one.distinguishing:
        items[of[0]] = _both(items[of[0]], one)
    else:
        items.append(one)


def _looks_listed(paragraph: str) -> bool:
    """Tell whether ``paragraph`` is an entry of a list: marked as one, or short and no sentence."""
    if BULLET.match(paragraph):
        return True
    sentence = paragraph.rstrip().endswith(".") and verb().search(outside_brackets(paragraph))
    return len(paragraph.split()) <= _MAX_NAME_WORDS and not sentence


def _introduces(paragraph: str) -> bool:
    """Tell whether a line of a list only introduces entries ("Includes A, B and C", "Causes of X:")."""
    lead = lead_in().match(paragraph) or phrase("leads", before="^", after=r"\s").match(paragraph)
    return bool(lead) or paragraph.rstrip().endswith(":")


def _numbered(paragraph: str) -> list[str]:
    """Split "1. A 2. B 3. C" and "(1) A; (2) B" at their numbers, when these count up from 1."""
    marks = list(_INLINE_NUMBER.finditer(paragraph))
    if len(marks) < _MIN_NUMBERED or [int(m["number"]) for m in marks] != list(range(1, len(marks) + 1)):
        return [paragraph]
    ends = [m.start() for m in marks[1:]] + [len(paragraph)]
    items = [paragraph[m.end() : end].strip(" ,;") for m, end in zip(marks, ends, strict=True)]
    items = [re.sub(r"[,;]?\s+(?:and|or)$", "", item) for item in items]
    return [paragraph[: marks[0].start()], *(f"- {item}" for item in items if item)]


def _merged(items: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Join what is said of one alternative in several places, under the name that came first."""
    joined: dict[str, Alternative] = {}
    for item in items:
        name = canonical(item.diagnosis)
        first = joined.get(name)
        joined[name] = _both(first, item) if first else item
    return tuple(joined.values())


def _both(first: Alternative, second: Alternative) -> Alternative:
    said = ". ".join(
        dict.fromkeys(part.rstrip(".") for part in (first.distinguishing, second.distinguishing) if part)
    )
    stance = second.stance if second.stance != "neutral" else first.stance
    return replace(first, distinguishing=said, stance=stance)


def _is_name(text: str) -> bool:
    return any(word not in words("stop") and word not in _NO_NAMES for word in key(text).split())
