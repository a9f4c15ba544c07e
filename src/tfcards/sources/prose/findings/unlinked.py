"""Takes statements apart that no link word divides: named signs, bare states, "is a …", telegraphed meanings."""

from __future__ import annotations

import re
from functools import cache

from tfcards.sources.prose.findings.links import state
from tfcards.sources.prose.findings.negation import is_negated
from tfcards.sources.prose.findings.observation import Observation
from tfcards.sources.prose.findings.references import own_words
from tfcards.vocabulary.meanings import is_meaning, is_summary
from tfcards.vocabulary.tables import table

_SIGN = re.compile(r"\s*\((?P<sign>[^()]*\bsigns?)\)|\s+[-–—]\s+(?P<dashed>(?:[\w-]+ ){1,4}sign)$", re.IGNORECASE)
_COLON = re.compile(r"(?<=[a-z)]):\s+(?=[a-z])|\s[-–—]\s(?=[a-z])")
_THIS_IS = re.compile(r"(?:this is|these are|that is|it is|i\.e\.|ie)\s+", re.IGNORECASE)
_NOT = re.compile(r",\s+not\s.*", re.IGNORECASE)
_FAVOURED = re.compile(
    r"(?P<seen>.{8,}),\s+(?P<meant>[^,;()]{3,50})\s+(?:is |are )?"
    r"(?:favou?red|suspected|presumed|likely|probable|thought likely)(?:\s+over\s.*)?",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"(?P<seen>[^;]{3,220}?)\s(?P<verb>(?:is|are|was|were)(?:\s+(?:also|again|probably|likely|presumably|no doubt|"
    r"undoubtedly|therefore|most likely|simply|just|only|clearly|merely|all|both|either|in fact|really|"
    r"nothing but|from|by))*)\s+(?P<meant>(?!there\b|seen\b|noted\b|against\b)[^,;:]{3,90}?)"
    r"(?:\s+in all (?:likelihood|probability))?(?:,\s.*)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s+\((?P<name>[^()\d]{3,45})\)$")
_MAX_MEANING_WORDS = 9
_MIN_SEEN_WORDS = 2
_MAX_TELEGRAPHED_WORDS = 5
_MIN_TELEGRAPHED_WORDS = 4


def named_sign(text: str, study: str) -> Observation | None:
    """Split "Rings lie in the abdomen (target sign)"."""
    sign = _SIGN.search(text)
    if not sign or is_negated(text[: sign.start()]):
        return None
    rest = (text[: sign.start()] + text[sign.end() :]).strip()
    return Observation(study, rest, "", (sign["sign"] or sign["dashed"]).strip())


def stated(text: str, study: str) -> Observation | None:
    """Split "Small effusion, reactive"."""
    found = state(text)
    return Observation(study, found[0], "", found[1]) if found else None


def favoured(text: str, study: str) -> Observation | None:
    """Split "Patchy uptake, old infarcts favored over stress"."""
    match = _FAVOURED.fullmatch(text)
    if not match or re.search(r"\b(?:less|not|no|making)\b", match["meant"], re.IGNORECASE):
        return None
    return Observation(study, match["seen"], "favored", match["meant"])


def is_a(text: str, study: str) -> Observation | None:
    """Split "A wedge of scar in the lingula is an old infarct" where the noun behind the verb names a meaning."""
    match = _COPULA.fullmatch(text)
    if not match or re.match(r"(?:whether|if)\b", text, re.IGNORECASE):
        return None
    if is_negated(text[: match.end("meant")]) or len(match["meant"].split()) > _MAX_MEANING_WORDS:
        return None
    if not is_meaning(match["meant"]):
        return None
    seen = match["seen"].strip(" ,")
    pointing = not own_words(seen) and not re.search(r"\bthere$", seen, re.IGNORECASE)
    enough = pointing or len(own_words(seen)) >= _MIN_SEEN_WORDS
    return Observation(study, seen, match["verb"], match["meant"]) if enough else None


def telegraphed(text: str, study: str) -> Observation | None:
    """Split "Uptake brisker, peak 12 min, bladder by 8 min: recovering function" at its last colon."""
    cuts = list(_COLON.finditer(text))
    if not cuts:
        return None
    seen, meant = text[: cuts[-1].start()].strip(), text[cuts[-1].end() :].strip()
    meant = _NOT.sub("", _THIS_IS.sub("", meant))
    short = len(meant.split()) <= _MAX_TELEGRAPHED_WORDS and not re.search(r"[\d,;]", meant)
    sure = "," in seen or is_meaning(meant)
    enough = len(seen.split()) >= _MIN_TELEGRAPHED_WORDS or not own_words(seen)
    if not short or not enough or is_negated(meant) or not sure:
        return None
    return Observation(study, seen, "", meant)


def summed_up(text: str, study: str) -> Observation | None:
    """Split "The left lung is large, a compensatory phenomenon"."""
    seen, comma, last = text.rpartition(", ")
    summed = comma and re.match(r"an?\s", last) and len(last.split()) <= _MAX_MEANING_WORDS and is_summary(last)
    return Observation(study, seen.strip(), "", last) if summed and not is_negated(last) else None


def in_apposition(text: str, study: str) -> Observation | None:
    """Split "L3: 14 mm bright focus, a hemangioma" at its last comma, unless diseases are listed."""
    seen, comma, last = text.rpartition(", ")
    short = len(last.split()) <= _MAX_TELEGRAPHED_WORDS and not re.search(r"\d|\band\b|\bor\b", last)
    if not comma or not short or re.match(r"\w+ing\b", last) or not is_meaning(last) or is_negated(text):
        return None
    listed = any(is_meaning(part) for part in seen.split(", "))
    return (
        None if listed or len(own_words(seen)) <= _MIN_SEEN_WORDS else Observation(study, seen.strip(), "", last)
    )


def bracketed(text: str, study: str) -> Observation | None:
    """Split "The esophagus ends in a smooth taper (bird's beak)": a short name in brackets at the end."""
    match = _BRACKET.search(text)
    if not match or not _may_be_name(match["name"]) or is_negated(text[: match.start()]):
        return None
    seen = text[: match.start()].strip(" ,")
    return (
        Observation(study, seen, "", match["name"].strip("\"“”' "))
        if len(seen.split()) > _MIN_SEEN_WORDS
        else None
    )


@cache
def _no_names() -> frozenset[str]:
    return frozenset(table("connectors")["no_names"])


def _may_be_name(bracketed: str) -> bool:
    """Tell whether what stands in brackets may name what was seen, and is no remark on the image ("arrow")."""
    return _no_names().isdisjoint(re.findall(r"[\w.]+", bracketed.casefold()))
