"""Shapes of report prose that pages are full of, one a line."""

from __future__ import annotations

import datetime as dt

import pytest

from tfcards.sources.page.cutting import cut
from tfcards.sources.page.header import parse_header
from tfcards.sources.prose.differential import parse_differential
from tfcards.sources.prose.findings import observations
from tfcards.sources.prose.labs import find_labs, line_lab
from tfcards.sources.prose.patient import ages, sex
from tfcards.sources.prose.sentences import enumeration, sentences

PAIRS = {
    "Uptake in the rib is likely due to trauma.": ("Uptake in the rib", "trauma"),
    "Tricuspid leaflets thick, c/w serotonin effect.": ("Tricuspid leaflets thick", "serotonin effect"),
    "Volume loss accounts for the shift of the fissure.": ("the shift of the fissure", "Volume loss"),
    "Intense uptake favors lymphoma over toxoplasmosis.": ("Intense uptake", "lymphoma over toxoplasmosis"),
    "Rings lie in the abdomen (target sign).": ("Rings lie in the abdomen", "target sign"),
    "No gallbladder is seen, consistent with obstruction.": ("No gallbladder is seen", "obstruction"),
    "There is no uptake to suggest metastasis.": ("There is no uptake to suggest metastasis", ""),
    "Flow is reduced, which argues against Graves disease.": (
        "Flow is reduced, which argues against Graves disease",
        "",
    ),
    "It is unclear whether this represents tumor.": ("It is unclear whether this represents tumor", ""),
    "Swelling suggests but does not prove infection.": ("Swelling suggests but does not prove infection", ""),
    "The patient is due to return in 6 months.": ("The patient is due to return in 6 months", ""),
    "We found nothing to suggest invasion.": ("We found nothing to suggest invasion", ""),
}


@pytest.mark.parametrize(("sentence", "pair"), PAIRS.items(), ids=PAIRS.keys())
def test_a_sentence_of_findings(sentence: str, pair: tuple[str, str]) -> None:
    (found,) = observations(sentence)
    assert (found.observation, found.interpretation) == pair


def test_two_pairs_in_one_sentence_are_two() -> None:
    found = observations("Uptake in the toe represents a fracture, and activity in the calf represents stasis.")
    assert [(f.observation, f.interpretation) for f in found] == [
        ("Uptake in the toe", "a fracture"),
        ("activity in the calf", "stasis"),
    ]


def test_a_study_may_begin_at_any_sentence() -> None:
    found = observations("Chest x-ray: Clear lungs. CT of the abdomen: An 8 cm cyst.")
    assert [(f.study, f.observation) for f in found] == [
        ("Chest x-ray", "Clear lungs"),
        ("CT of the abdomen", "An 8 cm cyst"),
    ]


DIFFERENTIALS = {
    "1. Abscess 2. Hematoma 3. Seroma": ["Abscess", "Hematoma", "Seroma"],
    "(1) Abscess; (2) hematoma, and (3) seroma": ["Abscess", "hematoma", "seroma"],
    "The differential diagnosis includes abscess, hematoma, and seroma.": ["abscess", "hematoma", "seroma"],
    "Abscess versus hematoma versus seroma.": ["Abscess", "Hematoma", "Seroma"],
    "Considerations include abscess, hematoma and, less likely, seroma.": ["abscess", "hematoma", "seroma"],
    "Infection (TB, fungal), neoplasm (lymphoma; metastases).": ["Infection", "neoplasm"],
    "Abscess, hematoma, etc.": ["Abscess", "hematoma"],
    "Metastases mimic abscess.": ["Metastases"],
    "A lymph node, whether reactive or malignant, keeps its hilum.": ["Lymph node"],
    "Other injuries of this age such as fracture, avulsion and separation.": [
        "fracture",
        "avulsion",
        "separation",
    ],
    "If the patient has been injured, a contusion is likely.": ["contusion"],
}


@pytest.mark.parametrize(("text", "names"), DIFFERENTIALS.items(), ids=DIFFERENTIALS.keys())
def test_a_differential(text: str, names: list[str]) -> None:
    assert [item.diagnosis for item in parse_differential([text]).items] == names


