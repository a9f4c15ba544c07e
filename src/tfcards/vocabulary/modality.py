"""Imaging modalities: from the codes of pages and DICOM, and from the names of studies, to names and tags."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import key


@dataclass(frozen=True, slots=True)
class Modality:
    """A modality: its name for people and its tag below ``Modality::``."""

    name: str
    tag: str


def by_code(code: str) -> Modality | None:
    """Return the modality of a short code such as ``bs``, ``xr``, ``CT``; None when it is unknown."""
    folded = code.strip().casefold()
    for row in table("modalities")["modality"]:
        if folded in row["codes"]:
            return Modality(row["name"], row["tag"])
    return None


def code_of(text: str) -> str:
    """Return the code of a modality that ``text`` states as a code or in words; empty if it states none."""
    folded = text.strip().casefold()
    if by_code(folded):
        return folded
    named = by_study(text)
    rows = table("modalities")["modality"]
    return next((str(row["codes"][0]) for row in rows if named and row["name"] == named.name), "")


def by_study(name: str) -> Modality | None:
    """Return the modality that the name of a study tells, such as ``Thoracic spine radiographs``; None if none."""
    folded = f" {key(name)} "
    for row in table("modalities")["modality"]:
        if any(f" {key(words)} " in folded for words in row["words"]):
            return Modality(row["name"], row["tag"])
    return None
