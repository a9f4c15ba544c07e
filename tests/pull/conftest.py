"""A small deck, its release, and people who correct cards in the real Anki."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from PIL import Image

from tfcards.package.read import read_package
from tfcards.package.read_values import ReadNote
from tfcards.pipeline.build import BuildRequest, build
from tfcards.pipeline.draft import Draft, make_draft
from tfcards.pipeline.locks import LOCK_FILE, read_lock
from tfcards.pipeline.pull.base import Base
from tfcards.pipeline.pull.run import Pull, compare
from tfcards.sources.supply import NO_SUPPLY
from tfcards.verify.client import ThrowawayCollection

RELEASED = 1_700_000_000
LATER = RELEASED + 86_400

DECK = """name: Small
namespace: test/small
authors: [Ada Example]
licence: CC BY 4.0
image_credit: Simulated image
"""

ADENOMA = """# A comment at the top.
id: adenoma
diagnosis: Toxic adenoma  # the answer
brief_history: >-
  47-year-old woman with palpitations and weight loss, who came to the clinic because her hands had begun to
  tremble at work.
full_history: |-
  She had lost weight.

  She slept badly.
technique: "Tc-99m pertechnetate, 185 MBq"
labs: [{name: TSH, value: 0.02, unit: mIU/L, low: 0.4, high: 4}]
images:
  - {file: neck.png, modality: th, caption: Anterior view of the neck.}
findings:
  - id: f1
    study: Thyroid scan
    observation: A single focus of intense uptake, the rest of the gland hardly visible
    interpretation: a nodule that makes hormone on its own
  - id: f2
    study: Thyroid scan
    observation: Activity in the salivary glands lower than usual   # rare
    interpretation: tracer drawn to the hot spot
differential:
  - {id: d1, diagnosis: Graves disease, distinguishing: raised uptake throughout the whole gland}
  - {id: d2, diagnosis: Hemiagenesis, distinguishing: only one lobe on ultrasound}
  - {id: d3, diagnosis: Subacute thyroiditis, distinguishing: hardly any uptake at all}
gamuts:
  - id: g1
    pattern: a hot spot in the neck
    causes: [{id: c1, cause: Contaminated skin}, {id: c2, cause: Swallowed saliva}, {id: c3, cause: Warthin tumor}]
teaching_points:
  - Look at the rest of the gland first.
  # in between
  - A cold remainder tells that the pituitary is silent.
discussion: |-
  Clones of cells grow slowly.

  They are seldom malignant.
references: [Ziessman HA. Nuclear Medicine. 2014.]
"""

EMBOLISM = """id: embolism
diagnosis: Pulmonary embolism
brief_history: A man with sudden pain in the chest after a long flight.
images:
  - {file: chest.png, modality: vq, caption: Perfusion from behind.}
findings:
  - id: f1
    observation: Several wedge-shaped defects of perfusion with normal ventilation
    interpretation: clots in arteries, while air still moves
teaching_points: Compare with ventilation always.
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return the folder of a deck of two cases."""
    return make_deck(tmp_path / "small")


def make_deck(folder: Path) -> Path:
    for name, text, image in (("adenoma", ADENOMA, "neck.png"), ("embolism", EMBOLISM, "chest.png")):
        case = folder / "cases" / name
        case.mkdir(parents=True)
        (case / "case.yaml").write_text(text, "utf-8")
        Image.new("L", (40, 60), 30 + len(name)).save(case / image)
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    return folder


def case_file(deck: Path, name: str = "adenoma") -> Path:
    return deck / "cases" / name / "case.yaml"


def release(deck: Path, at: int = RELEASED) -> Path:
    """Build ``deck`` and return the package."""
    output = deck.parent / f"release-{at}.apkg"
    report = build(BuildRequest(paths=[deck], output=output, release_time=at))
    assert report.output, [str(d) for d in report.diagnostics]
    return output


Correct = Callable[[str], str]
Corrections = dict[tuple[str, str], Correct]
"""What people do to a field, by the identity of the note and the name of the field."""


def corrected(package: Path, corrections: Corrections, *, legacy: bool = False, tag: str = "") -> Path:
    """Return what Anki exports once people have made ``corrections`` to the notes of ``package``."""
    path = package.with_suffix(f".corrected-{legacy}.apkg")
    with ThrowawayCollection() as collection:
        collection.import_package(package)
        for (identity, field), change in corrections.items():
            (number,) = collection.anki.find_notes(f'"Id:{identity}"')
            note = collection.anki.get_note(number)
            before = note[field]
            note[field] = change(before)
            assert note[field] != before
            if tag:
                note.add_tag(tag)
            collection.anki.update_note(note)
        options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
        collection.anki.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


@cache
def draft_of(deck: Path) -> Draft:
    """Return the draft of a ``deck`` that nobody writes into."""
    return make_draft([deck], NO_SUPPLY, lambda _: None)


def pulled(deck: Path, notes: tuple[ReadNote, ...], draft: Draft | None = None) -> Pull:
    """Return what ``notes``, as an export would hold them, come to: without Anki, for many quick tries."""
    draft = draft or make_draft([deck], NO_SUPPLY, lambda _: None)
    lock = read_lock(deck / LOCK_FILE, draft.sources.deck.namespace)
    return compare(draft, Base.of(lock, None, notes), notes)


def edited(package: Path, corrections: Corrections) -> tuple[ReadNote, ...]:
    """Return the notes of ``package`` as people would leave them."""
    notes = {next(iter(note.fields.values())): note for note in read_package(package)}
    for (identity, field), change in corrections.items():
        note = notes[identity]
        assert change(note.fields[field]) != note.fields[field]
        fields = {**note.fields, field: change(note.fields[field])}
        notes[identity] = replace(note, fields=fields, mod=LATER - 60)
    return tuple(notes.values())
