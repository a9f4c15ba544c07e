"""Missing ids are added to the text, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.model.case import Case, ItemId
from tfcards.sources.casefile import codes
from tfcards.sources.casefile.ids import add_ids
from tfcards.sources.casefile.numbering import assign_ids, item_ids
from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml

BEFORE = """\
# A case in every style.
id: nm001   # its folder
diagnosis: "Superscan"

differential: # what else
  - Myeloma   # plain
  - diagnosis: 'Osteomalacia'
    distinguishing: >-
      Looser zones
      in the ribs.

  - {diagnosis: Trauma}
  - id:
    diagnosis: Infarct
  - {id: ~, diagnosis: Lymphoma}
  -
  - text that
    goes on
  - |
    as it

      stands
  # a comment behind it
  - {id: d3, diagnosis: Sarcoma}
gamuts:
- pattern: superscan
  causes: [Prostate cancer, "Breast: cancer", {cause: Myelofibrosis}]
"""

AFTER = """\
# A case in every style.
id: nm001   # its folder
diagnosis: "Superscan"

differential: # what else
  - id: d4
    diagnosis: Myeloma   # plain
  - id: d5
    diagnosis: 'Osteomalacia'
    distinguishing: >-
      Looser zones
      in the ribs.

  - {id: d6, diagnosis: Trauma}
  - id: d7
    diagnosis: Infarct
  - {id: d8, diagnosis: Lymphoma}
  -
  - id: d9
    diagnosis: text that
      goes on
  - id: d10
    diagnosis: |
      as it

        stands
  # a comment behind it
  - {id: d3, diagnosis: Sarcoma}
gamuts:
- id: g1
  pattern: superscan
  causes: [{id: c1, cause: Prostate cancer}, {id: c2, cause: "Breast: cancer"}, {id: c3, cause: Myelofibrosis}]
"""


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_style_gets_its_ids(bom: str, line_end: str) -> None:
    added = add_ids(bom + BEFORE.replace("\n", line_end), "case.yaml")
    assert not added.diagnostics
    assert added.text == bom + AFTER.replace("\n", line_end)
    assert added.added["gamuts.0.causes.2"] == "c3"
    assert len(added.added) == 11


def test_reading_assigns_the_ids_that_are_added() -> None:
    assert read_case_text(BEFORE.encode(), "x.yaml").case == read_case_text(AFTER.encode(), "x.yaml").case


def test_reserved_numbers_are_never_used_again() -> None:
    reserved = {"differential": {11}, "gamuts": [2], "g3": [7, 5]}
    added = add_ids(BEFORE, "case.yaml", reserved).added
    assert added["differential.0"] == "d12"
    assert added["gamuts.0"] == "g3"
    assert added["gamuts.0.causes.0"] == "c8"


def test_an_id_of_another_list_is_not_taken_twice() -> None:
    text = "id: a\ndiagnosis: b\nfindings:\n  - {id: d1, observation: x}\ndifferential: [Trauma]\n"
    assert add_ids(text, "case.yaml").added == {"differential.0": "d2"}


@given(st.from_type(Case), st.data())
def test_only_ids_change(case: Case, data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.sampled_from([path for path, _ in item_ids(case)] or [""])))
    bare = replace(
        case,
        findings=tuple(
            replace(item, id=ItemId("")) if f"findings.{n}" in dropped else item
            for n, item in enumerate(case.findings)
        ),
        differential=tuple(
            replace(item, id=ItemId("")) if f"differential.{n}" in dropped else item
            for n, item in enumerate(case.differential)
        ),
    )
    text = case_yaml(bare)
    added = add_ids(text, "case.yaml")
    numbered = assign_ids(bare)
    if numbered.without:
        assert added.text == text
        assert [d.code for d in added.diagnostics] == [codes.IDS_NOT_ADDED]
        return
    assert not added.diagnostics
    assert read_case_text(added.text.encode(), "x.yaml").case == numbered.case
    without = added.text
    for item_id in added.added.values():
        without = without.replace(f"id: {item_id}\n    ", "", 1)
    assert without == text
    assert add_ids(added.text, "case.yaml").text == added.text


@given(st.text(alphabet="ab:-[]{}#&*!|>'\" \n,~"))
def test_any_list_of_items_is_kept_or_refused(lines: str) -> None:
    text = f"id: a\ndiagnosis: b\ndifferential:\n  - {lines}\n"
    before = read_case_text(text.encode(), "x.yaml").case
    added = add_ids(text, "x.yaml")
    assert bool(added.diagnostics) or before is not None
    if added.diagnostics:
        assert added.text == text
    else:
        after = read_case_text(added.text.encode(), "x.yaml")
        assert after.case == before
        assert codes.IDS_MISSING not in [d.code for d in after.diagnostics]


def test_an_item_that_stands_twice_by_alias_is_left_alone() -> None:
    text = "id: a\ndiagnosis: b\ndifferential: [&a {diagnosis: Trauma}, *a]\n"
    added = add_ids(text, "case.yaml")
    assert (added.text, dict(added.added)) == (text, {})
    assert [d.code for d in added.diagnostics] == [codes.IDS_NOT_ADDED]


def test_reserved_numbers_may_leave_none() -> None:
    added = add_ids(BEFORE, "case.yaml", {"gamuts": [999]})
    assert added.text == BEFORE
    assert [(d.code, d.location.line) for d in added.diagnostics] == [(codes.NUMBERS_USED_UP, 26)]


def test_a_file_with_errors_is_left_alone() -> None:
    added = add_ids(BEFORE + "zebra: 1\n", "case.yaml")
    assert added.text == BEFORE + "zebra: 1\n"
    assert [d.code for d in added.diagnostics] == [codes.IDS_NOT_ADDED]
