"""What people change in a field, and where it goes: without Anki, by the notes that an export would hold."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pull.conftest import LATER, Corrections, case_file, draft_of, edited, make_deck, pulled, release

from tfcards.package.read import read_package
from tfcards.package.read_values import ReadNote
from tfcards.pipeline.pull.apply import apply
from tfcards.pipeline.pull.run import Pull

DIAGNOSIS = "adenoma diagnosis case"

MAPPED = [
    (DIAGNOSIS, "Diagnosis", "Toxic", "Hot", "diagnosis", "Hot adenoma"),
    (DIAGNOSIS, "History", "palpitations", "tachycardia", "brief_history", "with tachycardia and"),
    (DIAGNOSIS, "Hint", "badly.</p>", "badly.</p><div>And ate.</div>", "full_history", "badly.\n\nAnd ate."),
    (DIAGNOSIS, "Technique", "185", "200", "technique", "Tc-99m pertechnetate, 200 MBq"),
    (DIAGNOSIS, "Hint", "0.02", "0.2", "labs.0.value", "0.2"),
    (DIAGNOSIS, "Hint", "mIU/L", "mU/L", "labs.0.unit", "mU/L"),
    (DIAGNOSIS, "Hint", ">TSH<", ">Thyrotropin<", "labs.0.name", "Thyrotropin"),
    (DIAGNOSIS, "Images", "of the neck", "of the throat", "images.0.caption", "Anterior view of the throat."),
    (DIAGNOSIS, "Findings", "single", "solitary", "findings.0.observation", "A solitary focus"),
    (DIAGNOSIS, "Findings", "hot spot", "hot&nbsp;<b>focus</b>", "findings.1.interpretation", "to the hot focus"),
    (DIAGNOSIS, "Differential", "throughout", "in", "differential.0.distinguishing", "uptake in the whole"),
    (DIAGNOSIS, "Teaching Points", "first", "before", "teaching_points.0", "of the gland before."),
    (DIAGNOSIS, "Discussion", "seldom", "very seldom", "discussion", "slowly.\n\nThey are very seldom malignant."),
    (DIAGNOSIS, "References", "2014", "2021", "references.0", "Ziessman HA. Nuclear Medicine. 2021."),
    ("adenoma pattern f2", "Answer", "drawn", "taken", "findings.1.interpretation", "tracer taken to"),
    ("adenoma pattern f2", "Observation", "usual", "normal", "findings.1.observation", "glands lower than normal"),
    ("adenoma differential list", "Text", "Hemiagenesis", "Agenesis", "differential.1.diagnosis", "Agenesis"),
    ("adenoma differential list", "Text", "one lobe", "a lobe", "differential.1.distinguishing", "only a lobe"),
    ("adenoma gamut g1", "Text", "Swallowed", "Old", "gamuts.0.causes.1.cause", "Old saliva"),
    ("adenoma gamut g1", "Stem", "hot spot", "hot focus", "gamuts.0.pattern", "a hot focus in the neck"),
    ("adenoma contrast d1", "Answer", "raised", "high", "differential.0.distinguishing", "high uptake throughout"),
    ("adenoma pattern f2", "Answer", "drawn", "drawn<br>in", "findings.1.interpretation", "tracer drawn in to"),
    ("embolism pattern f1", "Case", "ventilation always", "air", "teaching_points.0", "Compare with air."),
]

UNMAPPED = [
    ("adenoma pattern whole", "Question", "explains", "tells", "goes beyond one value"),
    (DIAGNOSIS, "Teaching Points", "</ul>", "<li>Another</li></ul>", "was added"),
    (DIAGNOSIS, "Teaching Points", "<li>Look at the rest of the gland first.</li>", "", "deleted"),
    (DIAGNOSIS, "Findings", "single", "<u>single</u>", "formatting alone (u)"),
    (DIAGNOSIS, "Credit", "Ada Example", "Bea Example", "deck.yaml says it"),
    (DIAGNOSIS, "Hint", "0.02", "none", "no number"),
    (DIAGNOSIS, "Hint", "0.4–4", "0.5–4", "goes beyond one value"),
    (DIAGNOSIS, "Id", "case", "other", "goes beyond one value"),
    (DIAGNOSIS, "Diagnosis", "Toxic", "[sound:x.mp3]", "means something to Anki"),
    ("adenoma gamut g1", "Text", "Swallowed saliva", "Swallowed saliva::hint", "means something to Anki"),
    ("adenoma pattern f2", "Answer", "drawn", "<br>drawn", "formatting alone (line ends)"),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a deck that no test writes into, and its release."""
    deck = make_deck(tmp_path_factory.mktemp("pull") / "small")
    return deck, release(deck)


