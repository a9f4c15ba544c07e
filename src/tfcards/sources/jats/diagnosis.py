"""The diagnosis that a person is asked for: proposed from the title, held against what the text states."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tfcards.sources.document.sections import Line
from tfcards.vocabulary.same import spelling

_STATED = re.compile(
    r"(?P<sure>\b(?:final(?:ly)?|definiti?ve(?:ly)?|histopathologic\w*|histologic\w*|pathologic\w*|confirmed)\s+)?"
    r"\bdiagnos(?:is (?:of|was|is)|is:|ed (?:with|as having|as))\s+(?:an? |the )?"
    r"(?P<named>[^.,;:()]{4,80}?)(?:\s+(?:was|were|is|by|on|based|and|after|with|in|at|from|elsewhere|made)\b|[.,;:()]|$)",
    re.IGNORECASE,
)
_NO_NAMES = re.compile(
    r"(?:confirmed|made|established|delayed|based|unclear|difficult|challenging|important|not|the|this|that|then|therefore|our|his|her)\b",
    re.IGNORECASE,
)
_LONGEST = 20_000
"""Letters of a paragraph that are searched."""


def other_stated(diagnosis: str, lines: Iterable[Line]) -> Line | None:
    """Return another diagnosis that ``lines`` state, with its line; one that is called final before any other."""
    ours = set(spelling(diagnosis))
    first: Line | None = None
    for line in lines:
        for match in _STATED.finditer(line.text[:_LONGEST]):
            named = match["named"].strip()
            theirs = set(spelling(named))
            if not theirs or theirs <= ours or _NO_NAMES.match(named):
                continue
            if match["sure"]:
                return Line(line.number, named)
            first = first or Line(line.number, named)
    return first
