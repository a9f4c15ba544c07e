"""Our rendering of a card is Anki's own, so that the leak check reads what a resident would see.

The backend puts ``<style>…</style>`` before a side; that is all that is taken off here before comparing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.browser import samples, shots

from tfcards.model.errors import TfcardsError
from tfcards.model.note import CardTemplate, Note, NoteType
from tfcards.render.front import is_blank, render_answer, render_front
from tfcards.render.text import MAX_NESTING

_STYLE = re.compile(r"\A<style>.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder = tmp_path_factory.mktemp("anki")
    notes = [samples.note(card) for card in samples.cards()]
    package = shots.write_package(folder / "package", notes, samples.note_types(), samples.media())
    for _ in shots.sides(package, folder):
        break
    opened = Collection(str(folder / "collection.anki2"))
    yield opened
    opened.close()


def agree(collection: Collection, note: Note) -> set[int]:
    """Compare both sides of every card of ``note``, added to ``collection``; return the positions of its cards."""
    note_type = next(n for n in samples.note_types() if n.name == note.note_type)
    theirs = collection.models.by_name(note.note_type)
    assert theirs is not None
    added = collection.new_note(theirs)
    for name, html in note.fields.items():
        added[name] = html
    deck = collection.decks.id_for_name("Samples")
    assert deck is not None
    collection.add_note(added, deck)
    for card in added.cards():
        index, number = (0, card.ord + 1) if note_type.cloze else (card.ord, 0)
        assert render_front(note, note_type, index, number) == _STYLE.sub("", card.question())
        assert render_answer(note, note_type, index, number) == _STYLE.sub("", card.answer())
    return {card.ord for card in added.cards()}


def test_every_kind_of_card_is_rendered_as_by_the_backend(collection: Collection) -> None:
    for card in samples.cards():
        for multiple_choice in (False, True):
            note = samples.note(card, multiple_choice=multiple_choice)
            made = agree(collection, note)
            if note.numbers:
                assert made == {number - 1 for number in note.numbers}
            else:
                note_type = next(n for n in samples.note_types() if n.name == note.note_type)
                gates = [t.gate for t in note_type.templates]
                assert made == {i for i, gate in enumerate(gates) if note.fields.get(gate)}


def test_masks_are_shown_as_by_the_backend_and_their_names_on_the_back_alone(collection: Collection) -> None:
    card = samples.occlusion_card()
    note, note_type = samples.note(card), samples.note_types()[4]
    assert agree(collection, note) == {mask.number - 1 for mask in card.masks}
    for mask in card.masks:
        front = render_front(note, note_type, 0, mask.number)
        assert [found.text for found in card.masks if found.text in front] == []
        assert len(re.findall('<div class="cloze" ', front)) == 1
        back = render_answer(note, note_type, 0, mask.number)
        assert re.findall(r'<span class="cloze" data-ordinal="\d+">(.*?)</span>', back) == [mask.text]
        assert 'class="cloze-highlight"' in back


def test_the_spare_template_makes_a_card_once_its_field_is_filled(collection: Collection) -> None:
    note = samples.note(samples.diagnosis_card())
    filled = dataclasses.replace(note, fields=note.fields | {"Spare 1": "<p>Q</p>", "Spare 2": "<p>A</p>"})
    assert agree(collection, filled) == {0, 2}


def test_a_withheld_item_never_shows_on_the_front_of_another(collection: Collection) -> None:
    card = samples.list_card(withheld=(2, 4))
    items = tuple(
        dataclasses.replace(card.items[0], number=n, text=f"cause {n}.", cue="", withheld=n in {2, 4})
        for n in range(1, MAX_NESTING + 1)
    )
    note = samples.note(dataclasses.replace(card, items=items))
    assert agree(collection, note) == set(range(MAX_NESTING))
    list_type = samples.note_types()[2]
    for number in note.numbers:
        shown = re.sub(r'data-cloze="[^"]*"', "", render_front(note, list_type, 0, number))
        hidden = {2, 4, number}
        assert {n for n in note.numbers if f"cause {n}." not in shown} == hidden
        if number not in {2, 4}:
            whole = render_front(note, list_type, 0, number)
            assert "cause 2." not in whole
            assert "cause 4." not in whole
        assert "cause" in render_answer(note, list_type, 0, number)


def test_the_asked_blank_alone_stands_in_tf_own() -> None:
    note = samples.note(samples.list_card())
    for number in note.numbers:
        front = render_front(note, samples.note_types()[2], 0, number)
        assert len(re.findall(r'<span class="tf-own"><span class="cloze" ', front)) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(alphabet="{}:c12\\()[]<>&'\"é±×–² \nx", max_size=14), min_size=1, max_size=4))
def test_any_text_of_an_item_is_shown_and_hidden_as_by_the_backend(
    collection: Collection, texts: list[str]
) -> None:
    card = samples.list_card()
    items = tuple(
        dataclasses.replace(card.items[0], number=n, text=text, cue=text, withheld=n == 2)
        for n, text in enumerate(texts, 1)
    )
    note = samples.note(dataclasses.replace(card, items=items))
    assert agree(collection, note) == set(range(len(texts)))


@pytest.mark.parametrize(
    "html", ["", " ", "<br>", "<div>\n</div><br />", "&nbsp;", "<p></p>", "<BR>", "\u00a0", "x"]
)
def test_a_field_is_empty_when_the_backend_says_so(collection: Collection, html: str) -> None:
    note = samples.note(samples.diagnosis_card())
    changed = dataclasses.replace(note, fields=note.fields | {"Images": html, "Options": "o"})
    assert (0 in agree(collection, changed)) == (not is_blank(html))


def test_the_notes_are_shown_after_an_import_as_we_render_them(tmp_path: Path) -> None:
    note = samples.note(samples.list_card())
    package = shots.write_package(tmp_path / "package", [note], samples.note_types(), samples.media())
    sides = [_STYLE.sub("", side.html) for side in shots.sides(package, tmp_path)]
    list_type = samples.note_types()[2]
    assert sides == [
        render(note, list_type, 0, number) for number in note.numbers for render in (render_front, render_answer)
    ]


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("{{Nope}}", "'Nope'"),
        ("{{hint:Answer}}", "'hint'"),
        ("{{#Answer}}x", "does not close"),
        ("x{{/Answer}}", "not open"),
    ],
)
def test_a_template_that_anki_would_not_show_is_refused(front: str, told: str) -> None:
    pattern = samples.note_types()[1]
    broken = NoteType(1, "x", False, pattern.fields, (CardTemplate(1, "x", "Answer", front, ""),), "")  # noqa: FBT003 - the order of the dataclass
    with pytest.raises(TfcardsError, match=re.escape(told)):
        render_front(samples.note(samples.pattern_card()), broken, 0)
