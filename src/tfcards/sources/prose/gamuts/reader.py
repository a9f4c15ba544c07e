"""Finds the lists of causes, of signs and the "rules of" that a discussion states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tfcards.model.case import Gamut, GamutItem, ItemId
from tfcards.sources.prose.gamuts.checks import MIN_ITEMS, subject_of
from tfcards.sources.prose.gamuts.frames import BEFORE, Stated, framed
from tfcards.sources.prose.gamuts.items import joined, unrepeated
from tfcards.sources.prose.gamuts.sentences import answered, continued, one_cause, stated, with_items
from tfcards.sources.prose.gamuts.words import compiled, expression
from tfcards.sources.prose.sentences import sentences
from tfcards.vocabulary.words import key

_MARK = re.compile(r"^(?:[-*•·–—▪◦+−]\s+|\(?\d{1,2}[.)]\s+|\(?[a-h]\)\s+)")
_MAX_LINE_WORDS = 9
_MAX_LINES = 30
_POINTS_BACK = re.compile(
    r"(?:(?:taken |put |all )?together,? )?(?:these|they|those|all|each|any|the (?:trio|lot))\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:it|most|some|many|half|the majority|others) (?!.*\bcauses?\b)", re.IGNORECASE)
"""Begins a sentence that goes on about what the one before it names."""

_RECALLS = re.compile(
    r"(?:think|consider|remember|suspect|look for|differential|ddx|causes|a?etiolog(?:y|ies)|possibilities)\b",
    re.IGNORECASE,
)
_MAX_LETTERS = 300
"""Of a sentence that states one or two causes."""

_CLAUSES = 2
_MAX_FILLER_WORDS = 2
"""Words of a sentence that says nothing between a pattern and its causes: "Sure."."""


def gamuts(text: str) -> tuple[Gamut, ...]:
    """Return the lists of the discussion ``text``, whose paragraphs empty lines separate, with fresh ids."""
    return tuple(
        Gamut(
            id=ItemId(f"g{number}"),
            pattern=found.pattern,
            kind=found.kind,
            causes=tuple(GamutItem(id=ItemId(f"c{i}"), cause=item) for i, item in enumerate(found.items, 1)),
        )
        for number, found in enumerate(find_lists(text), 1)
    )


def find_lists(text: str) -> list[Stated]:
    """Return the lists that ``text`` states, those of one pattern joined."""
    lists: dict[tuple[str, str], Stated] = {}
    for found in _all_lists(text.split("\n\n")):
        at = (found.kind, key(found.pattern))
        before = lists.get(at)
        lists[at] = replace(before, items=unrepeated([*before.items, *found.items])) if before else found
    return [found for found in lists.values() if len(found.items) >= MIN_ITEMS]


def _all_lists(paragraphs: Sequence[str]) -> Iterator[Stated]:
    at = 0
    while at < len(paragraphs):
        lines = _lines_after(paragraphs, at) if _is_lead(paragraphs[at]) or _is_heading(paragraphs, at) else ()
        said = sentences(paragraphs[at])
        listed = with_items(said[-1], lines) if lines else None
        yield from _in_sentences(said[:-1] if listed else said)
        if listed:
            yield listed
        at += 1 + (len(lines) if listed else 0)


def _is_lead(paragraph: str) -> bool:
    return paragraph.rstrip().endswith((":", "include", "are", "following"))


def _is_heading(paragraphs: Sequence[str], at: int) -> bool:
    """Tell whether a line without a colon names what is seen, and marked lines follow it."""
    line, following = paragraphs[at].strip(), "".join(paragraphs[at + 1 : at + 2])
    short = 1 < len(line.split()) <= _MAX_LINE_WORDS and not line.endswith((".", "?", "!", ",", ";"))
    return short and bool(_MARK.match(following)) and compiled(r"\b(?:{look}|{seen})\b").search(line) is not None


def _lines_after(paragraphs: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the items on the lines after ``at``: marked ones, or else short ones that end no sentence."""
    marked = at + 1 < len(paragraphs) and bool(_MARK.match(paragraphs[at + 1]))
    taken: list[str] = []
    for line in map(str.strip, paragraphs[at + 1 : at + 1 + _MAX_LINES]):
        ended = (
            not _MARK.match(line)
            if marked
            else line.endswith(".") or _is_lead(line) or len(line.split()) > _MAX_LINE_WORDS
        )
        if ended:
            break
        taken.append(joined([_MARK.sub("", line)]))
    return tuple(taken)


