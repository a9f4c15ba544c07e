"""Reading: lines, short forms, folders, and files that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfcards.sources.casefile import codes
from tfcards.sources.casefile.reader import read_case, read_case_text, read_deck

CASE = """\
id: nm001
diagnosis: "  Super\u0301scan "
brief_history:
  Pain for
  two weeks.
images:
  - label: main
    file: a.png
findings:
  - observation: Uptake.
    id: f2
differential: [Myeloma]
"""


def test_lines_are_those_of_the_keys() -> None:
    lines = read_case_text(CASE.encode(), "x.yaml").lines
    wanted = ("brief_history", "images", "images.0", "images.0.file", "findings.0.id", "differential.0.diagnosis")
    assert [lines[path] for path in wanted] == [3, 6, 7, 8, 11, 12]


def test_text_is_trimmed_and_composed() -> None:
    case = read_case_text(CASE.encode(), "x.yaml").case
    assert case is not None
    assert case.diagnosis == "Supeŕscan"
    assert case.brief_history == "Pain for two weeks."


def test_lines_count_what_is_kept_of_a_list() -> None:
    text = CASE + "aliases:\n  -\n  - Bone\n  -\n  - Scan\n"
    reading = read_case_text(text.encode(), "x.yaml")
    assert reading.case is not None
    assert reading.case.aliases == ("Bone", "Scan")
    assert [reading.lines["aliases.0"], reading.lines["aliases.1"]] == [15, 17]


@pytest.mark.parametrize(("folder", "found"), [("nm001", []), ("nm002", [codes.FOLDER_NAME])])
def test_folder_is_named_as_the_case(folder: str, found: list[str], tmp_path: Path) -> None:
    path = tmp_path / folder / "case.yaml"
    path.parent.mkdir()
    path.write_text(CASE.replace("[Myeloma]", "[{id: d1, diagnosis: Myeloma}]"), encoding="utf-8")
    reading = read_case(path)
    assert reading.case is not None
    assert [diagnostic.code for diagnostic in reading.diagnostics] == found


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    assert [d.code for d in read_case(tmp_path).diagnostics] == [codes.UNREADABLE]
    assert [d.code for d in read_deck(tmp_path / "deck.yaml").diagnostics] == [codes.UNREADABLE]


def test_deck_file(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("name: Bone::Scans\nnamespace: example.org/bone\nauthors: A. Bee, M.D.\n", encoding="utf-8")
    deck = read_deck(path).deck
    assert deck is not None
    assert (deck.name, deck.namespace, deck.authors) == ("Bone::Scans", "example.org/bone", ("A. Bee, M.D.",))


def test_deck_file_without_namespace(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("name: Bone\nnamespace: ''\nlicense: CC BY 4.0\n", encoding="utf-8")
    read = read_deck(path)
    assert read.deck is None
    assert [(d.code, d.location.line) for d in read.diagnostics] == [(codes.MISSING, 2), (codes.UNKNOWN_KEY, 3)]


def test_codes_have_one_meaning_each() -> None:
    values = [value for name, value in vars(codes).items() if name.isupper()]
    assert len(values) == len(set(values))
    assert all("TF001" <= value <= "TF049" for value in values)
