from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CaseId, ItemId
from tfcards.model.errors import TfcardsError
from tfcards.model.note import CardTemplate, FieldDef, Guid, MediaName, Note, NoteType
from tfcards.model.released import Cause, CauseSource
from tfcards.package.stamp import Stamped, stamp

Notes = tuple[Note, ...]
NoteTypes = tuple[NoteType, ...]
LATER = 1_700_086_400


def mods(release: Stamped) -> list[int]:
    return [each.mod for each in release.notes]


def test_a_first_release_dates_everything_alike(stamped: Stamped, notes: Notes) -> None:
    assert set(mods(stamped)) == {each.first for each in stamped.notes} == {1_700_000_000}
    assert stamped.added == tuple(sorted(note.identity for note in notes))
    assert (stamped.changed, stamped.unchanged, stamped.retired) == ((), (), ())


def test_a_release_without_a_change_keeps_every_time(
    stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    again = stamp(stamped.lock, notes, note_types, LATER)
    assert again.lock == stamped.lock
    assert again.notes == stamped.notes
    assert again.note_types == stamped.note_types
    assert again.unchanged == stamped.added


CHANGES: dict[str, Callable[[Note], Note]] = {
    "field": lambda note: replace(note, fields={**note.fields, "Answer": "Corrected"}),
    "field name": lambda note: replace(note, fields={"Key": note.fields["Key"], "Front": note.fields["Answer"]}),
    "tag": lambda note: replace(note, tags=(*note.tags, "Difficulty::D2")),
    "media": lambda note: replace(note, media=(MediaName("ffff.png"),)),
    "note type": lambda note: replace(note, note_type="Sample Pattern"),
    "tag for media": lambda note: replace(note, tags=note.tags[:1], media=(MediaName(note.tags[1]),)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_dates_its_own_note_alone(
    change: Callable[[Note], Note], stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    again = stamp(stamped.lock, (notes[0], change(notes[1]), *notes[2:]), note_types, LATER)
    assert mods(again) == [1_700_000_000, LATER, 1_700_000_000, 1_700_000_000]
    assert {each.first for each in again.notes} == {1_700_000_000}
    assert again.changed == (notes[1].identity,)


def test_what_an_import_would_not_notice_is_no_change(
    stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    same = [
        replace(note, fields=dict(reversed([*note.fields.items(), ("Choices", note.fields.get("Choices", ""))])))
        for note in notes
    ]
    same = [replace(note, tags=tuple(reversed(note.tags)), media=note.media * 2) for note in same]
    assert stamp(stamped.lock, same, note_types, LATER).lock == stamped.lock


def test_a_change_is_later_than_the_last_one_even_when_the_clock_is_not(
    stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    changed = (CHANGES["field"](notes[0]), *notes[1:])
    assert mods(stamp(stamped.lock, changed, note_types, 5))[:2] == [1_700_000_001, 1_700_000_000]


def test_a_note_left_out_stays_listed_and_comes_back_as_it_was(
    stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    without = stamp(stamped.lock, notes[:-1], note_types, LATER)
    gone = notes[-1].identity
    assert without.retired == (gone,)
    assert without.lock.notes[gone] == replace(stamped.lock.notes[gone], live=False)
    still = stamp(without.lock, notes[:-1], note_types, LATER + 1)
    assert still.retired == ()
    assert still.lock == without.lock
    back = stamp(still.lock, notes, note_types, LATER + 2)
    assert back.changed == ()
    assert back.lock == stamped.lock
    assert back.notes == stamped.notes
    corrected = (*notes[:-1], CHANGES["field"](notes[-1]))
    assert stamp(still.lock, corrected, note_types, LATER + 2).changed == (gone,)


def test_cloze_numbers_are_never_forgotten(stamped: Stamped, notes: Notes, note_types: NoteTypes) -> None:
    shorter = replace(notes[-1], fields={"Front": "{{c1::One}}, {{c8::Eight}}"}, numbers=(1, 8))
    again = stamp(stamped.lock, (*notes[:-1], shorter), note_types, LATER)
    assert again.lock.notes[shorter.identity].numbers == (1, 3, 7, 8)
    assert again.notes[-1].note.numbers == (1, 8)


TYPE_CHANGES: dict[str, Callable[[NoteType], NoteType]] = {
    "name": lambda each: replace(each, name="Renamed"),
    "css": lambda each: replace(each, css=".card { color: red }"),
    "field name": lambda each: replace(each, fields=(FieldDef(each.fields[0].id, "Id"), *each.fields[1:])),
    "front": lambda each: replace(each, templates=(replace(each.templates[0], front="{{Front}}!"),)),
    "back": lambda each: replace(each, templates=(replace(each.templates[0], back="{{Answer}}"),)),
    "template name": lambda each: replace(each, templates=(replace(each.templates[0], name="One"),)),
    "new template": lambda each: replace(
        each, templates=(*each.templates, CardTemplate(8_100, "More", "Key", "{{Key}}", ""))
    ),
}


@pytest.mark.parametrize("change", TYPE_CHANGES.values(), ids=TYPE_CHANGES.keys())
def test_a_changed_note_type_leaves_the_times_of_its_notes(
    change: Callable[[NoteType], NoteType], stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    again = stamp(stamped.lock, notes, (note_types[0], change(note_types[1]), note_types[2]), LATER)
    assert [each.mod for each in again.note_types] == [1_700_000_000, LATER, 1_700_000_000]
    assert again.notes == stamped.notes


@pytest.mark.parametrize("time", [0, -1, 1_700_000_000_000])
def test_a_time_that_no_release_has_is_refused(time: int, stamped: Stamped) -> None:
    with pytest.raises(TfcardsError, match="time of a release; give it in whole seconds"):
        stamp(stamped.lock, (), (), time)


def test_a_case_that_could_not_be_read_is_not_retired(
    stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    missing = notes[-1].identity
    kept = tuple(note for note in notes if note.identity.case != missing.case)
    without = stamp(stamped.lock, kept, note_types, LATER)
    held = stamp(stamped.lock, kept, note_types, LATER, held={missing.case})
    assert missing in without.retired
    assert held.retired == ()
    assert held.lock.notes[missing] == stamped.lock.notes[missing]


def test_a_note_that_shows_a_case_that_could_not_be_read_is_not_retired(
    stamped: Stamped, notes: Notes, note_types: NoteTypes
) -> None:
    contrast = Identity(CaseId("a"), Kind.CONTRAST, ItemId("with:b"))
    gamut, stating = (Identity(CaseId(name), Kind.GAMUT, ItemId("g1")) for name in ("a", "b"))
    extra = [replace(notes[0], identity=identity, guid=Guid(str(identity))) for identity in (contrast, gamut)]
    lock = stamp(stamped.lock, [*notes, *extra], note_types, LATER).lock
    lock = lock.with_causes({gamut: [Cause(gamut, 212, CauseSource(stating, 1), "talc")]})
    assert stamp(lock, notes, note_types, LATER, held=["b"]).retired == ()
    without = stamp(lock, notes, note_types, LATER, held=["c"])
    assert without.retired == (contrast, gamut)
    assert without.lock.causes == lock.causes
    assert stamp(without.lock, notes, note_types, LATER, held=["b"]).lock == without.lock
