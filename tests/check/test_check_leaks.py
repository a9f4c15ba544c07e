"""The leak check reads a front on its own terms: text, hidden text, comments, attributes, file names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tfcards.check.leaks import leaks
from tfcards.model.case import Case, CaseId

CASE = Case(
    id=CaseId("x"),
    diagnosis="Metastatic calcification from chronic renal insufficiency",
    aliases=("MC", "Calcinosis"),
)


@pytest.mark.parametrize(
    "front",
    [
        "<p>Metastatic calcification</p>",
        "<p>metastatic\ncalcification of the lungs</p>",
        "<p>micro<b>calci</b>fications</p>",
        "<p>cal\u00adcification</p>",
        "<p>calci\u200bfied nodes</p>",
        "<p>CALCIFIC change</p>",
        "<p>chronic renal disease</p>",
        "<p hidden>calcinosis</p>",
        '<details><summary>more</summary><p style="display:none">calcification</p></details>',
        '<img alt="metastatic calcification">',
        '<img src="calcification-1.png">',
        '<p title="calcified">x</p>',
        '<p data-case="calcified">x</p>',
        "<!-- calcification --><p>x</p>",
        "<p>Known MC.</p>",
        "<p>&#99;alcification</p>",
    ],
)
def test_a_give_away_is_found(front: str) -> None:
    assert leaks(CASE, front)


@pytest.mark.parametrize(
    "front",
    [
        "<p>Diffuse activity in the chest</p>",
        "<p>Metastatic disease</p>",
        "<p>severe chronic obstructive disease of the lungs</p>",
        "<p>calcium phosphate</p>",
        "<p>The renal uptake is normal</p>",
        '<span class="cloze" data-cloze="metastatic calcification">[...]</span>',
        "<p>the pain is chronic</p><p>Renal function is normal</p>",
        '<p>It is chronic.</p><img alt="Renal scintigraphy">',
    ],
)
def test_harmless_words_are_left_alone(front: str) -> None:
    assert not leaks(CASE, front)


def test_names_of_decks_and_files_are_read_as_well() -> None:
    assert leaks(CASE, "<p>x</p>", "Calcification::Lungs")
    assert not leaks(CASE, "<p>x</p>", "Nuclear medicine", "tf-0123abcd.png")


def test_a_name_of_one_dull_word_tells_by_itself() -> None:
    assert leaks(replace(CASE, diagnosis="Normal", aliases=()), "<p>A normal scan</p>")
    assert not leaks(replace(CASE, diagnosis="Normal bone scan", aliases=()), "<p>The kidneys are normal</p>")


@pytest.mark.parametrize(
    ("diagnosis", "front"),
    [
        ("Pulmonary embolism", "<p>Rule out PE.</p>"),
        ("Kienböck disease", "<p>lunatomalacia</p>"),
        ("Parathyroid adenoma", "<p>hyperparathyroid crisis</p>"),
        ("Crohn disease", "<p>a regional enteritis</p>"),
        ("Hepatic focal nodular hyperplasia", "<p>FNH?</p>"),
        ("Paget disease of bone", '<img alt="osteitis deformans">'),
    ],
)
def test_synonyms_and_initials_are_found(diagnosis: str, front: str) -> None:
    assert leaks(replace(CASE, diagnosis=diagnosis, aliases=()), front)


@pytest.mark.parametrize(
    ("diagnosis", "front"),
    [
        ("Acute tubular necrosis, renal transplant", "<p>POD 3 after renal transplant</p>"),
        ("Avascular necrosis of the lunate", "<p>the lunate is dark</p>"),
        ("Right lower lobe pneumonia", "<p>RLL opacity</p>"),
        ("Talc pleurodesis mimicking pleural metastases", "<p>Rule out metastases</p>"),
        ("Legg-Calvé-Perthes disease", "<p>Both calves, flew in from Perth</p>"),
        ("Graves disease", "<p>an unmarked grave</p>"),
        ("Sarcoidosis on FDG PET/CT", "<p>FDG PET/CT</p>"),
        ("Multiple endocrine neoplasia", "<p>two men</p>"),
    ],
)
def test_settings_studies_and_look_alikes_are_left_alone(diagnosis: str, front: str) -> None:
    assert not leaks(replace(CASE, diagnosis=diagnosis, aliases=()), front)
