"""How findings are taken apart: shapes of report prose in invented words, one a line."""

from __future__ import annotations

import pytest

from tfcards.sources.prose.findings import observations
from tfcards.sources.prose.findings.studies import split_study, study_heading, study_sentence

PAIRS = {
    # hedges and links
    "A pleural density may be a loculated collection or a mass.": (
        "A pleural density",
        "a loculated collection or a mass",
    ),
    "Lucency in the sacrum could also be bowel gas.": ("Lucency in the sacrum", "bowel gas"),
    "The node may be seen on the lateral view.": ("The node may be seen on the lateral view", ""),
    "Uptake in the heel, likely reactive.": ("Uptake in the heel", "reactive"),
    "Fluid in the bursa is reactive in all likelihood.": ("Fluid in the bursa", "reactive"),
    "Curved line of air at the apex = pneumothorax.": ("Curved line of air at the apex", "pneumothorax"),
    "Three rings in the bladder, i.e. stones seen end on.": ("Three rings in the bladder", "stones seen end on"),
    "Fluid-fluid levels in the cavity betoken old blood.": ("Fluid-fluid levels in the cavity", "old blood"),
    "Tiny gas bubbles in the wall, a sign of necrosis.": ("Tiny gas bubbles in the wall", "necrosis"),
    "The rib is expanded, a harbinger of collapse.": ("The rib is expanded", "collapse"),
    "A wedge of scar in the spleen is an old infarct.": ("A wedge of scar in the spleen", "an old infarct"),
    "The focus behind the bladder is urine in the ureter.": (
        "The focus behind the bladder",
        "urine in the ureter",
    ),
    "The larger lung is clear, a compensatory phenomenon.": (
        "The larger lung is clear",
        "a compensatory phenomenon",
    ),
    "Loops dilated to 5 cm, point to obstruction.": ("Loops dilated to 5 cm", "obstruction"),
    # the meaning first
    "An old fracture explains the uptake in the ulna.": ("the uptake in the ulna", "An old fracture"),
    "The marrow is bright, and the growth factor accounts for it.": ("The marrow is bright", "the growth factor"),
    "Since the growth plate is open, we are at stage II.": ("the growth plate is open", "we are at stage II"),
    "Nothing drains past the valve, and stenosis must be presumed.": (
        "Nothing drains past the valve",
        "stenosis",
    ),
    # names of signs
    "The vessels end in a smooth taper (rat tail).": ("The vessels end in a smooth taper", "rat tail"),
    "The gas outlines both sides of the wall - double wall sign.": (
        "The gas outlines both sides of the wall",
        "double wall sign",
    ),
    "A round density in the hilum (arrows).": ("A round density in the hilum (arrows)", ""),
    "The mass is larger (4.5 cm).": ("The mass is larger (4.5 cm)", ""),
    # absences are seen, negations deny
    "Absent flow in the vein represents clot.": ("Absent flow in the vein", "clot"),
    "Lack of uptake at 4 hours indicates obstruction.": ("Lack of uptake at 4 hours", "obstruction"),
    "No gallbladder by 4 hours, consistent with cystic duct obstruction.": (
        "No gallbladder by 4 hours",
        "cystic duct obstruction",
    ),
    "The joint is without erosion to suggest gout.": ("The joint is without erosion to suggest gout", ""),
    "The basal cisterns fill, so a block is not an issue.": (
        "The basal cisterns fill, so a block is not an issue",
        "",
    ),
    "Less intense uptake in the toe is consistent with repair.": ("Less intense uptake in the toe", "repair"),
    "Could this be a hematoma?": ("Could this be a hematoma?", ""),
    # levels, sides and comparison stay with what is seen
    "Wedging of T11 and L2, more marked than in May, suggests osteoporosis rather than tumor.": (
        "Wedging of T11 and L2, more marked than in May",
        "osteoporosis rather than tumor",
    ),
}


@pytest.mark.parametrize(("sentence", "pair"), PAIRS.items(), ids=PAIRS.keys())
def test_a_statement(sentence: str, pair: tuple[str, str]) -> None:
    (found,) = observations(sentence)
    assert (found.observation, found.interpretation) == pair


BACK = {
    "A gap runs through the neck of the bone. This is typical of a fatigue fracture.": (
        "A gap runs through the neck of the bone",
        "a fatigue fracture",
    ),
    "The disc is bright; it may be infected or degenerate.": ("The disc is bright", "infected or degenerate"),
    "The kidney is large. Its cortex is thin. These findings are diagnostic of obstruction.": (
        "The kidney is large. Its cortex is thin",
        "obstruction",
    ),
    "The tail of the pancreas is bulky, with a rim; the combination favors an immune process.": (
        "The tail of the pancreas is bulky, with a rim",
        "an immune process",
    ),
    "Rounded nodule, 2 cm; its bright foci represent crystals.": (
        "Rounded nodule, 2 cm; its bright foci",
        "crystals",
    ),
}


@pytest.mark.parametrize(("text", "pair"), BACK.items(), ids=BACK.keys())
def test_a_meaning_that_points_back_belongs_to_what_was_seen_before(text: str, pair: tuple[str, str]) -> None:
    (found,) = observations(text)
    assert (found.observation, found.interpretation) == pair


def test_a_meaning_does_not_take_what_has_one_of_its_own() -> None:
    found = observations("A nodule suggests metastasis. The findings are diagnostic of spread.")
    assert [(f.observation, f.interpretation) for f in found] == [
        ("A nodule", "metastasis"),
        ("The findings", "spread"),
    ]


STUDIES = {
    "CT chest: Clear.": ("CT chest", "Clear."),
    "Water-soluble swallow: Leak on the left.": ("Water-soluble swallow", "Leak on the left."),
    "MRI - A mass.": ("MRI", "A mass."),
    "UGI - The loop is low.": ("UGI", "The loop is low."),
    "Left lung: Clear.": ("", "Left lung: Clear."),
    "The radiographs are classic: fragments.": ("", "The radiographs are classic: fragments."),
    "WBC/marrow scan: No match.": ("WBC/marrow scan", "No match."),
}


@pytest.mark.parametrize(("sentence", "parts"), STUDIES.items(), ids=STUDIES.keys())
def test_a_study_is_told_from_other_labels(sentence: str, parts: tuple[str, str]) -> None:
    assert split_study(sentence) == parts


def test_a_study_may_stand_alone() -> None:
    assert study_sentence("CT abdomen.") == "CT abdomen"
    assert study_sentence("Clear.") == ""
    assert study_heading("Radiographs of the pelvis:") == "Radiographs of the pelvis"
    assert study_heading("Left lung:") == ""


HARD = [
    "may be ",
    "less likely, ",
    "this is typical of that; ",
    "uptake consistent with ",
    "no absent without ",
    "(a (b ",
]


@pytest.mark.parametrize("fragment", HARD)
def test_a_long_text_is_read_in_linear_work(fragment: str) -> None:
    # A reader that backtracks would not come back from this within the time that pytest allows.
    assert observations(fragment * (40_000 // len(fragment)))
