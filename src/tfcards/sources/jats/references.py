"""The list of references, each on one line."""

from __future__ import annotations

import re

from lxml import etree

from tfcards.sources.jats.people import cited
from tfcards.sources.xml.lines import children, local, text_of

_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation")
_BY_PARTS = frozenset({"element-citation", "nlm-citation"})
_PEOPLE = frozenset({"name", "string-name", "collab"})
_MOST_PEOPLE = 20
_BARE = frozenset({"pmid", "pmc", "pmcid", "pmcaid", "publisher-id"})
"""Numbers that say nothing without their system."""


def references(article: etree._Element) -> tuple[str, ...]:
    """Return the references of ``article``, without their numbers; one in several forms once."""
    found: list[str] = []
    for reference in (e for e in article.iter() if local(e) == "ref"):
        forms: dict[str, list[etree._Element]] = {name: [] for name in _CITATIONS}
        for element in reference.iter():
            if local(element) in forms:
                forms[local(element)].append(element)
        # Several of one kind are parts of one reference (1a, 1b); other kinds are the same one again.
        told = next((elements for elements in forms.values() if elements), [])
        found += [_line(element) for element in told]
    return tuple(text for text in dict.fromkeys(found) if text)


def _line(citation: etree._Element) -> str:
    if local(citation) in _BY_PARTS:
        return _composed(citation)
    for number in [e for e in citation.iter() if local(e) == "pub-id" and e.get("pub-id-type") in _BARE]:
        number.text = ""
    text = re.sub(r"\s+([.,;:])", r"\1", text_of(citation, {"label"}))
    return re.sub(r"\s*\b(?:PMC|PubMed|PMID|PMCID):?\s*$", "", text, flags=re.IGNORECASE).strip()


def _composed(citation: etree._Element) -> str:
    """Return a citation that is stated part by part as one line."""
    parts = {local(e): text_of(e) for e in children(citation)}
    people = [e for e in citation.iter() if local(e) in _PEOPLE]
    named = cited(people[:_MOST_PEOPLE])
    if next((e for e in citation.iter() if local(e) == "etal"), None) is not None or len(people) > _MOST_PEOPLE:
        named = f"{named}, et al" if named else ""
    pages = "-".join(dict.fromkeys(filter(None, (parts.get("fpage"), parts.get("lpage")))))
    issue = f"({parts['issue']})" if parts.get("issue") else ""
    place = ":".join(p for p in (parts.get("volume", "") + issue, pages or parts.get("elocation-id", "")) if p)
    where = ";".join(p for p in (parts.get("year", ""), place) if p)
    doi = next((text_of(e) for e in citation.iter() if local(e) == "pub-id" and e.get("pub-id-type") == "doi"), "")
    title = parts.get("article-title") or parts.get("chapter-title") or parts.get("part-title") or ""
    told = (
        named,
        title,
        parts.get("source", ""),
        parts.get("publisher-name", ""),
        where,
        parts.get("comment", ""),
    )
    kept = [part.rstrip(" .") for part in told if part.rstrip(" .")]
    return ". ".join([*kept, f"https://doi.org/{doi}"] if doi else kept)
