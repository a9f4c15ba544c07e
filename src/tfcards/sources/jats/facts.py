"""What an article says of itself: who wrote it, when, where, under which licence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lxml import etree

from tfcards.model.case import CaseId
from tfcards.sources.document.compose import usable_id
from tfcards.sources.jats.people import signed
from tfcards.sources.jats.tables import words
from tfcards.sources.xml.lines import children, local, text_of

_HREF = "{http://www.w3.org/1999/xlink}href"
_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,200}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
    """Return the title and its subtitle, without notes and marks."""
    parts = [first(meta(article), "title-group", name) for name in ("article-title", "subtitle")]
    texts = [text_of(part, {"xref", "fn"}) for part in parts]
    return ": ".join(
        text.rstrip(" :.") if at < len(texts) - 1 and texts[-1] else text for at, text in enumerate(texts) if text
    )


def article_id(article: etree._Element, name: str) -> CaseId:
    """Return the id of the case: by PubMed Central, else by DOI, else by ``name``, that of the file."""
    ids = _ids(article)
    return usable_id(_central(ids) or ids.get("doi") or name)


def _ids(article: etree._Element) -> dict[str, str]:
    return {e.get("pub-id-type") or "": text_of(e) for e in path(meta(article), "article-id")}


def _central(ids: dict[str, str]) -> str:
    """Return the number in PubMed Central, which has changed its names for it, with the letters in front."""
    number = next((v for k in ("pmcid", "pmc", "pmcaid") if (v := ids.get(k, ""))), "")
    return f"PMC{number.casefold().removeprefix('pmc')}" if number else ""


def authors(article: etree._Element) -> tuple[str, ...]:
    """Return the authors as they sign, with degrees."""
    found = []
    for person in (e for e in meta(article).iter() if local(e) == "contrib"):
        member = any(local(around) == "collab" for around in person.iterancestors())
        if person.get("contrib-type", "author") == "author" and not member:
            found.append(signed(person))
    return tuple(name for name in dict.fromkeys(found) if name)


def _dates(article: etree._Element) -> list[etree._Element]:
    """Return the dates on which the article came out, the electronic one first."""
    order, never = words()["dates"]["order"], words()["dates"]["never"]
    ranked = []
    for element in path(meta(article), "pub-date"):
        kinds = {(element.get(a) or "").casefold() for a in ("pub-type", "date-type", "publication-format")}
        kinds = (kinds - {""}) or {""}
        if not kinds & set(never):
            ranked.append((min((order.index(k) for k in kinds if k in order), default=len(order)), element))
    return [element for _, element in sorted(ranked, key=lambda pair: pair[0])]


def date(article: etree._Element) -> dt.date | None:
    """Return the day on which the article came out, if one is stated to the day."""
    return next((day for element in _dates(article) if (day := _day(element))), None)


def _day(element: etree._Element) -> dt.date | None:
    parts = {local(e): text_of(e) for e in children(element)}
    month = parts.get("month", "")
    number = str(_MONTHS.index(month[:3].casefold()) + 1) if month[:3].casefold() in _MONTHS else month
    try:
        return dt.date(int(parts.get("year", "")), int(number), int(parts.get("day", "")))
    except (ValueError, OverflowError):
        return None


def source(article: etree._Element) -> str:
    """Return where the article stands: journal, year, volume, pages, and its address and number."""
    about = meta(article)
    journal = next((text_of(e) for e in article.iter() if local(e) == "journal-title"), "")
    year = next((text_of(e) for d in _dates(article) for e in children(d, "year")), "")
    issue = text_of(first(about, "issue"))
    volume = text_of(first(about, "volume")) + (f"({issue})" if issue else "")
    pages = "-".join(dict.fromkeys(filter(None, (text_of(first(about, n)) for n in ("fpage", "lpage")))))
    place = pages or text_of(first(about, "elocation-id"))
    ids = _ids(article)
    doi = f"https://doi.org/{ids['doi']}" if ids.get("doi") else ""
    cited = ";".join(part for part in (year, ":".join(part for part in (volume, place) if part)) if part)
    return ". ".join(part for part in (journal, cited, doi, _central(ids)) if part)


def holder(article: etree._Element) -> str:
    """Return who holds the copyright."""
    stated = text_of(first(meta(article), "permissions", "copyright-holder"))
    statement = text_of(first(meta(article), "permissions", "copyright-statement"))
    return stated or re.sub(r"^(?:copyright\b|©|\(c\)|[\s,.:\d–-])+", "", statement, flags=re.IGNORECASE).strip()


def licence(article: etree._Element) -> str:
    """Return the licence: by its address where that is a known one, else in the words of the article."""
    for element in path(meta(article), "permissions", "license"):
        links = (e for e in element.iter() if local(e) in {"license", "ext-link", "license_ref", "uri"})
        addresses = [e.get(_HREF) or "" for e in links] + _ADDRESS.findall(text_of(element))
        for address in addresses:
            known = next((name for part, name in words()["licences"].items() if part in address.casefold()), "")
            version = re.search(r"/(\d\.\d)", address)
            if known:
                return f"{known} {version[1]}" if version and known.startswith("CC BY") else known
        if text := text_of(element, {"license_ref"}):
            return text
    return ""


def keywords(article: etree._Element) -> list[str]:
    """Return the keywords; lists of abbreviations are none."""
    groups = [
        g for g in path(meta(article), "kwd-group") if "abbrev" not in (g.get("kwd-group-type") or "").casefold()
    ]
    found = [e for group in groups for e in group.iter() if local(e) in {"kwd", "compound-kwd-part"}]
    return [text for e in found if (text := text_of(e))]
