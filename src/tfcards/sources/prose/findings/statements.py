"""Takes one statement of findings apart at the words between what is seen and what it means."""

from __future__ import annotations

import re
from functools import cache

from tfcards.sources.prose.findings import unlinked
from tfcards.sources.prose.findings.links import Link, links, turned
from tfcards.sources.prose.findings.negation import is_negated, reach
from tfcards.sources.prose.findings.observation import Observation
from tfcards.sources.prose.findings.references import own_words, split_pointer
from tfcards.sources.prose.sentences import without_end
from tfcards.vocabulary.tables import table

_SINCE = re.compile(
    r"(?:since|because|given that)\s+(?P<seen>[^,]{8,200}),\s+(?P<verb>)"
    r"(?P<meant>(?:we|this|it|these|they)\b.{4,})",
    re.IGNORECASE,
)
_LOOKS_LIKE = re.compile(
    r"what (?:looks|appears|seems) (?:like|to be) (?P<seen>.{5,120}?) (?P<verb>is|are) (?P<meant>.{3,120})",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r",\s+(?:accounting|explaining)|h\s(?:will|would|may|could|probably)", re.IGNORECASE)
_TAIL = re.compile(
    r",?\s+(?:and|but)\s+(?:makes?|making|argues?|excludes?|speaks?|not|does not|do not|renders?)\s.*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:at|on|in|from|over|after|within|near|around)\b[^,]*", re.IGNORECASE)
_AND = re.compile(r"(?:,\s+(?:and|but)|;)\s+", re.IGNORECASE)
_PRESUMED = re.compile(
    r"(?:^|,\s+(?:and\s+|so\s+|whence\s+|hence\s+)?|\s(?:whence|hence|so that)\s+)(?P<meant>[^,;:()]{4,70}?)\s+"
    r"(?P<words>(?:must|should|has to|have to|may|can)(?:\s+(?:therefore|then|thus|hence))?\s+be\s+"
    r"(?:presumed|assumed|suspected|inferred|supposed|postulated|considered likely)"
    r"|(?:could|may|might|would|is|are|must)(?: well)?(?: be)? "
    r"(?:to blame|responsible|the cause|the reason|at fault)"
    r"|(?:would|could|may|might|can|does|do|will) (?:do|cause|explain|produce|give) (?:this|that|it|so))$",
    re.IGNORECASE,
)
_LIKELIEST = re.compile(
    r"(?:^|[,;]\s+)(?P<words>(?:which|that|this)(?: [\w-]+){0,4} makes?)\s+(?P<meant>[^,;]{3,70}?)\s+"
    r"(?:by far |much )?the (?:most likely|likelier|likeliest|most probable|best) "
    r"(?:explanation|reading|diagnosis|possibility)",
    re.IGNORECASE,
)
_MIN_SEEN_WORDS = 2
_MAX_LINKS = 12
"""Links of a clause that are tried: nobody writes more."""


def take_apart(sentence: str, study: str = "") -> Observation:
    """Split one statement at the link between what is seen and what it means."""
    text = without_end(sentence)
    for way in _WAYS:
        found = way(text, study)
        if found:
            return Observation(study, text, "", "") if found.interpretation.endswith("?") else found
    return Observation(study, text, "", "")


def _meaning_first(text: str, study: str) -> Observation | None:
    """Split "Old trauma explains the uptake" and "Since A, we are at B"."""
    if whole := _SINCE.fullmatch(text) or _LOOKS_LIKE.fullmatch(text):
        return Observation(study, whole["seen"].strip(), whole["verb"] or "so", whole["meant"].strip())
    link = turned(text)
    if not link or _PARTICIPLE.match(text, link.start() - 2):
        return None
    if _explains_more(text[: link.start()], text[link.end() :]):
        return Observation(study, text[: link.start()].strip(" ,"), link[0], text[link.end() :].strip(" ,"))
    meant, seen = text[: link.start()].strip(" ,"), text[link.end() :].strip(" ,")
    if not own_words(seen) and (cuts := list(_AND.finditer(meant))):
        # "Marrow is bright, and the injection accounts for it": what is seen stands before the meaning.
        return Observation(study, meant[: cuts[-1].start()], link[0], meant[cuts[-1].end() :])
    if not own_words(meant):
        # "The latter accounts for the palsies": what was seen came before, and the palsies are what it means.
        seen, meant = meant, seen
    elif len(seen.split()) < _MIN_SEEN_WORDS:
        return None
    return Observation(study, seen, link[0], meant) if meant else None


def _explains_more(before: str, behind: str) -> bool:
    """Tell whether "A explains B" goes from what is seen to what it means ("Fullness explains the palsy")."""
    seen = _seen_words()
    return seen.isdisjoint(_words(behind)) and not seen.isdisjoint(_words(before)) and bool(own_words(behind))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


@cache
def _seen_words() -> frozenset[str]:
    return frozenset(table("connectors")["seen_words"])


def _linked(text: str, study: str) -> Observation | None:
    """Split at the first link that rules its meaning in; where a negation reaches it, nothing is split off."""
    doubt: Observation | None = None
    found = links(text)[:_MAX_LINKS]
    for number, link in enumerate(found):
        split = _split_at(text, link, more=number + 1 < len(found))
        if not split:
            continue
        if doubt and "," not in text[found[number - 1].end : link.start]:
            break
        seen, words, meant = split
        if reached := reach(text, link, meant):
            doubt = Observation(study, text, "", "", unsure=reached == "unsure")
        elif len(seen.split()) >= _MIN_SEEN_WORDS or not own_words(seen) or words == "=":
            return Observation(study, seen, words, meant)
    return doubt


def _split_at(text: str, link: Link, *, more: bool) -> tuple[str, str, str] | None:
    """Return what is seen, the words of the link and what it means; None where ``link`` divides nothing.

    ``more`` says that another link follows: "At 2 o'clock, corresponding to …" is then no observation yet.
    """
    seen, words, meant = text[: link.start].strip(" ,(:"), link.words, _meaning(text[link.end :])
    if not own_words(seen):
        pointer, words = split_pointer(words)
        seen = f"{seen} {pointer}".strip()
    inside = text[: link.start].count("(") > text[: link.start].count(")")
    if not meant or inside or (more and _PLACE.fullmatch(seen)):
        return None
    if ": " in meant and not own_words(seen):
        # "The radiographs are classic for M: A and B" names what is seen behind the colon.
        meant, _, seen = meant.partition(": ")
    return seen, words, meant


def _presumed(text: str, study: str) -> Observation | None:
    """Split "…, and unresolved clot must therefore be presumed"."""
    match = _PRESUMED.search(text) or _LIKELIEST.search(text)
    if not match or is_negated(match["meant"]):
        return None
    seen = text[: match.start()].strip(" ,")
    if seen and len(own_words(seen)) < _MIN_SEEN_WORDS:
        return None
    return Observation(study, seen, match["words"], re.sub(r"^(?:but|and)\s+", "", match["meant"]))


def _meaning(text: str) -> str:
    return without_end(_TAIL.sub("", text.strip(" ,:")))


_WAYS = (
    _meaning_first, _presumed, _linked, unlinked.named_sign, unlinked.stated, unlinked.favoured, unlinked.is_a,
    unlinked.telegraphed, unlinked.summed_up, unlinked.in_apposition, unlinked.bracketed,
)  # fmt: skip
"""Ways to take a statement apart, the surest first."""
