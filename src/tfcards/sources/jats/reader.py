"""Reads case reports in JATS XML into drafts, whose diagnosis is proposed from the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tfcards.model.case import Patient
from tfcards.model.diagnostic import Location, error
from tfcards.sources.document.compose import Composer
from tfcards.sources.document.sections import Document, Line, Section
from tfcards.sources.jats import facts
from tfcards.sources.jats.body import sections
from tfcards.sources.jats.figures import find_figures
from tfcards.sources.jats.tables import diagnosis_in
from tfcards.sources.reading import Reading
from tfcards.sources.xml.lines import local, take_out, text_of
from tfcards.sources.xml.parse import parse

_STATED = re.compile(
    r"(?:final|definitive|histopathological|pathological)? ?\bdiagnos(?:is of|ed (?:with|as having|as))\s+"
    r"(?P<named>[^.,;()]{4,80}?)(?:\s+(?:was|were|is|by|on|based|and|after|with)\b|[.,;()])",
    re.IGNORECASE,
)
_MAX_AGE = 89
_MOST = 500


def read_articles(data: bytes, path: Path) -> Iterator[Reading]:
    """Yield a reading for each article of ``data``, the content of ``path``."""
    parsed = parse(data, str(path))
    articles = [] if parsed.root is None else _articles(parsed.root)
    if not articles:
        problem = error("TF160", "the document holds no article", Location(str(path)), "export it again")
        problems = parsed.problems or (problem,)
        yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
    for number, article in enumerate(articles):
        composer = Composer(path)
        if not number:
            composer.remarks.diagnostics += parsed.problems
        yield _read(article, path, composer)


def _articles(root: etree._Element) -> list[etree._Element]:
    if local(root) == "article":
        return [root]
    return [element for element in root.iter() if local(element) == "article"][:_MOST]


def _read(article: etree._Element, path: Path, composer: Composer) -> Reading:
    line = article.sourceline or 0
    if reason := facts.refusal(article):
        hint = "only case reports become cases; write this one by hand if it holds one"
        composer.remarks.fail("TF161", line, reason, hint)
        return composer.reading(None)
    title = facts.title(article)
    diagnosis = diagnosis_in(title)
    if not diagnosis:
        composer.remarks.fail("TF160", line, "the article has no title", "export it again")
        return composer.reading(None)
    for citation in [e for e in article.iter() if local(e) == "xref" and e.get("ref-type") == "bibr"]:
        take_out(citation)
    body = sections(article, composer)
    case = composer.case(Document((Section("diagnosis", line, [[Line(line, diagnosis)]]), *body)))
    if case is None:
        return composer.reading(None)
    _ask_for_the_diagnosis(composer, diagnosis, body, line)
    figures = find_figures(article, path.parent)
    _remark_figures(composer, article, [f.image.label for f in figures if f.marked])
    composer.lines |= {f"images.{at}": figure.line for at, figure in enumerate(figures)}
    keywords = [text_of(e) for e in facts.meta(article).iter() if local(e) == "kwd"]
    draft = replace(
        case,
        id=facts.article_id(article, path.stem),
        authors=facts.authors(article),
        date=facts.date(article),
        holder=facts.holder(article),
        licence=facts.licence(article),
        source=facts.source(article),
        references=facts.references(article) or case.references,
        images=tuple(figure.image for figure in figures),
        patient=Patient(sex=case.patient.sex, ages=tuple(a for a in case.patient.ages if a <= _MAX_AGE)),
        keywords=tuple(dict.fromkeys(word for word in (*case.keywords, *keywords) if word)),
    )
    return composer.reading(draft)


def _ask_for_the_diagnosis(composer: Composer, diagnosis: str, body: list[Section], line: int) -> None:
    """Ask a person to confirm the proposed diagnosis, and tell where the text states another."""
    message = f'the diagnosis "{diagnosis}" is proposed from the title'
    stated = (
        (p, match["named"].strip()) for s in body for p in s.paragraphs() for match in _STATED.finditer(p.text)
    )
    other = next(((p, name) for p, name in stated if name.casefold() not in diagnosis.casefold()), None)
    if other:
        message += f'; the text speaks of a diagnosis of "{other[1]}" (line {other[0].number})'
    composer.remarks.add("TF162", line, message, "confirm or correct it")


def _remark_figures(composer: Composer, article: etree._Element, marked: list[str]) -> None:
    if marked:
        message = f"the captions of {', '.join(marked[:20])} speak of marks on the figure"
        composer.remarks.add("TF165", 0, message, "set side: answer where they give the answer away")
    tables = [e for e in article.iter() if local(e) == "table-wrap"]
    if tables:
        message = f"{len(tables)} table(s) of the article were left out"
        composer.remarks.add("TF166", tables[0].sourceline or 0, message, "add what matters of them by hand")
