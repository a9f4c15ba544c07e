"""Multiple choice: options from the differential in a steady order, and what the leak check lets pass of them."""

from __future__ import annotations

import dataclasses
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.browser import samples

from tfcards.check.leaks import leaks
from tfcards.model.case import Case, CaseId, DifferentialItem, ItemId
from tfcards.pipeline.draft import Draft, make_draft
from tfcards.render.front import render_front, without_keywords, without_scripts
from tfcards.render.notes import OPTIONS, page_name, without_options
from tfcards.render.notetypes import templates_root
from tfcards.render.views import MAX_DISTRACTORS, choices
from tfcards.sources.supply import NO_SUPPLY

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"
CASE = "thyroid-subacute"


def case_with(*diagnoses: str, aliases: tuple[str, ...] = ()) -> Case:
    items = tuple(
        DifferentialItem(id=ItemId(f"d{n}"), diagnosis=text, distinguishing=f"why {n}")
        for n, text in enumerate(diagnoses, 1)
    )
    return Case(id=CaseId("c"), diagnosis="Right one", aliases=aliases, differential=items)


def test_rewording_an_entry_or_adding_one_leaves_the_order_of_the_others() -> None:
    before = [c.text for c in choices(case_with("A1", "B2", "C3"))]
    reworded = [c.text.replace("Z9", "B2") for c in choices(case_with("A1", "Z9", "C3"))]
    added = [c.text for c in choices(case_with("A1", "B2", "C3", "D4")) if c.text != "D4"]
    assert before == reworded == added


def test_the_answer_does_not_always_stand_in_one_place() -> None:
    case = case_with("A", "B", "C", "D")
    places = {
        [entry.right for entry in choices(dataclasses.replace(case, id=CaseId(f"c{n}")))].index(True)
        for n in range(40)
    }
    assert places == set(range(5))


def test_other_names_of_the_answer_are_no_distractors_and_each_stands_once() -> None:
    case = case_with("Right one, chronic", "Alias Nought of it", "A", "a", "B", aliases=("Alias Nought",))
    assert sorted(c.text for c in choices(case)) == ["A", "B", "Right one"]


def test_there_are_five_options_at_most_and_no_card_with_two() -> None:
    assert len(choices(case_with(*"ABCDEFGH"))) == MAX_DISTRACTORS + 1
    assert choices(case_with("A")) == ()


def test_entries_that_are_set_apart_come_first_among_many() -> None:
    case = case_with(*"ABCDEF")
    bare = dataclasses.replace(case.differential[0], distinguishing="")
    without = dataclasses.replace(case, differential=(bare, *case.differential[1:]))
    assert "A" not in {c.text for c in choices(without)}


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    (folder / "cases").mkdir(parents=True)
    shutil.copy(DECK / "deck.yaml", folder)
    shutil.copytree(DECK / "cases" / CASE, folder / "cases" / CASE)
    return folder


def drafted(deck: Path) -> Draft:
    return make_draft([deck], NO_SUPPLY, lambda _: None)


def asks(draft: Draft) -> bool:
    return any(OPTIONS in note.fields for note in draft.notes)


def add(file: Path, line: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")


@pytest.mark.parametrize(
    ("of_deck", "of_case", "asked"),
    [("", "", False), ("yes", "", True), ("", "yes", True), ("yes", "no", False), ("no", "yes", True)],
)
def test_the_deck_switches_it_on_and_a_case_has_the_last_word(
    deck: Path, of_deck: str, of_case: str, *, asked: bool
) -> None:
    if of_deck:
        add(deck / "deck.yaml", f"multiple_choice: {of_deck}")
    if of_case:
        add(deck / "cases" / CASE / "case.yaml", f"multiple_choice: {of_case}")
    draft = drafted(deck)
    assert asks(draft) == asked
    assert not [d for d in draft.diagnostics if d.code == "TF411"]


def own_front(deck: Path, name: str, old: str, new: str) -> None:
    own = deck / "card_templates" / "diagnosis" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    text = (templates_root() / "diagnosis" / name).read_text("utf-8")
    assert old in text
    own.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("multiple_choice_front.html", "fits best?", "fits best? Not thyroiditis."),
        ("multiple_choice_front.html", "{{Options}}", "{{Options}}{{Diagnosis}}"),
        ("multiple_choice_front.html", "{{Options}}", "{{Options}}{{Explanation}}"),
        ("front.html", "{{Images}}", "{{Images}}{{Options}}"),
    ],
)
def test_the_leak_check_lets_pass_the_options_of_that_template_and_nothing_else(
    deck: Path, name: str, old: str, new: str
) -> None:
    add(deck / "deck.yaml", "multiple_choice: yes")
    assert asks(drafted(deck))
    own_front(deck, name, old, new)
    draft = drafted(deck)
    assert not asks(draft)
    assert [d.code for d in draft.diagnostics if d.severity == "error"] == ["TF411"]


