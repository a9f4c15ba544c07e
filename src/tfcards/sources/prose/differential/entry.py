"""Reads one entry of a differential: its name, and the remark that tells it apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from tfcards.sources.prose.differential.stance import stance_of, without_verdict
from tfcards.sources.prose.differential.tables import alternation, pattern, phrase, verdicts
from tfcards.sources.prose.sentences import outside_brackets, without_end
from tfcards.vocabulary.meanings import is_disease
from tfcards.vocabulary.names import same_name
from tfcards.vocabulary.tables import table

BULLET = re.compile(
    r"^(?:[-*•·–—▪◦+−‣►]\s+|[*•·▪◦](?=[A-Z])|\(?\d{1,2}[.)]\s+|\d{1,2}\.(?=[A-Z])|\d{1,2}-\s+|#\d{1,2}\s+"
    r"|\(?[a-h]\)\s+|[IVX]{1,4}\.\s+|o\s+(?=[A-Z]))"
)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9/-]{0,7}")
_OPENING = re.compile(r"[(\[]")
_JOINED = re.compile(r"\s*(?<!\bw)/\s*|,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
_PAIR = 2
_OF = re.compile(r"\s(?:from|of|due to|caused by|after|in|with)\s", re.IGNORECASE)
"""Words behind which an "or" belongs to the name: lymphedema from filariasis or tumor."""
_EXAMPLES = re.compile(r"(?:such as|e\.g\.|including|like)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:which|who|that|but|and)\s+(?=\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Alternative:
    """An alternative diagnosis and what the source says of it. ``composed`` marks a name that it only implies."""

    diagnosis: str
    distinguishing: str = ""
    stance: str = "neutral"
    composed: bool = False


def alternative(name: str, remark: str = "", stance: str = "") -> Alternative:
    """Return the entry ``name`` with its remark, the stance told from the remark unless it is given."""
    name, inside = _without_patient(_plain_name(name))
    remark = without_end("; ".join(part for part in (inside, remark.strip(" ,;:-–—")) if part))
    told = stance_of(remark)
    return Alternative(name, without_verdict(remark), told if told != "neutral" else stance or "neutral")


def read_entries(text: str, stance: str = "") -> list[Alternative]:
    """Return the entries of one item of a list: "A / B: x" and "A, B - x" name two, where both are diseases."""
    one = read_entry(text, stance)
    if _OF.search(one.diagnosis) and "," not in one.diagnosis:
        return [one]
    names = [name.strip() for name in _JOINED.split(outside_brackets(one.diagnosis))]
    listed = "," in one.diagnosis and len(names) > _PAIR
    known = all((is_disease(name) or name.isupper()) and "\0" not in name for name in names)
    if len(names) < _PAIR or not (known or listed):
        return [one]
    return [replace(one, diagnosis=_plain_name(name)) for name in names]


def read_entry(text: str, stance: str = "") -> Alternative:
    """Split an entry at what begins its remark: a bracket, a dash, a colon, or ", which …"."""
    text = without_end(BULLET.sub("", text.strip()))
    for verdict, words in verdicts():
        if match := words.match(text):
            text, stance = text[match.end() :], verdict if verdict != "neutral" else stance
    blank = outside_brackets(text)
    separator = _separator().search(blank, 1)
    end = separator.start() if separator else len(text)
    bracket = _remark_bracket(text, end)
    if bracket:
        name, inside, rest = bracket
        more = rest.strip(" ,;:-–—.")
        if same_name(name, inside):
            return alternative(name, more, stance)
        return alternative(name, f"{inside}; {more}" if more else inside, stance)
    if not separator:
        return alternative(text, "", stance)
    remark = text[separator.end() :] if separator["mark"] else text[end:].strip(" ,")
    if separator["mark"] is None and (relative := _RELATIVE.match(remark)):
        remark = remark[relative.end() :]
    return alternative(text[:end], remark, stance)


@cache
def _separator() -> re.Pattern[str]:
    starters, relatives = table("differential")["starters"], table("differential")["relatives"]
    return re.compile(
        r"(?P<mark>\s+-{1,3}\s+|\s*--+\s*|\s+[–—]\s*|\s*[–—]\s+|:\s+|;\s+|\s+=\s+|\s*\.\.\.\s*)"
        rf"|,\s+(?=(?:{alternation(starters)})(?![\w-]))|\s+(?=(?:{alternation(relatives)})(?![\w-]))",
        re.IGNORECASE,
    )


def _remark_bracket(text: str, end: int) -> tuple[str, str, str] | None:
    """Return the name, the remark in the first bracket behind it, and the rest; None when there is none.

    An abbreviation in brackets is part of the name, and so is a bracket that more of the name follows.
    """
    opening = _OPENING.search(text)
    if not opening or opening.start() == 0 or opening.start() > end + 1:
        return None
    close = _closing(text, opening.start())
    inside, rest = text[opening.end() : close].strip(), text[close + 1 :]
    if _ABBREVIATION.fullmatch(inside):
        return None
    goes_on = re.match(r"\s+[A-Za-z]", rest) and not phrase("relatives", before=r"^\s*").match(rest)
    return None if goes_on else (text[: opening.start()], inside, rest)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if depth == 0:
            return place
    return len(text)


def _without_patient(name: str) -> tuple[str, str]:
    """Split "Lisfranc injury in a patient with sensation" before the patient."""
    match = pattern("patient").search(name)
    return (name[: match.start()], match[0].strip()) if match and match.start() else (name, "")


@cache
def _prefix() -> re.Pattern[str]:
    return phrase("prefixes", before="^", after=r"(?:\s+|:\s*)(?=\S)")


def _plain_name(name: str) -> str:
    """Return ``name`` without articles and hedges before it."""
    name = name.strip(" ,;:.-–—\"“”'")
    while match := _prefix().match(name):
        name = name[match.end() :]
    return name.strip()
