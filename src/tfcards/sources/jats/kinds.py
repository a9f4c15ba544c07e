"""Tells whether an article is a case report, and one that still stands."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from tfcards.sources.jats.facts import meta, path, title
from tfcards.sources.jats.tables import whole_words, words
from tfcards.sources.xml.lines import local, text_of

_ACCEPTED = (
    'accepted are articles of the type "case-report", and others whose subject says so; '
    "write a case by hand if this one holds one"
)


def refusal(article: etree._Element) -> tuple[str, str] | None:
    """Return why ``article`` is no case report to read, and what to do; None if it is one."""
    kind = (article.get("article-type") or "").strip().casefold()
    named = f'"{kind[:60]}"' if kind else "not stated"
    if _is_retracted(article, kind):
        return f"the article is a retraction, or was retracted; its type is {named}", "use another source"
    table = words()["kinds"]
    if kind in table["reports"]:
        return None
    reason = f"the article is no case report: its type is {named}"
    if kind and kind not in table["maybe"]:
        return reason, _ACCEPTED
    subjects = " | ".join(text_of(e) for e in meta(article).iter() if local(e) == "subject")
    if whole_words("kinds", "subjects").search(subjects):
        return None
    said = f'its subject is "{subjects[:60]}"' if subjects else "it has no subject"
    return f"{reason}, and {said}", _ACCEPTED


def _is_retracted(article: etree._Element, kind: str) -> bool:
    gone = tuple(words()["retracted"]["kinds"])
    related = [(e.get("related-article-type") or "").casefold() for e in path(meta(article), "related-article")]
    return any(k.startswith(gone) for k in (kind, *related)) or bool(_retracted().match(title(article)))


@cache
def _retracted() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{t})" for t in words()["retracted"]["titles"]), re.IGNORECASE)
