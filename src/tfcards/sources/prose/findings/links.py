"""Finds the words that link what is seen to what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tfcards.sources.prose.findings.connectors import patterns
from tfcards.vocabulary.meanings import is_disease, is_meaning
from tfcards.vocabulary.tables import table

_LOOK_BACK = 40
_MAX_HELPERS = 8
"""Helping words on either side of a link: nobody writes more."""
_SCOPE = 300
"""Letters before a link in which negations are looked for: nobody's clause is longer."""
_AFTER_THAT = re.compile(r"[,;:(]|\s(?:which|that|on|seen|and|rather|with|in)\s")
_PRONOUN = 6
"""Letters before which a subject is a pronoun alone: "it may be kinked" says what it means, not what is seen."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text, with the helping words around it."""

    start: int
    end: int
    words: str


def links(text: str) -> list[Link]:
    """Return the links of ``text`` with the helping words around them, in their order."""
    found: list[Link] = []
    for match in sorted(_matches(text), key=lambda m: (m.start(), -m.end())):
        if not found or match.start() >= found[-1].end:
            start, end = _with_helpers(text, match)
            found.append(Link(start, end, text[start:end].strip(" ,(")))
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    rows = patterns()
    for name in ("link", "mark", "marker"):
        yield from rows[name].finditer(text)
    for match in rows["before_meaning"].finditer(text):
        named = is_disease if match[0].casefold().startswith("correspond") else is_meaning
        if named(_AFTER_THAT.split(text[match.end() :].strip())[0]):
            yield match
    for match in rows["hedged"].finditer(text):
        if match.start() < _PRONOUN or _means(text[match.end() :]):
            yield match


def _with_helpers(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Return where a link begins and ends with the helping words on both sides of it."""
    rows = patterns()
    start, end = match.span()
    for _ in range(_MAX_HELPERS):
        head = text[max(0, start - _LOOK_BACK) : start].rstrip()
        if not (helper := rows["before"].search(head)):
            break
        start = max(0, start - _LOOK_BACK) + helper.start()
    for _ in range(_MAX_HELPERS):
        if not (helper := rows["after"].match(text, end)):
            break
        end = helper.end()
    return start, end


def _means(rest: str) -> bool:
    """Tell whether what follows "may be" is a meaning ("a cyst"), and not more of what is seen ("larger")."""
    words = re.findall(r"[\w-]+", rest.strip()[:_LOOK_BACK].casefold())
    if not words or words[0] in table("connectors")["not_meant"]:
        return False
    # "dilated lymphatics" is a meaning, "better seen" and "explained by" are none.
    return not words[0].endswith("ed") or (len(words) > 1 and words[1] not in table("connectors")["not_meant"])


def turned(text: str) -> re.Match[str] | None:
    """Return the link of a sentence that states the meaning first ("Old trauma explains the uptake")."""
    match = patterns()["reversed"].search(text)
    return match if match and not patterns()["negation"].search(text[: match.start()]) else None


def state(text: str) -> tuple[str, str] | None:
    """Return what is seen and the words at the end that say what it means ("reactive"); None if there are none."""
    rows = patterns()
    match = rows["state"].search(f", {text}") or rows["bare_state"].search(f", {text}")
    if not match or rows["negation"].search(text[: max(0, match.start("state") - 2)][-_SCOPE:]):
        return None
    return text[: max(0, match.start() - 2)].strip(" ,"), match["state"]
