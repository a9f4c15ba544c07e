"""Two releases of a deck, the second one right or wrong in one way each, over a resident's studied collection."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tfcards.verify import update
from tfcards.verify.client import ImportLog, ThrowawayCollection
from tfcards.verify.history import OWN_TAG
from tfcards.verify.update import verify_update

if TYPE_CHECKING:
    from tests.verify.conftest import Workshop

RELEASE_1 = 1_700_000_000
RELEASE_2 = RELEASE_1 + 86_400
Releases = tuple[Path, Path]


def _unchanged_first_release(shop: Workshop) -> Path:
    return shop.package(*(shop.note(guid) for guid in "abcdef"))


def _correction(shop: Workshop) -> Releases:
    """One note corrected and one added, each with its own time; the note type corrected too."""
    styled = shop.note_type(css=".card { color: navy }")
    notes = [shop.note(guid, note_type=styled) for guid in "bcdef"]
    notes += [shop.note("a", "front a, corrected", "back", note_type=styled), shop.note("g", note_type=styled)]
    mods = dict.fromkeys("bcdef", RELEASE_1)
    return _unchanged_first_release(shop), shop.package(*notes, at=RELEASE_2, mods=mods)


def _same_time(shop: Workshop) -> Releases:
    notes = [shop.note("a", "front a, corrected", "back"), *(shop.note(guid) for guid in "bcdef")]
    return _unchanged_first_release(shop), shop.package(*notes)


def _same_time_tags(shop: Workshop) -> Releases:
    notes = [shop.note("a", tags=["Kind::gamut", "Case::bs1"]), *(shop.note(guid) for guid in "bcdef")]
    return _unchanged_first_release(shop), shop.package(*notes)


def _same_time_note_type(shop: Workshop) -> Releases:
    styled = shop.note_type(css=".card { color: navy }")
    return _unchanged_first_release(shop), shop.package(*(shop.note(guid, note_type=styled) for guid in "abcdef"))


def _stamped_anew(shop: Workshop) -> Releases:
    return _unchanged_first_release(shop), shop.package(*(shop.note(guid) for guid in "abcdef"), at=RELEASE_2)


def _new_guid(shop: Workshop) -> Releases:
    notes = [shop.note("z", "front a", "back"), *(shop.note(guid) for guid in "bcdef")]
    return _unchanged_first_release(shop), shop.package(*notes)


def _left_out(shop: Workshop) -> Releases:
    return _unchanged_first_release(shop), shop.package(*(shop.note(guid) for guid in "bcdef"))


def _wider_layout(shop: Workshop) -> Releases:
    names = ("Front", "Back", "New")
    wider = shop.note_type(fields=[{"id": 200 + n, "name": name} for n, name in enumerate(names)])
    notes = [shop.note(guid, f"front {guid}", "back", "new", note_type=wider) for guid in "abcdef"]
    return _unchanged_first_release(shop), shop.package(*notes, at=RELEASE_2)


def _wider_layout_of_a_new_name(shop: Workshop) -> Releases:
    """Renamed at the same time, the second note type carries no ``+``: the refused notes alone tell."""
    names = ("Front", "Back", "New")
    wider = shop.note_type(name="Other", fields=[{"id": 200 + n, "name": name} for n, name in enumerate(names)])
    notes = [shop.note(guid, f"front {guid}", "back", "new", note_type=wider) for guid in "abcdef"]
    return _unchanged_first_release(shop), shop.package(*notes, at=RELEASE_2)


def _reordered_fields(shop: Workshop) -> Releases:
    swapped = shop.note_type(fields=[{"id": 201, "name": "Back"}, {"id": 200, "name": "Front"}])
    notes = [shop.note(guid, "back", f"front {guid}", note_type=swapped) for guid in "abcdef"]
    return _unchanged_first_release(shop), shop.package(*notes, at=RELEASE_2)


def _other_picture_of_one_name(shop: Workshop) -> Releases:
    shown = '<img src="main.png">'
    first = shop.package(shop.note("a", shown, "back"), media=[shop.media("main.png", b"first")])
    changed = shop.note("a", shown, "back, corrected")
    return first, shop.package(changed, media=[shop.media("main.png", b"second")], at=RELEASE_2)


def _cloze_dropped(shop: Workshop) -> Releases:
    cloze = shop.note_type(templates=[shop.template("Cloze", "{{cloze:Front}}")], model_type=1)
    first = shop.package(shop.note("a", "{{c1::rickets}}, {{c2::scurvy}}", "", note_type=cloze))
    return first, shop.package(shop.note("a", "{{c1::rickets}}", "", note_type=cloze), at=RELEASE_2)


def _broken_template(shop: Workshop) -> Releases:
    broken = shop.note_type(templates=[shop.template("Card", "{{Front}}", "{{Bakc}}")])
    mods = dict.fromkeys("abcdef", RELEASE_1)
    notes = [shop.note(guid, note_type=broken) for guid in "abcdef"]
    return _unchanged_first_release(shop), shop.package(*notes, at=RELEASE_2, mods=mods)


def _nothing_to_study(shop: Workshop) -> Releases:
    return shop.package(), shop.package(shop.note("a"))


BAD: list[tuple[Callable[[Workshop], Releases], set[str]]] = [
    (_cloze_dropped, {"TF605"}),
    (_broken_template, {"TF607"}),
    (_wider_layout, {"TF612", "TF613"}),
    (_wider_layout_of_a_new_name, {"TF613"}),
    (_reordered_fields, {"TF612", "TF613"}),
    (_nothing_to_study, {"TF620"}),
    (_same_time_note_type, {"TF622"}),
    (_same_time, {"TF623"}),
    (_same_time_tags, {"TF623"}),
    (_other_picture_of_one_name, {"TF624"}),
    (_stamped_anew, {"TF625", "TF629"}),
    (_new_guid, {"TF626"}),
    (_left_out, {"TF627"}),
]
ONLY_WARNINGS = {"TF625", "TF627"}
PROVEN_BELOW = {"TF621", "TF628"}


@pytest.mark.parametrize(("make", "codes"), BAD, ids=[make.__name__ for make, _ in BAD])
def test_a_bad_release_is_reported_as_what_it_is(
    workshop: Workshop, make: Callable[[Workshop], Releases], codes: set[str]
) -> None:
    report = verify_update(*make(workshop))
    assert {found.code for found in report.diagnostics} == codes
    assert report.passed == (codes <= ONLY_WARNINGS)
    assert report.history.lost == ()


def test_every_code_of_an_update_is_proven_to_be_possible() -> None:
    possible = set(re.findall(r'"(TF\d{3})"', inspect.getsource(update)))
    assert possible <= set().union(*(codes for _, codes in BAD)) | PROVEN_BELOW


def test_a_good_release_corrects_and_leaves_all_history_standing(workshop: Workshop) -> None:
    report = verify_update(*_correction(workshop))
    assert report.diagnostics == ()
    assert report.passed
    assert report.answered > 6
    assert report.history.lost == ()
    assert (report.history.changed, report.history.stamped, report.history.added) == (("a",), (), ("g",))
    assert report.second == ImportLog(found=7, new=1, updated=1, duplicate=5, conflicting=0)
    assert report.repeated == ImportLog(found=7, new=0, updated=0, duplicate=7, conflicting=0)


def test_what_a_resident_did_is_counted_and_kept(workshop: Workshop) -> None:
    report = verify_update(*_correction(workshop))
    assert report.kept == report.before
    assert report.before.cards == 6
    assert min(report.before.reviewed, report.before.suspended, report.before.flagged, report.before.moved) > 0
    assert report.edited is not None
    assert report.edited.guid == "b"
    assert OWN_TAG in report.edited.tags
    assert report.edited.fields[-1] == "back (a resident's own words)"
    assert report.retired == 0
    assert verify_update(*_left_out(workshop)).retired == 1


def test_a_release_that_corrects_every_note_leaves_no_edit_to_try(workshop: Workshop) -> None:
    report = verify_update(workshop.package(workshop.note("a", "one", "back")), _only_another_front(workshop))
    assert report.edited is None
    assert report.passed


def _only_another_front(shop: Workshop) -> Path:
    return shop.package(shop.note("a", "another", "back"), at=RELEASE_2)


def test_the_same_release_twice_changes_nothing(workshop: Workshop) -> None:
    release = _unchanged_first_release(workshop)
    report = verify_update(release, release)
    assert report.diagnostics == ()
    assert report.second.duplicate == 6


def test_a_field_with_an_id_may_be_renamed(workshop: Workshop) -> None:
    renamed = workshop.note_type(
        fields=[{"id": 200, "name": "Question"}, {"id": 201, "name": "Back"}],
        templates=[workshop.template("Card", "{{Question}}")],
    )
    mods = dict.fromkeys("abcdef", RELEASE_1)
    later = workshop.package(
        *(workshop.note(guid, note_type=renamed) for guid in "abcdef"), at=RELEASE_2, mods=mods
    )
    assert verify_update(_unchanged_first_release(workshop), later).diagnostics == ()


def test_an_anki_that_forgets_times_would_be_caught(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """No package makes today's Anki update a note twice, so an import that backdates notes stands in for one."""
    honest = ThrowawayCollection.import_package

    def backdating(collection: ThrowawayCollection, package: Path) -> ImportLog:
        log = honest(collection, package)
        collection.query("update notes set mod = mod - 1")
        return log

    monkeypatch.setattr(ThrowawayCollection, "import_package", backdating)
    report = verify_update(*_correction(workshop))
    assert [found.code for found in report.diagnostics] == ["TF625", "TF628"]
    assert report.repeated.updated == 7


def test_an_anki_that_forgets_history_would_be_caught(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """No package makes today's Anki forget, so an import that resets card 1 of note b stands in for one."""
    honest = ThrowawayCollection.import_package

    def forgetful(collection: ThrowawayCollection, package: Path) -> ImportLog:
        log = honest(collection, package)
        rows = collection.query("select cards.id from cards join notes on notes.id = nid where guid = 'b'")
        collection.anki.sched.schedule_cards_as_new([row[0] for row in rows])
        return log

    monkeypatch.setattr(ThrowawayCollection, "import_package", forgetful)
    report = verify_update(*_correction(workshop))
    assert [found.code for found in report.diagnostics] == ["TF621"]
    assert "card 1 of the pattern note of case bs1 (GUID b) lost its history" in str(report.diagnostics[0])
    assert report.history.lost == (("b", 0),)
    assert not report.passed
