"""Corrections that people really made: in Anki's own collection, exported in both of its formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.pull.conftest import LATER, Correct, Corrections, case_file, corrected, release

from tfcards.cli import main
from tfcards.model.errors import ExitCode


def run(*args: object, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["pull", *(str(a) for a in args)], input=answers)


def data(*args: object) -> dict[str, list[dict[str, object]]]:
    result = run(*args, "--json")
    assert result.exit_code == ExitCode.DONE, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def replacing(*pairs: tuple[str, str]) -> Correct:
    def change(html: str) -> str:
        for old, new in pairs:
            html = html.replace(old, new)
        return html

    return change


FIXES: Corrections = {
    ("adenoma diagnosis case", "Findings"): replacing(("A single focus", "<div>One&nbsp;focus</div>")),
    ("adenoma pattern f2", "Answer"): replacing(("hot spot", "adenoma"), ("tracer", "tracer &amp; dye")),
    ("embolism diagnosis case", "History"): replacing(("long flight", "flight of 12 hours")),
}


@pytest.mark.parametrize("legacy", [True, False])
def test_an_export_that_nobody_edited_changes_nothing(deck: Path, legacy: bool) -> None:
    export = corrected(release(deck), {}, legacy=legacy)
    before = {path: path.read_bytes() for path in deck.rglob("*") if path.is_file()}
    found = data(export, deck, "--apply")
    assert (found["corrections"], found["unmapped"], found["written"]) == ([], [], [])
    assert before == {path: path.read_bytes() for path in deck.rglob("*") if path.is_file()}


@pytest.mark.parametrize("legacy", [True, False])
def test_corrections_go_into_the_case_files_and_are_settled(deck: Path, legacy: bool) -> None:
    export = corrected(release(deck), FIXES, legacy=legacy)
    shown = run(export, deck)
    assert "add --apply" in shown.output
    assert "One focus" not in case_file(deck).read_text("utf-8")
    done = run(export, deck, "--apply")
    assert done.exit_code == ExitCode.DONE, done.output
    assert "wrote 3 values into 2 case files" in done.output
    text = case_file(deck).read_text("utf-8")
    assert "observation: One focus of intense uptake, the rest" in text
    assert "interpretation: tracer & dye drawn to the adenoma" in text
    assert "lower than usual   # rare" in text
    assert "flight of 12 hours" in case_file(deck, "embolism").read_text("utf-8")
    assert "0 values to correct" in run(export, deck, "--apply").output
    release(deck, LATER)
    again = data(export, deck)
    assert not again["corrections"]
    assert {str(each["why"])[:31] for each in again["unmapped"]} == {"formatting alone (line ends): v"}


def test_tags_of_their_own_are_listed(deck: Path) -> None:
    found = data(corrected(release(deck), FIXES, tag="mine"), deck)
    assert {(each["field"], each["new"]) for each in found["unmapped"]} == {("tags", "mine")}


def test_with_the_release_that_people_had_old_texts_are_no_corrections(deck: Path) -> None:
    old = release(deck)
    export = corrected(old, FIXES)
    path = case_file(deck)
    path.write_text(
        path.read_text("utf-8").replace("lower than", "below").replace("hot spot\n", "nodule\n"), "utf-8"
    )
    release(deck, LATER)
    found = data(export, deck, "--base", old)
    assert {each["part"] for each in found["corrections"]} == {"findings.0.observation", "brief_history"}
    assert [each["field"] for each in found["unmapped"]] == ["Answer"]
    assert "people had 'tracer drawn to the hot spot'" in str(found["unmapped"][0]["why"])


def test_each_correction_is_asked_for_on_a_terminal(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = corrected(release(deck), FIXES)
    monkeypatch.setattr("tfcards.cli.pull._is_watched", lambda: True)
    result = run(export, deck, answers="n\ny\nq\n")
    assert result.exit_code == ExitCode.DONE, result.output
    assert "wrote 1 value into 1 case file" in result.output
    text = case_file(deck).read_text("utf-8")
    assert "A single focus" in text
    assert "tracer & dye" in text
    rest = run(export, deck, answers="y\n\n")
    assert "wrote 1 value into 1 case file" in rest.output
    assert "One focus" in case_file(deck).read_text("utf-8")


def test_a_folder_that_is_no_deck_is_refused(deck: Path) -> None:
    result = run(release(deck), deck / "cases")
    assert result.exit_code == ExitCode.USAGE
    assert "is no deck" in result.output
