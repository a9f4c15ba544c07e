"""Canonical names: wordings of one diagnosis are one, sisters never are."""

from __future__ import annotations

import pytest

from tfcards.vocabulary.names import Names, canonical, is_kind_of, is_normal_name, same_name
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.words import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Primary hyperparathyroidism", "Hyperparathyroidism, primary"),
        ("Primary hyperparathyroidism", "Hyperparathyroidism (primary)"),
        ("Pulmonary embolism", "PE"),
        ("Pulmonary embolism", "Acute PE"),
        ("Pulmonary embolism", "Pulmonary emboli"),
        ("Focal nodular hyperplasia (FNH)", "FNH"),
        ("Focal nodular hyperplasia (FNH)", "Focal nodular hyperplasia"),
        ("Graves disease", "Graves' disease"),
        ("Graves disease", "Basedow disease"),
        ("Graves disease", "Graves disease (diffuse toxic goiter)"),
        ("Metastases to bone", "Bone metastases"),
        ("Paget disease of bone", "Paget disease"),
        ("Toxic multinodular goitre", "Multinodular toxic goiter"),
        ("Renal cell carcinoma", "Renal cell cancer"),
        ("Osteoid osteoma", "An osteoid osteoma"),
        ("Acute cholecystitis", "Cholecystitis, acute"),
        ("Haemangioma of the liver", "Hepatic hemangiomata"),
        ("Colonic diverticula", "Diverticulum of the colon"),
        ("Non-Hodgkin lymphoma", "NHL"),
        ("Nonossifying fibroma", "Non-ossifying fibroma"),
        ("Superscan due to metastases", "Superscan from metastases"),
        ("Hyperparathyroidism", "Hyperparathyriodism"),
        ("Fibrous dysplasia", "Fibrous dysplassia"),
    ],
)
def test_wordings_of_one_diagnosis_are_the_same(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Primary hyperparathyroidism", "Secondary hyperparathyroidism"),
        ("Hyperparathyroidism", "Hypoparathyroidism"),
        ("Acute cholecystitis", "Chronic cholecystitis"),
        ("Acute cholecystitis", "Acalculous cholecystitis"),
        ("Hodgkin lymphoma", "Non-Hodgkin lymphoma"),
        ("Lymphoma", "Hodgkin lymphoma"),
        ("Pheochromocytoma", "Paraganglioma"),
        ("Multiple myeloma", "Plasmacytoma"),
        ("Stress fracture", "Insufficiency fracture"),
        ("Subdural hematoma", "Epidural hematoma"),
        ("Papillary thyroid carcinoma", "Medullary thyroid carcinoma"),
        ("Left renal vein thrombosis", "Right renal vein thrombosis"),
        ("Superscan due to metastases", "Superscan due to hyperparathyroidism"),
        ("Metastasis from lung", "Lung metastasis"),
        ("Toxic multinodular goiter", "Multinodular goiter"),
        ("Neurofibromatosis type 1", "Neurofibromatosis type 2"),
        ("Pulmonary embolism", "Chronic pulmonary embolism"),
        ("Paget disease", "Paget disease of the breast"),
        ("Metastases (breast carcinoma)", "Breast carcinoma"),
        ("Osteosarcoma (parosteal)", "Osteosarcoma"),
        ("Hepatoma", "Hematoma"),
        ("Osteoblastoma", "Osteoclastoma"),
        ("Ureteral obstruction", "Urethral obstruction"),
        ("Benign lesion", "Malignant lesion"),
        ("Fibromyoma", "Fibromyxoma"),
    ],
)
def test_sisters_and_lookalikes_are_not(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_name_of_nothing_that_counts_is_still_a_name() -> None:
    assert canonical("A") == "a"
    assert canonical("В") != canonical("Г")
    assert not same_name("The", "A")


def test_one_name_may_only_be_more_precise_than_another() -> None:
    assert is_kind_of(canonical("Cholecystitis"), canonical("Acute cholecystitis"))
    assert is_kind_of(canonical("Osteomyelitis of the tibia"), canonical("Osteomyelitis"))
    assert not is_kind_of(canonical("Chronic cholecystitis"), canonical("Acute cholecystitis"))
    assert not is_kind_of(canonical("Bone"), canonical("Liver"))


def test_a_slip_of_the_pen_in_a_deck_is_the_name_met_before() -> None:
    names = Names()
    first = names.add("Hyperparathyroidism")
    assert names.find("Hyperparathyriodism") == {first}
    assert names.add("Hyperparathyriodism") == first
    assert names.find("Hypoparathyroidism") != {first}


def test_what_is_distinct_hides_together_and_stands_in_the_terms() -> None:
    hidden = [frozenset(map(key, group)) for group in table("terms")["synonyms"]]
    for one, other in (("acalculous cholecystitis", "cholecystitis"), ("pheochromocytoma", "paraganglioma")):
        assert any({one, other} <= group for group in hidden)
        assert not same_name(one, other)


@pytest.mark.parametrize(
    ("name", "coded", "normal"),
    [
        ("Normal bone scan", False, True),
        ("No abnormality", False, True),
        ("Unremarkable study of the chest", False, True),
        ("Thymus, normal", True, True),
        ("Thymus, normal", False, False),
        ("Duplication cyst", True, False),
        ("Normal pressure hydrocephalus", True, False),
    ],
)
def test_a_normal_study_by_its_name(name: str, *, coded: bool, normal: bool) -> None:
    assert is_normal_name(name, likely=coded) is normal
