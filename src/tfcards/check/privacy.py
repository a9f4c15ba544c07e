"""Looks for what may identify a patient. Reports kinds and places, never the words; promises no completeness.

After the identifiers that the US Safe Harbor rule names (45 CFR 164.514(b)(2)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, warning
from tfcards.model.places import Places

CLEARED = "identifiers"
"""What a case's ``cleared:`` says when a person has looked at these reports."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec"
DETECTORS: dict[str, re.Pattern[str]] = {
    "a record or accession number": re.compile(
        r"\b(?:mrn|medical record|record (?:no|number)|accession|hospital (?:no|number)|patient id)\b"
        r"[^\n]{0,12}?\d{4,}",
        re.IGNORECASE,
    ),
    "an exact date": re.compile(
        rf"\b\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d{{2}}\b|\b\d{{1,2}}[.-]\d{{1,2}}[.-](?:19|20)\d{{2}}\b|\b(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}\b"
        rf"|\b(?:{_MONTHS})[a-z]*\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}\b"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS})[a-z]*\.? (?:19|20)\d{{2}}\b",
        re.IGNORECASE,
    ),
    "an e-mail address": re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b"),
    "a telephone number": re.compile(r"(?<![\d.])(?:\+\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\d.])"),
    "a name": re.compile(
        r"\b(?:Mr|Mrs|Ms|Miss|Mister)\.? [A-Z][a-z]+|\bpatient (?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+\b"
    ),
    "an age over 89": re.compile(r"\b(?:9\d|1[0-2]\d)[ -]?(?:years?|yrs?|y)[ -]?(?:/?o(?:ld)?)\b", re.IGNORECASE),
}


def identifiers(case: Case, places: Places) -> Iterator[Diagnostic]:
    """TF430: no text of a case may identify the patient; a person's look is noted under ``cleared:``."""
    if CLEARED in case.cleared:
        return
    for part, text in _texts(case):
        for what, pattern in DETECTORS.items():
            if pattern.search(text):
                yield warning(
                    "TF430",
                    f"{part} seems to hold {what}",
                    places.at(part),
                    f"take it out, or write cleared: [{CLEARED}] when it is harmless",
                )


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every text that a patient may occur in, by its part; references name authors on purpose."""
    for part in ("brief_history", "full_history", "technique", "image_note", "discussion", "follow_up"):
        yield part, getattr(case, part)
    for number, image in enumerate(case.images):
        yield f"images.{number}.caption", image.caption
    for number, finding in enumerate(case.findings):
        yield f"findings.{number}", f"{finding.observation} {finding.interpretation}"
    for number, point in enumerate(case.teaching_points):
        yield f"teaching_points.{number}", point
    for number, asked in enumerate(case.questions):
        said = (text for option in asked.options for text in (option.text, option.remark))
        yield f"questions.{number}", " ".join((asked.question, *said, asked.explanation))
