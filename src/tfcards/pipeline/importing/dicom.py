"""DICOM images of an import: their pixels become files without a header, a few facts go to the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.media.dicom.decode import may_show_names
from tfcards.media.dicom.facts import DicomFacts, facts
from tfcards.media.dicom.read import available
from tfcards.media.dicom.render import render_series
from tfcards.media.dicom.series import Series, group_series, is_dicom
from tfcards.media.limits import DEFAULT_LIMITS
from tfcards.media.problems import NO_DICOM, Problem
from tfcards.model.case import ImageRef, Patient
from tfcards.sources.reading import Reading
from tfcards.sources.supply import begins
from tfcards.vocabulary import modality


@dataclass(frozen=True, slots=True)
class Rendered:
    """A series as a file without a header: its bytes, how its name ends, and what its header may tell."""

    data: bytes
    suffix: str
    facts: DicomFacts


def rendered(series: Series) -> Rendered | Problem:
    """Return the pixels of ``series``; a picture that may show a name is for a person to look at first."""
    if may_show_names(series.files[0].read_bytes()):
        return _NAMES
    made = render_series(series, DEFAULT_LIMITS)
    return made if isinstance(made, Problem) else Rendered(*made, series.facts)


_NAMES = Problem(
    severity=NO_DICOM.severity,
    code="TF219",
    text="may show a name or number of the patient in its pixels",
    hint="look at it, cover what identifies, and save it as PNG",
)


def rendered_file(path: Path) -> Rendered | Problem | None:
    """Return the DICOM file ``path`` as a file without a header; None if it is another image."""
    if not is_dicom(path):
        return None
    if not available():
        return NO_DICOM.found()
    return rendered(Series((path,), facts(path.read_bytes()) or DicomFacts()))


def series_of(case_id: str, folder: Path, *, alone: bool) -> list[Series]:
    """Return the series of DICOM files that ``folder`` holds for the case.

    These stand in folders whose names begin with the id of the case; a case that is ``alone`` has all of them.
    """
    own = [path for path in sorted(folder.iterdir()) if path.is_dir() and begins(path.name, case_id)]
    places = own or ([folder] if alone else [])
    found = [series for place in places for series in group_series(place)]
    # What bears the id of the case by itself is supplied as any other image.
    return [s for s in found if not (s.files[0].parent == folder and begins(s.files[0].name, case_id))]


def with_series(reading: Reading, folder: Path, *, alone: bool) -> Reading:
    """Return ``reading`` with the series that ``folder`` holds for its case as images within the source itself."""
    case = reading.case
    if case is None:
        return reading
    images, held, review = list(case.images), dict(reading.embedded), list(case.review)
    if not available() and any(map(is_dicom, sorted(folder.rglob("*"))[:200])):
        needed = NO_DICOM.found()
        review.append(f"the folder {folder.name} holds DICOM files, which need more libraries; {needed.hint}")
    for number, series in enumerate(series_of(case.id, folder, alone=alone), 1):
        made = rendered(series)
        if isinstance(made, Problem):
            review.append(f"series {number} was not taken: it {made.text}; {made.hint}")
            continue
        name = f"series-{number}{made.suffix}"
        held[name] = made.data
        empty = next((at for at, image in enumerate(images) if not image.file), len(images))
        bare = images[empty] if empty < len(images) else ImageRef(label=f"series {number}")
        images[empty : empty + 1] = [replace(with_facts(bare, made.facts), file=name)]
        case = replace(case, patient=_patient(case.patient, made.facts))
    case = replace(case, images=tuple(images), review=tuple(review))
    return replace(reading, case=case, embedded=held)


def with_facts(image: ImageRef, told: DicomFacts) -> ImageRef:
    """Return ``image`` with what the header tells where the source is silent."""
    code = told.modality.casefold()
    view = ", ".join(part for part in (told.body_part.replace("_", " ").capitalize(), told.view) if part)
    return replace(
        image,
        modality=image.modality or (code if modality.by_code(code) else ""),
        caption=image.caption or view,
    )


def _patient(patient: Patient, told: DicomFacts) -> Patient:
    ages = patient.ages or ((told.age,) if told.age is not None else ())
    return Patient(sex=patient.sex or told.sex, ages=ages)
