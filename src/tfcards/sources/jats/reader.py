"""Reads case reports in JATS XML into drafts, whose diagnosis is proposed from the title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from lxml import etree

from tfcards.model.case import Case, Patient
from tfcards.model.diagnostic import Location, error
from tfcards.sources.document.compose import Composer
from tfcards.sources.document.sections import Document, Line, Section
from tfcards.sources.jats import facts
from tfcards.sources.jats.body import abstract_lines, sections
from tfcards.sources.jats.diagnosis import other_stated
from tfcards.sources.jats.figures import Figure, find_figures
from tfcards.sources.jats.files import image_files
from tfcards.sources.jats.kinds import refusal
from tfcards.sources.jats.prepare import prepare
from tfcards.sources.jats.references import references
from tfcards.sources.jats.remarks import remark_figures, remark_left_out
from tfcards.sources.jats.tables import diagnosis_in
from tfcards.sources.reading import Reading
from tfcards.sources.xml.lines import local
from tfcards.sources.xml.parse import parse

_MAX_AGE = 89
_MOST = 500


def read_articles(data: bytes, path: Path) -> Iterator[Reading]:
    """Yield a reading for each article of ``data``, the content of ``path``."""
    parsed = parse(data, str(path))
    articles = [] if parsed.root is None else list(islice(_articles(parsed.root), _MOST + 1))
    if not articles:
        problem = error("TF160", "the document holds no article", Location(str(path)), "export it again")
        problems = parsed.problems or (problem,)
        yield Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)
    files = image_files(path.parent) if articles else {}
    for number, article in enumerate(articles[:_MOST], 1):
        composer = Composer(path)
        if number == 1:
            composer.remarks.diagnostics += parsed.problems
        name = path.stem if len(articles) == 1 else f"{path.stem}-{number}"
        case = _case(article, name, files, composer)
        if number == _MOST < len(articles):
            message = f"the document holds more than {_MOST} articles; the rest was not read"
            composer.remarks.fail("TF160", articles[_MOST].sourceline or 0, message, "split it")
        yield composer.reading(case)


def _articles(root: etree._Element) -> Iterator[etree._Element]:
    if local(root) == "article":
        yield root
    else:
        yield from (element for element in root.iter() if local(element) == "article")


def _case(article: etree._Element, name: str, files: Mapping[str, str], composer: Composer) -> Case | None:
    """Return the draft of ``article``, called ``name`` if it has no number; None, and the reason, if none."""
    line = article.sourceline or 0
    if refused := refusal(article):
        composer.remarks.fail("TF161", line, *refused)
        return None
    diagnosis = diagnosis_in(facts.title(article))
    if not diagnosis:
        composer.remarks.fail("TF160", line, "the article has no title", "export it again")
        return None
    prepare(article)
    figures = find_figures(article, files)
    body = sections(article, composer)
    case = composer.case(Document((Section("diagnosis", line, [[Line(line, diagnosis)]]), *body)))
    if case is None:
        return None
    _ask_for_the_diagnosis(composer, diagnosis, [*_lines(body), *abstract_lines(article)], line)
    remark_figures(composer.remarks, figures)
    remark_left_out(composer.remarks, article)
    composer.lines |= {f"images.{at}": figure.line for at, figure in enumerate(figures)}
    return _with_facts(case, article, name, figures)


def _lines(body: list[Section]) -> list[Line]:
    return [paragraph for section in body for paragraph in section.paragraphs()]


def _with_facts(case: Case, article: etree._Element, name: str, figures: list[Figure]) -> Case:
    """Return ``case`` with what the article states in elements of its own."""
    return replace(
        case,
        id=facts.article_id(article, name),
        authors=facts.authors(article),
        date=facts.date(article),
        holder=facts.holder(article),
        licence=facts.licence(article),
        source=facts.source(article),
        references=references(article) or case.references,
        images=tuple(figure.image for figure in figures),
        patient=Patient(sex=case.patient.sex, ages=tuple(a for a in case.patient.ages if a <= _MAX_AGE)),
        keywords=tuple(dict.fromkeys((*case.keywords, *facts.keywords(article)))),
    )


def _ask_for_the_diagnosis(composer: Composer, diagnosis: str, text: list[Line], line: int) -> None:
    """Ask a person to confirm the proposed diagnosis, and tell where the text states another."""
    message = f'confirm the diagnosis "{diagnosis}", proposed from the title'
    if other := other_stated(diagnosis, text):
        message += f'; the text speaks of a diagnosis of "{other.text}" (line {other.number})'
    composer.remarks.add("TF162", line, message, "correct it under diagnosis:, if it is another one")
