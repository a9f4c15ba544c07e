"""Exports with anything at any key are read, and each case is one that can be kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import hold_to_promises

from tfcards.sources.medpix.format import MedPixExport, is_companion
from tfcards.sources.medpix.values import text_of

KEYS = ["Title", "History", "Exam", "Findings", "Differential Diagnosis", "Case Diagnosis", "Diagnosis By"]
TOPIC = ["Title", "Disease Discussion", "ACR Code", "Category", "Keywords", "Reference"]
SAID = st.sampled_from(["N/A", "&amp;#39;", "• A\n• B", "1) A 2) B", "8.-1", "<br>Pain", "Rickets", "", "-1.-1"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SAID | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)


def mapping(keys: list[str]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(keys), VALUES, max_size=len(keys)) | VALUES


ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "U_id": st.sampled_from(["MPX1", "MPX2", "mpx2", "", "../x"]) | VALUES,
        "TAC": VALUES,
        "MRI": VALUES,
        "Case": mapping(KEYS),
        "Topic": mapping(TOPIC),
    },
)


@settings(max_examples=200)
@given(st.lists(ENTRIES | VALUES, max_size=4), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_export_gives_cases_or_reasons(entries: list[Any], encoding: str) -> None:
    data = json.dumps(entries).encode(encoding)
    readings = list(MedPixExport().read(data, Path("folder/Case_topic.json")))
    for reading in readings:
        hold_to_promises(reading)
    ids = [reading.case.id for reading in readings if reading.case]
    assert len(ids) == len(set(ids))


def test_what_images_show_is_no_list_of_cases() -> None:
    cases = b'[{"U_id": "MPX1", "TAC": [], "Case": {}}]'
    shown = b'[{"Type": "CT", "U_id": "MPX1", "image": "MPX1_synpic1", "Description": {}}]'
    assert [MedPixExport().accepts(data, Path("x")) for data in (cases, shown)] == [True, False]
    assert [is_companion(data) for data in (cases, shown)] == [False, True]


def test_placeholders_are_nothing_and_the_rest_is_kept() -> None:
    nothing: list[object] = ["N/A", " n/a.", "....", "-1", "None", None, True, {}, "*" * 100_000]
    assert [text_of(value) for value in nothing] == [""] * 9
    assert [text_of(value) for value in ("1", 0, "WBC < 5", "a<br/>b", "&amp;lt;5")] == [
        "1",
        "0",
        "WBC < 5",
        "a\nb",
        "<5",
    ]
