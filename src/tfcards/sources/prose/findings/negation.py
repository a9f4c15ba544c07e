"""Tells whether a negation, or a word that takes it back, reaches a link.

After the idea of ConText (Harkema et al. 2009): a trigger before a link holds up to a terminating word.
"""

from __future__ import annotations

import re

from tfcards.sources.prose.findings.connectors import patterns
from tfcards.sources.prose.findings.links import Link

_SCOPE = 300
"""Letters before a link in which negations are looked for: nobody's clause is longer."""
_YIELDING = re.compile(
    r"to\s|suggest|indicat|represent|reflect|suspicious|concerning|worrisome|diagnostic|typical|"
    r"characteristic|evidence|sign",
    re.IGNORECASE,
)
"""Links that a negation before them reaches: "no uptake suspicious for", not "no gallbladder consistent with"."""
_DESCRIBING = re.compile(
    r"(?:\w+ing\b|to\s|evidence|signs?\b|features?\b|suspicious|concerning|worrisome|diagnostic|typical|suggestive)",
    re.IGNORECASE,
)
"""Links that describe the noun before them; others are the verb of their sentence."""
_NO_DOUBT = re.compile(r"\b(?:no doubt|nothing but)\b", re.IGNORECASE)
_CONCLUDES = re.compile(r"\b(?:so|thus|hence|therefore|whence|i\.e\.|ie|means?|meaning)\b|->|=>|→", re.IGNORECASE)
"""Links behind which a whole statement may stand, and deny what it concludes."""
_PLAIN = re.compile(r"=|->|=>|→|i\.?e\.?|that is to say|in other words", re.IGNORECASE)
"""Signs of equality: whatever is seen or not seen before them is what they equate."""
_INFINITIVE = re.compile(r"to\s", re.IGNORECASE)
"""Behind a negation these go with it, however long the list between."""
_OPEN = re.compile(r"\b(?:whether|if|or|nor|than)$", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"(?:but|not|or|and|return|undergo|have|start|explanation|diagnosis|possibility|reading|"
    r"(?:it|this|that|they) (?:is|are|was|were|do|does|can)(?:n[’']t| not))\b",
    re.IGNORECASE,
)
"""Words after a link that take it back, or show that it was none ("due to return")."""


def is_negated(text: str) -> bool:
    """Tell whether ``text`` holds a word that negates, absences aside."""
    return patterns()["negation"].search(text) is not None


def reach(text: str, link: Link, meant: str) -> str:
    """Return ``yes``, ``unsure`` or nothing: whether something keeps ``link`` from ruling ``meant`` in."""
    seen = text[: link.start].strip(" ,(")
    taken_back = _OPEN.search(seen) or _TAKEN_BACK.match(meant)
    return _negated(text, link) or ("unsure" if taken_back else "")


def _negated(text: str, link: Link) -> str:
    rows = patterns()
    if rows["negation"].search(_NO_DOUBT.sub("", link.words)):
        return "yes"
    if _CONCLUDES.search(link.words) and rows["negation"].search(text, link.end):
        return "yes"
    between = None if _PLAIN.fullmatch(link.words) else _behind_trigger(text, link)
    if between is None:
        return ""
    if not between.strip() or _INFINITIVE.match(link.words):
        return "yes"
    if _sets_apart(text, link, between):
        return ""
    return "yes" if _YIELDING.match(_bare(link.words)) else "unsure"


def _sets_apart(text: str, link: Link, between: str) -> bool:
    """Tell whether a comma, or an "and" before a verb, keeps a trigger in front of ``between`` from ``link``."""
    new_clause = " and " in between and not _DESCRIBING.match(_bare(link.words))
    return (
        new_clause
        or "," in between
        or "," in text[link.start : link.end]
        or text[: link.start].rstrip()[-1:] == ","
    )


def _behind_trigger(text: str, link: Link) -> str | None:
    """Return what stands between the last trigger before ``link`` and the link; None when no trigger holds."""
    rows = patterns()
    head = text[max(0, link.start - _SCOPE) : link.start]
    cut = [m.end() for m in rows["termination"].finditer(head)]
    scope = head[cut[-1] if cut else 0 :]
    triggers = list(rows["negation"].finditer(scope))
    if _DESCRIBING.match(_bare(link.words)):
        triggers = sorted([*triggers, *rows["absence"].finditer(scope)], key=lambda m: m.end())
    return scope[triggers[-1].end() :] if triggers else None


def _bare(words: str) -> str:
    """Return the words of a link without the helping words that only go before it."""
    return re.sub(
        r"^(?:(?:is|are|was|were|that|which|most|more|very|highly|may|might|could|would)\s+)+",
        "",
        words,
        flags=re.IGNORECASE,
    )
