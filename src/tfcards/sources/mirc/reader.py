"""Reads a MIRC document into a case: what is private goes first, then each part is read by a module of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

from tfcards.model.case import CaseId, Patient
from tfcards.sources.document.compose import Composer, usable_id
from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import Document, Line, Section
from tfcards.sources.mirc.codes import Codes, find_codes
from tfcards.sources.mirc.facts import with_facts
from tfcards.sources.mirc.images import Images, take_images
from tfcards.sources.mirc.patient import GAP, Secret, find_secret, patient_facts, redact
from tfcards.sources.mirc.quiz import Quiz, find_questions
from tfcards.sources.mirc.sections import find_sections
from tfcards.sources.mirc.titles import completed
from tfcards.sources.mirc.tree import is_private, prune, unfold
from tfcards.sources.reading import Reading
from tfcards.sources.xml.parse import parse

_USUAL_NAMES = frozenset({"mircdocument", "document", "index", "case", "mirc", "doc"})
_MAX_AGE = 89
_MOST_NAMED = 10


def read_document(data: bytes, path: Path) -> Reading:
    """Read the document ``data``; what is not for everybody leaves no trace in the case or in a message."""
    parsed = parse(data, str(path))
    composer = Composer(path)
    composer.remarks.diagnostics += parsed.problems
    root = parsed.root
    if root is None:
        return composer.reading(None)
    if is_private(root):
        message = "the whole document is private: it is not visible to the public"
        composer.remarks.fail("TF149", root.sourceline or 0, message, "ask its owner to publish it")
        return composer.reading(None)
    return _read(root, path, composer)


def _read(root: etree._Element, path: Path, composer: Composer) -> Reading:
    secret, (age, sex) = find_secret(root), patient_facts(root)
    prune(root)
    if line := redact(root, secret):
        message = f"the text repeated a name or number of the patient, in whose place {GAP} stands now"
        composer.remarks.add("TF144", line, message, f"find the {GAP} in the case, and reword the sentence")
    images, codes, quiz = take_images(root, path.parent, secret), find_codes(root), find_questions(root)
    document = _document(root, images, composer)
    case = composer.case(document)
    if case is None:
        return composer.reading(None)
    case = with_facts(case, root, codes, composer)
    _remark(composer.remarks, quiz, images, codes)
    ages = (*case.patient.ages, *([age] if age is not None else []))
    composer.lines |= {f"images.{at}": line for at, line in enumerate(images.lines)}
    composer.lines |= {f"questions.{at}": line for at, line in enumerate(quiz.lines)}
    whole = replace(
        case,
        id=_id(path, secret),
        images=tuple(images.refs),
        questions=tuple(quiz.questions),
        patient=Patient(
            sex=case.patient.sex or sex, ages=tuple(dict.fromkeys(years for years in ages if years <= _MAX_AGE))
        ),
    )
    return composer.reading(whole, embedded=images.embedded)


def _id(path: Path, secret: Secret) -> CaseId:
    """Return the id of the case: the name of its file, or of its folder where all files are called alike."""
    name = path.parent.name if path.stem.casefold() in _USUAL_NAMES else path.stem
    return usable_id(secret.without(name).replace(GAP, ""))


def _document(root: etree._Element, images: Images, composer: Composer) -> Document:
    """Return the sections of the document; captions behind a click that no image took end its discussion."""
    unfold(root)
    document = completed(find_sections(root, composer.remarks), root, composer.remarks)
    captions = [Line(c.line, f"{c.label.capitalize()}: {c.text}" if c.label else c.text) for c in images.clicked]
    if not captions:
        return document
    told = Section("discussion", captions[0].number, [[line] for line in captions])
    return replace(document, sections=(*document.sections, told))


def _remark(remarks: Remarks, quiz: Quiz, images: Images, codes: Codes) -> None:
    """Say what of the document a person should look at."""
    for code, line in codes.unsure.items():
        message = f"the code {code} names no coding system, and was taken for one of the ACR index"
        remarks.add("TF142", line, message, "confirm it")
    for caption in images.clicked:
        of = f" of {caption.label}" if caption.label else ""
        message = f"a caption{of} stands behind a click, and was added to the discussion: {caption.text}"
        remarks.add("TF143", caption.line, message, "see whether it gives the answer away, and where it belongs")
    if images.missing:
        names = ", ".join(list(images.missing)[:_MOST_NAMED])
        message = f"image files are missing beside the document: {names}"
        remarks.add("TF145", min(images.missing.values()), message, "put them there, and import again")
    if images.videos:
        message = f"{len(images.videos)} video(s) were left out"
        remarks.add("TF146", images.videos[0], message, "save the frames that matter as images")
    if images.drawn:
        message = f"the marks drawn over {', '.join(list(images.drawn)[:_MOST_NAMED])} were left out"
        remarks.add("TF148", min(images.drawn.values()), message, "draw them again under annotations:")
    for line, reason in quiz.left:
        message = f"a quiz question was left out: the document {reason}"
        remarks.add("TF147", line, message, "add it under questions:, with right: yes at what is right")
