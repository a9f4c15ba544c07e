"""The patient of a document: age and sex for the case, names and numbers only to find where else they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from tfcards.sources.mirc.tree import is_private, table
from tfcards.sources.xml.lines import children, local, text_of

GAP = "[…]"
"""What stands in the place of a name or number."""

_MAX_AGE = 89
_NAMES = frozenset({"pt-name", "pt-lastname", "pt-firstname"})
_NUMBERS = frozenset({
    "pt-id", "pt-mrn", "pt-reg", "pt-accession", "pt-birth", "pt-birthdate", "pt-dob", "si-uid",
})  # fmt: skip
_TITLES = frozenset({"title", "alternative-title"})
_SEXES = {"m": "male", "male": "male", "f": "female", "female": "female", "o": "other", "other": "other"}
_MOST = 200
"""Words and numbers that are looked for: no document names so many patients."""

_LEAST = 4
"""Letters of a word or number that is looked for by itself: shorter ones stand in any text."""


@dataclass(frozen=True, slots=True)
class Secret:
    """The names and numbers of the patient. ``text`` finds them in sentences, ``anywhere`` in names of files."""

    text: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None

    def without(self, name: str) -> str:
        """Return ``name``, of a file or a folder, with a gap for each name or number of the patient."""
        return self.anywhere.sub(GAP, name) if self.anywhere else name


def find_secret(root: etree._Element) -> Secret:
    """Return what the document states to name the patient.

    A server that makes documents of DICOM images writes number and name into the titles, as ``12345: DOE^JANE``.
    """
    names: set[str] = set()
    numbers: set[str] = set()
    for element in root.iter():
        name, text = local(element).casefold(), ""
        if name in _NAMES | _NUMBERS or (name in _TITLES and "^" in text_of(element)):
            text = text_of(element)
        if name in _NUMBERS:
            numbers.add(text)
        elif name in _TITLES and text:
            number, _, rest = text.rpartition(":")
            numbers.add(number.strip())
            names |= _words(rest)
        elif text:
            names |= _words(text)
    names = set(sorted(names)[:_MOST])
    long = {n for n in sorted(numbers)[:_MOST] if len(n) >= _LEAST and n.casefold() not in table("no_names")}
    return Secret(_pattern(names, long, any_case=False), _pattern(names, long, any_case=True))


def redact(root: etree._Element, secret: Secret) -> int:
    """Put a gap in the place of the patient's names and numbers; return the line of the first, 0 for none."""
    if secret.text is None:
        return 0
    first = 0
    for element in root.iter():
        found = 0
        for part in ("text", "tail") if isinstance(element.tag, str) else ("tail",):
            words, count = secret.text.subn(GAP, getattr(element, part) or "")
            if count:
                setattr(element, part, words)
                found += count
        if heading := element.get("heading"):
            words, count = secret.text.subn(GAP, heading)
            element.set("heading", words)
            found += count
        first = first or (found and (element.sourceline or 1))
    return first


def patient_facts(root: etree._Element) -> tuple[int | None, str]:
    """Return age in years, up to 89, and sex of the patient, where everybody may see them; nothing else."""
    age, sex = "", ""
    for patient in root.iter():
        if local(patient) != "patient" or any(map(is_private, (patient, *patient.iterancestors()))):
            continue
        for child in children(patient):
            if is_private(child):
                continue
            if local(child) == "pt-age":
                age = age or _years(child)
            elif local(child) == "pt-sex":
                sex = sex or _SEXES.get(text_of(child).casefold(), "")
    match = re.fullmatch(r"0*(\d{1,3})\s*(?:y|yr|yrs|years?(?: old)?)?\.?", age.strip(), re.IGNORECASE)
    years = int(match[1]) if match else None
    return (years if years is not None and years <= _MAX_AGE else None), sex


def _years(element: etree._Element) -> str:
    """Return the years of an age, which may be in parts; empty for one in months, weeks or days alone."""
    parts = {local(part): text_of(part) for part in children(element)}
    return parts.get("years", "") if parts else text_of(element)


def _words(name: str) -> set[str]:
    words = (word.strip(".'\"()") for word in re.split(r"[\s^,;=]+", name))
    return {word for word in words if len(word) > 1 and word.casefold() not in table("no_names")}


def _pattern(names: Iterable[str], numbers: Iterable[str], *, any_case: bool) -> re.Pattern[str] | None:
    """Return what finds two words of the name in a row, one word written as a name is, and the numbers."""
    words = sorted(map(re.escape, names), key=len, reverse=True)
    spaced = (r"\s+".join(map(re.escape, number.split())) for number in sorted(numbers, key=len, reverse=True))
    found = [f"(?i:{number})" for number in spaced]
    if len(words) > 1:
        one = "|".join(words)
        found.append(rf"(?i:(?:{one})(?:[\s^,._-]+(?:{one}))+)")
    single = sorted({w for w in names if len(w) >= _LEAST}, key=len, reverse=True)
    if any_case:
        found += [rf"(?i:{re.escape(word)})" for word in single]
    else:
        found += [
            re.escape(form) for w in single for form in dict.fromkeys((w, w.capitalize(), w.upper(), w.title()))
        ]
    if not found:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])")
