"""What must hold of any import of a known case: ids stay, numbers are given once, nobody's work is lost."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casefile.conftest import cases

from tfcards.model.case import Case, DifferentialItem, Finding, Gamut, GamutItem, ItemId
from tfcards.pipeline.reimport.align import aligned
from tfcards.pipeline.reimport.merge import merge
from tfcards.pipeline.reimport.rows import bare
from tfcards.sources.casefile.numbering import assign_ids, item_ids, item_number

_PARTS = ("sclerosis", "lucency", "hot focus", "cold defect", "thick cortex", "effusion", "swelling", "gas")
TEXTS = st.lists(
    st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4, unique=True).map(" and ".join),
    max_size=6,
    unique=True,
)


def case(texts: list[str]) -> Case:
    causes = tuple(GamutItem(cause=text) for text in texts)
    return Case(
        id=ItemId("c"),  # type: ignore[arg-type] # a case id
        diagnosis="D",
        findings=tuple(Finding(observation=text) for text in texts),
        differential=tuple(DifferentialItem(diagnosis=text) for text in texts),
        gamuts=(Gamut(pattern="a pattern", causes=causes),),
    )


def ids(known: Case) -> dict[tuple[str, str], str]:
    """Return the id of each item by its list and its text."""
    rows = [
        *(("findings", each.observation, each.id) for each in known.findings),
        *(("differential", each.diagnosis, each.id) for each in known.differential),
        *(("causes", each.cause, each.id) for gamut in known.gamuts for each in gamut.causes),
    ]
    return {(where, text): item_id for where, text, item_id in rows}


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS, st.integers(0, 20))
def test_a_text_that_stays_keeps_its_id_and_a_new_one_gets_an_unused_number(
    base: list[str], mine: list[str], new: list[str], last: int
) -> None:
    before = assign_ids(case(base)).case
    ours = aligned(case(mine), None, before, {})
    used = {scope: set(range(1, last + 1)) for scope in ("findings", "differential", "g1")}
    made = aligned(case(new), before, ours, used)
    assert bare(made) == bare(case(new))
    known = ids(before) | ids(ours)
    given_before = {(where, item_id) for (where, _), item_id in [*ids(before).items(), *ids(ours).items()]}
    for (where, text), item_id in ids(made).items():
        if (where, text) in known:
            assert item_id == known[where, text]
        elif (where, item_id) not in given_before:
            assert item_number(item_id) > last
    for where in ("findings", "differential", "causes"):
        own = [item_id for (place, _), item_id in ids(made).items() if place == where]
        assert len(own) == len(set(own))


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_changes_no_id_and_no_word_of_ours(base: list[str], mine: list[str], new: list[str]) -> None:
    before = assign_ids(case(base)).case
    ours = aligned(case(mine), None, before, {})
    theirs = aligned(case(new), before, ours, {})
    merged = merge(before, ours, theirs).case
    now = {f.id: f.observation for f in merged.findings}
    was = {f.id: f.observation for f in before.findings}
    source = {f.id: f.observation for f in theirs.findings}
    for each in ours.findings:
        if was.get(each.id) != each.observation:
            assert now[each.id] == each.observation
        elif each.id in source:
            assert now[each.id] == source[each.id]
    for item_id, text in source.items():
        if item_id not in was and item_id not in {f.id for f in ours.findings}:
            assert now[item_id] == text
    stays = [f.id for f in ours.findings if f.id in now]
    assert [f.id for f in merged.findings if f.id in set(stays)] == stays


def loosely(value: object) -> object:
    """Return ``value`` so that the order in its lists does not count: that of ours stays."""
    if isinstance(value, tuple):
        return sorted(str(loosely(item)) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    return {field.name: loosely(getattr(value, field.name)) for field in dataclasses.fields(value)}


@settings(max_examples=60, deadline=None)
@given(cases(), cases())
def test_whoever_alone_changed_a_case_is_followed(one: Case, other: Case) -> None:
    theirs = aligned(replace(other, id=one.id), one, one, {})
    mine = merge(one, replace(other, id=one.id), one)
    assert (mine.case, mine.changes, mine.conflicts) == (replace(other, id=one.id), (), ())
    taken = merge(one, one, theirs)
    assert not taken.conflicts
    assert loosely(taken.case) == loosely(theirs)


@settings(max_examples=60, deadline=None)
@given(cases(), cases())
def test_without_a_base_nothing_changes(ours: Case, other: Case) -> None:
    merged = merge(None, ours, aligned(other, None, ours, {}))
    assert merged.case == ours
    assert merged.changes == ()


@settings(max_examples=60, deadline=None)
@given(cases(), cases(), cases())
def test_ids_of_a_merge_are_given_once(base: Case, ours: Case, theirs: Case) -> None:
    new = aligned(theirs, base, ours, {})
    merged = merge(base, ours, new).case
    top = [item_id for at, item_id in item_ids(merged) if at.count(".") == 1]
    for given_ids in (top, *([cause.id for cause in gamut.causes] for gamut in merged.gamuts)):
        known = [item_id for item_id in given_ids if item_id]  # none is given where 999 is used already
        assert len(known) == len(set(known))
