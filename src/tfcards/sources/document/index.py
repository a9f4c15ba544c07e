"""The index lines of a page: ACR codes in digits or words, topic, keywords, companions, case number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import Line
from tfcards.vocabulary import acr

_WORDS = re.compile(
    r"\(\s*anatomic(?:al)? field\s*:\s*(?P<anatomy>.+?)\s*[,;]\s*category\s*:\s*(?P<category>[^()]+?)\s*\)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.])(?P<code>\d{1,4}\.-?\d{1,6})(?![\d.])")
_TOPIC = re.compile(r"references and general discussion of\s+(?P<topic>.+)", re.IGNORECASE)
_COMPANION = re.compile(r"#\s*([A-Za-z]*\d[\w-]*|[A-Za-z][\w-]*\d[\w-]*)")
_BARE_COMPANION = re.compile(r"\b([A-Za-z]{1,6}\d{1,6})\b")


@dataclass(frozen=True, slots=True)
class Index:
    """Codes, topic and keywords of a case."""

    codes: tuple[str, ...]
    topic: str
    keywords: tuple[str, ...]


def parse_index(lines: Iterable[Line], remarks: Remarks) -> Index:
    """Read the lines below the ACR label. A code derived from words is a person's to confirm."""
    codes: list[str] = []
    keywords: list[str] = []
    topic = ""
    for line in lines:
        rest = line.text
        match = _WORDS.search(rest)
        if match:
            _derive(match, line, codes, remarks)
            rest = _WORDS.sub("", rest)
        for digits in _DIGITS.finditer(rest):
            if acr.is_code(digits["code"]):
                codes.append(digits["code"])
            else:
                remarks.add(
                    "TF108", line.number, f"the ACR code {digits['code']} stands for unknown and was left out"
                )
        rest = _DIGITS.sub("", rest).strip(" ,;.:-")
        named = _TOPIC.fullmatch(rest)
        if named and not topic:
            topic = named["topic"].strip()
        elif rest:
            keywords += [word.strip() for word in re.split(r"\s*[,;]\s*", rest) if word.strip()]
    return Index(tuple(dict.fromkeys(codes)), topic, tuple(dict.fromkeys(keywords)))


def _derive(match: re.Match[str], line: Line, codes: list[str], remarks: Remarks) -> None:
    anatomy, category = match["anatomy"], match["category"]
    code = ""
    # The field's name may hold commas itself (Lung, mediastinum, and pleura), so the last ", Category:" separates.
    if anatomy and category:
        code = acr.code_from_words(anatomy, category)
    if code:
        codes.append(code)
        remarks.add(
            "TF108",
            line.number,
            f"the ACR field states words ({anatomy}; {category}), from which the code {code} was derived",
            "confirm the code, or add deeper digits",
        )
    else:
        remarks.add(
            "TF108", line.number, f"no ACR code fits the words {anatomy}; {category}", "add the code by hand"
        )


def companions(text: str) -> tuple[str, ...]:
    """Return the case ids that a companion line names, in small letters."""
    found = _COMPANION.findall(text) or _BARE_COMPANION.findall(text)
    return tuple(dict.fromkeys(name.lower() for name in found))