def _in_sentences(said: Sequence[str]) -> Iterator[Stated]:
    """Yield the lists of the sentences of one paragraph; a pattern may stand in the sentence before its list."""
    named: Stated | None = None
    parts = [part for before, one in zip(["", *said], said, strict=False) for part in _clauses(before, one)]
    for before, sentence in zip(["", *parts], parts, strict=False):
        found = _alone(before, sentence)
        if named and (found is None or BEFORE in found.pattern):
            found = _after(named, found or continued(sentence))
        if found and BEFORE not in found.pattern:
            yield found
            named = Stated(found.kind, found.pattern, ())
        elif not _is_filler(sentence):
            subject = subject_of(sentence)
            named = one_cause(sentence) or _few(sentence) or (Stated("causes", subject, ()) if subject else None)


def _clauses(before: str, sentence: str) -> list[str]:
    """Return the two clauses that a semicolon joins in ``sentence``, or the whole when it is one statement."""
    parts = re.split(r";\s+", sentence)
    if len(parts) == 1:
        parts = expression("pattern", "others_too").split(sentence, maxsplit=1)
    if len(parts) != _CLAUSES or before.endswith("?") or stated(sentence):
        return [sentence]
    return parts if subject_of(parts[0]) or _GOES_ON.match(parts[0]) else [sentence]


def _alone(before: str, sentence: str) -> Stated | None:
    """Return the list of ``sentence``; it may answer ``before``, or say what the list in ``before`` means."""
    if before.endswith("?"):
        asked = before.rstrip("?")
        return stated(sentence) or stated(f"{asked}: {sentence}") or answered(before, sentence)
    if found := stated(sentence) or _under_title(before, sentence):
        return found
    return (
        framed(f"{before.rstrip('.')}; {sentence[:1].lower()}{sentence[1:]}")
        if _POINTS_BACK.match(sentence) and not stated(before)
        else None
    )


def _is_filler(sentence: str) -> bool:
    """Tell whether ``sentence`` names nothing new between a pattern and its causes."""
    short = len(sentence.split()) <= _MAX_FILLER_WORDS and not sentence.endswith("?")
    return short or _GOES_ON.match(sentence) is not None


def _few(sentence: str) -> Stated | None:
    """Return the one or two causes that a sentence states, which others may follow."""
    if len(sentence) > _MAX_LETTERS or not (subject := subject_of(sentence)):
        return None
    found = framed(sentence.rstrip("."), 1)
    few = found and found.kind == "causes" and found.pattern == subject and len(found.items) < MIN_ITEMS
    return found if few else None


def _under_title(title: str, sentence: str) -> Stated | None:
    """Return the list of "Miliary nodules. Think of A, B and C"."""
    line = title.rstrip(".")
    if not _RECALLS.match(sentence) or len(line.split()) > _MAX_LINE_WORDS or re.search(r"[:;,?!]", line):
        return None
    return stated(f"{line}: {sentence[:1].lower()}{sentence[1:]}") if subject_of(f"{line}?") == line else None


def _after(named: Stated, more: Stated | None) -> Stated | None:
    """Return ``more`` as a list of what the sentence before it named, with what was listed there."""
    if more is None:
        return None
    pattern = more.pattern.replace(BEFORE, named.pattern)
    earlier = named.items if more.kind == named.kind else ()
    return Stated(more.kind, pattern, unrepeated([*earlier, *more.items]))
