"""The real page: everything that a careful educator expects of it. Read from beside the project, never copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.pages.facts import contains, plain

from tfcards.check.rules import check_case
from tfcards.model.case import Case
from tfcards.model.places import Places
from tfcards.sources.reading import Reading
from tfcards.sources.registry import read_file
from tfcards.sources.supply import Supply, supply_images
from tfcards.vocabulary import acr, licence

SEED = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the real page is not beside this checkout")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_file(SEED / "bs139.txt")[0]


@pytest.fixture
def case(reading: Reading) -> Case:
    assert reading.case is not None
    return reading.case


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    wanted: dict[str, Any] = yaml.safe_load((SEED / "bs139.expected.yaml").read_text("utf-8"))
    return wanted


def test_the_case(case: Case, expected: dict[str, Any]) -> None:
    wanted = expected["case"]
    assert case.id == wanted["id"]
    assert list(case.authors) == wanted["authors"]
    assert case.date == wanted["date"]
    assert case.rating.difficulty == wanted["rating"]["difficulty"]
    assert case.rating.quality == wanted["rating"]["quality"]
    assert case.diagnosis == wanted["diagnosis"]
    assert case.holder == wanted["copyright_holder"]
    assert not licence.redistributable(case.licence)
    assert list(case.companions) == wanted["companions"]
    assert case.patient.sex == wanted["patient"]["sex"]
    assert list(case.patient.ages) == wanted["patient"]["ages_stated"]
    assert plain(case.technique) == plain(wanted["technique"])
    assert case.topic == wanted["topic"]


def test_the_acr_code(case: Case, expected: dict[str, Any]) -> None:
    wanted = expected["case"]["acr"]
    assert list(case.acr) == [f"{wanted['field']}.{wanted['category']}"]
    assert acr.anatomy_name(case.acr[0]) == wanted["field_name"]
    assert acr.pathology_name(case.acr[0]) == wanted["category_name"]


def test_the_images(case: Case, expected: dict[str, Any]) -> None:
    assert [i.label for i in case.images] == [w["label"] for w in expected["images"]]
    assert [i.modality for i in case.images] == [w["modality_code"] for w in expected["images"]]
    for image, wanted in zip(case.images, expected["images"], strict=True):
        assert not list(contains("caption", image.caption, wanted["caption_contains"]))


def test_the_labs(case: Case, expected: dict[str, Any]) -> None:
    found = [{name: getattr(lab, name) for name in expected["labs"][0]} for lab in case.labs]
    assert found == expected["labs"]


def test_the_findings(case: Case, expected: dict[str, Any]) -> None:
    assert len(case.findings) == len(expected["findings"])
    for finding, wanted in zip(case.findings, expected["findings"], strict=True):
        assert finding.study == wanted["study"]
        assert not list(contains("observation", finding.observation, wanted["observation"]))
        assert not list(contains("interpretation", finding.interpretation, wanted["interpretation"]))


def test_the_differential(case: Case, expected: dict[str, Any]) -> None:
    # The last expectation allows one entry or three.
    names = [d.diagnosis for d in case.differential]
    for wanted in expected["differential"]:
        for phrase in [wanted["diagnosis"]] if isinstance(wanted["diagnosis"], str) else wanted["diagnosis"]:
            entries = [d for d in case.differential if plain(phrase) in plain(d.diagnosis)]
            assert entries, f"{phrase} is not among {names}"
            assert not list(contains("distinguishing", entries[0].distinguishing, wanted["distinguishing"]))


def test_the_gamuts(case: Case, expected: dict[str, Any]) -> None:
    assert len(case.gamuts) == len(expected["gamuts"])
    for gamut, wanted in zip(case.gamuts, expected["gamuts"], strict=True):
        assert not list(contains("prompt", f"causes of {gamut.pattern}", wanted["prompt"]))
        causes = [cause.cause for cause in gamut.causes]
        assert len(causes) == len(wanted["items"])
        for cause, phrase in zip(causes, wanted["items"], strict=True):
            assert not list(contains("cause", cause, phrase))


def said(reading: Reading) -> Iterator[str]:
    assert reading.case is not None
    yield from (str(d) for d in reading.diagnostics)
    yield from (str(d) for d in check_case(reading.case, Places(reading.path, reading.lines)))


def test_what_check_must_report(reading: Reading) -> None:
    lines = (SEED / "bs139.txt").read_text("utf-8").splitlines()
    brief = next(n for n, text in enumerate(lines, 1) if text.startswith("63 "))
    full = next(n for n, text in enumerate(lines, 1) if " 53 " in text)
    reports = "\n".join(said(reading))
    assert f"63 (line {brief}) and 53 (line {full})" in reports
    assert re.search(r"2 images named, none supplied", reports)
    assert "licence is not stated" in reports
    assert re.search(r"ACR field states words .* from which the code 4\.5 was derived", reports)


def test_no_line_of_the_page_is_unclaimed(reading: Reading) -> None:
    assert not [d for d in reading.diagnostics if d.code == "TF103"]


def test_images_are_taken_in_natural_order(reading: Reading, tmp_path: Path) -> None:
    for name in ("bs139-10.png", "bs139-2.png", "bs1390-1.png", "notes.txt"):
        (tmp_path / name).touch()
    case = supply_images(reading, Supply(tmp_path)).reading.case
    assert case is not None
    assert [Path(i.file).name for i in case.images] == ["bs139-2.png", "bs139-10.png"]
