"""Composes a case of the sections of a document. Nothing is lost in silence, nothing is invented."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tfcards.model.case import CASE_ID_PATTERN, Case, CaseId, Gamut, Patient
from tfcards.sources.document import parts
from tfcards.sources.document.index import companions, parse_index
from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import Document, Section
from tfcards.sources.document.tidy import tidy
from tfcards.sources.prose.gamuts import gamuts
from tfcards.sources.prose.patient import ages, sex
from tfcards.sources.reading import Reading
from tfcards.vocabulary.words import key

_INLINE_REFERENCES = re.compile(r"(?<=[.!?)\"'])\s+(?=references?\s*:)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z0-9/-]{1,9})\)")
_SECTION_FIELDS = (
    "authors", "diagnosis", "brief_history", "full_history", "images", "technique", "findings", "discussion",
    "references", "follow_up", "differential", "companions", "acr", "holder", "licence", "teaching_points",
)  # fmt: skip


class Composer:
    """Makes the case of one source: of its sections, and of what its format states in other ways.

    ``remarks`` collects what a person should look at, ``lines`` where each part of the case stands. A reader cuts
    its source into a document, calls ``case``, puts in what it knows better, and returns ``reading``.
    """

    def __init__(self, path: Path) -> None:
        self.remarks = Remarks(str(path))
        self.lines: dict[str, int] = {}
        self._path = path

    def case(self, document: Document) -> Case | None:
        """Return the case that ``document`` states, its id still empty.

        None, and an error among the remarks, without a diagnosis.
        """
        remarks, lines = self.remarks, self.lines
        lines |= {name: document.merged(name).number for name in _SECTION_FIELDS if document.all(name)}
        lines["gamuts"] = lines.get("discussion", 0)
        diagnosis, others = _diagnosis(document, remarks)
        for line in document.unclaimed:
            remarks.add(
                "TF103", line.number, f'no section claims this line: "{line.text}"', "move it to where it belongs"
            )
        if not diagnosis:
            remarks.fail("TF102", 0, "the page states no diagnosis", "add a line that begins with Diagnosis:")
            return None
        brief, full = document.merged("brief_history"), parts.parse_history(document.merged("full_history"))
        brief_history = parts.parse_history(brief)
        discussion, references = _discussion(document)
        index = parse_index(document.merged("acr").lines(), remarks)
        return Case(
            id=CaseId(""),
            diagnosis=diagnosis,
            aliases=tuple(dict.fromkeys([*others, *_ABBREVIATION.findall(diagnosis)])),
            topic=index.topic,
            acr=index.codes,
            holder=_holder(document),
            licence=document.merged("licence").text(),
            source=document.merged("source").text(),
            patient=_patient(document, remarks, lines),
            brief_history=brief.text() if not brief_history.labs else brief_history.text,
            full_history=full.text,
            technique=_unless_empty(document.merged("technique")),
            labs=tuple(dict.fromkeys([*brief_history.labs, *full.labs])),
            findings=parts.parse_findings(document.merged("findings"), remarks, lines),
            differential=parts.parse_differential_section(document.merged("differential"), remarks, lines),
            gamuts=_gamuts(document, discussion, lines),
            teaching_points=parts.parse_entries(document.merged("teaching_points")),
            discussion=discussion,
            follow_up=_unless_empty(document.merged("follow_up")),
            references=references,
            companions=_companions(document),
            keywords=tuple(dict.fromkeys([*index.keywords, *parts.parse_keywords(document.merged("keywords"))])),
        )

    def named_after_file(self, stated: Section, hint: str = "") -> CaseId:
        """Return the id that the section ``stated`` gives, else one made of the file's name, which is reported."""
        name = stated.text().strip().lstrip("#").lower()
        if re.fullmatch(CASE_ID_PATTERN, name):
            return CaseId(name)
        derived = usable_id(self._path.stem)
        message = f"the page states no usable case number, so the case is called {derived} after its file"
        self.remarks.add("TF111", stated.number, message, hint)
        return derived

    def reading(self, case: Case | None, **more: Any) -> Reading:  # noqa: ANN401 - fields of Reading
        """Return the reading of ``case`` with all remarks; ``more`` are further fields of the reading."""
        return Reading(
            path=str(self._path),
            folder=self._path.parent,
            case=tidy(replace(case, review=(*case.review, *self.remarks.review))) if case else None,
            diagnostics=tuple(self.remarks.diagnostics),
            lines=self.lines,
            **more,
        )