def test_what_is_said_twice_of_one_alternative_is_joined() -> None:
    parsed = parse_differential(
        ["Abscess versus tumor. Abscess is unlikely without fever. In tumor the wall is thick."]
    )
    assert [(i.diagnosis, i.distinguishing) for i in parsed.items] == [
        ("Abscess", "is unlikely without fever"),
        ("Tumor", "In tumor the wall is thick"),
    ]


def test_a_sentence_that_is_no_alternative_is_reported() -> None:
    parsed = parse_differential(["Clinical correlation with the other available studies."])
    assert parsed.items == ()
    assert parsed.untaken


LABS = {
    "TSH: <0.01 uIU/ml (0.35 - 5.5)": ("TSH", 0.01, "<", "uIU/ml", 0.35, 5.5),
    "WBC 12.3 K/cumm (4.0-11.0)": ("WBC", 12.3, "", "K/cumm", 4.0, 11.0),
    "Ferritin 1,460 ng/mL (nl <300)": ("Ferritin", 1460.0, "", "ng/mL", None, 300.0),
    "Albumin: 2.6 g/dL [3.5-5.0]": ("Albumin", 2.6, "", "g/dL", 3.5, 5.0),
    "5-HIAA, 24 h urine: 212 mg/24 h (2 - 8)": ("5-HIAA, 24 h urine", 212.0, "", "mg/24 h", 2.0, 8.0),
    "PSA: 120 ng/ml": ("PSA", 120.0, "", "ng/ml", None, None),
}


@pytest.mark.parametrize(("line", "values"), LABS.items(), ids=LABS.keys())
def test_a_laboratory_value(line: str, values: tuple[object, ...]) -> None:
    lab = line_lab(line)
    assert lab is not None
    assert (lab.name, lab.value, lab.qualifier, lab.unit, lab.low, lab.high) == values


def test_values_inside_a_sentence_are_found_and_doses_are_not() -> None:
    found = find_labs("She took 30 mg daily; the TSH was 0.1 mU/L (0.4 - 4.0) and ALT 31 U/L. Room 4.")
    assert [(lab.name, lab.value) for lab in found] == [("TSH", 0.1), ("ALT", 31.0)]


@pytest.mark.parametrize(
    ("text", "age", "who"),
    [
        ("63 year old woman", [63], "female"),
        ("A 7-month-old boy", [0], "male"),
        ("63F with pain", [63], "female"),
        ("This 45 y/o man", [45], "male"),
        ("aged 70", [70], ""),
    ],
)
def test_a_patient(text: str, age: list[int], who: str) -> None:
    assert (ages(text), sex(text)) == (age, who)


@pytest.mark.parametrize(
    ("date", "day"),
    [("04/26/04", 2004), ("4/6/1998", 1998), ("April 26, 2004", 2004), ("26-Apr-04", 2004), ("2004-04-26", 2004)],
)
def test_an_author_line(date: str, day: int) -> None:
    header = parse_header(f"Ann Roe, M.D., Ph.D., B. Doe, MD and C. Poe , {date} . Rating: #D2, #Q3")
    assert header.authors == ("Ann Roe, M.D., Ph.D.", "B. Doe, MD", "C. Poe")
    assert isinstance(header.date, dt.date)
    assert header.date.year == day
    assert (header.rating.difficulty, header.rating.quality) == ("D2", "Q3")
    assert header.leftover == ()


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = "A 2.5 cm. mass (e.g. Dr. Roe, see Fig. 2) is seen. It contains vitamin D. The rest is clear."
    assert len(sentences(text)) == 3
    assert enumeration("A (b, c), D and E") == ["A (b, c)", "D", "E"]


def test_lines_that_only_look_like_labels_or_navigation() -> None:
    page = cut(
        ["Follow-up:", "", "CT showed that everything was", "back to baseline.", "", "Findings", "=====", "",
         "Clear.", "",
         "Full history:", "", "It enhances after IV", "contrast", "was given, and a", "history: of trauma."]
    )  # fmt: skip
    assert not page.unclaimed
    assert "back to baseline" in page.merged("follow_up").text()
    assert page.merged("findings").text() == "Clear."
    assert "history: of trauma" in page.merged("full_history").text()
