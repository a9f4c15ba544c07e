"""Prepares the tree of a document: what is not for everybody is taken out before anything is read."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from lxml import etree

from tfcards.sources.xml.lines import children, local, take_out, text_of

_NAMES = ("pt-name", "pt-id", "pt-mrn", "pt-reg", "pt-accession", "pt-birth", "pt-dob")
_LEAST = 4
"""Letters of a name or number that is looked for: shorter ones stand in any text."""


@cache
def table(part: str) -> Any:  # noqa: ANN401 - what the table holds
    """Return a part of the table of elements."""
    whole = tomllib.loads((resources.files("tfcards.sources.mirc") / "elements.toml").read_text("utf-8"))
    found = whole[part]
    return frozenset(next(iter(found.values()))) if set(found) <= {"names", "values"} else found


def identifiers(root: etree._Element) -> frozenset[str]:
    """Return the names and numbers of the patient that the document states, to be found where else they are."""
    stated = (text_of(element) for element in root.iter() if local(element) in _NAMES)
    return frozenset(" ".join(text.split()).casefold() for text in stated if len(text) >= _LEAST)


def redact(root: etree._Element, secret: frozenset[str]) -> bool:
    """Put ``[…]`` in the place of all ``secret`` words in the text of the document; tell whether any was there."""
    if not secret:
        return False
    pattern = re.compile(
        "|".join(r"\s+".join(map(re.escape, words.split())) for words in sorted(secret)), re.IGNORECASE
    )
    found = 0
    for element in root.iter():
        for name in ("text", "tail"):
            text, count = pattern.subn("[…]", getattr(element, name) or "")
            if count:
                setattr(element, name, text)
                found += count
    return bool(found)


def patient_facts(root: etree._Element) -> tuple[str, str]:
    """Return age and sex of the patient as the document states them; nothing else of the patient is read."""
    found = {local(e): text_of(e) for p in root.iter() if local(p) == "patient" for e in children(p)}
    return found.get("pt-age", ""), found.get("pt-sex", "")


def prune(root: etree._Element) -> None:
    """Take out what is hidden from the public, and what is no part of a case; text behind it stays."""
    doomed = [element for element in root.iter() if element is not root and _is_left_out(element)]
    for element in doomed:
        take_out(element)


def _is_left_out(element: etree._Element) -> bool:
    hidden = (element.get("visible") or "").strip().casefold() in table("hidden")
    return hidden or local(element) in table("left_out") or not isinstance(element.tag, str)


def number(text: str) -> int | None:
    """Return the whole years that an age states (45, 45Y, 045Y); None for months, days and anything else."""
    match = re.fullmatch(r"\s*0*(\d{1,3})\s*(?:y|yr|yrs|years?(?: old)?)?\.?\s*", text, re.IGNORECASE)
    return int(match[1]) if match else None
