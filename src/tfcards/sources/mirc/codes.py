"""The codes of a document: those of the ACR index, and the words of all others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tfcards.sources.mirc.tree import table
from tfcards.sources.xml.lines import children, local, text_of
from tfcards.vocabulary import acr

_BARE = re.compile(r"(?:ACR\b:?)?[\s\d.,;:-]*", re.IGNORECASE)
"""The text of a code without a system that may be one of the ACR index: it names no other system."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of the ACR index, those of them whose system is not named with their lines, and words of the index.

    ``line`` is that of the first code.
    """

    acr: tuple[str, ...]
    unsure: dict[str, int]
    words: tuple[str, ...]
    line: int


def find_codes(root: etree._Element) -> Codes:
    """Return the codes of all elements ``code``; one without a system is taken for ACR by its form alone."""
    found: list[str] = []
    unsure: dict[str, int] = {}
    kinds: list[str] = []
    meanings: list[str] = []
    first = 0
    for element in root.iter():
        if local(element) in table("keywords"):
            kinds.append(text_of(element))
        if local(element) == "term":
            meanings.append(text_of(element))
        if local(element) != "code":
            continue
        system = (element.get("coding-system") or "").strip().casefold()
        stated = text_of(element, {"meaning"})
        numbers = [n for n in re.split(r"[\s,;:]+", stated) if acr.is_code(n)]
        if re.search(r"\bacr\b", system) or (not system and _BARE.fullmatch(stated)):
            found += numbers
            first = first or (element.sourceline or 0)
            if not system and not stated.casefold().startswith("acr"):
                unsure |= dict.fromkeys(numbers, element.sourceline or 0)
        meanings += [text_of(meaning) for meaning in children(element, "meaning")]
    return Codes(
        tuple(dict.fromkeys(found)),
        unsure,
        tuple(dict.fromkeys(words for words in [*kinds, *meanings] if words)),
        first,
    )
