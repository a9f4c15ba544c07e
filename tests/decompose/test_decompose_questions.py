"""Question cards: what is masked, which options may say the diagnosis, what is left out, whose words stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcards.decompose.cards import decompose
from tfcards.decompose.explain import Explanation, explain
from tfcards.decompose.omission import Omission
from tfcards.decompose.trace import Trace
from tfcards.model.card import QuestionCard
from tfcards.model.case import CardOverride, Case, CaseId, Finding, ImageRef, ItemId, Option, Question

WRONG = ("Intracortical abscess", "Stress fracture")


def question(
    text: str = "Which drug eases the pain?", *options: str, right: tuple[int, ...] = (0,), explanation: str = ""
) -> Question:
    chosen = options or ("Aspirin", "Penicillin", "Calcium")
    return Question(
        id=ItemId("q1"),
        question=text,
        options=tuple(Option(text=text, right=n in right) for n, text in enumerate(chosen)),
        explanation=explanation,
    )


def case_of(*questions: Question, **changes: object) -> Case:
    case = Case(
        id=CaseId("sp7"),
        diagnosis="Osteoid osteoma",
        brief_history="A boy with night pain; an osteoma was suspected.",
        images=(ImageRef(file="a.png", caption="Nidus of the osteoma."),),
        questions=questions,
    )
    return replace(case, **changes)  # type: ignore[arg-type] # fields of a case


def made(case: Case) -> tuple[QuestionCard | None, list[Omission]]:
    done = decompose(case)
    cards = [card for card in done.cards if isinstance(card, QuestionCard)]
    assert len(cards) <= 1
    return (cards[0] if cards else None), [o for o in done.omissions if not o.part.startswith("images")]


def card_of(case: Case) -> QuestionCard:
    card, omissions = made(case)
    assert card is not None
    assert omissions == []
    return card


def test_question_history_and_captions_are_masked_and_the_options_are_the_sources() -> None:
    asked = question("Which drug eases the pain of osteoid osteoma?")
    card = card_of(case_of(asked))
    assert card.question == "Which drug eases the pain of ▒▒▒?"
    assert card.source == asked.question
    assert card.history == "A boy with night pain; an ▒▒▒ was suspected."
    assert card.captions == ("Nidus of the ▒▒▒.",)
    assert card.options == asked.options
    assert str(card.identity) == "sp7 question q1"


@pytest.mark.parametrize("right", ["Osteoid osteoma", "Osteoma (osteoid)", "An osteoid osteoma of the femur"])
def test_where_the_diagnosis_is_asked_options_may_say_it_and_names_like_it(right: str) -> None:
    card = card_of(case_of(question("What is it?", *WRONG, "Osteoma cutis", right, right=(3,))))
    assert card.asks_diagnosis


@pytest.mark.parametrize(
    ("options", "right"),
    [
        (("Aspirin", "Curettage of the osteoma"), 0),
        (("Aspirin", "Curettage of the osteoma"), 1),
        (("Osteoid osteoma", "Stress fracture"), 1),
    ],
)
def test_where_something_else_is_asked_an_option_that_says_the_diagnosis_drops_the_question(
    options: tuple[str, ...], right: int
) -> None:
    card, (omission,) = made(case_of(question("What helps?", *options, right=(right,))))
    assert card is None
    assert (omission.code, omission.part) == ("TF334", "questions.0")
    assert "osteoma" in omission.message
    shown = case_of(question("What helps?", *options, right=(right,)), show=("osteoma", "osteoid"))
    assert not card_of(shown).asks_diagnosis


def test_a_question_that_masking_empties_is_left_out() -> None:
    card, (omission,) = made(case_of(question("What is an osteoid osteoma?")))
    assert card is None
    assert (omission.code, omission.part) == ("TF333", "questions.0")
    assert (
        card_of(case_of(question("What is the cause of osteoid osteoma?"))).question == "What is the cause of ▒▒▒?"
    )


def test_what_is_hidden_must_be_found_in_the_images_the_history_or_the_findings() -> None:
    asked = question("Which drug eases the pain of osteoid osteoma?")
    card, (omission,) = made(case_of(asked, images=(), brief_history=""))
    assert card is None
    assert omission.code == "TF333"
    seen = Finding(id=ItemId("f1"), observation="A small focus of intense uptake")
    assert card_of(case_of(asked, images=(), brief_history="", findings=(seen,))).history == seen.observation
    assert card_of(case_of(question(), images=(), brief_history="")).history == ""


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (question("Which?", "A", right=(0,)), "TF047"),
        (question("Which?", "A", "B", right=()), "TF048"),
        (Question(id=ItemId("q1"), question="Which?"), "TF049"),
    ],
)
def test_one_that_cannot_be_asked_is_told_of_whatever_source_it_has(asked: Question, code: str) -> None:
    card, (omission,) = made(case_of(asked))
    assert card is None
    assert omission.code == code


def test_an_open_question_has_its_answer_and_no_options() -> None:
    card = card_of(case_of(Question(id=ItemId("q1"), question="Which drug?", explanation="Aspirin.")))
    assert (card.options, card.explanation) == ((), "Aspirin.")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("All of the above", True),
        ("None of these", True),
        ("Both A and C", True),
        ("b) Calcium", True),
        ("The second option", True),
        ("Above the growth plate", False),
        ("Hepatitis A", False),
        ("All long bones", False),
    ],
)
def test_options_that_tell_of_one_another_by_place_keep_their_order(text: str, kept: bool) -> None:
    assert card_of(case_of(question("Which?", "Aspirin", text))).in_order == kept


def test_a_remark_or_an_explanation_by_letter_keeps_the_order_too() -> None:
    asked = question(explanation="Answer B is an antibiotic.")
    assert card_of(case_of(asked)).in_order
    remarked = replace(
        question(), options=(Option(text="A", right=True), Option(text="B", remark="See option 1."))
    )
    assert card_of(case_of(remarked)).in_order


def worded(**said: str) -> CardOverride:
    return CardOverride(card="Question Q1", **said)


def test_the_author_words_a_question_as_it_shall_stand_even_one_that_was_left_out() -> None:
    for text in ("Which drug eases the pain?", "What is an osteoid osteoma?"):
        card = card_of(case_of(question(text), cards=(worded(question="Which drug would you try?"),)))
        assert (card.question, card.source) == ("Which drug would you try?", "")


def test_the_author_leaves_a_question_out_and_is_told_what_has_no_effect() -> None:
    assert made(case_of(question(), cards=(worded(suppress="too easy"),))) == (None, [])
    assert made(case_of(question("What is an osteoma?"), cards=(worded(suppress="circular"),))) == (None, [])
    card, (unused,) = made(case_of(question(), cards=(worded(answer="Aspirin"),)))
    assert card is not None
    assert unused.code == "TF330"
    _, (missing,) = made(case_of(cards=(worded(question="Which?"),)))
    assert (missing.code, "no such question" in missing.message) == ("TF325", True)
    telling = question("What helps?", "Aspirin", "Curettage of the osteoma")
    codes = [o.code for o in made(case_of(telling, cards=(worded(question="What helps most?"),)))[1]]
    assert codes == ["TF334", "TF325"]


def explained(case: Case) -> Explanation:
    done = decompose(case)
    trace = Trace(
        cases=[case],
        cards={card.identity: card for card in done.cards},
        omissions=[(case.id, omission) for omission in done.omissions],
    )
    (told,) = [each for each in explain(case, trace) if each.card == "question q1"]
    return told


def test_the_explanation_tells_what_is_hidden_and_why_one_is_left_out() -> None:
    told = explained(case_of(question("What is it?", *WRONG, "Osteoid osteoma", "None of these", right=(2,))))
    assert (told.made, told.part) == (True, "questions.0")
    assert "options may say the diagnosis: it is what is asked" in told.words
    assert "options stay in their order: one tells of the others by place" in told.words
    left_out = explained(case_of(question("What is an osteoma?")))
    assert (left_out.made, left_out.code) == (False, "TF333")


TEXTS = st.sampled_from(
    ["Osteoid osteoma", "osteomas", "Aspirin", "Curettage of the osteoma", "Age", "All of these"]
)


@given(st.lists(st.tuples(TEXTS, st.booleans()), max_size=5), TEXTS, TEXTS)
def test_whatever_is_asked_the_diagnosis_stands_in_options_alone_and_only_where_it_is_asked(
    options: list[tuple[str, bool]], text: str, explanation: str
) -> None:
    asked = Question(
        id=ItemId("q1"),
        question=f"What of {text}?",
        options=tuple(Option(text=each, right=right) for each, right in options),
        explanation=explanation,
    )
    card, omissions = made(case_of(asked))
    assert (card is None) == bool(omissions)
    if card:
        assert "steom" not in card.question
        said = " ".join(option.text for option in card.options)
        assert card.asks_diagnosis or "steom" not in said
