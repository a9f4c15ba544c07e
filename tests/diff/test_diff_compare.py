from __future__ import annotations

from pathlib import Path

from tests.diff.conftest import between
from tests.verify.conftest import Workshop

from tfcards.pipeline.diff.show import changelog, text_lines

LATER = 1_700_086_400


def test_what_became_of_each_note_is_told_once(shop: Workshop) -> None:
    old = shop.package(*(shop.note(guid) for guid in "abcd"))
    new = shop.package(
        shop.note("a"),
        shop.note("b", "front b", "another back"),
        shop.note("c"),
        shop.note("e"),
        at=LATER,
        mods={"a": 1_700_000_000},
    )
    diff = between(old, new)
    assert [note.guid for note in diff.added] == ["e"]
    assert [change.note.guid for change in diff.changed] == ["b"]
    assert [note.guid for note in diff.retired] == ["d"]
    assert [note.guid for note in diff.restamped] == ["c"]
    assert diff.unchanged == 2
    assert "1 notes are the same but count as changed" in "\n".join(text_lines(diff))


def test_a_change_of_fields_tags_and_cards_is_shown(shop: Workshop) -> None:
    cloze = shop.note_type(templates=[shop.template("Cloze", "{{cloze:Front}}")], model_type=1)

    def list_note(front: str, tag: str) -> object:
        return shop.note("a", front, "", note_type=cloze, tags=["Case::bs1", "Kind::gamut", tag])

    old = shop.package(list_note("{{c1::rickets}} {{c2::scurvy}}", "Difficulty::D1"))
    new = shop.package(list_note("{{c1::rickets}} {{c3::syphilis}}", "Difficulty::D2"), at=LATER)
    diff = between(old, new)
    (change,) = diff.changed
    assert (change.cards_added, change.cards_removed, change.obstacle) == ((3,), (2,), "")
    assert (change.tags_added, change.tags_removed) == (("Difficulty::D2",), ("Difficulty::D1",))
    assert list(text_lines(diff))[1:] == [
        "bs1:",
        "  changed  gamut [1: rickets] [3: syphilis]",
        "    Front: [1: rickets] [-[2: scurvy]-] {+[3: syphilis]+}",
        "    tags: [-Difficulty::D1-] {+Difficulty::D2+}",
        "    new cards: 3",
        "    cards that fall empty: 2",
    ]


def test_images_and_formatting_are_told_apart_from_words(shop: Workshop) -> None:
    first, second = shop.media("one.png", b"1"), shop.media("two.png", b"2")
    alt = 'alt="Bone scan"'
    old = shop.package(shop.note("a", f'<img src="one.png" {alt}>', "<b>back</b>"), shop.note("b"), media=[first])
    new = shop.package(
        shop.note("a", f'<img src="two.png" {alt}>', "<i>back</i>"), shop.note("b"), media=[second], at=LATER
    )
    diff = between(old, new)
    assert (diff.media.added, diff.media.removed) == (("two.png",), ("one.png",))
    shown = list(text_lines(diff))
    assert "    Front: (images: [-one.png-] {+two.png+})" in shown
    assert "    Back: formatting alone" in shown


def test_another_picture_under_one_name_is_told(shop: Workshop) -> None:
    def release(data: bytes) -> Path:
        return shop.package(shop.note("a", '<img src="x.png">', "back"), media=[shop.media("x.png", data)])

    old, new = release(b"one"), release(b"two")
    diff = between(old, new)
    assert diff.media.changed == ("x.png",)


def test_a_renamed_field_changes_no_note(shop: Workshop) -> None:
    renamed = shop.note_type(
        fields=[{"id": 200, "name": "Question"}, {"id": 201, "name": "Back"}],
        templates=[shop.template("Card", "{{Question}}")],
    )
    diff = between(
        shop.package(shop.note("a")),
        shop.package(shop.note("a", note_type=renamed), at=LATER, mods={"a": 1_700_000_000}),
    )
    assert (diff.changed, diff.unchanged) == ((), 1)
    assert [(each.safe, each.what) for each in diff.note_types] == [
        (True, ("field Front renamed to Question", "front of Card changed"))
    ]


def test_what_a_stranger_wrote_is_shown_and_not_obeyed(shop: Workshop) -> None:
    old = shop.package(shop.note("a\x1b[2J", "one", "back", tags=["Case::x\x1b[31m"]))
    new = shop.package(shop.note("a\x1b[2J", "[two](http://x) <b>", "back", tags=["Case::x\x1b[31m"]), at=LATER)
    diff = between(old, new)
    assert "\x1b" not in "\n".join(text_lines(diff))
    assert "\\[two\\](http://x)" in changelog(diff)
