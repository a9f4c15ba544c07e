"""Exports with anything at any key are read, and each case is one that can be kept."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.targets import hold_to_promises

from tfcards.sources.medpix import items
from tfcards.sources.medpix.format import MedPixExport, is_companion
from tfcards.sources.medpix.values import text_of, texts
from tfcards.sources.reading import Reading

KEYS = ["Title", "History", "Exam", "Findings", "Differential Diagnosis", "Case Diagnosis", "Diagnosis By"]
KEYS += ["Discussion", "Treatment & Follow Up", "Reference"]
TOPIC = ["Title", "Disease Discussion", "ACR Code", "Category", "Keywords", "Reference", "Location"]
SHOWN = ["ACR Codes", "Age", "Caption", "Figure Part", "Modality", "Plane", "Sex"]
IMAGES = ["MPX1_synpic1", "MPX1_synpic2", "\U00010400" * 100, "../x"]
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
        "TAC": st.lists(st.sampled_from(IMAGES)) | VALUES,
        "MRI": VALUES,
        "Case": mapping(KEYS),
        "Topic": mapping(TOPIC),
    },
)


DESCRIBED = st.fixed_dictionaries(
    {}, optional={"image": st.sampled_from(IMAGES) | VALUES, "Type": VALUES, "Description": mapping(SHOWN)}
)


def readings_of(text: str | bytes, folder: Path) -> list[Reading]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(MedPixExport().read(data, folder / "Case_topic.json"))


def said_of(reading: Reading) -> list[str]:
    return [f"{d.code}:{d.location.line} {d.message}" for d in reading.diagnostics if d.location]


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


@settings(max_examples=100)
@given(st.lists(ENTRIES, min_size=1, max_size=3), st.lists(DESCRIBED | VALUES, max_size=4))
def test_any_descriptions_beside_the_cases_give_cases_or_reasons(entries: list[Any], shown: list[Any]) -> None:
    with TemporaryDirectory() as home:
        (Path(home) / "Descriptions.json").write_text(json.dumps(shown), "utf-8")
        for reading in readings_of(json.dumps(entries), Path(home)):
            hold_to_promises(reading)


def entry(**parts: object) -> dict[str, object]:
    return {"U_id": "MPX1", "TAC": [], "Case": {"Case Diagnosis": "Rickets"}, **parts}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_exports_are_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    text = '[{"U_id": "MPX1", "Case": {"Case Diagnosis": "K\u00f6hler disease"}}]'
    (reading,) = readings_of(text.encode(encoding), tmp_path)
    assert reading.case
    assert reading.case.diagnosis == "K\u00f6hler disease"


def test_numbers_stay_as_they_are_written_and_nan_is_nothing(tmp_path: Path) -> None:
    text = (
        '[{"U_id": "MPX1", "Case": {"Case Diagnosis": "Gout", "History": NaN, "Exam": Infinity},'
        f' "Topic": {{"ACR Code": 4.50, "Keywords": {"9" * 5000}}}}}]'
    )
    (reading,) = readings_of(text, tmp_path)
    assert reading.case
    assert (reading.case.acr, reading.case.keywords) == (("4.50",), ("9" * 5000,))
    assert reading.case.brief_history == reading.case.full_history == ""


def test_deep_nesting_keeps_no_earlier_case_out(tmp_path: Path) -> None:
    deep = "[" * 900 + '"Pain."' + "]" * 900
    deeper = "[" * 100_000
    text = f'[{{"U_id": "MPX1", "Case": {{"Title": "Gout", "History": {deep}}}}},\n {{"U_id": {deeper}'
    first, second = readings_of(text, tmp_path)
    assert first.case
    assert first.case.brief_history == "Pain."
    (told,) = said_of(second)
    assert told.startswith("TF150:2 the entry is nested too deeply at column 2; the entries before it are read")


def test_a_break_anywhere_gives_the_whole_cases_before_it_and_its_place(tmp_path: Path) -> None:
    whole = json.dumps([entry(), entry(U_id="MPX2")], indent=1)
    for end in range(2, len(whole) - 1):
        *cases, last = readings_of(whole[:end], tmp_path)
        assert all(reading.case for reading in cases)
        assert len(cases) == whole[:end].count("\n }"), whole[:end]
        assert [d.code for d in last.diagnostics] == ["TF150"], whole[:end]
    assert "at column 10;" in said_of(readings_of('[\n {"U_id":', tmp_path)[-1])[0]


def test_an_export_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([entry(), entry(U_id="MPX2")])
    monkeypatch.setattr(items, "MAX_ITEMS", 2)
    assert [bool(reading.case) for reading in readings_of(text, tmp_path)] == [True, True]
    monkeypatch.setattr(items, "MAX_ITEMS", 1)
    first, rest = readings_of(text, tmp_path)
    assert first.case
    assert "more than 1 entries" in said_of(rest)[0]
    monkeypatch.setattr(items, "MAX_BYTES", 10)
    assert "larger than 10 bytes" in said_of(readings_of(text, tmp_path)[0])[0]


def test_an_id_that_stands_twice_is_told_apart_from_none(tmp_path: Path) -> None:
    found = readings_of("\n".join(json.dumps(entry(U_id=name)) for name in ("MPX 1", "mpx-1", None)), tmp_path)
    assert [reading.case.id for reading in found if reading.case] == ["mpx-1"]
    assert [said_of(reading) for reading in found[1:]] == [
        ["TF151:2 the U_id of this entry is that of an earlier one (mpx-1), so it was left out"],
        ["TF151:3 this entry has no U_id, so it was left out"],
    ]


@pytest.mark.parametrize(
    "stated", ["Rickets", "\u2022 Rickets", "1. Rickets", "1) rickets.", "- Rickets<br>", "n/a", "..."]
)
def test_a_differential_that_only_repeats_the_diagnosis_is_none(stated: str, tmp_path: Path) -> None:
    case = {"Case Diagnosis": "Rickets", "Differential Diagnosis": stated}
    (reading,) = readings_of(json.dumps([entry(Case=case)]), tmp_path)
    assert reading.case
    assert (reading.case.differential, reading.diagnostics) == ((), ())


@pytest.mark.parametrize(
    ("stated", "ages"),
    [
        ("45", (45,)),
        (45, (45,)),
        (45.0, (45,)),
        ("45 y", (45,)),
        ("45 years", (45,)),
        ("45-year-old", (45,)),
        ("89", (89,)),
        ("90", ()),
        ("6 months", ()),
        ("45-50", ()),
        ("1000", ()),
        ("N/A", ()),
    ],
)
def test_ages_of_descriptions_are_years_up_to_89(stated: object, ages: tuple[int, ...], tmp_path: Path) -> None:
    shown = [{"image": "MPX1_synpic1", "U_id": "MPX1", "Description": {"Age": stated}}]
    (tmp_path / "Descriptions.json").write_text(json.dumps(shown), "utf-8")
    (reading,) = readings_of(json.dumps([entry(TAC=["MPX1_synpic1"])]), tmp_path)
    assert reading.case
    assert reading.case.patient.ages == ages


def test_what_images_lack_is_one_remark_of_their_case(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    images = tmp_path / "export" / "images"
    images.mkdir(parents=True)
    (images / "MPX1_synpic1.jpg").write_bytes(b"x")
    (images / "MPX1_synpic2.png").symlink_to(secret)
    shown = {"image": "MPX1_synpic2", "U_id": "MPX1", "Description": {"Caption": "Knee", "Figure Part": "2a"}}
    (images.parent / "Descriptions.json").write_text(json.dumps([shown]), "utf-8")
    names = ["MPX1_synpic1", "MPX1_synpic2", "../secret", "a" * 101 + "\U00010400"]
    (reading,) = readings_of(json.dumps([entry(TAC=names[:3], MRI=names[3:])]), images.parent)
    assert reading.case
    assert [image.file for image in reading.case.images] == ["images/MPX1_synpic1.jpg", "", "", ""]
    assert reading.case.images[1].caption == "Knee (figure 2a)"
    told = said_of(reading)
    assert len(told) == len(reading.case.review) == 1
    assert told[0].startswith("TF156:1 the export has no file of synpic2, ../secret, ")
    assert " and no description of synpic1, ../secret, " in told[0]


def test_lists_within_lists_are_one_list_at_any_depth() -> None:
    deep: object = "a"
    for _ in range(5000):
        deep = [deep, "b"]
    assert texts([["a", ["b"]], None, [], "c"]) == ["a", "b", "c"]
    assert texts(deep)[0] == "a"


def test_descriptions_that_cannot_be_opened_keep_no_case_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "Descriptions.json").write_text("[]", "utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    told, read = readings_of(json.dumps([entry()]), tmp_path)
    assert said_of(told) == ["TF157:0 the descriptions of images cannot be read: Permission denied"]
    assert read.case
