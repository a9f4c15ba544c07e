"""Image files of a case that is imported again: nobody's work is written over, no image takes another's place."""

from __future__ import annotations

from dataclasses import replace

from tests.reimport.conftest import BARE, MAIN, MARK, Home

from tfcards.model.case import ImageRef
from tfcards.pipeline.reimport.run import plan

CASE = replace(BARE, images=(MAIN,))
SECOND = ImageRef(label="second", file="second.png")


def test_a_file_that_nobody_touched_is_replaced(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"})
    (told,) = home.again(CASE, {"main.png": b"2"}).diagnostics
    assert home.read("main.png") == b"2"
    assert (told.code, told.hint) == ("TF180", "")


def test_marks_on_a_file_that_was_replaced_are_to_be_looked_at(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"}, ours=replace(CASE, images=(replace(MAIN, annotations=(MARK,)),)))
    (told,) = home.again(CASE, {"main.png": b"2"}).diagnostics
    assert "marks" in told.hint


def test_a_file_that_a_person_edited_is_kept_and_told(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"})
    home.write("main.png", b"mine")
    planned = home.again(CASE, {"main.png": b"2"})
    assert home.read("main.png") == b"mine"
    assert (planned.conflicts, planned.diagnostics[0].code) == (1, "TF181")


def test_new_content_reaches_a_file_under_the_name_that_a_person_gave_it(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"}, ours=replace(CASE, images=(replace(MAIN, file="neck.png"),)))
    (home.folder / "main.png").rename(home.folder / "neck.png")
    home.again(CASE, {"main.png": b"2"})
    assert home.read("neck.png") == b"2"
    assert home.case.images[0].file == "neck.png"
    assert not (home.folder / "main.png").exists()


def test_an_image_that_a_person_removed_does_not_come_back(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"}, ours=BARE)
    (home.folder / "main.png").unlink()
    home.again(CASE, {"main.png": b"2"})
    assert home.case.images == ()
    assert not (home.folder / "main.png").exists()


def test_an_image_that_the_source_dropped_leaves_its_file(home: Home) -> None:
    home.imported(replace(CASE, images=(MAIN, SECOND)), {"main.png": b"1", "second.png": b"2"})
    home.again(CASE, {"main.png": b"1"})
    assert home.case.images == (MAIN,)
    assert home.read("second.png") == b"2"


def test_a_new_image_takes_no_name_of_another_file(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"})
    home.write("second.png", b"mine")
    home.again(replace(CASE, images=(MAIN, SECOND)), {"main.png": b"1", "second.png": b"2"})
    assert home.read("second.png") == b"mine"
    assert home.case.images == (MAIN, replace(SECOND, file="2-second.png"))
    assert home.read("2-second.png") == b"2"


def test_a_new_image_before_others_moves_no_file_and_no_mark(home: Home) -> None:
    one, two, three = (ImageRef(label=f"image {n}", file=f"image-{n}.png") for n in (1, 2, 3))
    base = replace(BARE, images=(one, two))
    ours = replace(BARE, images=(replace(one, annotations=(MARK,)), two))
    home.imported(base, {"image-1.png": b"A", "image-2.png": b"B"}, ours=ours)
    files = {"image-1.png": b"new", "image-2.png": b"A", "image-3.png": b"B"}
    home.again(replace(BARE, images=(one, two, three)), files)
    now = {home.read(image.file): image for image in home.case.images}
    assert [home.read(image.file) for image in home.case.images] == [b"new", b"A", b"B"]
    assert now[b"A"] == replace(two, file="image-1.png", annotations=(MARK,))
    assert now[b"B"] == replace(three, file="image-2.png")


def test_another_ending_makes_another_file(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"})
    home.again(replace(CASE, images=(replace(MAIN, file="main.jpg"),)), {"main.jpg": b"2"})
    assert home.case.images[0].file == "main.jpg"
    assert (home.read("main.jpg"), home.read("main.png")) == (b"2", b"1")


def test_images_without_label_and_file_are_not_taken_for_each_other(home: Home) -> None:
    one, two = ImageRef(modality="ct", caption="From the front"), ImageRef(modality="ct", caption="From above")
    base = replace(BARE, images=(one, two))
    home.imported(base)
    new = replace(two, caption="From above, later")
    home.again(replace(base, images=(one, new)))
    assert home.case.images == (one, new)


def test_a_file_that_comes_late_is_added_to_its_image(home: Home) -> None:
    bare = replace(MAIN, file="")
    home.imported(replace(BARE, images=(bare,)))
    home.again(CASE, {"main.png": b"1"})
    assert home.case.images == (MAIN,)
    assert home.read("main.png") == b"1"


def test_an_import_that_was_cut_off_is_taken_up_again(home: Home) -> None:
    home.imported(CASE, {"main.png": b"1"})
    home.write("main.png", b"2")  # written already, when the case file and the base were not
    assert plan(home.folder, CASE, {"main.png": b"2"}, {}).conflicts == 0
