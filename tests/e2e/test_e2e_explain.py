"""``build --explain CASE`` tells what the build of the whole deck does with a case, with path, line and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tfcards.model.errors import ExitCode

Run = Callable[..., Result]

SARCOID = """id: a
diagnosis: Sarcoidosis
images: [{file: a.png}]
findings:
  - {id: f1, observation: Symmetric nodes at both hila, interpretation: a granulomatous disease}
  - {id: f2, observation: No effusion on either side}
differential:
  - {id: d1, diagnosis: Lymphoma, distinguishing: bulky nodes in front of the vessels}
  - id: d2
    diagnosis: Silicosis
    distinguishing: dust at work, eggshell rims
gamuts:
  - id: g1
    pattern: eggshell nodes
    causes:
      - {id: c1, cause: Silicosis}
      - {id: c2, cause: Amyloidosis}
"""
SILICOSIS = """id: b
diagnosis: Silicosis
images: [{file: b.png}]
differential:
  - {id: d1, diagnosis: Sarcoidosis, distinguishing: no dust at work}
gamuts:
  - {id: g1, pattern: Eggshell nodes, causes: [{id: c1, cause: Histoplasmosis}, {id: c2, cause: Silicosis}]}
"""


@pytest.fixture
def deck(tmp_path: Path, picture: Callable[[str, int], Path]) -> Path:
    folder = tmp_path / "deck"
    for name, text, shade in (("a", SARCOID, 90), ("b", SILICOSIS, 120)):
        picture(f"deck/cases/{name}/{name}.png", shade)
        (folder / "cases" / name / "case.yaml").write_text(text, "utf-8")
    (folder / "deck.yaml").write_text("name: Chest\nnamespace: test/chest\n", "utf-8")
    return folder


@pytest.fixture
def explained(run: Run, deck: Path) -> Callable[[str], dict[str, dict[str, Any]]]:
    """Return a function that explains a case; the records by card."""

    def records(case: str) -> dict[str, dict[str, Any]]:
        result = run("build", deck, "--explain", case, "--json")
        assert result.exit_code == ExitCode.DONE, result.output
        return {record["card"]: record for record in json.loads(result.stdout)}

    return records


Explained = Callable[[str], dict[str, dict[str, Any]]]


def add(deck: Path, case: str, cards: str) -> None:
    file = deck / "cases" / case / "case.yaml"
    file.write_text(f"{file.read_text('utf-8')}cards:\n{cards}", "utf-8")


def test_every_record_has_all_keys_and_the_line_of_its_own_item(explained: Explained, deck: Path) -> None:
    found = explained("a")
    keys = {"card", "made", "rule", "code", "path", "line", "words"}
    assert all(set(record) == keys for record in found.values())
    assert {record["path"] for name, record in found.items() if name != "gamut g1.c1"} <= {
        str(deck / "cases" / name / "case.yaml") for name in "ab"
    }
    lines = {name: found[name]["line"] for name in ("diagnosis case", "pattern f1", "pattern f2", "contrast d2")}
    assert lines == {"diagnosis case": 3, "pattern f1": 5, "pattern f2": 6, "contrast d2": 9}
    assert (found["differential d1"]["line"], found["gamut g1.c2"]["line"]) == (8, 17)


def test_what_the_deck_does_is_told(explained: Explained) -> None:
    found = explained("a")
    assert found["contrast with:b"]["made"]
    assert "each names the other" in found["contrast with:b"]["words"]
    assert "side by side" in found["contrast d2"]["rule"]
    assert found["gamut g1"]["rule"].endswith("as the card a gamut g1: a list of 3")
    other = explained("b")
    assert "a contrast with:b" in other["contrast with:a"]["rule"]
    assert other["gamut g1.c2"]["rule"].startswith("asked as a gamut g1.c1")


def test_a_front_that_leaks_is_told_as_not_made(explained: Explained, deck: Path) -> None:
    add(deck, "a", "  - {card: pattern f1, question: What does sarcoidosis mean?}\n")
    found = explained("a")["pattern f1"]
    assert (found["made"], found["code"], found["line"]) == (False, "TF411", 5)
    assert any("sarcoid" in word.casefold() for word in found["words"])


def test_the_author_s_word_is_told_with_its_line(run: Run, deck: Path) -> None:
    add(deck, "a", "  - {card: Pattern F1, suppress: too easy}\n  - {card: pattern f2, answer: no lymphoma}\n")
    lines = run("build", deck, "--explain", "a").stdout.splitlines()
    path = deck / "cases" / "a" / "case.yaml"
    assert f"{path}:19: pattern f1: not made: left out by the author [too easy]" in lines
    (by_hand,) = [line for line in lines if ": pattern f2: " in line]
    assert by_hand.startswith(f"{path}:20: pattern f2: made: written by the author")
    assert by_hand.endswith("[the author's answer: no lymphoma]")


def test_a_cause_is_called_by_its_number_without_a_complaint(explained: Explained, deck: Path, run: Run) -> None:
    (foreign,) = [name for name, record in explained("a").items() if "Histoplasmosis" in str(record["words"])]
    add(deck, "a", f"  - {{card: {foreign}, suppress: not here}}\n")
    found = explained("a")
    assert (found[foreign]["made"], found[foreign]["code"]) == (False, "")
    assert "TF325" not in run("check", deck).output


def test_a_case_that_cannot_be_read_says_what_is_wrong(run: Run, deck: Path) -> None:
    (deck / "cases" / "b" / "case.yaml").write_text("id: b\ndiagnosis: [\n", "utf-8")
    result = run("build", deck, "--explain", "b")
    assert result.exit_code == ExitCode.CONTENT
    assert "b/case.yaml:" in result.stderr
    assert "there is no case" not in result.output
    (record, *_) = json.loads(run("build", deck, "--explain", "b", "--json").stdout)
    assert (record["card"], record["made"], record["path"]) == ("", False, str(deck / "cases/b/case.yaml"))
    assert record["code"].startswith("TF0")
    assert run("build", deck, "--explain", "nosuch").exit_code == ExitCode.USAGE


def test_a_case_that_may_not_be_shared_says_so(run: Run, deck: Path) -> None:
    result = run("build", deck, "--explain", "b", "--share")
    assert result.exit_code == ExitCode.CONTENT
    assert "b/case.yaml" in result.stderr


def test_a_deck_that_cannot_be_read_says_what_is_wrong(run: Run, deck: Path) -> None:
    (deck / "deck.yaml").write_text("name: [\n", "utf-8")
    result = run("build", deck, "--explain", "b")
    assert result.exit_code == ExitCode.CONTENT
    assert "deck.yaml" in result.stderr


def test_cards_by_hand_change_no_identity(run: Run, deck: Path, tmp_path: Path) -> None:
    def release() -> dict[str, int]:
        result = run("build", deck, "-o", tmp_path / "x.apkg", "--json")
        released: dict[str, int] = json.loads(result.stdout)["release"]
        return released

    assert release()["added"] > 0
    add(
        deck,
        "a",
        "  - {card: Pattern F1, question: Round nodes}\n  - {card: contrast d1, answer: they are bulky}\n",
    )
    again = release()
    assert (again["added"], again["retired"], again["changed"]) == (0, 0, 2)


def test_the_items_of_a_page_have_their_own_lines(run: Run, page: Path) -> None:
    found = {r["card"]: r for r in json.loads(run("build", page, "--explain", "ex001", "--json").stdout)}
    text = page.read_text("utf-8").splitlines()
    assert "Brodie abscess" in text[found["differential d1"]["line"] - 1]
    assert "Stress fracture" in text[found["differential d2"]["line"] - 1]
