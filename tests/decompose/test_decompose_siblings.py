"""Cases of one diagnosis share its names and are companions; a companion is named on backs."""

from __future__ import annotations

from tfcards.decompose.contrasts.families import MAX_RELATED
from tfcards.decompose.siblings import missing_companions, with_siblings
from tfcards.model.case import Case, CaseId

ONE = Case(id=CaseId("a"), diagnosis="Paget disease", aliases=("osteitis deformans",), companions=("x",))
TWO = Case(id=CaseId("b"), diagnosis="Paget Disease", aliases=("pagetic bone",))
OTHER = Case(id=CaseId("c"), diagnosis="Gout")


def named(name: str, diagnosis: str, *aliases: str, companions: tuple[str, ...] = ()) -> Case:
    return Case(id=CaseId(name), diagnosis=diagnosis, aliases=aliases, companions=companions)


def test_cases_of_one_diagnosis_share_aliases_and_point_to_each_other() -> None:
    first, second, other = with_siblings([ONE, TWO, OTHER])
    assert first.aliases == ("osteitis deformans", "pagetic bone")
    assert first.companions == ("x", "b (Paget Disease)")
    assert set(second.aliases) == {"pagetic bone", "osteitis deformans"}
    assert second.companions == ("a (Paget disease)",)
    assert other is OTHER


def test_one_diagnosis_under_two_names() -> None:
    for one, other in (
        (named("a", "Pulmonary embolism"), named("b", "PE")),
        (named("a", "Primary hyperparathyroidism"), named("b", "Hyperparathyroidism, primary")),
        (named("a", "Toxic adenoma", "Hot nodule"), named("b", "Hot nodule")),
    ):
        first, second = with_siblings([one, other])
        assert first.companions == (f"b ({other.diagnosis})",)
        assert other.diagnosis in first.aliases
        assert second.companions == (f"a ({one.diagnosis})",)


def test_a_common_alias_does_not_make_sisters_one() -> None:
    papillary = named("a", "Papillary thyroid carcinoma", "Thyroid cancer")
    medullary = named("b", "Medullary thyroid carcinoma", "Thyroid cancer")
    assert with_siblings([papillary, medullary]) == [papillary, medullary]


def test_a_companion_points_back() -> None:
    first, second = with_siblings([named("a", "Gout", companions=("b",)), named("b", "Pseudogout")])
    assert first.companions == ("b (Pseudogout)",)
    assert second.companions == ("a (Gout)",)


def test_a_companion_that_is_not_there_is_reported() -> None:
    ((name, omission),) = missing_companions([ONE, TWO])
    assert (name, omission.code, omission.part) == ("a", "TF413", "companions")
    assert missing_companions([ONE, TWO], held=("x",)) == []


def test_many_cases_of_one_diagnosis_do_not_all_name_each_other() -> None:
    many = with_siblings([named(f"c{n:02}", "Gout") for n in range(30)])
    assert all(len(case.companions) == MAX_RELATED for case in many)
