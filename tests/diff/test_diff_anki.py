"""What a comparison promises, held against the real Anki: delivery of note types, and searches for the retired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.diff.conftest import between, exported
from tests.verify.conftest import Workshop

from tfcards.verify.client import ThrowawayCollection

LATER = 1_700_086_400
FIELDS = [{"id": 200, "name": "Front"}, {"id": 201, "name": "Back"}]
BARE = [{"name": "Front"}, {"name": "Back"}]


def template(name: str, number: int | None = 301, front: str = "{{Front}}") -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "qfmt": front, "afmt": "{{FrontSide}}<hr>x"}
    return made if number is None else {**made, "id": number}


ONE = [template("Card")]
CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "css": ({}, {"css": ".card { color: navy }"}),
    "front": ({}, {"templates": [template("Card", front="{{Front}}!")]}),
    "name": ({}, {"name": "Asked"}),
    "field renamed": (
        {},
        {
            "fields": [{"id": 200, "name": "Question"}, FIELDS[1]],
            "templates": [template("Card", front="{{Question}}")],
        },
    ),
    "template renamed": ({}, {"templates": [template("Picture")]}),
    "field added": ({}, {"fields": [*FIELDS, {"id": 202, "name": "New"}]}),
    "field removed": ({"fields": [*FIELDS, {"id": 202, "name": "New"}]}, {}),
    "fields swapped": ({}, {"fields": FIELDS[::-1]}),
    "field replaced": ({}, {"fields": [FIELDS[0], {"id": 299, "name": "Other"}]}),
    "field id new": ({}, {"fields": [FIELDS[0], {"id": 299, "name": "Back"}]}),
    "ids given": ({"fields": BARE}, {}),
    "ids taken": ({}, {"fields": BARE}),
    "bare renamed": ({"fields": BARE}, {"fields": [BARE[0], {"name": "Other"}]}),
    "bare css": ({"fields": BARE}, {"fields": BARE, "css": ".card { color: navy }"}),
    "template added": ({}, {"templates": [*ONE, template("Second", 302, "{{Back}}")]}),
    "template removed": ({"templates": [*ONE, template("Second", 302, "{{Back}}")]}, {}),
    "template id new": ({}, {"templates": [template("Card", 399)]}),
    "template bare renamed": ({"templates": [template("Card", None)]}, {"templates": [template("Other", None)]}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_note_type_is_called_safe_if_anki_takes_it_in_place(shop: Workshop, change: str) -> None:
    settings = {"templates": ONE}
    before, after = (shop.note_type(**{**settings, **changes}) for changes in CHANGES[change])

    def values(note_type: Any, word: str) -> list[str]:  # noqa: ANN401 - genanki is untyped
        return [f"{{{{c1::{word}}}}}", *["back"] * (len(note_type.fields) - 1)]

    old = shop.package(shop.note("a", *values(before, "one"), note_type=before))
    new = shop.package(shop.note("a", *values(after, "two"), note_type=after), at=LATER)
    with ThrowawayCollection() as collection:
        collection.import_package(old)
        log = collection.import_package(new)
        ((fields,),) = collection.query("select flds from notes")
        split = [e.name for e in collection.anki.models.all_names_and_ids() if e.name.endswith("+")]
    delivered = log.conflicting == 0 and not split and "two" in fields
    (found,) = between(old, new).note_types or (None,)
    assert (found is None or found.safe) == delivered


def test_a_switch_to_cloze_is_not_safe_though_anki_takes_it_as_cards_fall_empty(shop: Workshop) -> None:
    cloze = shop.note_type(model_type=1, templates=[shop.template("Card", "{{cloze:Front}}")])
    old, new = shop.package(shop.note("a")), shop.package(shop.note("b", note_type=cloze), at=LATER)
    (found,) = between(old, new).note_types
    assert not found.safe
    assert found.what[0] == "it changed between standard and cloze"
    with ThrowawayCollection() as collection:
        collection.import_package(old)
        collection.import_package(new)
        assert collection.anki.get_empty_cards().notes


def test_a_note_type_whose_time_is_not_later_does_not_reach_people(shop: Workshop) -> None:
    styled = shop.note_type(css=".card { color: navy }")
    (found,) = between(shop.package(shop.note("a")), shop.package(shop.note("a", note_type=styled))).note_types
    assert not found.safe
    assert found.what == ("CSS changed", "its time of change is not later, so people who have it do not get this")


def test_another_id_under_one_name_cuts_notes_off(shop: Workshop) -> None:
    other = shop.note_type(model_id=1_600_000_000_009)
    old, new = shop.package(shop.note("a")), shop.package(shop.note("a", "b", "c", note_type=other), at=LATER)
    diff = between(old, new)
    assert [(each.safe, each.what) for each in diff.note_types] == [
        (True, ("no note uses it any more",)),
        (False, ("it has another id than the note type of this name that people have",)),
    ]
    assert "another note type" in diff.changed[0].obstacle
    with ThrowawayCollection() as collection:
        collection.import_package(old)
        assert collection.import_package(new).conflicting == 1


def _ours(shop: Workshop, case: str, kind: str, item: str) -> Any:  # noqa: ANN401 - genanki is untyped
    return shop.note(
        f"{case}{kind}{item}", f"{case} {kind} {item}", "back", tags=[f"Case::{case}", f"Kind::{kind}"]
    )


def _whole_case(shop: Workshop) -> tuple[list[Any], list[Any], list[str]]:
    kept = [_ours(shop, "bs10", "pattern", "f1"), _ours(shop, "bsX1", "pattern", "f1")]
    gone = [_ours(shop, "bs_1", "pattern", "f1"), _ours(shop, "bs_1", "gamut", "g1")]
    return kept, gone, ['"tag:Case::bs\\_1"']


def _one_kind(shop: Workshop) -> tuple[list[Any], list[Any], list[str]]:
    kept = [_ours(shop, "bs1", "pattern", "f1"), _ours(shop, "bs2", "gamut", "g1")]
    return kept, [_ours(shop, "bs1", "gamut", "g1")], ['"tag:Case::bs1" "tag:Kind::gamut"']


def _some_items(shop: Workshop) -> tuple[list[Any], list[Any], list[str]]:
    kept = [_ours(shop, "bs1", "contrast", "d1"), _ours(shop, "bs1", "contrast", "with:bs22")]
    gone = [_ours(shop, "bs1", "contrast", "d10"), _ours(shop, "bs1", "contrast", "with:bs2")]
    return kept, gone, ['"Front:bs1 contrast d10" OR "Front:bs1 contrast with\\:bs2"']


def _strangers(shop: Workshop) -> tuple[list[Any], list[Any], list[str]]:
    def note(guid: str, front: str) -> Any:  # noqa: ANN401 - genanki is untyped
        return shop.note(guid, front, "back", tags=[])

    kept = [note("a", "What is this?"), note("b", "Name the bone of the hand <b>here</b>")]
    gone = [
        note("c", 'What "is" 100*2_3: (this)?'),
        note("d", "Name the bone of the foot <b>here</b>"),
        note("e", "back\\slash"),
    ]
    return kept, gone, []


@pytest.mark.parametrize("make", [_whole_case, _one_kind, _some_items, _strangers])
def test_the_search_selects_the_retired_and_nothing_else(
    shop: Workshop, make: Callable[[Workshop], tuple[list[Any], list[Any], list[str]]]
) -> None:
    kept, gone, expected = make(shop)
    old, new = shop.package(*kept, *gone), shop.package(*kept)
    searches = [search for search in between(old, new).searches.values() if search]
    assert not expected or searches == expected
    with ThrowawayCollection() as collection:
        collection.import_package(old)
        collection.import_package(new)
        found = {
            collection.anki.get_card(card).note().guid
            for search in searches
            for card in collection.anki.find_cards(search)
        }
    assert found == {note.guid for note in gone}


def test_notes_that_no_search_tells_apart_get_none(shop: Workshop) -> None:
    twins = [shop.note(guid, "same", "back", tags=[]) for guid in "ab"]
    assert between(shop.package(*twins), shop.package(twins[0])).searches == {"": ""}


def test_a_correction_that_would_not_arrive_is_told(shop: Workshop) -> None:
    old, new = shop.package(shop.note("a", "one", "back")), shop.package(shop.note("a", "two", "back"))
    (change,) = between(old, new).changed
    assert change.obstacle == "its time of change is not later, so people who have it do not get the change"


def test_an_export_and_an_import_change_nothing(shop: Workshop, tmp_path: Path) -> None:
    package = shop.package(
        shop.note("a", '<img src="tf-1.png">', "back"), shop.note("b"), media=[shop.media("tf-1.png")]
    )
    for legacy in (True, False):
        diff = between(package, exported(package, legacy=legacy))
        assert (diff.unchanged, diff.added, diff.changed, diff.retired, diff.note_types) == (2, (), (), (), ())
        assert (diff.media.added, diff.media.removed, diff.media.changed) == ((), (), ())
    assert not list(tmp_path.glob("tfcards-*"))
