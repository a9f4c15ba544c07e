"""What a document says of itself: its authors, date, rights, level and keywords."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import replace

from lxml import etree

from tfcards.model.case import Case, Rating
from tfcards.sources.document.compose import Composer
from tfcards.sources.mirc.codes import Codes
from tfcards.sources.xml.lines import children, local, text_of
from tfcards.vocabulary.licence import redistributable

_COPYRIGHT = re.compile(
    r"\s*(?:copyright\b|©|\(c\))\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–,]\s*\d{4})*)?\s*(?:by\b)?[\s,:]*",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"[\s.,;]*\ball rights reserved\b\.?\s*$", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:([./-])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))")


def with_facts(case: Case, root: etree._Element, codes: Codes, composer: Composer) -> Case:
    """Return ``case`` with what the document says of itself."""
    rights = _all(root, "rights")
    holder, licence = _rights(" ".join(map(text_of, rights)))
    authors = list(children(root, "author"))
    names = [text_of(next(children(author, "name"), author)) for author in authors]
    places = [text_of(e) for author in authors for e in children(author, "affiliation")]
    words = [word.strip() for e in _all(root, "keywords") for word in re.split(r"[,;\n]", text_of(e))]
    composer.lines |= _lines(authors=authors, holder=rights, licence=rights, date=_all(root, "publication-date"))
    composer.lines |= {"acr": codes.line} if codes.line else {}
    return replace(
        case,
        acr=tuple(dict.fromkeys([*case.acr, *codes.acr])),
        authors=tuple(dict.fromkeys(name for name in names if name)),
        date=_published(root, composer),
        holder=case.holder or holder,
        licence=case.licence or licence,
        source=case.source or ", ".join(dict.fromkeys(place for place in places if place)),
        rating=Rating(difficulty=" ".join(text_of(e) for e in _all(root, "level"))),
        keywords=tuple(dict.fromkeys(w for w in (*case.keywords, *words, *codes.words) if w)),
    )


def _rights(text: str) -> tuple[str, str]:
    """Return holder and licence of the rights as stated: a copyright notice alone grants nothing."""
    if not _COPYRIGHT.match(text) or redistributable(text):
        return "", text
    return _RESERVED.sub("", _COPYRIGHT.sub("", text, count=1)).strip(), ""


def _published(root: etree._Element, composer: Composer) -> dt.date | None:
    """Return the date of publication, by its parts or as a text in the order of ISO; what else it is, is told."""
    for element in _all(root, "publication-date"):
        parts = {local(e): text_of(e) for e in children(element)}
        text = "-".join(parts.get(p, "") for p in ("year", "month", "day")) if parts else text_of(element)
        if not text.strip("-"):
            continue
        if match := _DATE.match(text):
            year, _, *rest = match.groups()
            with suppress(ValueError):
                return dt.date(int(year), *(int(part) for part in rest if part))
        message = f"the date of publication was not understood: {text}"
        composer.remarks.add("TF109", element.sourceline or 0, message, "correct it by hand")
    return None


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in root.iter() if local(element) == name]


def _lines(**elements: list[etree._Element]) -> dict[str, int]:
    return {name: found[0].sourceline or 0 for name, found in elements.items() if found}
