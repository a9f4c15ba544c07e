"""Quiz questions as notes: a steady order of options, what each side shows, what the leak check lets pass."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.browser import samples

from tfcards.check.leaks import leaks
from tfcards.model.card import QuestionCard
from tfcards.model.case import Case, CaseId, ItemId, Option
from tfcards.package.export.text import plain_text
from tfcards.pipeline.draft import Draft, make_draft
from tfcards.render.front import render_answer, render_front, without_keywords
from tfcards.render.notes import OPTIONS
from tfcards.render.notetypes import templates_root
from tfcards.render.views import asked_options, split_answer
from tfcards.sources.supply import NO_SUPPLY

TYPE = samples.note_types()[5]


def front(card: QuestionCard) -> str:
    return render_front(samples.note(card), TYPE, 0)


def back(card: QuestionCard) -> str:
    return render_answer(samples.note(card), TYPE, 0)


def order(card: QuestionCard) -> list[int]:
    """Return the places in the source of the options as they are shown."""
    return [[option.text for option in card.options].index(entry.text) for entry in asked_options(card)]


def with_options(*texts: str, case: str = "thy7", in_order: bool = False) -> QuestionCard:
    card = samples.question_card()
    identity = replace(card.identity, case=CaseId(case))
    return replace(card, identity=identity, options=tuple(Option(text=t) for t in texts), in_order=in_order)


def test_rewording_an_option_leaves_the_order() -> None:
    assert order(with_options(*"ABCDE")) == order(with_options("A1", "B", "C2", "D", "E"))


def test_the_order_is_another_one_in_another_case_or_question() -> None:
    cards = [with_options(*"ABCDE", case=f"c{n}") for n in range(40)]
    assert {order(card)[0] for card in cards} == set(range(5))
    other = replace(cards[0], identity=replace(cards[0].identity, item=ItemId("q2")))
    assert order(other) != order(cards[0])


def test_the_order_is_the_sources_where_one_tells_of_the_others_by_place() -> None:
    for n in range(20):
        assert order(with_options(*"ABCD", case=f"c{n}", in_order=True)) == [0, 1, 2, 3]


@given(st.lists(st.tuples(st.text(max_size=20), st.booleans(), st.text(max_size=20)), max_size=6))
def test_no_option_is_lost_and_each_keeps_its_remark(options: list[tuple[str, bool, str]]) -> None:
    card = replace(
        samples.question_card(), options=tuple(Option(text=t, right=r, remark=m) for t, r, m in options)
    )
    shown = [(entry.text, entry.right, entry.why) for entry in asked_options(card)]
    assert sorted(shown) == sorted(options)


def test_the_front_asks_with_the_images_and_says_neither_what_is_right_nor_why() -> None:
    html = front(samples.question_card())
    assert 'src="a1b2c3.png"' in html
    assert "d4e5f6.png" not in html
    assert "More than one is right." in html
    for word in ("Remark", "✓", "Stored hormone", "thyroiditis", "Kind::"):
        assert word not in html
    assert not leaks(samples.case(), without_keywords(html))


def test_options_are_chosen_by_one_button_each_or_by_two_where_several_are_right() -> None:
    one, several = samples.question_card((3,)), samples.question_card((1, 3))
    names = [re.findall(r'name="(tf[0-9]+c[0-9]*)"', front(card)) for card in (one, several)]
    assert len(names[0]) == 4
    assert len(set(names[0])) == 1
    assert len(names[1]) == 8
    assert len(set(names[1])) == 4
    assert "More than one" not in front(one)
    for card in (one, several):
        html = front(card)
        ids = set(re.findall(r' id="([^"]+)"', html))
        assert set(re.findall(r' for="([^"]+)"', html)) <= ids
        assert all("tappable" in label for label in re.findall(r"<label [^>]*>", html))


def test_the_back_marks_what_is_right_in_the_order_of_the_front_with_all_remarks() -> None:
    card = samples.question_card()
    html = back(card)
    fronts = re.findall(r"</span>([^<]+)</div>", front(card))
    backs = re.findall(r'<li( class="tf-right")?><strong>([^<]+)</strong>', html)
    assert [text for _, text in backs] == fronts
    assert {text for right, text in backs if right} == {"Low uptake of the gland", "High sedimentation rate"}
    for words in (
        "Remark 1 on low uptake",
        "Remark 4 on antibodies",
        "What is expected in subacute thyroiditis?",
        "Stored hormone leaks",
        "Subacute thyroiditis",
        "CC BY 4.0",
        "Example Teaching Hospital",
    ):
        assert words in html


def test_an_open_question_has_no_options_and_its_answer_on_the_back_once() -> None:
    card = samples.open_question_card()
    assert OPTIONS not in samples.note(card).fields
    html = back(card)
    assert '<h1 dir="auto">Stored hormone leaks out of the inflamed gland.</h1>' in html
    assert html.count("Stored hormone leaks out") == 1
    assert html.count("It takes up no tracer") == 1
    assert "Options" not in html
    assert split_answer(replace(card, explanation="One.")) == ("One.", "")


def test_in_plain_text_front_and_back_can_be_read() -> None:
    words = plain_text(front(samples.question_card()))
    assert "What is expected in ▒▒▒?\nMore than one is right.\nHigh uptake of the gland\n" in words
    assert "Low uptake of the gland ✓ Right\nRemark 1" in plain_text(back(samples.question_card()))


def test_markup_in_any_text_of_a_question_stays_text() -> None:
    nasty = '<script>alert(1)</script>{{Credit}}<img src="https://x.example/a.png">'
    card = samples.question_card()
    options = (Option(text=f"A {nasty}", right=True, remark=nasty), Option(text=f"B {nasty}", right=True))
    told = replace(card, question=nasty, source=nasty, explanation=nasty, options=options, history=nasty)
    for html in (front(told), back(told), front(replace(told, options=())), back(replace(told, options=()))):
        assert "<script" not in html
        assert '<img src="https' not in html
        assert "{{Credit}}" not in html


@pytest.mark.parametrize(
    "diagnosis",
    [
        "Radio-ulnar synostosis",
        "Auto-amputation",
        "Optional neuropathy",
        "Choosing Wisely syndrome",
        "Label disease",
    ],
)
def test_no_word_around_the_options_gives_a_diagnosis_away(diagnosis: str) -> None:
    html = front(replace(samples.question_card(), question="", history=""))
    assert not leaks(Case(id=CaseId("c"), diagnosis=diagnosis), without_keywords(html))


CASE = """\
id: paget
diagnosis: Paget disease
authors: [A]
holder: H
licence: CC BY 4.0
questions:
  - id: q1
    question: "%s"
    options: [{text: %s, right: yes}, Osteomalacia, {text: Melorheostosis}]
