"""Finds the entries that a sentence of a differential introduces: "The differential includes A, B and C"."""

from __future__ import annotations

import re

from tfcards.sources.prose.differential.entry import Alternative, read_entries
from tfcards.sources.prose.differential.enumerations import enumerated
from tfcards.sources.prose.differential.subjects import subjects
from tfcards.sources.prose.differential.tables import lead_in, pattern, phrase, verb, verdicts
from tfcards.sources.prose.sentences import enumeration, outside_brackets, without_end
from tfcards.vocabulary.meanings import is_disease

_MIN_LISTED = 3
_MAX_HEAD_WORDS = 3


def introduced(sentence: str) -> list[Alternative] | None:
    """Return the entries of a sentence that introduces them ("Consider A and B"); None if it does not."""
    topic = pattern("topic").match(sentence)
    if topic and (topic["mark"] == ":" or not verb().match(sentence, topic.end())):
        rest = sentence[topic.end() :]
        return enumerated(rest) if topic["mark"] == ":" else introduced(rest) or subjects(rest)
    for stance, words in verdicts():
        if match := words.match(sentence):
            return enumerated(without_end(sentence[match.end() :]), stance)
    if pattern("versus").search(outside_brackets(sentence)):
        return None
    lead = lead_in().match(sentence) or pattern("colon_lead").match(sentence)
    if not lead:
        lead = phrase("leads", before=r"(?:^|^[^.:;,()]{0,70}?\s)", after=r"(?![\w-]):?\s*").match(sentence)
    if not lead and (listed := pattern("comma_lead").match(sentence)) and _enumerates(sentence, listed.end()):
        lead = listed
    if lead and (lead_in().match(sentence) or _is_lead(sentence[: lead.end()])):
        rest = without_end(sentence[lead.end() :])
        return enumerated(rest) if rest else []
    if _is_entry(sentence):
        return read_entries(sentence)
    return enumerated(without_end(sentence)) if _is_list(sentence) else None


def _enumerates(sentence: str, start: int) -> bool:
    """Tell whether what stands from ``start`` on is a list of diseases."""
    parts = enumeration(without_end(sentence[start:]))
    return len(parts) >= _MIN_LISTED and sum(map(is_disease, parts)) > len(parts) / 2


def _is_entry(sentence: str) -> bool:
    """Tell whether ``sentence`` is an entry as a list has it: a short name, a colon or a dash, and a remark."""
    head = pattern("entry_end").split(outside_brackets(sentence))[0]
    if not pattern("entry").match(sentence) or verb().search(head) or pattern("pronoun").match(head):
        return False
    return is_disease(head) or (len(head.split()) <= _MAX_HEAD_WORDS and head[:1].isupper())


def _is_list(sentence: str) -> bool:
    """Tell whether ``sentence`` is nothing but a list with semicolons: most parts begin with a disease."""
    parts = outside_brackets(sentence).split(";")
    heads = [re.split(r",|\s[-–—]\s|:", part)[0] for part in parts]
    return (
        len(parts) >= _MIN_LISTED
        and sum(is_disease(head) and not verb().search(head) for head in heads) > len(parts) / 2
    )


def _is_lead(lead: str) -> bool:
    """Tell whether ``lead`` names no disease itself ("Abscess: …" is an entry, "Things to exclude: …" is none)."""
    return not is_disease(lead.partition(" of ")[0])
