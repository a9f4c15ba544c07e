"""Fields: what stands on which side, and what can never get into one."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from tests.browser import samples

from tfcards.model.card import Card
from tfcards.model.case import Case
from tfcards.model.errors import TfcardsError
from tfcards.model.identity import note_guid
from tfcards.model.note import Note
from tfcards.render.blocks import Blocks
from tfcards.render.front import render_answer, render_front
from tfcards.render.gate import sanitise
from tfcards.render.notes import Renderer
from tfcards.render.notetypes import load_note_types, templates_root

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:x {{c1::x}} {{Id}} a::b "
    r"\(m\) $$ [$]m[/$] [latex]m[/latex] [sound:m.mp3] [[type:Id]] }} ▒▒▒ </li></ul>"
)


def answers(note: Note) -> list[str]:
    note_type = next(n for n in samples.note_types() if n.name == note.note_type)
    shown = [(i, 0) for i, t in enumerate(note_type.templates) if note.fields.get(t.gate)]
    if note_type.cloze:
        shown = [(0, number) for number in note.numbers]
    return [render_answer(note, note_type, index, number) for index, number in shown]


def hostile_case() -> Case:
    case = samples.case()
    texts = {f.name: HOSTILE for f in dataclasses.fields(case) if isinstance(getattr(case, f.name), str)}
    return dataclasses.replace(
        case,
        **(texts | {"id": case.id}),  # type: ignore[arg-type] # all are text fields
        authors=(HOSTILE,),
        teaching_points=(HOSTILE,),
        references=(HOSTILE, f"https://example.org/{HOSTILE}"),
        findings=tuple(
            dataclasses.replace(f, observation=HOSTILE, interpretation=HOSTILE, study=HOSTILE)
            for f in case.findings
        ),
        differential=tuple(
            dataclasses.replace(d, diagnosis=HOSTILE, distinguishing=HOSTILE) for d in case.differential
        ),
        labs=tuple(dataclasses.replace(lab, name=HOSTILE, unit=HOSTILE) for lab in case.labs),
    )


def hostile_notes() -> list[Note]:
    case = hostile_case()
    listed = samples.list_card()
    cards: list[Card] = [
        dataclasses.replace(
            samples.diagnosis_card(),
            case=case,
            history=HOSTILE,
            technique=HOSTILE,
            full_history=HOSTILE,
            labs=case.labs,
            image_note=HOSTILE,
        ),
        dataclasses.replace(
            samples.pattern_card(), case=case, study=HOSTILE, observations=(HOSTILE,), answer=HOSTILE
        ),
        dataclasses.replace(
            listed,
            case=case,
            stem=HOSTILE,
            history=HOSTILE,
            items=tuple(dataclasses.replace(i, text=HOSTILE, cue=HOSTILE) for i in listed.items),
        ),
    ]
    pictures = [
        dataclasses.replace(p, alt=HOSTILE, caption=HOSTILE, front_caption=HOSTILE, credit=HOSTILE)
        for p in samples.pictures()
    ]
    renderer = Renderer(samples.note_types(), Blocks(templates_root(), None))
    return [renderer.render(c, pictures, (), note_guid("x", c.identity)) for c in cards]


def test_hostile_text_comes_out_as_text_in_every_field() -> None:
    for note in hostile_notes():
        for name, html in note.fields.items():
            rest = html
            if name in {"Text", "Withheld"}:
                rest = re.sub(r"\{\{c\d::", "", html)
                assert rest.count("}}") == html.count("{{c")
                rest = rest.replace("}}", "")
            assert not re.search(r"<script|<img(?! src=\"[a-f0-9]+\.png\" alt=)|href=\"(?!https)", rest), name
            assert not re.search(r"\{\{|\}\}|::|\\[(\[]|\$\$|\[\$|\[latex|\[sound:|\[\[", rest), name
            assert name in {"Id", "Question"} or "&lt;script&gt;" in rest, name


def test_no_tag_carries_a_handler_or_a_style() -> None:
    for note in hostile_notes():
        for html in note.fields.values():
            for tag in re.findall(r"<[a-z][^>]*>", re.sub(r'"[^"]*"', '""', html)):
                assert not re.search(r"\s(on\w+|style)=", tag)


def test_every_back_shows_the_credit_and_the_image_credit() -> None:
    for card in samples.cards():
        backs = answers(samples.note(card, multiple_choice=True))
        assert backs
        for back in backs:
            for shown in ("Case thy7", "Ada Example", "Example Teaching Hospital", "CC BY 4.0", "Simulated image"):
                assert shown in back


def test_every_back_shows_the_diagnosis_findings_points_and_references() -> None:
    for card in samples.cards():
        for back in answers(samples.note(card, multiple_choice=True)):
            for shown in (
                "Subacute thyroiditis",
                "hypoechoic",
                "High hormone",
                "follicles are inflamed",
                "A tender gland",
            ):
                assert shown in back


def test_the_diagnosis_note_shows_follow_up_and_companions_on_its_back() -> None:
    [back] = answers(samples.note(samples.diagnosis_card()))
    assert "uptake had returned" in back
    assert "thy2, thy5" in back


def test_the_diagnosis_front_has_clean_images_and_no_answer() -> None:
    note = samples.note(samples.diagnosis_card())
    front = render_front(note, samples.note_types()[0], 0)
    assert 'src="a1b2c3.png"' in front
    assert "d4e5f6" not in front
    assert "thyroiditis" not in front.casefold()
    assert "Simulated" not in front


def test_lab_values_carry_marks_bounds_and_ranges() -> None:
    hint = samples.note(samples.diagnosis_card()).fields["Hint"]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", hint)
    assert cells[:3] == ["&lt;0.01 ↓", "mU/l", "0.4–4"]
    assert cells[6:9] == ["84 ↑", "mm/h", "≤ 20"]
    assert cells[9] == "128"


def test_multiple_choice_is_made_only_when_asked_for() -> None:
    assert "Options" not in samples.note(samples.diagnosis_card()).fields
    options = samples.note(samples.diagnosis_card(), multiple_choice=True).fields["Options"]
    assert sorted(re.findall(r"<li>.*?>([^<>]+)</label></li>", options)) == [
        "Graves disease",
        "Painless thyroiditis",
        "Recent iodine load",
        "Subacute thyroiditis",
        "Thyrotoxicosis factitia",
    ]


def test_an_empty_case_leaves_its_fields_out() -> None:
    bare = Case(id=samples.case().id, diagnosis="Subacute thyroiditis")
    card = dataclasses.replace(
        samples.diagnosis_card(), case=bare, history="", technique="", full_history="", labs=(), image_note=""
    )
    renderer = Renderer(samples.note_types(), Blocks(templates_root(), None))
    note = renderer.render(card, (), (), note_guid("x", card.identity))
    assert set(note.fields) == {"Id", "Diagnosis", "Credit"}
    assert note.media == ()
    assert "Licence not stated" in note.fields["Credit"]


def test_media_are_the_pictures_that_the_fields_show() -> None:
    assert samples.note(samples.diagnosis_card()).media == ("a1b2c3.png", "d4e5f6.png")


def test_full_list_gives_the_sources_wording_where_the_cue_is_masked() -> None:
    card = samples.list_card()
    masked = dataclasses.replace(card, items=tuple(dataclasses.replace(i, cue="▒▒▒") for i in card.items))
    assert "The urine holds much iodine." in samples.note(masked).fields["Full List"]


def test_a_withheld_item_stands_in_its_own_field_alone() -> None:
    card = samples.list_card(withheld=())
    items = tuple(
        dataclasses.replace(card.items[0], number=n, text=f"cause {n}.", cue="", withheld=n == 5)
        for n in range(1, 12)
    )
    note = samples.note(dataclasses.replace(card, items=items))
    assert note.numbers == tuple(range(1, 12))
    assert "cause 5." not in note.fields["Text"]
    assert "{{c5::cause 5.}}" in note.fields["Withheld"]
    assert "cause 4." in note.fields["Withheld"]
    assert "cause 5." in note.fields["Full List"]


def test_more_withheld_items_than_anki_nests_are_left_to_the_back() -> None:
    card = samples.list_card(withheld=())
    items = tuple(
        dataclasses.replace(card.items[0], number=n, text=f"cause {n}.", cue="", withheld=n > 2)
        for n in range(1, 12)
    )
    note = samples.note(dataclasses.replace(card, items=items))
    assert note.numbers == tuple(range(1, 11))
    assert "cause 11." not in note.fields["Text"] + note.fields["Withheld"]
    assert "cause 11." in note.fields["Full List"]


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>x()</script>a", "a"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', '<a rel="noopener">a</a>'),
        ('<img src="https://example.org/a.png" alt="">', '<img alt="">'),
        ('<img src="//example.org/a.png" alt="">', '<img alt="">'),
        ('<iframe src="x"></iframe>', ""),
        ('<input type="text" autofocus value="x" onfocus="x()">', '<input type="radio">'),
        ('<input id="qa" name="x"><label for="typeans">a</label>', '<input type="radio"><label>a</label>'),
        ('<div tabindex="5" role="alert" aria-hidden="false" dir="rtl">a</div>', "<div>a</div>"),
        ('<svg><image href="x.png"></image><use href="#a"></use></svg>', "<svg></svg>"),
        (
            '<svg viewBox="0 0 9 9" onload="x()"><path d="M0 0L9 9" style="x"></path></svg>',
            '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>',
        ),
        (
            '<svg viewBox="0 0 9 x"><path d="url(#a)"></path><text x="1" y="e">a</text></svg>',
            '<svg><path></path><text x="1">a</text></svg>',
        ),
        ("<svg><foreignObject><p>a</p></foreignObject><style>x</style><script>x</script></svg>", "<svg></svg>"),
    ],
)
def test_the_last_gate_holds_against_a_decks_own_template(html: str, left: str) -> None:
    assert sanitise(html) == left


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("block study", "block studi", "look at studi"),
        ("card.answer", "card.anser", "anser"),
        ("{% endif %}", "", "cannot be read"),
        ("card.answer", "card.__class__.__mro__", "unsafe"),
    ],
)
def test_a_decks_own_fields_that_cannot_work_are_refused_in_words(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    own = tmp_path / "pattern" / "fields.html.j2"
    own.parent.mkdir()
    own.write_text((templates_root() / "pattern" / "fields.html.j2").read_text("utf-8").replace(old, new), "utf-8")
    note_types = load_note_types(templates_root(), tmp_path, "deck-a")
    card = samples.pattern_card()
    with pytest.raises(TfcardsError) as raised:
        Renderer(note_types, Blocks(templates_root(), tmp_path)).render(
            card, (), (), note_guid("x", card.identity)
        )
    assert told in str(raised.value)
    assert "pattern/fields.html.j2" in str(raised.value)