def test_blotting_out_the_options_keeps_the_card_and_all_else() -> None:
    note = samples.note(samples.diagnosis_card(), multiple_choice=True)
    blotted = without_options(note)
    assert leaks(samples.case(), render_front(note, samples.note_types()[0], 1))
    front = render_front(blotted, samples.note_types()[0], 1)
    assert not leaks(samples.case(), front)
    assert "tender neck" in front
    assert {name for name in note.fields if note.fields[name] != blotted.fields[name]} == {OPTIONS}


def test_names_of_inputs_differ_between_notes_are_steady_and_tell_nothing() -> None:
    notes = [samples.note(card, multiple_choice=True) for card in samples.cards()]
    names = [page_name(note.guid) for note in notes]
    assert len(set(names)) == len(names)
    for note, again, name in zip(notes, [samples.note(c) for c in samples.cards()], names, strict=True):
        assert page_name(again.guid) == name
        html = "".join(note.fields.values())
        for found in re.findall(r' (?:id|for|name)="([^"]*)"', html):
            assert re.fullmatch(rf"{name}[a-z]([0-9]+z?|[a-z])?", found)


DIAGNOSES = """
Inverted papilloma, Uterine inversion, Enlarged vestibular aqueduct, Placenta previa, Grey zone lymphoma,
Tarsal bar, White matter disease, Gray matter heterotopia, Backwash ileitis, Imaging artefact, Zoonosis,
Tall cell carcinoma, Group A streptococcal infection, True aneurysm, Broad ligament hernia, Epileptic fits,
Marked hydronephrosis, Marginal zone lymphoma, Acquired immunodeficiency syndrome,
Radio-ulnar synostosis, Auto-amputation
"""


@pytest.mark.parametrize("diagnosis", [name.strip() for name in DIAGNOSES.split(",")])
def test_no_word_of_the_controls_gives_a_diagnosis_away(diagnosis: str) -> None:
    front = samples.note(samples.diagnosis_card(), shown=samples.series(3)).fields["Images"]
    front = front.partition('<p class="tf-image-note"')[0]
    assert not leaks(Case(id=CaseId("c"), diagnosis=diagnosis), without_keywords(front))


@pytest.mark.parametrize(
    "diagnosis",
    [
        "Arterial occlusion",
        "Rectal carcinoma",
        "Ellipsoid cyst",
        "Polygonal cell tumor",
        "Container crush injury",
        "Elemental mercury pneumonitis",
        *(name.strip() for name in DIAGNOSES.split(",")),
    ],
)
def test_no_word_of_masks_and_their_script_gives_a_diagnosis_away(diagnosis: str) -> None:
    case = Case(id=CaseId("c"), diagnosis=diagnosis)
    note_type = without_scripts(samples.note_types()[4])
    front = render_front(samples.note(samples.occlusion_card()), note_type, 0, 12)
    assert not leaks(case, without_keywords(front))


def test_a_script_with_a_field_in_it_is_read_by_the_leak_check() -> None:
    own = samples.note_types()[4]
    told = replace(own.templates[0], front="{{#Image}}<script>var a = '{{Header}}'</script>{{/Image}}")
    note = samples.note(replace(samples.occlusion_card(), question="Graves disease?"))
    front = render_front(note, without_scripts(replace(own, templates=(told,))), 0, 1)
    assert leaks(Case(id=CaseId("c"), diagnosis="Graves disease"), front)
