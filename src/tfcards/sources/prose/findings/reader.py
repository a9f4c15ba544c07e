"""Takes findings apart: what is seen, the words that link, and what it means.

Negation follows the idea of ConText (Harkema et al. 2009): a trigger before a link holds up to a terminating word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from tfcards.sources.prose.sentences import sentences, without_end
from tfcards.vocabulary.modality import by_study
from tfcards.vocabulary.tables import table

_STUDY = re.compile(r"(?P<study>[A-Z0-9][^.:;!?]{1,70}?)\s*:\s+(?=\S)")
_SIGN = re.compile(r"\s*\((?P<sign>[^()]*\bsigns?)\)", re.IGNORECASE)
_MAX_STUDY_WORDS = 9
_CONJUNCTION = re.compile(r",\s+(?:and|while|whereas|but)\s+", re.IGNORECASE)
_MIN_CLAUSE_WORDS = 2
_OPEN = re.compile(r"\b(?:whether|if|or|nor|than)$", re.IGNORECASE)
_TAKEN_BACK = re.compile(r"(?:but|not|or|and|return|undergo|have|start)\b", re.IGNORECASE)
"""Words after a link that take it back, or show that it was none ("due to return")."""
_LOOK_BACK = 40
_SCOPE = 300
"""Letters before a link in which helping words and negations are looked for: nobody's clause is longer."""
_YIELDING = re.compile(
    r"to\s|suggest|indicat|represent|reflect|suspicious|concerning|worrisome|diagnostic", re.IGNORECASE
)
"""Links that a negation before them reaches: "no uptake suspicious for", not "no gallbladder consistent with"."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A sentence of findings, taken apart. ``unsure`` says that a negation may or may not reach the link."""

    study: str
    observation: str
    link: str
    interpretation: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    words: str


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rows = table("connectors")
    return {
        "link": re.compile(rf"(?<![\w-])(?:{_alternation(rows['links'])})(?![\w-])", re.IGNORECASE),
        "so": re.compile(r",\s+(?:so|hence|thus|therefore)(?=\s)(?!\s+(?:that|far|as|called))", re.IGNORECASE),
        "reversed": re.compile(rf"(?<![\w-])(?:{_alternation(rows['reversed'])})(?![\w-])", re.IGNORECASE),
        "before": re.compile(rf"(?:^|[\s,(])(?:{_alternation(rows['before'])})\s*$", re.IGNORECASE),
        "after": re.compile(rf"\s*(?:{_alternation(rows['after'] + rows['links'])})(?=\s)", re.IGNORECASE),
        "negation": re.compile(rf"(?<![\w-])(?:{_alternation(rows['negations'])})(?![\w-])", re.IGNORECASE),
        "termination": re.compile(rf"(?<!\w)(?:{_alternation(rows['terminations'])})(?!\w)", re.IGNORECASE),
    }


def split_study(paragraph: str) -> tuple[str, str]:
    """Return the study that a paragraph names before a colon, and its rest; empty when it names none."""
    match = _STUDY.match(paragraph)
    if match and len(match["study"].split()) <= _MAX_STUDY_WORDS and by_study(match["study"]):
        return match["study"].strip(), paragraph[match.end() :]
    return "", paragraph


def observations(paragraph: str, study: str = "") -> list[Observation]:
    """Take a paragraph of findings apart, a sentence an entry; ``study`` holds unless the paragraph names one."""
    found = []
    for sentence in sentences(paragraph):
        named, rest = split_study(sentence)
        study = named or study
        found += [take_apart(part, study) for part in _clauses(rest)]
    return found


def _clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that state something of their own: at semicolons, and between two links."""
    parts = [part.strip() for part in re.split(r";\s+", sentence) if part.strip()]
    return [clause for part in parts for clause in _between_links(part)]


def _between_links(text: str) -> list[str]:
    """Split "A represents B, and C represents D" at its conjunction."""
    clauses, start = [], 0
    for first, second in pairwise(_links(text)):
        cut = _CONJUNCTION.search(text, max(first.end, start), second.start)
        if cut and len(text[cut.end() : second.start].split()) >= _MIN_CLAUSE_WORDS:
            clauses.append(text[start : cut.start()].strip())
            start = cut.end()
    return [*clauses, text[start:].strip()]


def take_apart(sentence: str, study: str = "") -> Observation:
    """Split one sentence at the link between what is seen and what it means."""
    text = without_end(sentence)
    turned = _patterns()["reversed"].search(text)
    if turned and not _patterns()["negation"].search(text[: turned.start()]):
        meant, seen = text[: turned.start()].strip(" ,"), text[turned.end() :].strip(" ,")
        if len(seen.split()) > 1 and meant:
            return Observation(study, seen, turned[0], meant)
    for link in _links(text):
        seen, meant = text[: link.start].strip(" ,("), text[link.end :].strip(" ,:")
        if len(seen.split()) < 2 or not meant:  # noqa: PLR2004 - one word is no observation
            continue
        reach = _negated(text, link) or ("unsure" if _OPEN.search(seen) or _TAKEN_BACK.match(meant) else "")
        if reach:
            return Observation(study, text, "", "", unsure=reach == "unsure")
        if text[: link.start].count("(") > text[: link.start].count(")"):
            continue
        return Observation(study, seen, link.words, without_end(meant))
    sign = _SIGN.search(text)
    if sign and not _patterns()["negation"].search(text[: sign.start()]):
        return Observation(study, _SIGN.sub("", text, count=1).strip(), "", sign["sign"].strip())
    return Observation(study, text, "", "")


def _links(text: str) -> list[_Link]:
    """Return the links of ``text`` with the helping words around them, in their order."""
    found: list[_Link] = []
    matches = [*_patterns()["link"].finditer(text), *_patterns()["so"].finditer(text)]
    for match in sorted(matches, key=lambda m: m.start()):
        if found and match.start() < found[-1].end:
            continue
        start, end = match.start(), match.end()
        while helper := _patterns()["before"].search(text[max(0, start - _LOOK_BACK) : start].rstrip()):
            start = max(0, start - _LOOK_BACK) + helper.start()
        while helper := _patterns()["after"].match(text, end):
            end = helper.end()
        found.append(_Link(start, end, text[start:end].strip(" ,(")))
    return found


def _negated(text: str, link: _Link) -> str:
    """Return ``yes``, ``unsure`` or nothing: whether a negation before ``link`` reaches it."""
    rows = _patterns()
    text = text[max(0, link.start - _SCOPE) :]
    link = replace(link, start=min(link.start, _SCOPE), end=link.end - max(0, link.start - _SCOPE))
    head = text[: link.start]
    cut = [m.end() for m in rows["termination"].finditer(head)]
    scope_start = cut[-1] if cut else 0
    scope = head[scope_start:]
    triggers = list(rows["negation"].finditer(scope))
    if rows["negation"].search(link.words):
        return "yes"
    if not triggers:
        return ""
    between = scope[triggers[-1].end() :]
    if re.search(r"^\s*$", between):
        return "yes"
    if "," in text[scope_start + triggers[-1].end() : link.end] or re.search(r",\s*$", head):
        return ""
    return "yes" if _YIELDING.match(link.words) else "unsure"
