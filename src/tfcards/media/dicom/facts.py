"""The facts that may leave the header of a DICOM file, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfcards.media.dicom.errors import dicom_errors
from tfcards.media.dicom.read import header, quiet
from tfcards.media.problems import Problem

if TYPE_CHECKING:
    from pydicom import Dataset

_MAX_AGE = 89
"""Ages above identify (US Safe Harbor rule, 45 CFR 164.514)."""
_SEXES = {"M": "male", "F": "female", "O": "other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DicomFacts:
    """What is carried over: modality, part of the body and view as the header codes them, sex, age in years."""

    modality: str = ""
    body_part: str = ""
    view: str = ""
    sex: str = ""
    age: int | None = None


def facts(data: bytes) -> DicomFacts | None:
    """Return the facts of ``data``, a DICOM file; None if it cannot be read as one."""
    with quiet():
        values = header(data)
        return None if isinstance(values, Problem) else facts_of(values)


def facts_of(values: Dataset) -> DicomFacts:
    """Return the facts of a header. Call it in ``quiet``."""
    try:
        return DicomFacts(
            modality=_code(values.get("Modality")),
            body_part=_code(values.get("BodyPartExamined")),
            view=_code(values.get("ViewPosition")),
            sex=_SEXES.get(str(values.get("PatientSex", "")).upper(), ""),
            age=_years(str(values.get("PatientAge", ""))),
        )
    except dicom_errors():
        return DicomFacts()


def _code(value: object) -> str:
    """Return a code of the header (DICOM VR CS); nothing for anything else, which might be free text."""
    text = str(value or "").strip()
    return text if re.fullmatch(r"[A-Z0-9_ ]{1,16}", text) else ""


def _years(text: str) -> int | None:
    """Return an age in whole years: 045Y is 45, months and less are none, over 89 is left out."""
    match = re.fullmatch(r"(\d{3})Y", text)
    return int(match[1]) if match and int(match[1]) <= _MAX_AGE else None
