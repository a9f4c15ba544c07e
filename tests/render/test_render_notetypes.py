"""Note types are a contract with people's collections: their layout is frozen, a deck's own has ids of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.browser.samples import note_types

from tfcards.model.errors import TfcardsError
from tfcards.model.note import FieldDef, NoteType
from tfcards.render.notetypes import KINDS, load_note_types, templates_root

GOLDEN = Path(__file__).parents[1] / "golden" / "note_types.json"


def layout(note_type: NoteType) -> dict[str, object]:
    return {
        "name": note_type.name,
        "id": note_type.id,
        "cloze": note_type.cloze,
        "sort field": note_type.fields[0].name,
        "fields": [{"id": field.id, "name": field.name} | tag_of(field) for field in note_type.fields],
        "templates": [{"id": t.id, "name": t.name, "gate": t.gate} for t in note_type.templates],
    } | ({} if note_type.stock is None else {"originalStockKind": note_type.stock})


def tag_of(field: FieldDef) -> dict[str, object]:
    """Return what Anki's own editor knows a field by, where it is one of its own."""
    return {} if field.tag is None else {"tag": field.tag, "preventDeletion": field.kept}


def all_ids(note_type: NoteType) -> list[int]:
    return [note_type.id, *(f.id for f in note_type.fields), *(t.id for t in note_type.templates)]


def override(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/").replace("_html", ".html").replace("_css", ".css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_the_layout_is_the_one_that_collections_hold() -> None:
    assert [layout(n) for n in note_types()] == json.loads(GOLDEN.read_text("utf-8"))


def test_all_ids_differ_and_fit_a_double() -> None:
    ids = [i for note_type in note_types() for i in all_ids(note_type)]
    assert len(set(ids)) == len(ids)
    assert all(10**12 < i < 2**52 for i in ids)


def test_no_front_but_the_spare_one_shows_a_spare_field_or_the_id() -> None:
    for note_type in note_types():
        for template in note_type.templates:
            shown = template.front + template.back
            assert ("Spare" in shown) == (template.name == "Spare")
            assert "{{Id}}" not in template.front


def test_a_cloze_type_has_one_template() -> None:
    assert [len(n.templates) for n in note_types() if n.cloze] == [1, 1]


def test_a_decks_own_front_gets_ids_and_a_name_of_its_own(tmp_path: Path) -> None:
    front = "{{#Observation}}{{Observation}}?{{/Observation}}"
    own = load_note_types(templates_root(), override(tmp_path, pattern__front_html=front), "deck-a")
    other = load_note_types(templates_root(), tmp_path, "deck-b")
    stock = note_types()
    assert own[0] == stock[0]
    assert own[2] == stock[2]
    assert own[1].templates[0].front == front
    assert own[1].name == "tfcards Pattern (deck-a)"
    assert [f.name for f in own[1].fields] == [f.name for f in stock[1].fields]
    assert not set(all_ids(own[1])) & set(all_ids(stock[1]))
    assert not set(all_ids(own[1])) & set(all_ids(other[1]))


def test_a_decks_own_style_sheet_touches_all_note_types(tmp_path: Path) -> None:
    own = load_note_types(templates_root(), override(tmp_path, base_css=".card{}"), "deck-a")
    assert [n.css for n in own] == [".card{}"] * len(KINDS)
    assert not {n.id for n in own} & {n.id for n in note_types()}


def test_a_renamed_field_keeps_its_derived_id(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for path in templates_root().rglob("*.*"):
        copy = root / path.relative_to(templates_root())
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    mine = override(tmp_path / "mine", base_css=".card{}")
    before = load_note_types(root, mine, "deck-a")[2]
    renamed = (root / "list" / "note_type.yaml").read_text("utf-8").replace("Spare 1", "Pearl")
    (root / "list" / "note_type.yaml").write_text(renamed, "utf-8")
    after = load_note_types(root, mine, "deck-a")[2]
    assert [f.name for f in after.fields] != [f.name for f in before.fields]
    assert all_ids(after) == all_ids(before)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("pattern__frnt_html", "x", "did you mean pattern/front.html"),
        ("pattern__front_html", "{{Observation}}", "not wrapped in {{#Observation}}"),
        ("pattern__front_html", "{{#Observation}}{{Observations}}{{/Observation}}", "did you mean 'Observation'"),
        ("list__note_type.yaml", "name: x", "does not use"),
    ],
)
def test_a_file_that_cannot_work_is_refused_in_words(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(TfcardsError) as raised:
        load_note_types(templates_root(), override(tmp_path, **{name: text}), "deck-a")
    assert told in str(raised.value)
