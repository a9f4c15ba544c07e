"""Whatever educators do between releases, in whatever order: what keeps its id keeps its GUID, and its history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.e2e.test_e2e_scenarios import build, new_deck

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.identity import note_guid
from tfcards.package.read import read_package
from tfcards.verify.update import verify_update

Data = dict[str, object]
Edit = Callable[[Data, int], None]


def reword(case: Data, step: int) -> None:
    case["brief_history"] = f"{40 + step}-year-old man with a cough and fever."
    for finding in entries(case, "findings"):
        finding["observation"] = f"{finding['observation']}, seen well {step} times"


def reorder(case: Data, step: int) -> None:
    for part in ("findings", "differential", "gamuts"):
        own = entries(case, part)
        case[part] = own[step % len(own) :] + own[: step % len(own)] if own else own


def add_items(case: Data, step: int) -> None:
    new = {"id": f"d{10 + step}", "diagnosis": f"Rare disease {step}", "distinguishing": "never seen twice"}
    entries(case, "differential").insert(step % 3, new)


def add_finding(case: Data, step: int) -> None:
    new = {"id": f"f{10 + step}", "observation": f"Line {step} of an old scar", "interpretation": "nothing new"}
    entries(case, "findings").insert(0, new)


def switch(case: Data, _: int) -> None:
    """Leave out the pattern cards, or bring them back."""
    if case.pop("cards", None) is None:
        own = [f"pattern {finding['id']}" for finding in entries(case, "findings")]
        case["cards"] = [{"card": name, "suppress": "not now"} for name in own]


def entries(case: Data, part: str) -> list[dict[str, str]]:
    found = case.get(part)
    assert isinstance(found, list)
    return found


EDITS: tuple[Edit, ...] = (reword, reorder, add_items, add_finding, switch)
SEQUENCES = st.lists(st.sampled_from(EDITS), min_size=1, max_size=6)


def guids(package: Path) -> dict[Identity, str]:
    """Return the GUID of each note by what the note says of itself."""
    found = {}
    for note in read_package(package):
        case, kind, item = note.fields["Id"].split(" ", 2)
        found[Identity(CaseId(case), Kind(kind), ItemId(item))] = note.guid
    return found


def edited(deck: Path, edits: list[Edit]) -> None:
    path = deck / "cases" / "lobar-opacity" / "case.yaml"
    case = yaml.safe_load(path.read_text("utf-8"))
    for step, edit in enumerate(edits, 1):
        edit(case, step)
    path.write_text(yaml.safe_dump(case, sort_keys=False), "utf-8")


@given(SEQUENCES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_guids_stand_whatever_is_edited(edits: list[Edit]) -> None:
    with TemporaryDirectory() as folder:
        deck = new_deck(Path(folder) / "deck")
        before = guids(build(deck, Path(folder) / "1.apkg", 0))
        edited(deck, edits)
        after = guids(build(deck, Path(folder) / "2.apkg", 30))
    kept = before.keys() & after.keys()
    assert {key: before[key] for key in kept} == {key: after[key] for key in kept}
    hidden = {key for key in before if key.kind is Kind.PATTERN and key.case == "lobar-opacity"}
    switched = sum(edit is switch for edit in edits) % 2
    assert before.keys() - after.keys() <= (hidden if switched else set())
    assert all(guid == note_guid("example/thorax", key) for key, guid in after.items())


@pytest.mark.parametrize(
    "edits",
    [[reword, add_items, reorder], [switch, reword, add_finding, switch], [add_items, add_items, reorder, switch]],
    ids=["reword-add-reorder", "off-and-on-again", "add-twice-and-off"],
)
def test_no_history_is_lost_in_a_sample_through_the_real_anki(edits: list[Edit], tmp_path: Path) -> None:
    deck = new_deck(tmp_path / "deck")
    first = build(deck, tmp_path / "1.apkg", 0)
    edited(deck, edits)
    report = verify_update(first, build(deck, tmp_path / "2.apkg", 30))
    assert report.passed, report.diagnostics
    assert report.kept == report.before
    assert report.history.lost == ()
    assert report.history.changed
