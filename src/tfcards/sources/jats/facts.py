"""What an article says of itself: whether it is a case report, who wrote it, when, where, under which licence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from tfcards.model.case import CaseId
from tfcards.sources.document.compose import usable_id
from tfcards.sources.jats.tables import words
from tfcards.sources.xml.lines import children, local, text_of

_HREF = "{http://www.w3.org/1999/xlink}href"
_RETRACTED = re.compile(r"\s*\W?\s*(?:retracted|retraction|withdrawn)\b", re.IGNORECASE)


def path(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements at a path of names below ``element``."""
    if not names:
        yield element
        return
    for child in children(element, names[0]):
        yield from path(child, *names[1:])


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first element at a path of names, or None."""
    return next(path(element, *names), None)


def meta(article: etree._Element) -> etree._Element:
    """Return the part of ``article`` that tells of it; an empty one where it has none."""
    found = first(article, "front", "article-meta")
    return found if found is not None else etree.Element("article-meta")


def title(article: etree._Element) -> str:
    """Return the title, without notes and marks."""
    return text_of(first(meta(article), "title-group", "article-title"), {"xref", "fn"})


def refusal(article: etree._Element) -> str:
    """Return why ``article`` is no case report to read; nothing if it is one."""
    kind = (article.get("article-type") or "").strip().casefold()
    related = [e.get("related-article-type") or "" for e in path(meta(article), "related-article")]
    if kind == "retraction" or _RETRACTED.match(title(article)) or any(r.startswith("retract") for r in related):
        return "the article is a retraction, or was retracted"
    subjects = " | ".join(text_of(e) for e in meta(article).iter() if local(e) == "subject").casefold()
    table = words()["kinds"]
    if kind in table["reports"]:
        return ""
    if (kind in table["maybe"] or not kind) and any(subject in subjects for subject in table["subjects"]):
        return ""
    return f'the article is no case report: its type is "{kind or "not stated"}"'


def article_id(article: etree._Element, name: str) -> CaseId:
    """Return the id of the case: by PubMed Central, else by DOI, else by ``name``, that of the file."""
    ids = {e.get("pub-id-type"): text_of(e) for e in path(meta(article), "article-id")}
    central = next((v for k in ("pmcid", "pmc", "pmcaid") if (v := ids.get(k, ""))), "")
    if central:
        return usable_id(central if central.casefold().startswith("pmc") else f"pmc{central}")
    return usable_id(ids.get("doi") or name)


def authors(article: etree._Element) -> tuple[str, ...]:
    """Return the authors as they sign, with degrees."""
    found = []
    for person in (e for e in meta(article).iter() if local(e) == "contrib"):
        if person.get("contrib-type", "author") != "author":
            continue
        name = first(person, "name")
        parts = (
            [text_of(first(name, part)) for part in ("given-names", "surname", "suffix")]
            if name is not None
            else []
        )
        whole = " ".join(part for part in parts if part) or text_of(first(person, "collab"))
        degrees = text_of(first(person, "degrees"))
        if whole:
            found.append(f"{whole}, {degrees}" if degrees else whole)
    return tuple(dict.fromkeys(found))


def date(article: etree._Element) -> dt.date | None:
    """Return the first day that the article was out, if one is stated to the day."""
    found = []
    for element in path(meta(article), "pub-date"):
        parts = {local(e): text_of(e) for e in children(element)}
        with suppress(ValueError):
            found.append(dt.date(*(int(parts.get(name, "0")) for name in ("year", "month", "day"))))
    return min(found, default=None)


def source(article: etree._Element) -> str:
    """Return where the article stands: journal, year, volume, pages, and its address."""
    about = meta(article)
    journal = next((text_of(e) for e in article.iter() if local(e) == "journal-title"), "")
    year = next((text_of(e) for d in path(about, "pub-date") for e in children(d, "year")), "")
    volume, place = (
        text_of(first(about, "volume")),
        text_of(first(about, "fpage")) or text_of(first(about, "elocation-id")),
    )
    ids = {e.get("pub-id-type"): text_of(e) for e in path(about, "article-id")}
    doi = f"https://doi.org/{ids['doi']}" if ids.get("doi") else ""
    cited = ";".join(part for part in (year, ":".join(part for part in (volume, place) if part)) if part)
    return ". ".join(part for part in (journal, cited, doi) if part)


def holder(article: etree._Element) -> str:
    """Return who holds the copyright."""
    stated = text_of(first(meta(article), "permissions", "copyright-holder"))
    statement = text_of(first(meta(article), "permissions", "copyright-statement"))
    return stated or re.sub(r"^(?:copyright\b|©|\(c\)|[\s,.:\d])+", "", statement, flags=re.IGNORECASE).strip()


def licence(article: etree._Element) -> str:
    """Return the licence: by its address where that is a known one, else in the words of the article."""
    for element in path(meta(article), "permissions", "license"):
        links = (e for e in element.iter() if local(e) in {"license", "ext-link", "license_ref", "uri"})
        for address in (e.get(_HREF) or text_of(e) for e in links):
            known = next((name for part, name in words()["licences"].items() if part in address.casefold()), "")
            version = re.search(r"/(\d\.\d)", address)
            if known:
                return f"{known} {version[1]}" if version and known != "CC0" else known
        if text := text_of(element):
            return text
    return ""


def references(article: etree._Element) -> tuple[str, ...]:
    """Return the references, each on one line, without its number."""
    found = []
    for reference in (e for e in article.iter() if local(e) == "ref"):
        for citation in children(reference, "mixed-citation", "element-citation", "citation", "nlm-citation"):
            text = text_of(citation, {"label"}) if local(citation) == "mixed-citation" else _composed(citation)
            found.append(re.sub(r"\s+([.,;:])", r"\1", text))
            break
    return tuple(text for text in dict.fromkeys(found) if text)


def _composed(citation: etree._Element) -> str:
    """Return a citation that is stated part by part as one line."""
    people = [
        " ".join(part for part in (text_of(first(n, "surname")), text_of(first(n, "given-names"))) if part)
        for n in citation.iter()
        if local(n) == "name"
    ]
    parts = {local(e): text_of(e) for e in children(citation)}
    place = ":".join(p for p in (parts.get("volume", ""), parts.get("fpage", "")) if p)
    where = ";".join(p for p in (parts.get("year", ""), place) if p)
    title_of = parts.get("article-title") or parts.get("chapter-title", "")
    found = (", ".join(people[:20]), title_of.rstrip("."), parts.get("source", "").rstrip("."), where)
    return ". ".join(part for part in found if part)
