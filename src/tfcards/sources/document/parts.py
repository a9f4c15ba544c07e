"""The prose parts of a page: history with laboratory values, findings, differential, gamuts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfcards.model.case import DifferentialItem, Finding, Gamut, ItemId, Lab
from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import BULLET, Line, Section
from tfcards.sources.prose.differential import parse_differential
from tfcards.sources.prose.findings import observations
from tfcards.sources.prose.findings.studies import study_heading
from tfcards.sources.prose.labs import find_labs, line_lab, table_labs

_EMPTY = re.compile(
    r"[-*]?\s*(?:none|n/?a|not available|not applicable|nil|-+|\?|see (?:discussion|above|below)|broad"
    r"|no differential|aunt minnie|pathognomonic)?\.?",
    re.IGNORECASE,
)
_LAB_LABEL = re.compile(
    r"(?:laborator(?:y|ies)|labs?)(?: (?:data|values|results|tests|studies|findings))?\s*:?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class History:
    """A history without the laboratory values that stood on lines of their own, and all values."""

    text: str
    labs: tuple[Lab, ...]


def is_empty(section: Section) -> bool:
    """Tell whether a section says nothing ("None.", "N/A")."""
    return bool(_EMPTY.fullmatch(section.text().strip()))


def parse_history(section: Section) -> History:
    """Take the laboratory values out of a history; values inside a sentence stay in the text as well."""
    table = table_labs([line.text for line in section.lines()])
    labs, number = [*table.labs], -1
    kept = Section(section.name, section.number)
    for block in section.blocks:
        rest: list[Line] = []
        for place, line in enumerate(block):
            number += 1
            whole = not _goes_on(block[place + 1 : place + 2])
            if number in table.lines:
                continue
            lab = line_lab(BULLET.sub("", line.text)) if whole else None
            if lab:
                labs.append(lab)
            elif not _LAB_LABEL.fullmatch(line.text):
                rest.append(line)
        if rest:
            kept.blocks.append(rest)
    for paragraph in kept.paragraphs():
        labs += find_labs(paragraph.text)
    return History(kept.text(), tuple(dict.fromkeys(labs)))


def _goes_on(following: Sequence[Line]) -> bool:
    """Tell from the line after it, if any, that a line is the beginning of a wrapped sentence."""
    return any(line.text[:1].islower() or line.text[:1] in "([/" for line in following)


def parse_findings(section: Section, remarks: Remarks, lines: dict[str, int]) -> tuple[Finding, ...]:
    """Take findings apart, each under the study that its paragraph, or one before it, names."""
    found: list[Finding] = []
    study = ""
    for paragraph in section.paragraphs():
        text = BULLET.sub("", paragraph.text)
        if heading := study_heading(text):
            study = heading
            continue
        for seen in observations(text, study):
            study = seen.study
            number = len(found) + 1
            lines[f"findings.{len(found)}"] = paragraph.number
            found.append(
                Finding(
                    id=ItemId(f"f{number}"),
                    study=seen.study,
                    observation=seen.observation,
                    link=seen.link,
                    interpretation=seen.interpretation,
                )
            )
            if seen.unsure:
                remarks.add(
                    "TF113",
                    paragraph.number,
                    f"finding f{number} may be negated, so no interpretation was split off: {seen.observation}",
                    "split it by hand if it is not",
                )
    return tuple(found)


def parse_differential_section(
    section: Section, remarks: Remarks, lines: dict[str, int]
) -> tuple[DifferentialItem, ...]:
    """Take a differential apart; what cannot be is reported with its words."""
    if is_empty(section):
        return ()
    parsed = parse_differential([p.text for p in section.paragraphs()])
    for sentence in parsed.untaken:
        line = next((p.number for p in section.paragraphs() if sentence in p.text), section.number)
        remarks.add(
            "TF112", line, f"the differential could not take this sentence apart: {sentence}", "add it by hand"
        )
    items = []
    for number, item in enumerate(parsed.items, 1):
        lines[f"differential.{number - 1}"] = line_of(section, item.diagnosis)
        items.append(
            DifferentialItem(
                id=ItemId(f"d{number}"),
                diagnosis=item.diagnosis,
                distinguishing=item.distinguishing,
                stance=item.stance,
            )
        )
        if item.composed:
            remarks.add(
                "TF112",
                section.number,
                f'the name of differential item d{number}, "{item.diagnosis}", was composed from its sentence',
                "confirm or correct it",
            )
    return tuple(items)


def line_of(section: Section, text: str) -> int:
    """Return the number of the line of ``section`` that says ``text``, else its paragraph's, else its label's."""
    said = text.casefold()
    places = (*section.lines(), *section.paragraphs())
    return next((place.number for place in places if said in place.text.casefold()), section.number)


def gamut_lines(section: Section, found: Sequence[Gamut]) -> dict[str, int]:
    """Return the lines of the gamuts ``found`` in ``section`` and of their causes, by their dotted paths."""
    lines: dict[str, int] = {}
    for number, gamut in enumerate(found):
        lines[f"gamuts.{number}"] = line_of(section, gamut.pattern)
        for place, item in enumerate(gamut.causes):
            lines[f"gamuts.{number}.causes.{place}"] = line_of(section, item.cause)
    return lines


def parse_entries(section: Section) -> tuple[str, ...]:
    """Return the entries of a section of entries, such as references, one a paragraph, without their bullets."""
    if is_empty(section):
        return ()
    return tuple(
        re.sub(r"^\s*\[?\d{1,2}[\].)]\s*", "", BULLET.sub("", p.text)).strip() for p in section.paragraphs()
    )


def parse_keywords(section: Section) -> tuple[str, ...]:
    """Return the keywords of a section, separated by commas or semicolons."""
    words = [word.strip(" .") for p in section.paragraphs() for word in re.split(r"[,;]", p.text)]
    return tuple(dict.fromkeys(word for word in words if word))
