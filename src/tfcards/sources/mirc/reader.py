"""Reads a MIRC document into a case: its sections by element and heading, its images, what it says of itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tfcards.model.case import Case, CaseId, Patient, Rating
from tfcards.sources.document.compose import Composer, usable_id
from tfcards.sources.document.labels import section_named
from tfcards.sources.document.sections import Document, Line, Section
from tfcards.sources.mirc.codes import Codes, find_codes
from tfcards.sources.mirc.images import Images, find_images
from tfcards.sources.mirc.quiz import Quiz, find_questions
from tfcards.sources.mirc.tree import identifiers, number, patient_facts, prune, redact, table
from tfcards.sources.reading import Reading
from tfcards.sources.xml.lines import blocks, children, local, text_of
from tfcards.sources.xml.parse import parse
from tfcards.vocabulary.licence import redistributable

_USUAL_NAMES = frozenset({"mircdocument", "document", "index", "case", "mirc", "doc"})
_COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\))\s*(?:©|\(c\))?\s*(?:\d{4})?\s*(?:by)?[\s,:]*", re.IGNORECASE)
_MAX_AGE = 89
_SEXES = {"m": "male", "male": "male", "f": "female", "female": "female", "o": "other", "other": "other"}
_APART = frozenset(
    {"title", "alternative-title", "author", "abstract", "alternative-abstract", "keywords", "references", "level"}
    | {
        "language",
        "rights",
        "publication-date",
        "modality",
        "code",
        "term",
        "image",
        "quiz",
        "category",
        "anatomy",
    }
    | {"pathology", "organ-system"}
)
"""Elements that are read by themselves, wherever they stand: no part of the text around them."""


def read_document(data: bytes, path: Path) -> Reading:
    """Read the document ``data``; what is not for everybody leaves no trace in the case or in a message."""
    parsed = parse(data, str(path))
    composer = Composer(path)
    composer.remarks.diagnostics += parsed.problems
    if parsed.root is None:
        return composer.reading(None)
    secret = identifiers(parsed.root)
    age, sex = patient_facts(parsed.root)
    prune(parsed.root)
    if redact(parsed.root, secret):
        message = "the text repeated a name or number of the patient, in whose place […] stands now"
        composer.remarks.add("TF144", 0, message, "find the […] in the case, and reword the sentence")
    document = Document(tuple(_sections(parsed.root, composer)))
    images, codes = find_images(parsed.root, path.parent), find_codes(parsed.root)
    case = composer.case(_with_diagnosis(document, parsed.root, composer))
    if case is None:
        return composer.reading(None)
    quiz = find_questions(parsed.root)
    _remark(composer, quiz, images, codes)
    stated = number(age)
    ages = (*case.patient.ages, *([stated] if stated is not None else []))
    whole = replace(
        _with_facts(case, parsed.root, codes),
        id=_id(path),
        images=tuple(images.refs),
        questions=quiz.questions,
        patient=Patient(
            sex=case.patient.sex or _SEXES.get(sex.strip().casefold(), ""),
            ages=tuple(dict.fromkeys(a for a in ages if a <= _MAX_AGE)),
        ),
    )
    composer.lines |= {f"images.{at}": line for at, line in enumerate(images.lines)}
    return composer.reading(whole)


def _id(path: Path) -> CaseId:
    """Return the id of the case: the name of its file, or of its folder where all files are called alike."""
    return usable_id(path.parent.name if path.stem.casefold() in _USUAL_NAMES else path.stem)


def _sections(root: etree._Element, composer: Composer) -> Iterator[Section]:
    """Yield the sections of the document in order, each with its text; the first history is the brief one."""
    histories = 0
    for section in _raw_sections(root, composer):
        if section.name in {"history", "brief_history"}:
            section.name = "full_history" if histories else "brief_history"
            histories += 1
        yield section


def _raw_sections(root: etree._Element, composer: Composer) -> Iterator[Section]:
    own: dict[str, str] = table("sections")
    yield from _loose(root.text, "", root, composer)
    for child in children(root):
        name = local(child)
        if name in own:
            yield Section(own[name], child.sourceline or 0, _text(child))
        elif name in {"section", "image-section"}:
            inner = [e for e in child.iter() if local(e) in own and e is not child]
            yield from (Section(own[local(e)], e.sourceline or 0, _text(e)) for e in inner)
            yield from _headed(child, (child.get("heading") or "").strip(), composer)
            blank = not _text(child) and not inner
            yield from _loose(child.tail, (child.get("heading") or "") if blank else "", child, composer)
            continue
        elif name not in _APART:
            yield from _headed(child, "", composer)
        yield from _loose(child.tail, "", child, composer)


def _headed(element: etree._Element, heading: str, composer: Composer) -> Iterator[Section]:
    """Yield the text of ``element`` outside parts of its own, under the section that ``heading`` names."""
    text = _text(element, inner=False)
    if not text:
        return
    line, name = element.sourceline or 0, section_named(heading)
    if local(element) == "image-section" and not name:
        name = "images"
    if name in {"images", "image"}:
        name = "discussion"
    elif not name:
        message = (
            f'no part of a case is called "{heading[:60]}"' if heading else "a text stands outside all sections"
        )
        composer.remarks.add(
            "TF141", line, f"{message}; it was added to the discussion", "move it to where it belongs"
        )
        name = "discussion"
    yield Section(name, line, text)


def _loose(text: str | None, heading: str, before: etree._Element, composer: Composer) -> Iterator[Section]:
    """Yield text that stands in the root itself: that of a blank section before it, else of none."""
    words = " ".join((text or "").split())
    if not words:
        return
    line = before.sourceline or 0
    name = section_named(heading)
    if not name:
        message = "a text stands outside all sections; it was added to the discussion"
        composer.remarks.add("TF141", line, message, "move it to where it belongs")
    yield Section(name or "discussion", line, [[Line(line, words)]])


def _text(element: etree._Element, *, inner: bool = True) -> list[list[Line]]:
    """Return the text of ``element`` as blocks; without ``inner`` that of parts of their own is left out."""
    skipped = _APART | (frozenset() if inner else frozenset(table("sections")))
    return [[line] for block in blocks(element, breaking=table("breaking"), skipped=skipped)
            for line in block]  # fmt: skip


def _with_diagnosis(document: Document, root: etree._Element, composer: Composer) -> Document:
    """Return ``document`` with its title for a diagnosis that is not stated, and safe texts for histories."""
    sections = list(document.sections)
    if not document.merged("diagnosis").text().strip():
        title = next(children(root, "title"), None)
        if title is not None and text_of(title):
            line = title.sourceline or 0
            sections = [s for s in sections if s.name != "diagnosis"]
            sections.append(Section("diagnosis", line, [[Line(line, text_of(title))]]))
            message = "no diagnosis is stated, so the title was taken for it"
            composer.remarks.add("TF140", line, message, "confirm or correct it")
    if not document.merged("brief_history").text().strip():
        for element in children(root, "alternative-abstract", "alternative-title"):
            if text_of(element):
                sections.append(Section("brief_history", element.sourceline or 0, _text(element)))
                break
    said = document.merged("discussion").text()
    for element in children(root, "abstract"):
        if text_of(element) and text_of(element) not in " ".join(said.split()):
            sections.insert(0, Section("discussion", element.sourceline or 0, _text(element)))
    for element in children(root, "references"):
        entries = [text_of(reference) for reference in children(element, "reference")] or [text_of(element)]
        found = [[Line(element.sourceline or 0, text)] for text in entries if text]
        sections.append(Section("references", element.sourceline or 0, found))
    return Document(tuple(sections))


def _with_facts(case: Case, root: etree._Element, codes: Codes) -> Case:
    """Return ``case`` with what the document says of itself."""
    rights = " ".join(text_of(e) for e in children(root, "rights")).strip()
    holder = (
        _COPYRIGHT.sub("", rights, count=1) if _COPYRIGHT.match(rights) and not redistributable(rights) else ""
    )
    authors = [text_of(next(children(author, "name"), author)) for author in children(root, "author")]
    places = [text_of(e) for author in children(root, "author") for e in children(author, "affiliation")]
    words = [word.strip() for e in children(root, "keywords") for word in re.split(r"[,;\n]", text_of(e))]
    words += [text_of(e) for e in root.iter() if local(e) in table("keywords")]
    return replace(
        case,
        acr=tuple(dict.fromkeys([*case.acr, *codes.acr])),
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        date=_date(next(children(root, "publication-date"), None)),
        holder=case.holder or holder,
        licence=case.licence or ("" if holder else rights),
        source=case.source or ", ".join(dict.fromkeys(place for place in places if place)),
        rating=Rating(difficulty=" ".join(text_of(e) for e in children(root, "level"))),
        keywords=tuple(dict.fromkeys(w for w in (*case.keywords, *words, *codes.meanings) if w)),
    )


def _date(element: etree._Element | None) -> dt.date | None:
    """Return the date of publication: as its parts year, month, day, or as one text YYYY-MM-DD."""
    if element is None:
        return None
    parts = {local(e): text_of(e) for e in children(element)}
    text = "-".join(parts.get(p, "").zfill(2) for p in ("year", "month", "day")) if parts else text_of(element)
    with suppress(ValueError):
        return dt.date.fromisoformat(text.strip()[:10])
    return None


def _remark(composer: Composer, quiz: Quiz, images: Images, codes: Codes) -> None:
    """Say what of the document a person should look at."""
    remarks = composer.remarks
    for code in codes.unsure:
        remarks.add(
            "TF142",
            0,
            f"the code {code} names no coding system, and was taken for one of the ACR index",
            "confirm it",
        )
    for label, caption in images.clicked.items():
        message = f"the caption of {label} stands behind a click, and was left out: {caption}"
        remarks.add("TF143", 0, message, "add it where it gives nothing away")
    if images.missing:
        message = f"image files are missing beside the document: {', '.join(images.missing[:10])}"
        remarks.add("TF145", 0, message, "put them there, and import again")
    if images.videos:
        remarks.add("TF146", 0, f"{images.videos} video(s) were left out", "save the frames that matter as images")
    for line in quiz.unmarked:
        message = "a quiz question was left out: the document does not mark which answer is right"
        remarks.add("TF147", line, message, "add it under questions:, with right: yes at what is right")