def one(note: str, field: str, old: str, new: str) -> Corrections:
    return {(note, field): lambda html: html.replace(old, new)}


def test_an_export_that_nobody_edited_changes_nothing(shared: tuple[Path, Path]) -> None:
    found = pulled(shared[0], read_package(shared[1]), draft_of(shared[0]))
    assert (found.corrections, found.unmapped, found.corrected) == ((), (), 0)
    assert found.compared == 10


@pytest.mark.parametrize("row", MAPPED, ids=" ".join)
def test_a_corrected_field_is_a_value(shared: tuple[Path, Path], row: tuple[str, ...]) -> None:
    note, field, old, new, part, value = row
    deck, package = shared
    found = pulled(deck, edited(package, one(note, field, old, new)), draft_of(deck))
    assert [each.part for each in found.corrections] == [part]
    assert not found.unmapped
    (correction,) = found.corrections
    assert value in correction.new
    line = Path(correction.path).read_text("utf-8").splitlines()[correction.line - 1]
    assert part.split(".", maxsplit=1)[0] in line or part.rsplit(".", maxsplit=1)[-1] in line or "- " in line
    assert correction.lost == (("b",) if "<b>" in new else ())


@pytest.mark.parametrize("row", UNMAPPED, ids=" ".join)
def test_what_cannot_go_back_is_listed(shared: tuple[Path, Path], row: tuple[str, ...]) -> None:
    note, field, old, new, why = row
    deck, package = shared
    found = pulled(deck, edited(package, one(note, field, old, new)), draft_of(deck))
    assert not found.corrections
    assert [(f"{each.note.case} {each.note}", each.field) for each in found.unmapped] == [(note, field)]
    assert why in found.unmapped[0].why


def test_a_masked_text_is_listed_with_its_value(tmp_path: Path) -> None:
    deck = make_deck(tmp_path / "small")
    text = case_file(deck).read_text("utf-8").replace("lost weight.", "lost weight. A toxic adenoma was felt.")
    case_file(deck).write_text(text, "utf-8")
    found = pulled(deck, edited(release(deck), one(DIAGNOSIS, "Hint", "was felt", "is felt")))
    assert not found.corrections
    assert "masked text: words are hidden in full_history" in found.unmapped[0].why


def test_notes_that_the_deck_does_not_make_are_listed(deck: Path) -> None:
    notes = read_package(release(deck))
    shutil.rmtree(deck / "cases" / "embolism")
    stranger = ReadNote(
        guid="abc", mod=1, note_type="Basic", note_type_id=1, fields={"Front": "a", "Back": "b"}, tags=(), cards=()
    )
    release(deck, LATER)
    found = pulled(deck, (*notes, stranger))
    whys = {each.note.guid: each.why for each in found.unmapped}
    assert whys.pop("abc") == "the note is not of this deck"
    assert set(whys.values()) == {"the deck does not make this note any more"}
    assert len(whys) == sum("embolism" in note.fields["Id"] for note in notes)


def test_two_people_who_disagree_are_both_listed(shared: tuple[Path, Path]) -> None:
    deck, package = shared
    corrections = one(DIAGNOSIS, "Findings", "single", "lone") | one("adenoma gamut g1", "Case", "single", "sole")
    found = pulled(deck, edited(package, corrections))
    assert not found.corrections
    assert {each.new[:7] for each in found.unmapped} == {"A lone ", "A sole "}


def test_a_newer_case_file_is_not_overwritten(deck: Path) -> None:
    package = release(deck)
    notes = edited(package, one(DIAGNOSIS, "Findings", "single", "lone"))
    text = case_file(deck).read_text("utf-8")
    case_file(deck).write_text(
        text.replace("A single focus", "One focus").replace("slept badly", "slept"), "utf-8"
    )
    for _ in range(2):  # before and after the next release
        found = pulled(deck, notes)
        assert not found.corrections
        assert {(each.field, each.new[:12]) for each in found.unmapped} == {("Findings", "A lone focus")}
        assert "changed since the release" in found.unmapped[0].why
        release(deck, LATER)


