from __future__ import annotations

from tfcards.decompose.siblings import with_siblings
from tfcards.model.case import Case, CaseId

ONE = Case(id=CaseId("a"), diagnosis="Paget disease", aliases=("osteitis deformans",), companions=("x",))
TWO = Case(id=CaseId("b"), diagnosis="Paget Disease", aliases=("pagetic bone",))
OTHER = Case(id=CaseId("c"), diagnosis="Gout")


def test_cases_of_one_diagnosis_share_aliases_and_point_to_each_other() -> None:
    first, second, other = with_siblings([ONE, TWO, OTHER])
    assert first.aliases == ("osteitis deformans", "pagetic bone")
    assert first.companions == ("x", "b")
    assert (second.aliases, second.companions) == (("pagetic bone", "osteitis deformans"), ("a",))
    assert other is OTHER
