"""Importing a case again: values, items and ids, in the files of a case folder."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reimport.conftest import BARE, MAIN, MARK, Home, finding

from tfcards.model.case import (
    Annotation,
    Case,
    DifferentialItem,
    ItemId,
    Lab,
    Option,
    Patient,
    Question,
)
from tfcards.pipeline.reimport.base import IMPORTED_FILE
from tfcards.sources.casefile.writer import case_yaml

TSH = Lab(name="TSH", value=0.1)
SMITH = "Smith A. Adenomas of the thyroid. 2001."


def test_the_same_correction_on_both_sides_makes_no_twin(home: Home) -> None:
    base, new = replace(BARE, findings=(finding("f1", "Hot spot"),)), "Intense focal uptake in the left lobe"
    home.imported(base, ours=replace(base, findings=(finding("f1", new),)))
    home.again(replace(base, findings=(finding("f7", new),)))
    assert home.case.findings == (finding("f1", new),)


def test_an_item_without_an_id_in_the_file_gets_the_one_that_builds_gave_it(home: Home) -> None:
    base = replace(BARE, findings=(finding("f1", "Hot spot"),))
    home.imported(base)
    text = home.case_file.read_text("utf-8")
    home.case_file.write_text(f"{text}  - observation: Added by hand  # mine\n", "utf-8")
    home.again(replace(base, findings=(finding("", "Hot spot"), finding("", "A cold remainder"))))
    assert home.case.findings == (
        finding("f1", "Hot spot"),
        finding("f3", "A cold remainder"),
        finding("f2", "Added by hand"),
    )
    assert "Added by hand  # mine\n" in home.case_file.read_text("utf-8")


def test_numbers_of_old_releases_are_not_given_again(home: Home) -> None:
    base = replace(BARE, findings=(finding("f1", "Hot spot"),))
    home.imported(base)
    home.again(replace(base, findings=(finding("f2", "A cold remainder"),)), used={"findings": {1, 2, 8}})
    assert home.case.findings == (finding("f9", "A cold remainder"),)


def test_an_odd_id_of_another_list_is_not_given_twice(home: Home) -> None:
    base = replace(BARE, findings=(finding("d1", "Hot spot"),))
    home.imported(base)
    home.again(replace(base, differential=(DifferentialItem(diagnosis="Graves disease"),)))
    assert home.case.differential == (DifferentialItem(id=ItemId("d2"), diagnosis="Graves disease"),)


def test_sisters_have_no_id_in_common_and_a_closer_name_keeps_its_own(home: Home) -> None:
    names = ("Type 1 gastric carcinoid", "Adenocarcinoma of the lung", "Stress fracture")
    base = replace(
        BARE, differential=tuple(DifferentialItem(id=ItemId(f"d{n}"), diagnosis=d) for n, d in enumerate(names, 1))
    )
    home.imported(base)
    now = ("Type 2 gastric carcinoid", "Adenocarcinoma of the colon", "Stress fracture of the shin")
    home.again(replace(base, differential=tuple(DifferentialItem(diagnosis=d) for d in now)))
    ids = {item.diagnosis: item.id for item in home.case.differential}
    assert ids == {now[0]: "d4", now[1]: "d5", now[2]: "d3"}


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ({"labs": (TSH,)}, {"labs": (replace(TSH, value=0.2),)}, {"labs": (replace(TSH, value=0.3),)}),
        (
            {"references": (SMITH,)},
            {"references": (SMITH.replace("thyroid", "thyroid gland"),)},
            {"references": (SMITH.replace("2001", "2002"),)},
        ),
        ({"references": (SMITH,)}, {"references": (SMITH.replace("thyroid", "thyroid gland"),)}, {}),
        (
            {"images": (replace(MAIN, annotations=(replace(MARK, id=ItemId(""), text=""),)),)},
            {
                "images": (
                    replace(MAIN, annotations=(Annotation(kind="circle", points=((0.1, 0.1), (0.3, 0.2))),)),
                )
            },
            {
                "images": (
                    replace(MAIN, annotations=(Annotation(kind="circle", points=((0.4, 0.1), (0.2, 0.2))),)),
                )
            },
        ),
        ({"patient": Patient(sex="female")}, {"patient": Patient(sex="other")}, {"patient": Patient(sex="male")}),
        (
            {"findings": (finding("f1", "Hot spot in the left lobe"),)},
            {"findings": ()},
            {"findings": (finding("f1", "Hot spot in the right lobe"),)},
        ),
        ({"discussion": "One."}, {"discussion": ""}, {"discussion": "Two."}),
    ],
)
def test_what_both_sides_changed_is_kept_and_told_once(
    home: Home, base: dict[str, object], ours: dict[str, object], theirs: dict[str, object]
) -> None:
    mine = replace(BARE, **ours)  # type: ignore[arg-type] # fields of a case
    home.imported(replace(BARE, **base), ours=mine)  # type: ignore[arg-type] # the same
    before = home.case_file.read_bytes()
    planned = home.again(replace(BARE, **theirs))  # type: ignore[arg-type] # the same
    assert home.case_file.read_bytes() == before
    assert [d.code for d in planned.diagnostics] == ["TF181"]
    assert planned.conflicts == 1


def test_two_keys_of_one_item_are_merged(home: Home) -> None:
    base = replace(BARE, labs=(TSH,))
    home.imported(base, ours=replace(base, labs=(replace(TSH, unit="mIU/l"),)))
    home.again(replace(base, labs=(replace(TSH, value=0.3),)))
    assert home.case.labs == (replace(TSH, value=0.3, unit="mIU/l"),)


def test_an_option_that_both_sides_changed_stays_one(home: Home) -> None:
    options = (Option(text="Heat", right=True), Option(text="Cold"))
    question = Question(id=ItemId("q1"), question="What is it?", options=options)
    base = replace(BARE, questions=(question,))

    def with_remark(remark: str) -> Case:
        return replace(
            base, questions=(replace(question, options=(replace(options[0], remark=remark), options[1])),)
        )

    home.imported(base, ours=with_remark("Mine."))
    assert home.again(with_remark("Theirs.")).conflicts == 1
    assert home.case == with_remark("Mine.")


def test_review_lines_that_were_settled_stay_away_and_new_ones_come(home: Home) -> None:
    base = replace(BARE, review=("Look at one.", "Look at two.", "Look at three."))
    home.imported(base, ours=replace(base, review=("Look at two.",)))
    planned = home.again(replace(base, review=("Look at one.", "Look at three.", "Look at four.")))
    assert home.case.review == ("Look at four.",)
    assert planned.conflicts == 0


def test_new_items_go_behind_the_one_before_them_and_the_order_of_ours_stays(home: Home) -> None:
    base = replace(BARE, findings=tuple(finding(f"f{n}", t) for n, t in enumerate(["Heat", "Cold", "Light"], 1)))
    home.imported(base, ours=replace(base, findings=base.findings[::-1]))
    new = ["First of all", "Heat", "Next to heat", "Cold", "Light"]
    home.again(replace(base, findings=tuple(finding("", text) for text in new)))
    assert [f.observation for f in home.case.findings] == ["First of all", "Light", "Cold", "Heat", "Next to heat"]
    assert [f.id for f in home.case.findings] == ["f4", "f3", "f2", "f1", "f5"]


def test_ids_of_marks_are_never_used_again(home: Home) -> None:
    base = replace(BARE, images=(replace(MAIN, file="", annotations=(MARK,)),))
    home.imported(base, ours=replace(base, images=(replace(base.images[0], occlusion=True),)))
    new = Annotation(kind="circle", points=((0.5, 0.5), (0.6, 0.6)), text="gland")
    theirs = replace(base, images=(replace(base.images[0], annotations=(replace(MARK, id=ItemId("")), new)),))
    home.again(theirs, used={"images.main": {1, 2, 3}})
    assert {mark.text: mark.id for mark in home.case.images[0].annotations} == {"nodule": "a1", "gland": "a4"}


def test_the_label_of_an_image_that_is_asked_with_masks_stays(home: Home) -> None:
    base = replace(BARE, images=(replace(MAIN, caption="Anterior view", annotations=(MARK,)),))
    home.imported(base, {"main.png": b"1"}, ours=replace(base, images=(replace(base.images[0], occlusion=True),)))
    planned = home.again(replace(base, images=(replace(base.images[0], label="first"),)), {"main.png": b"1"})
    assert [image.label for image in home.case.images] == ["main"]
    assert planned.conflicts == 1


def test_without_a_base_each_difference_is_told_and_nothing_is_touched(home: Home) -> None:
    base = replace(BARE, findings=(finding("f1", "Hot spot"), finding("f2", "Cold rest")))
    home.imported(base)
    (home.folder / IMPORTED_FILE).unlink()
    before = home.case_file.read_bytes()
    findings = (finding("", "Hot spot"), finding("", "Cold rest of it"), finding("", "Quite another thing"))
    planned = home.again(replace(base, topic="Thyroid", findings=findings, review=("Look.",)))
    assert home.case_file.read_bytes() == before
    assert planned.changes == 0
    assert [d.message for d in planned.diagnostics] == [
        'topic: the source says "Thyroid", and the case, which was kept, lacks it',
        'findings.1.observation: the source says "Cold rest of it", and the case, which was kept, "Cold rest"',
        'findings: the source says "Quite another thing", and the case, which was kept, lacks it',
    ]
    assert [d.location.line for d in planned.diagnostics] == [0, 9, 5]


def test_a_damaged_base_is_told_and_then_as_none(home: Home) -> None:
    home.imported(BARE)
    home.write(IMPORTED_FILE, b"<<<<<<< HEAD\nid: nm1\n")
    before = home.case_file.read_bytes()
    planned = home.again(replace(BARE, topic="Thyroid"))
    assert home.case_file.read_bytes() == before
    assert [d.code for d in planned.diagnostics] == ["TF184", "TF181"]


def test_what_cannot_be_written_is_told_change_by_change_and_asked_again(home: Home) -> None:
    home.imported(BARE)
    text = "id: nm1\ndiagnosis: &x Toxic adenoma\ntopic: *x\nbrief_history: A woman of 47 with palpitations.\n"
    home.case_file.write_text(text, "utf-8")
    before = home.files()
    for _ in range(2):
        planned = home.again(replace(BARE, discussion="Clones of cells grow slowly."))
        assert home.files() == before
        assert [d.code for d in planned.diagnostics] == ["TF182", "TF181"]
        assert 'discussion: "Clones of cells grow slowly." came in' in planned.diagnostics[1].message


def test_messages_stand_at_the_lines_of_the_file_as_it_will_be(home: Home) -> None:
    base = replace(BARE, findings=(finding("f1", "Hot spot"),), discussion="One.")
    home.imported(base, ours=replace(base, discussion="Mine."))
    theirs = replace(base, topic="Thyroid", findings=(*base.findings, finding("", "Cold")), discussion="Two.")
    planned = home.again(theirs)
    lines = home.case_file.read_text("utf-8").splitlines()
    assert [(d.code, lines[d.location.line - 1]) for d in planned.diagnostics] == [
        ("TF180", "topic: Thyroid"),
        ("TF180", "  - id: f2"),
        ("TF181", "discussion: Mine."),
    ]


def test_long_words_are_cut(home: Home) -> None:
    home.imported(BARE)
    (told,) = home.again(replace(BARE, discussion="word " * 100)).diagnostics
    assert len(told.message) < 90


def test_the_base_is_a_case_file_that_nothing_else_reads(home: Home) -> None:
    home.imported(BARE)
    home.again(replace(BARE, topic="Thyroid"))
    assert home.read(IMPORTED_FILE).decode().endswith(case_yaml(replace(BARE, topic="Thyroid")))