def test_a_correction_of_another_value_goes_through_although_the_case_file_is_newer(deck: Path) -> None:
    package = release(deck)
    notes = edited(package, one(DIAGNOSIS, "Findings", "single", "lone"))
    text = case_file(deck).read_text("utf-8")
    case_file(deck).write_text(text.replace("slept badly", "slept"), "utf-8")
    found = pulled(deck, notes)
    assert [each.part for each in found.corrections] == ["findings.0.observation"]
    assert not found.unmapped


def words_of(notes: tuple[ReadNote, ...]) -> Iterator[tuple[str, str, int, int]]:
    """Yield note, field and place of every word between tags."""
    for note in notes:
        for name, html in note.fields.items():
            for text in re.finditer(r"(?:^|>)([^<]+)", html):
                for word in re.finditer(r"[A-Za-z]{4,}", text[1]):
                    yield note.fields["Id"], name, text.start(1) + word.start(), text.start(1) + word.end()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_pulled_built_and_pulled_again_nothing_is_left(
    shared: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    package = shared[1]
    note, field, start, end = data.draw(st.sampled_from(list(words_of(read_package(package)))))
    word = data.draw(st.sampled_from(["quux", "quux&nbsp;zork", "zork <b>quux</b>", "quux, zork:"]))
    notes = edited(package, {(note, field): lambda html: html[:start] + word + html[end:]})
    deck = tmp_path_factory.mktemp("again") / "small"
    shutil.copytree(shared[0], deck)
    found = pulled(deck, notes)
    assert found.corrected == 1
    assert found.corrections or found.unmapped, "a change was dropped"
    applied = apply(found.corrections)
    assert not applied.refused
    for _ in range(2):
        assert _settled(pulled(deck, notes), found)
        release(deck, LATER)


def _settled(again: Pull, before: Pull) -> bool:
    """Tell whether nothing is left but what could not go back the first time, and formatting."""
    known = {(each.note, each.field) for each in before.unmapped}
    left = [each for each in again.unmapped if not each.why.startswith("formatting") and "masked" not in each.why]
    return not again.corrections and all((each.note, each.field) in known for each in left)


def test_a_shared_gamut_is_listed_with_the_cases_that_share_it(tmp_path: Path) -> None:
    deck = make_deck(tmp_path / "small")
    gamut = "\ngamuts:\n  - pattern: a hot spot in the neck\n    causes: [Contaminated skin, Thyroid nodule]\n"
    path = case_file(deck, "embolism")
    path.write_text(path.read_text("utf-8") + gamut, "utf-8")
    found = pulled(deck, edited(release(deck), one("adenoma gamut g1", "Text", "Swallowed saliva", "Old saliva")))
    assert not found.corrections
    assert found.unmapped[0].why == "a gamut that adenoma, embolism share: correct each of them"
    assert (found.unmapped[0].old, found.unmapped[0].new) == ("Swallowed saliva", "Old saliva")


def test_without_a_lock_nothing_is_taken_for_a_correction(deck: Path) -> None:
    notes = edited(release(deck), one(DIAGNOSIS, "Findings", "single", "lone"))
    (deck / "deck.lock").unlink()
    found = pulled(deck, notes)
    assert not found.corrections
    assert "give --base" in found.unmapped[0].why


def test_a_case_that_is_read_from_a_page_names_the_page(deck: Path) -> None:
    page = """Diagnosis: Osteoid osteoma

Findings:

Bone Scintigraphy: A small intense focus within a larger area of milder uptake is suggestive of a central nidus.

Differential Diagnosis:

1. Brodie abscess - fever, and a photopenic centre
2. Stress fracture - a linear shape

Case number: ex001
"""
    (deck / "pages").mkdir()
    (deck / "pages" / "ex001.txt").write_text(page, "utf-8")
    notes = edited(release(deck), one("ex001 differential list", "Text", "Stress", "Fatigue"))
    found = pulled(deck, notes)
    assert not found.corrections
    assert "read from a page: correct" in found.unmapped[0].why
    assert found.unmapped[0].why.endswith("ex001.txt")
