from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.note import MediaFile, MediaName, Note, NoteType
from tfcards.package.content import PackageContent
from tfcards.package.lock import Lock
from tfcards.package.problems import note_type_problems, package_problems
from tfcards.package.stamp import Stamped, stamp

Pack = Callable[..., PackageContent]


def field(name: str, value: str) -> Callable[[Note], Note]:
    return lambda note: replace(note, fields={**note.fields, name: value})


def test_a_sound_package_has_no_problems(content: PackageContent) -> None:
    assert package_problems(content) == ()


FAULTS: list[tuple[int, Callable[[Note], Note], str]] = [
    (0, lambda note: replace(note, note_type="Basic"), "TF513 .*note type Basic"),
    (0, field("Extra", "x"), "TF513 .*field Extra"),
    (0, lambda note: replace(note, identity=replace(note.identity, item=ItemId("a b"))), "TF513 .*order"),
    (3, lambda note: replace(note, numbers=(1, 3)), r"TF513 .*\[1, 3, 7\].*\[1, 3\]"),
    (0, lambda note: replace(note, tags=("two words",)), "TF515 .*'two words'"),
    (0, lambda note: replace(note, tags=("Modality::Ümlaut",)), "TF515 .*Ümlaut"),
    (2, field("Front", "<br> \n<DIV></div>"), "TF516 .*no card"),
    (2, field("Answer", "a\x1fb"), r"TF517 .*U\+001F"),
    (0, lambda note: replace(note, media=(MediaName("gone.png"),)), "TF512 .*gone.png"),
]


@pytest.mark.parametrize(("index", "change", "words"), FAULTS)
def test_what_would_go_wrong_on_import_is_found(
    index: int, change: Callable[[Note], Note], words: str, content: PackageContent
) -> None:
    notes = [each.note for each in content.stamped.notes]
    notes[index] = change(notes[index])
    types = [each.note_type for each in content.stamped.note_types]
    release = stamp(Lock.empty("n"), notes, types, 1_700_000_000)
    order = [note.identity for note in notes]
    (problem,) = package_problems(replace(content, stamped=release, order=order))
    assert re.match(words, f"{problem.code} {problem.message}")
    assert problem.location.path == notes[index].identity.case
    assert problem.hint


def test_a_note_missing_from_the_order_is_found(content: PackageContent) -> None:
    (problem,) = package_problems(replace(content, order=content.order[1:]))
    assert (problem.code, problem.location.path) == ("TF513", "bs1")


def test_an_item_number_beyond_what_anki_counts_is_found(
    notes: tuple[Note, ...], note_types: tuple[NoteType, ...], pack: Pack
) -> None:
    many = replace(notes[3], fields={"Front": "{{c500::a}}{{c501::b}}"}, numbers=(500, 501))
    (problem,) = package_problems(pack(stamp(Lock.empty("n"), (many,), note_types, 1_700_000_000)))
    assert problem.code == "TF518"
    assert "501" in problem.message


def test_two_notes_with_one_guid_are_found(
    notes: tuple[Note, ...], note_types: tuple[NoteType, ...], pack: Pack
) -> None:
    other = Identity(CaseId("bs3"), Kind.PATTERN, ItemId("f1"))
    twins = (*notes, replace(notes[2], identity=other), notes[1])
    problems = package_problems(pack(stamp(Lock.empty("n"), twins, note_types, 1_700_000_000)))
    assert [(problem.code, problem.location.path) for problem in problems] == [("TF514", "bs3"), ("TF514", "bs2")]


def test_two_images_with_one_name_are_found(stamped: Stamped, pack: Pack) -> None:
    media = [MediaFile(name=MediaName(name), data=b"", width=1, height=1) for name in ("0a1b.png", "0A1B.png")]
    (problem,) = package_problems(pack(stamped, media))
    assert problem.code == "TF511"


def test_an_empty_deck_is_found(note_types: tuple[NoteType, ...], pack: Pack) -> None:
    (problem,) = package_problems(pack(stamp(Lock.empty("n"), (), note_types, 1_700_000_000)))
    assert (problem.code, problem.location.path) == ("TF510", "Sample::Deck")


def test_note_types_that_change_within_the_layout_are_fine(
    stamped: Stamped, note_types: tuple[NoteType, ...]
) -> None:
    first = note_types[0]
    spare = replace(first.fields[2], name="Options")
    renamed = replace(first, name="Renamed", css="", fields=(*first.fields[:2], spare, *first.fields[3:]))
    assert note_type_problems(stamped.lock, (renamed, *note_types[1:]), "deck.lock") == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda each: replace(each, cloze=True),
        lambda each: replace(each, fields=each.fields[:-1]),
        lambda each: replace(each, fields=tuple(reversed(each.fields))),
        lambda each: replace(each, templates=tuple(reversed(each.templates))),
        lambda each: replace(each, templates=(*each.templates, replace(each.templates[0], id=8_100))),
    ],
)
def test_a_note_type_with_another_layout_is_refused(
    change: Callable[[NoteType], NoteType], stamped: Stamped, note_types: tuple[NoteType, ...]
) -> None:
    (problem,) = note_type_problems(stamped.lock, [change(note_types[0])], "deck.lock")
    assert (problem.code, problem.location.path) == ("TF505", "deck.lock")


def test_a_note_type_with_another_id_is_reported_in_the_release_that_brings_it(
    stamped: Stamped, notes: tuple[Note, ...], note_types: tuple[NoteType, ...]
) -> None:
    own = [replace(each, id=each.id + 100) for each in note_types]
    problems = note_type_problems(stamped.lock, own, "deck.lock")
    assert [problem.code for problem in problems] == ["TF506"] * 3
    again = stamp(stamped.lock, notes, own, 1_700_000_001)
    assert note_type_problems(again.lock, own, "deck.lock") == ()
