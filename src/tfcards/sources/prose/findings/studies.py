"""Splits the name of a study off a sentence of findings: "CT chest: …", "MRI. …", "Bone scan - …"."""

from __future__ import annotations

import re

from tfcards.vocabulary.studies import is_known, is_study

_LABEL = re.compile(r"(?P<study>[A-Z0-9][^.:;!?]{0,70}?(?:\([^()]{0,40}\))?)\s*:\s+(?=\S)")
_DASHED = re.compile(r"(?P<study>[A-Z0-9][^.:;!?–—]{1,50}?)\s+[-–—]{1,2}\s+(?=\S)")
_STOPPED = re.compile(r"(?P<study>[A-Z0-9][^.:;!?]{1,50})\.")
_HEADING = re.compile(r"(?P<study>[A-Z0-9][^.:;!?]{1,60}?)\s*[:.]?")
_MAX_BARE_WORDS = 6


def split_study(sentence: str) -> tuple[str, str]:
    """Return the study that ``sentence`` names before a colon or a dash, and its rest; empty if none."""
    match = _LABEL.match(sentence)
    if match and is_study(match["study"]):
        return match["study"].strip(), sentence[match.end() :]
    match = _DASHED.match(sentence)
    sure = match and (is_known(match["study"]) or (match["study"].isupper() and is_study(match["study"])))
    if match and sure and len(match["study"].split()) <= _MAX_BARE_WORDS:
        return match["study"].strip(), sentence[match.end() :]
    return "", sentence


def study_sentence(sentence: str) -> str:
    """Return the study when ``sentence`` is nothing but its name ("CT chest."); empty otherwise."""
    match = _STOPPED.fullmatch(sentence)
    short = match and len(match["study"].split()) <= _MAX_BARE_WORDS and is_known(match["study"])
    return match["study"].strip() if match and short else ""


def study_heading(paragraph: str) -> str:
    """Return the study when ``paragraph`` is nothing but its name, with a colon or on a line of its own."""
    match = _HEADING.fullmatch(paragraph.strip())
    if not match:
        return ""
    sure = is_study(match["study"]) if paragraph.rstrip().endswith(":") else is_known(match["study"])
    return match["study"].strip() if sure and len(match["study"].split()) <= _MAX_BARE_WORDS else ""