"""


def drafted(deck: Path, asked: str, right: str) -> Draft:
    (deck / "cases" / "paget").mkdir(parents=True, exist_ok=True)
    (deck / "deck.yaml").write_text("name: Bones\nnamespace: test/bones\n", "utf-8")
    (deck / "cases" / "paget" / "case.yaml").write_text(CASE % (asked, right), "utf-8")
    return make_draft([deck], NO_SUPPLY, lambda _: None)


def test_the_leak_check_lets_pass_the_diagnosis_among_options_where_it_is_asked(tmp_path: Path) -> None:
    draft = drafted(tmp_path, "Which is it?", "Paget disease")
    assert [note.identity.kind for note in draft.notes] == ["question"]
    assert not [d for d in draft.diagnostics if d.severity == "error"]


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("{{Options}}", "{{Options}}{{Explanation}}", "Paget disease"),
        ("{{Options}}", "{{Options}}{{Answer}}", "Paget disease"),
        ("{{Images}}", "{{Images}}Paget", "Alkaline phosphatase"),
        ("{{Options}}", "{{Options}}{{Case}}", "Alkaline phosphatase"),
    ],
)
def test_and_nothing_else_of_an_own_front(tmp_path: Path, old: str, new: str, right: str) -> None:
    own = tmp_path / "card_templates" / "question" / "front.html"
    own.parent.mkdir(parents=True)
    text = (templates_root() / "question" / "front.html").read_text("utf-8")
    own.write_text(text.replace(old, new), "utf-8")
    draft = drafted(tmp_path, "Which is it?", right)
    assert not draft.notes
    assert "TF411" in [d.code for d in draft.diagnostics]
    shutil.rmtree(own.parent.parent)
    assert len(drafted(tmp_path, "Which is it?", right).notes) == 1


def test_options_are_read_by_the_leak_check_where_something_else_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tfcards.decompose.masking.mask.Secret.given_away_by", lambda _, __: False)
    draft = drafted(tmp_path, "What may follow?", "Sarcoma in pagetic bone")
    assert not draft.notes
    assert "TF411" in [d.code for d in draft.diagnostics]


def test_a_question_that_cannot_be_asked_is_told_once(tmp_path: Path) -> None:
    drafted(tmp_path, "Which is it?", "Paget disease")
    file = tmp_path / "cases" / "paget" / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("right: yes", "right: no"), "utf-8")
    draft = make_draft([tmp_path], NO_SUPPLY, lambda _: None)
    assert [(d.code, d.location.line) for d in draft.diagnostics if d.code.startswith("TF04")] == [("TF048", 7)]
    assert not draft.notes
