"""The author line of a page: people with their degrees, date, rating."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tfcards.model.case import Rating

_DATE = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = re.compile(
    rf"\b(?:(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})[\s-]+(?P<month2>{'|'.join(_MONTHS)})[a-z]*\.?[\s-]+(?P<year2>\d{{4}}|\d{{2}}))\b",
    re.IGNORECASE,
)
_RATING = re.compile(r"[.,;]?\s*\bratings?\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
_MARK = re.compile(r"#?\s*\b([DQ]\d+)\b", re.IGNORECASE)
_PIVOT = 70
"""Two-digit years from here on are 19xx: teaching files on the web began in the nineties, scans of film before."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the author line says. ``leftover`` holds words that are neither a name, a date nor a rating."""

    authors: tuple[str, ...]
    date: dt.date | None
    rating: Rating
    leftover: tuple[str, ...]


@cache
def _degrees() -> frozenset[str]:
    table = tomllib.loads((resources.files("tfcards.sources.page") / "people.toml").read_text("utf-8"))
    return frozenset(table["degrees"])


def parse_header(text: str) -> Header:
    """Take an author line apart. The rating's scales are the source's own, so its marks stay verbatim."""
    leftover: list[str] = []
    text, rating = _cut_rating(text, leftover)
    text, date = _cut_date(text, leftover)
    people = _people(text)
    leftover += [f"name: {person}" for person in people if re.search(r"\d", person)]
    return Header(tuple(p for p in people if not re.search(r"\d", p)), date, rating, tuple(leftover))


def _cut_rating(text: str, leftover: list[str]) -> tuple[str, Rating]:
    match = _RATING.search(text)
    if not match:
        return text, Rating()
    marks = {m[1][0].upper(): m[1] for m in _MARK.finditer(match["rest"])}
    rest = _MARK.sub("", match["rest"]).strip(" ,;.#")
    if rest:
        leftover.append(f"rating: {rest}")
    return text[: match.start()], Rating(difficulty=marks.get("D", ""), quality=marks.get("Q", ""))


def _cut_date(text: str, leftover: list[str]) -> tuple[str, dt.date | None]:
    match = _DATE.search(text) or _ISO.search(text) or _NAMED.search(text)
    if not match:
        return text, None
    rest = f"{text[: match.start()]},{text[match.end() :]}"
    date = {_ISO: _iso, _NAMED: _named}.get(match.re, _american)(match)
    if date is None:
        leftover.append(f"date: {match[0]}")
    return rest, date


def _american(match: re.Match[str]) -> dt.date | None:
    month, day, _ = (int(part) for part in match.groups())
    return _date(_year(match[3]), month, day)


def _named(match: re.Match[str]) -> dt.date | None:
    month = (match["month"] or match["month2"])[:3].casefold()
    day = int(match["day"] or match["day2"])
    return _date(_year(match["year"] or match["year2"]), _MONTHS.index(month) + 1, day)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > len("yy") else year + (1900 if year >= _PIVOT else 2000)


def _iso(match: re.Match[str]) -> dt.date | None:
    return _date(*(int(part) for part in match.groups()))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _people(text: str) -> tuple[str, ...]:
    """Split names at commas and "and"; a degree belongs to the name before it."""
    people: list[str] = []
    for part in re.split(r"\s*[,;]\s*|\s+(?:and|&)\s+", text):
        name = re.sub(r"^(?:and|&)\s+", "", part.strip(" .") if not _is_degree(part) else part.strip())
        if not name:
            continue
        if people and _is_degree(name):
            people[-1] = f"{people[-1]}, {name}"
        else:
            people.append(name)
    return tuple(_keep_points(name, text) for name in people)


def _keep_points(name: str, text: str) -> str:
    """Give back the point that belongs to a degree at the end of a name (``M.D.``)."""
    words = name.split()
    pointed = f"{name}."
    return pointed if pointed in text and len(words) > 1 and _is_degree(words[-1]) and "." in words[-1] else name


def _is_degree(part: str) -> bool:
    words = part.replace(".", "").replace("(", "").replace(")", "").split()
    return bool(words) and all(word.casefold() in _degrees() for word in words)