def usable_id(name: str) -> CaseId:
    """Return ``name`` as the id of a case: small letters, digits, points and dashes, 60 at most."""
    made = re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-._")[:60].strip("-._")
    return CaseId(made or "case")


def _gamuts(document: Document, discussion: str, lines: dict[str, int]) -> tuple[Gamut, ...]:
    """Return the lists that the discussion and the teaching points state."""
    taught = document.merged("teaching_points")
    found = gamuts("\n\n".join(text for text in (discussion, taught.text()) if text))
    said = document.merged("discussion")
    lines |= parts.gamut_lines(Section("gamuts", said.number or taught.number, said.blocks + taught.blocks), found)
    return found


def _unless_empty(section: Section) -> str:
    return "" if parts.is_empty(section) else section.text()


def _diagnosis(document: Document, remarks: Remarks) -> tuple[str, tuple[str, ...]]:
    """Return the diagnosis and its other statements; two different ones are a person's to settle."""
    stated = [(s.number, s.text().strip()) for s in document.all("diagnosis") if s.text().strip()]
    if not stated:
        return "", ()
    first = stated[0][1]
    others = tuple(dict.fromkeys(text for _, text in stated[1:] if key(text) != key(first)))
    for line, text in stated[1:]:
        if key(text) != key(first):
            remarks.add(
                "TF104",
                line,
                f'two diagnoses differ: "{first}" (line {stated[0][0]}) and "{text}" (line {line}), first kept',
                "keep one; the other stays hidden as an alias",
            )
    return first, others


def _patient(document: Document, remarks: Remarks, lines: dict[str, int]) -> Patient:
    stated: dict[int, int] = {}
    sexes: dict[str, int] = {}
    for name in ("brief_history", "full_history"):
        for paragraph in document.merged(name).paragraphs():
            found = ages(paragraph.text)
            if found:
                stated.setdefault(found[0], paragraph.number)
                break
        for paragraph in document.merged(name).paragraphs():
            if said := sex(paragraph.text):
                sexes.setdefault(said, paragraph.number)
                break
    for number, line in enumerate(stated.values()):
        lines[f"patient.ages.{number}"] = line
    if len(sexes) > 1:
        remarks.add("TF114", max(sexes.values()), f"two sexes are stated: {' and '.join(sexes)}", "correct one")
    return Patient(sex=next(iter(sexes), ""), ages=tuple(stated))


def _discussion(document: Document) -> tuple[str, tuple[str, ...]]:
    """Return the discussion and the references; a list of references may begin inside a paragraph."""
    paragraphs: list[str] = []
    references = list(parts.parse_entries(document.merged("references")))
    for paragraph in document.merged("discussion").paragraphs():
        body, *cited = _INLINE_REFERENCES.split(paragraph.text, maxsplit=1)
        paragraphs.append(body)
        references = [re.sub(r"^references?\s*:\s*", "", c, flags=re.IGNORECASE) for c in cited] + references
    impression = [p.text for p in document.merged("impression").paragraphs()]
    return "\n\n".join(paragraphs + impression), tuple(references)


def _companions(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for s in document.all("companions") for c in companions(s.text())))


def _holder(document: Document) -> str:
    return re.sub(r"^(?:copyright|©|by)\s*", "", document.merged("holder").text(), flags=re.IGNORECASE).strip()
