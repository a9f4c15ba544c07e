"""Reads the cases of a MedPix export, each with its images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tfcards.model.case import Case, CaseId, ImageRef, Patient
from tfcards.model.diagnostic import Diagnostic, Location, warning
from tfcards.sources.document.compose import Composer, usable_id
from tfcards.sources.document.sections import Document, Line, Section
from tfcards.sources.medpix.images import Described, described, image, is_marked, label_of
from tfcards.sources.medpix.items import Item, items
from tfcards.sources.medpix.values import record, text_of, texts
from tfcards.sources.reading import Reading
from tfcards.vocabulary import acr
from tfcards.vocabulary.words import key

_LISTS = (("TAC", "ct"), ("MRI", "mr"))
_HALF = re.compile(r"(?P<field>\d)\d*\.-1")
_BULLETS = re.compile(r"\s+(?=[•▪●◦]\s)")
_MARKER = re.compile(r"(?:[•\-*▪●◦]|\d{1,2}[.)])\s*")
_AGE = re.compile(
    r"(?P<age>\d{1,3})(?:\.0)?\s*-?(?:(?:y|yo|y/o|yrs?|years?)(?:[ -]?old)?\.?)?", re.ASCII | re.IGNORECASE
)
_SEXES = {"male": "male", "m": "male", "female": "female", "f": "female"}
_NO_ID = "this entry has no U_id"
_MAX_AGE = 89
_MOST_IMAGES = 200
_MOST_NAMED = 10


def read_export(data: bytes, path: Path) -> Iterator[Reading]:
    """Yield a reading for each case of the export ``data``, and one for what cannot be read of it."""
    folder = path.parent
    known = described(folder)
    if known.problems:
        yield _without(path, *known.problems)
    taken: set[CaseId] = set()
    for item in items(data, str(path)):
        if isinstance(item, Diagnostic):
            yield _without(path, item)
            continue
        case_id = usable_id(text_of(item.value.get("U_id")) if isinstance(item.value, dict) else "")
        stated = isinstance(item.value, dict) and bool(text_of(item.value.get("U_id")))
        if not stated or case_id in taken:
            message = f"the U_id of this entry is that of an earlier one ({case_id})" if stated else _NO_ID
            message += ", so it was left out"
            yield _without(path, warning("TF151", message, Location(str(path), item.line), "give it its own"))
            continue
        taken.add(case_id)
        yield _Entry(item, path, known).reading(case_id)


def _without(path: Path, *problems: Diagnostic) -> Reading:
    return Reading(path=str(path), folder=path.parent, case=None, diagnostics=problems)


class _Entry:
    """One case of the export: its parts as sections, all of which stand at the line of its id."""

    def __init__(self, item: Item, path: Path, known: Described) -> None:
        self._whole: Mapping[str, object] = item.value if isinstance(item.value, dict) else {}
        self._case, self._topic = record(self._whole, "Case"), record(self._whole, "Topic")
        self._line, self._folder, self._known = item.line, path.parent, known
        self._composer = Composer(path)

    def reading(self, case_id: CaseId) -> Reading:
        """Return the case, under ``case_id``."""
        composer = self._composer
        title = text_of(self._case.get("Title"))
        stated = text_of(self._case.get("Case Diagnosis"))
        diagnosis = " ".join((stated or title or text_of(self._topic.get("Title"))).split())
        case = composer.case(self._document(diagnosis)) if diagnosis else None
        if case is None:
            message = f"the case {case_id} states neither a diagnosis nor a title, so it was left out"
            composer.remarks.fail("TF155", self._line, message, "state one under Case Diagnosis")
            return composer.reading(None)
        if not stated:
            self._composer.remarks.add(
                "TF152",
                self._line,
                "no diagnosis is stated, so the title was taken for it",
                "confirm or correct it",
            )
        images = self._images()
        composer.lines |= {f"images.{number}": self._line for number in range(len(images))}
        named = replace(
            case,
            id=case_id,
            topic=text_of(self._topic.get("Title")).replace("\n", " "),
            aliases=_aliases(case, title),
            acr=self._codes(),
            source=f"MedPix {text_of(self._whole.get('U_id'))}",
            images=images,
            patient=self._patient(case, images),
            keywords=self._keywords(),
        )
        return composer.reading(named)

    def _document(self, diagnosis: str) -> Document:
        case, topic = self._case, self._topic
        how = text_of(case.get("Diagnosis By"))
        parts = {
            "diagnosis": diagnosis,
            "brief_history": text_of(case.get("History")),
            "full_history": text_of(case.get("Exam")),
            "findings": text_of(case.get("Findings")),
            "differential": self._differential(diagnosis),
            "discussion": _joined(text_of(case.get("Discussion")), text_of(topic.get("Disease Discussion"))),
            "follow_up": _joined(
                f"Diagnosis by: {how}" if how else "", text_of(case.get("Treatment & Follow Up"))
            ),
            "references": _joined(text_of(topic.get("Reference")), text_of(case.get("Reference"))),
        }
        return Document(tuple(self._section(name, text) for name, text in parts.items() if text))

    def _section(self, name: str, text: str) -> Section:
        """Return ``text`` as a section. Its lines are as the author broke them: each is a paragraph."""
        lines = [Line(self._line, line) for line in text.split("\n") if line]
        if name == "references":
            return Section(name, self._line, [_unbroken(lines)])
        return Section(name, self._line, [[line] for line in lines])

    def _differential(self, diagnosis: str) -> str:
        """Return the differential, an entry a line; nothing where it only repeats the diagnosis."""
        text = _BULLETS.sub("\n", text_of(self._case.get("Differential Diagnosis")))
        said = {key(_MARKER.sub("", line, count=1)) for line in text.split("\n") if line}
        return "" if said <= {key(diagnosis), key(text_of(self._case.get("Title")))} else text

    def _codes(self) -> tuple[str, ...]:
        """Return the ACR codes of the case and its images; one that knows the field alone is told."""
        stated = [text_of(self._topic.get("ACR Code")), text_of(self._case.get("ACR Code"))]
        stated += [
            text_of(record(self._entry(name), "Description").get("ACR Codes")) for name, _ in self._listed()
        ]
        found = [code for text in stated for code in re.split(r"[\s,;]+", text)]
        codes = tuple(dict.fromkeys(code for code in found if acr.is_code(code)))
        half = next((match for code in found if (match := _HALF.fullmatch(code))), None)
        if half and not codes:
            field = f"{half['field']}.1"
            message = f"the ACR code {half[0]} names the field alone ({acr.anatomy_name(field)})"
            self._composer.remarks.add("TF153", self._line, message, "add the code of the pathology")
        return codes

    def _listed(self) -> list[tuple[str, str]]:
        """Return the ids of the images and the modality of the list that each stands in."""
        listed = [(name, kind) for part, kind in _LISTS for name in texts(self._whole.get(part))]
        return list(dict(listed[:_MOST_IMAGES]).items())

    def _entry(self, name: str) -> Mapping[str, object]:
        return self._known.entries.get(name, {})

    def _images(self) -> tuple[ImageRef, ...]:
        images = [image(name, kind, self._entry(name), self._folder) for name, kind in self._listed()]
        self._tell_lacks(images)
        marked = [one.label for one in images if is_marked(one)]
        if marked:
            message = f"the captions of {', '.join(marked)} speak of marks on the image"
            self._composer.remarks.add(
                "TF154", self._line, message, "set side: answer where they give the answer away"
            )
        return tuple(images)

    def _tell_lacks(self, images: Sequence[ImageRef]) -> None:
        """Report the images that have no file or no description, all in one."""
        plain = [label_of(name) for name, _ in self._listed() if not self._entry(name)]
        lacks = (("no file", [one.label for one in images if not one.file]), ("no description", plain))
        told = [f"{what} of {_few(labels)}" for what, labels in lacks if labels]
        if told:
            hint = "put images/ and Descriptions.json beside the cases, and import again"
            self._composer.remarks.add("TF156", self._line, f"the export has {' and '.join(told)}", hint)

    def _patient(self, case: Case, images: Sequence[ImageRef]) -> Patient:
        """Return what history and descriptions say of the patient; ages over 89 identify, and are left out."""
        said = [record(self._entry(name), "Description") for name, _ in self._listed()] if images else []
        sexes = [_SEXES.get(text_of(one.get("Sex")).casefold(), "") for one in said]
        stated = [_AGE.fullmatch(text_of(one.get("Age"))) for one in said]
        ages = [*case.patient.ages, *(int(match["age"]) for match in stated if match)]
        return Patient(
            sex=case.patient.sex or next((sex for sex in sexes if sex), ""),
            ages=tuple(dict.fromkeys(age for age in ages if age <= _MAX_AGE)),
        )

    def _keywords(self) -> tuple[str, ...]:
        found = re.split(r"[,;\n]", text_of(self._topic.get("Keywords")))
        words = [
            *found,
            *(text_of(self._topic.get(part)) for part in ("Category", "Location", "Location Category")),
        ]
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _few(labels: Sequence[str]) -> str:
    more = len(labels) - _MOST_NAMED
    return ", ".join(labels[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _joined(*found: str) -> str:
    return "\n".join(dict.fromkeys(text for text in found if text))


def _unbroken(lines: Sequence[Line]) -> list[Line]:
    """Return the references in ``lines``: one that begins with a small letter or no number goes on."""
    numbered = any(re.match(r"\[?\d{1,2}[.)\]]", line.text) for line in lines)
    whole: list[Line] = []
    for line in lines:
        if whole and numbered and not re.match(r"\[?\d{1,2}[.)\]]", line.text):
            whole[-1] = Line(whole[-1].number, f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
    return whole


def _aliases(case: Case, title: str) -> tuple[str, ...]:
    """Return the other names of the diagnosis; a title that says it in other words is one."""
    other = " ".join(title.split())
    known = {key(case.diagnosis), *map(key, case.aliases)}
    return (*case.aliases, *([other] if other and key(other) not in known else []))
