"""The codes of a document: those of the ACR index, and the words of all others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tfcards.sources.xml.lines import children, local, text_of
from tfcards.vocabulary import acr


@dataclass(frozen=True, slots=True)
class Codes:
    """ACR codes, those of them whose system is not named, and the meanings of codes of other systems."""

    acr: tuple[str, ...]
    unsure: tuple[str, ...]
    meanings: tuple[str, ...]


def find_codes(root: etree._Element) -> Codes:
    """Return the codes of all elements ``code``; one without a system is taken for ACR by its form alone."""
    found: list[str] = []
    unsure: list[str] = []
    meanings: list[str] = []
    for element in root.iter():
        if local(element) == "term":
            meanings.append(text_of(element))
        if local(element) != "code":
            continue
        system = (element.get("coding-system") or "").strip().casefold()
        numbers = [n for n in re.split(r"[\s,;]+", text_of(element, {"meaning"})) if acr.is_code(n)]
        if "acr" in system or not system:
            found += numbers
            unsure += numbers if not system else []
        meanings += [text_of(meaning) for meaning in children(element, "meaning")]
    return Codes(*(tuple(dict.fromkeys(v for v in values if v)) for values in (found, unsure, meanings)))
