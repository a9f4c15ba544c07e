"""Takes the paragraphs of findings apart: which study, which statements, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tfcards.sources.prose.findings.links import links
from tfcards.sources.prose.findings.negation import is_negated
from tfcards.sources.prose.findings.observation import Observation
from tfcards.sources.prose.findings.references import join_back
from tfcards.sources.prose.findings.statements import take_apart
from tfcards.sources.prose.findings.studies import split_study, study_sentence
from tfcards.sources.prose.sentences import sentences, without_end
from tfcards.vocabulary.meanings import is_meaning

_CONJUNCTION = re.compile(r",\s+(?:and|while|whereas|but)\s+|\s+(?:while|whereas)\s+", re.IGNORECASE)
_MIN_CLAUSE_WORDS = 2
_MAX_BARE_WORDS = 4


def observations(paragraph: str, study: str = "") -> list[Observation]:
    """Take a paragraph of findings apart, a statement an entry; ``study`` holds unless the paragraph names one.

    A sentence that says what the one before it means ("This is typical of …") belongs to it.
    """
    found: list[Observation] = []
    for sentence in sentences(paragraph):
        if named := study_sentence(sentence):
            study = named
            continue
        named, rest = split_study(sentence)
        study = named or study
        first = len(found)
        for clause in _clauses(rest):
            part = take_apart(clause, study)
            if not part.interpretation and len(found) > first and _is_bare_meaning(clause):
                part = Observation(study, "", "", clause)
            joined = join_back(found, part, first)
            if joined:
                del found[-joined.count :]
            elif not part.observation:
                # A meaning of nothing: "Confirms that …" at the beginning says what is seen.
                part = Observation(study, without_end(clause), "", "")
            found.append(joined.whole if joined else part)
    return found


def _is_bare_meaning(clause: str) -> bool:
    """Tell whether a clause behind a semicolon is nothing but a meaning ("; healing")."""
    words = without_end(clause).split()
    return len(words) <= _MAX_BARE_WORDS and is_meaning(without_end(clause)) and not is_negated(clause)


def _clauses(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence that state something of their own: at semicolons, and between two links."""
    for part in re.split(r";\s+", sentence):
        if any(character.isalnum() for character in part):
            yield from _between_links(part.strip())


def _between_links(text: str) -> list[str]:
    """Split "A represents B, and C represents D" at its conjunction."""
    clauses, start = [], 0
    for first, second in pairwise(links(text)):
        cut = _CONJUNCTION.search(text, max(first.end, start), second.start)
        if cut and len(text[cut.end() : second.start].split()) >= _MIN_CLAUSE_WORDS:
            clauses.append(text[start : cut.start()].strip())
            start = cut.end()
    return [*clauses, text[start:].strip()]
