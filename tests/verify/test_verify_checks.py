"""Each check is shown a package that must fail it, and the code it must give: exactly that one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tfcards.model.diagnostic import Severity
from tfcards.verify import checks
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.report import verify_package

if TYPE_CHECKING:
    from tests.verify.conftest import Workshop


def _no_notes(shop: Workshop) -> Path:
    return shop.package()


def _id_zero(shop: Workshop) -> Path:
    return shop.package(shop.note("a"), shop.note("b"), sql=["update notes set id = -4 where guid = 'a'"])


def _same_guid(shop: Workshop) -> Path:
    return shop.package(shop.note("a", "one", "back"), shop.note("a", "two", "back"))


def _filtered_fields_only(shop: Workshop) -> Path:
    """genanki wants all fields of such a template filled, and writes no card when one is empty."""
    note_type = shop.note_type(templates=[shop.template("Card", "{{text:Front}}{{text:Back}}")])
    return shop.package(shop.note("a", "front", "", note_type=note_type))


def _cloze_without_clozes(shop: Workshop) -> Path:
    note_type = shop.note_type(templates=[shop.template("Cloze", "{{cloze:Front}}")], model_type=1)
    return shop.package(shop.note("a", "nothing hidden", "", note_type=note_type))


def _empty_front(shop: Workshop) -> Path:
    second = shop.template("Second", "{{#Back}}{{Back}}{{/Back}}")
    note_type = shop.note_type(templates=[shop.template("Card", "{{Front}}"), second])
    spoil = "update notes set flds = 'front' || char(31)"
    return shop.package(shop.note("a", "front", "back", note_type=note_type), sql=[spoil])


def _unknown_field(shop: Workshop) -> Path:
    note_type = shop.note_type(templates=[shop.template("Card", "{{Front}}", "{{Bakc}}")])
    return shop.package(shop.note("a", note_type=note_type), shop.note("b", note_type=note_type))


def _section_left_open(shop: Workshop) -> Path:
    note_type = shop.note_type(templates=[shop.template("Card", "{{Front}}", "{{#Back}}{{Back}}")])
    return shop.package(shop.note("a", note_type=note_type))


def _image_not_shipped(shop: Workshop) -> Path:
    return shop.package(shop.note("a", '<img src="gone.png">', "back"))


def _image_not_shown(shop: Workshop) -> Path:
    return shop.package(shop.note("a"), media=[shop.media("idle.png")])


def _images_of_one_name(shop: Workshop) -> Path:
    pictures = [shop.media("main.png", b"first"), shop.media("main.png", b"second")]
    return shop.package(shop.note("a", '<img src="main.png">', "back"), media=pictures)


def _plus(shop: Workshop) -> Path:
    return shop.package(shop.note("a", note_type=shop.note_type(name="Question+")))


def _no_ids(shop: Workshop) -> Path:
    note_type = shop.note_type(fields=[{"id": 200, "name": "Front"}, {"name": "Back"}])
    return shop.package(shop.note("a", note_type=note_type))


def _no_kind(shop: Workshop) -> Path:
    return shop.package(shop.note("a", tags=["Case::bs1"]))


def _misspelt_kind(shop: Workshop) -> Path:
    return shop.package(shop.note("a", tags=["Case::bs1", "Kind::pattren"]))


def _no_case(shop: Workshop) -> Path:
    return shop.package(shop.note("a", tags=["Kind::gamut"]))


def _deck_missing(shop: Workshop) -> Path:
    return shop.package(shop.note("a"), sql=["update cards set did = 55"])


def _card_twice(shop: Workshop) -> Path:
    return shop.package(
        shop.note("a"),
        sql=[
            "create temporary table twin as select * from cards",
            "update twin set id = id + 500",
            "insert into cards select * from twin",
        ],
    )


def _mask_without_a_shape(shop: Workshop) -> Path:
    return shop.package(shop.note("a", "{{c1::Left lobe}}", "an image", "", "", "", note_type=shop.occlusion()))


BAD: list[tuple[Callable[[Workshop], Path], set[str]]] = [
    (_no_notes, {"TF601"}),
    (_id_zero, {"TF602", "TF604"}),
    (_same_guid, {"TF603"}),
    (_filtered_fields_only, {"TF604"}),
    (_cloze_without_clozes, {"TF604"}),
    (_empty_front, {"TF605"}),
    (_unknown_field, {"TF607"}),
    (_section_left_open, {"TF607"}),
    (_image_not_shipped, {"TF608"}),
    (_image_not_shown, {"TF610"}),
    (_images_of_one_name, {"TF611"}),
    (_plus, {"TF612"}),
    (_no_ids, {"TF614"}),
    (_no_kind, {"TF615"}),
    (_misspelt_kind, {"TF615"}),
    (_no_case, {"TF616"}),
    (_deck_missing, {"TF617"}),
    (_card_twice, {"TF617"}),
    (_mask_without_a_shape, {"TF630"}),
]
PROVEN_BELOW = {"TF606", "TF613"}


@pytest.mark.parametrize(("make", "codes"), BAD, ids=[make.__name__ for make, _ in BAD])
def test_a_bad_package_fails_its_check_and_no_other(
    workshop: Workshop, make: Callable[[Workshop], Path], codes: set[str]
) -> None:
    report = verify_package(make(workshop))
    assert {found.code for found in report.diagnostics} == codes
    assert not report.passed


def test_every_code_is_proven_to_be_possible() -> None:
    possible = set(re.findall(r'"(TF\d{3})"', inspect.getsource(checks)))
    assert set().union(*(codes for _, codes in BAD)) | PROVEN_BELOW == possible


def test_a_good_package_passes_and_is_counted(workshop: Workshop) -> None:
    cloze = workshop.note_type(
        model_id=1_600_000_000_002,
        name="List",
        templates=[workshop.template("Cloze", "{{cloze:Front}}", "{{cloze:Front}}")],
        model_type=1,
    )
    notes = [
        workshop.note("a", '<img src="tf-1.png">', "back", tags=["Kind::diagnosis", "Case::bs1"]),
        workshop.note("b"),
        workshop.note(
            "c", "{{c1::rickets}}, {{c2::scurvy}}", "", note_type=cloze, tags=["Case::bs1", "Kind::gamut"]
        ),
    ]
    report = verify_package(workshop.package(*notes, media=[workshop.media("tf-1.png")]))
    assert report.diagnostics == ()
    assert report.passed
    assert report.log.new == 3
    assert report.notes_by_kind == {"diagnosis": 1, "gamut": 1, "pattern": 1}
    assert report.cards_by_kind == {"diagnosis": 1, "gamut": 2, "pattern": 1}


def test_masks_of_ankis_own_form_are_good(workshop: Workshop) -> None:
    masks = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2:oi=1}}<br>"
    masks += "{{c4::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1:oi=1}}"
    fields = (masks, '<img src="tf-1.png">', "", "", "")
    note = workshop.note("a", *fields, note_type=workshop.occlusion(), tags=["Kind::occlusion", "Case::bs1"])
    report = verify_package(workshop.package(note, media=[workshop.media("tf-1.png")]))
    assert report.diagnostics == ()
    assert report.cards_by_kind == {"occlusion": 2}


def test_a_card_that_anki_cannot_show_is_named_and_the_database_check_is_spared(workshop: Workshop) -> None:
    package = workshop.package(workshop.note("a"), workshop.note("b"), at=0)  # genanki counts note ids from here
    report = verify_package(package)
    assert [found.code for found in report.diagnostics] == ["TF602", "TF606"]


def test_notes_of_a_changed_layout_are_reported_as_refused(workshop: Workshop) -> None:
    wider = workshop.note_type(
        fields=[{"id": 200 + n, "name": name} for n, name in enumerate(("Front", "Back", "New"))]
    )
    changed = workshop.package(workshop.note("a", "front", "back", "new", note_type=wider), at=1_700_000_100)
    with ThrowawayCollection() as collection:
        collection.import_package(workshop.package(workshop.note("a")))
        subject = checks.Subject.read(collection, changed, collection.import_package(changed))
        assert [found.code for found in checks.conflicting_notes(subject)] == ["TF613"]
        assert [found.code for found in checks.split_note_types(subject)] == ["TF612"]


def test_one_broken_template_is_one_problem_in_plain_words(workshop: Workshop) -> None:
    (found,) = verify_package(_unknown_field(workshop)).diagnostics
    assert found.severity is Severity.ERROR
    assert found.message == (
        "2 card(s) of Question, Card, show an error: "
        "Back template has a problem: Found '{{Bakc}}', but there is no field called 'Bakc'"
    )


def test_messages_name_the_note_by_kind_and_case(workshop: Workshop) -> None:
    package = _filtered_fields_only(workshop)
    (found,) = verify_package(package).diagnostics
    assert str(found).startswith(f"{package}: error[TF604] the pattern note of case bs1 (GUID a) makes no card; ")
