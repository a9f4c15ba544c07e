"""Reads a page, cut into sections, into a case. Nothing is lost in silence, nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tfcards.model.case import CASE_ID_PATTERN, Case, CaseId, Gamut, ImageRef, Patient
from tfcards.sources.page import parts
from tfcards.sources.page.figures import parse_images
from tfcards.sources.page.header import Header, parse_header
from tfcards.sources.page.index import companions, parse_index
from tfcards.sources.page.notes import Remarks
from tfcards.sources.page.sections import Page, Section, cut
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


def read_lines(texts: Sequence[str], path: Path, extra_images: tuple[str, ...] = ()) -> Reading:
    """Read the lines of a page. ``extra_images`` are image files that were saved with it, in their order."""
    page = cut(texts)
    remarks = Remarks(str(path))
    lines = {name: page.merged(name).number for name in _SECTION_FIELDS if page.all(name)}
    lines["gamuts"] = lines.get("discussion", 0)
    diagnosis, others = _diagnosis(page, remarks)
    for line in page.unclaimed:
        remarks.add(
            "TF103", line.number, f'no section claims this line: "{line.text}"', "move it to where it belongs"
        )
    if not diagnosis:
        remarks.fail("TF102", 0, "the page states no diagnosis", "add a line that begins with Diagnosis:")
        return Reading(path=str(path), folder=path.parent, case=None, diagnostics=tuple(remarks.diagnostics))
    case = _case(page, remarks, lines, (diagnosis, others, path, extra_images))
    return Reading(
        path=str(path), folder=path.parent, case=case, diagnostics=tuple(remarks.diagnostics), lines=lines
    )


def _case(
    page: Page, remarks: Remarks, lines: dict[str, int], known: tuple[str, tuple[str, ...], Path, tuple[str, ...]]
) -> Case:
    diagnosis, others, path, extra_images = known
    header = _header(page, remarks)
    brief, full = page.merged("brief_history"), parts.parse_history(page.merged("full_history"))
    brief_history = parts.parse_history(brief)
    images = _images(page, lines, extra_images)
    discussion, references = _discussion(page)
    index = parse_index(page.merged("acr").lines(), remarks)
    case_id = _case_id(page, path, remarks)
    return Case(
        id=case_id,
        diagnosis=diagnosis,
        aliases=tuple(dict.fromkeys([*others, *_ABBREVIATION.findall(diagnosis)])),
        topic=index.topic,
        acr=index.codes,
        authors=header.authors,
        date=header.date,
        holder=_holder(page),
        licence=page.merged("licence").text(),
        source=page.merged("source").text(),
        rating=header.rating,
        patient=_patient(page, remarks, lines),
        brief_history=brief.text() if not brief_history.labs else brief_history.text,
        full_history=full.text,
        technique=_unless_empty(page.merged("technique")),
        labs=tuple(dict.fromkeys([*brief_history.labs, *full.labs])),
        images=images[0],
        image_note=images[1],
        findings=parts.parse_findings(page.merged("findings"), remarks, lines),
        differential=parts.parse_differential_section(page.merged("differential"), remarks, lines),
        gamuts=_gamuts(page, discussion, lines),
        teaching_points=parts.parse_entries(page.merged("teaching_points")),
        discussion=discussion,
        follow_up=_unless_empty(page.merged("follow_up")),
        references=references,
        companions=_companions(page),
        keywords=tuple(dict.fromkeys([*index.keywords, *parts.parse_keywords(page.merged("keywords"))])),
        review=tuple(remarks.review),
    )


def _gamuts(page: Page, discussion: str, lines: dict[str, int]) -> tuple[Gamut, ...]:
    """Return the lists that the discussion and the teaching points state."""
    taught = page.merged("teaching_points")
    found = gamuts("\n\n".join(text for text in (discussion, taught.text()) if text))
    said = page.merged("discussion")
    lines |= parts.gamut_lines(Section("gamuts", said.number or taught.number, said.blocks + taught.blocks), found)
    return found


def _unless_empty(section: Section) -> str:
    return "" if parts.is_empty(section) else section.text()


def _diagnosis(page: Page, remarks: Remarks) -> tuple[str, tuple[str, ...]]:
    """Return the diagnosis and its other statements; two different ones are a person's to settle."""
    stated = [(s.number, s.text().strip()) for s in page.all("diagnosis") if s.text().strip()]
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


def _header(page: Page, remarks: Remarks) -> Header:
    section = page.merged("authors")
    header = parse_header(section.text())
    for leftover in header.leftover:
        remarks.add(
            "TF109", section.number, f"the author line was not understood at {leftover}", "correct it by hand"
        )
    return header


def _patient(page: Page, remarks: Remarks, lines: dict[str, int]) -> Patient:
    stated: dict[int, int] = {}
    sexes: dict[str, int] = {}
    for name in ("brief_history", "full_history"):
        for paragraph in page.merged(name).paragraphs():
            found = ages(paragraph.text)
            if found:
                stated.setdefault(found[0], paragraph.number)
                break
        for paragraph in page.merged(name).paragraphs():
            if said := sex(paragraph.text):
                sexes.setdefault(said, paragraph.number)
                break
    for number, line in enumerate(stated.values()):
        lines[f"patient.ages.{number}"] = line
    if len(sexes) > 1:
        remarks.add("TF114", max(sexes.values()), f"two sexes are stated: {' and '.join(sexes)}", "correct one")
    return Patient(sex=next(iter(sexes), ""), ages=tuple(stated))


def _images(page: Page, lines: dict[str, int], extra: tuple[str, ...]) -> tuple[tuple[ImageRef, ...], str]:
    images, numbers, note = parse_images(page.merged("images").paragraphs())
    for i, number in enumerate(numbers):
        lines[f"images.{i}"] = number
    if not extra:
        return images, note
    named = [ImageRef(label=f"image {i}") for i in range(len(images) + 1, len(extra) + 1)]
    files = [*extra, *[""] * (len(images) - len(extra))]
    return tuple(replace(image, file=file) for image, file in zip([*images, *named], files, strict=True)), note


def _discussion(page: Page) -> tuple[str, tuple[str, ...]]:
    """Return the discussion and the references; a list of references may begin inside a paragraph."""
    paragraphs: list[str] = []
    references = list(parts.parse_entries(page.merged("references")))
    for paragraph in page.merged("discussion").paragraphs():
        body, *cited = _INLINE_REFERENCES.split(paragraph.text, maxsplit=1)
        paragraphs.append(body)
        references = [re.sub(r"^references?\s*:\s*", "", c, flags=re.IGNORECASE) for c in cited] + references
    impression = [p.text for p in page.merged("impression").paragraphs()]
    return "\n\n".join(paragraphs + impression), tuple(references)


def _companions(page: Page) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for s in page.all("companions") for c in companions(s.text())))


def _holder(page: Page) -> str:
    return re.sub(r"^(?:copyright|©|by)\s*", "", page.merged("holder").text(), flags=re.IGNORECASE).strip()


def _case_id(page: Page, path: Path, remarks: Remarks) -> CaseId:
    stated = page.merged("case_number")
    name = stated.text().strip().lstrip("#").lower()
    if re.fullmatch(CASE_ID_PATTERN, name):
        return CaseId(name)
    derived = re.sub(r"[^a-z0-9._-]+", "-", path.stem.lower()).strip("-._")[:60].strip("-._") or "case"
    remarks.add(
        "TF111",
        stated.number,
        f"the page states no usable case number, so the case is called {derived} after its file",
        "add a line that begins with Case number:",
    )
    return CaseId(derived)
