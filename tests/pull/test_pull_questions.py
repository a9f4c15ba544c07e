"""What people correct in quiz questions goes back into the case file, or is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pull.conftest import case_file, draft_of, edited, make_deck, pulled, release

from tfcards.package.read import read_package
from tfcards.pipeline.pull.apply import apply
from tfcards.sources.casefile.reader import read_case

QUESTIONS = """questions:
  - id: q1
    question: |-
      She is treated.

      What happens then?
    options:
      - text: The rest of the gland takes up tracer again
        right: yes
        remark: Thyrotropin comes back.
      - Nothing at all  # short
      - {text: Both lobes vanish, remark: Never seen}
    explanation: |-
      The pituitary wakes up.

      It takes weeks.
  - {id: q2, question: How does the toxic adenoma end?, explanation: It turns cold.}
  - id: q3
    question: How long does that take?
    explanation: |-
      Weeks.

      At times months.
"""
Q1, Q2, Q3 = "adenoma question q1", "adenoma question q2", "adenoma question q3"

MAPPED = [
    (Q1, "Options", "Nothing at all", "Nothing", "questions.0.options.1.text", "Nothing"),
    (Q1, "Explanation", "Never seen", "Not seen", "questions.0.options.2.remark", "Not seen"),
    (Q1, "Answer", "takes up", "accumulates", "questions.0.options.0.text", "gland accumulates tracer"),
    (Q1, "Question", "treated", "cured", "questions.0.question", "She is cured.\n\nWhat happens then?"),
    (Q1, "Explanation", "wakes", "wakes slowly", "questions.0.explanation", "wakes slowly up.\n\nIt takes weeks."),
    (Q2, "Answer", "cold", "quiet", "questions.1.explanation", "It turns quiet."),
    (Q2, "Explanation", "end", "fade", "questions.1.question", "How does the toxic adenoma fade?"),
]
UNMAPPED = [
    (Q2, "Question", "How", "When", "masked text: words are hidden in questions.1.question"),
    (Q3, "Answer", "Weeks", "Days", "an answer of several paragraphs"),
    (Q1, "Options", "</ol>", "<li>More</li></ol>", "was added"),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a deck with questions that no test writes into, and its release."""
    deck = make_deck(tmp_path_factory.mktemp("pull") / "small")
    with_questions(deck)
    return deck, release(deck)


def with_questions(deck: Path) -> None:
    case_file(deck).write_text(case_file(deck).read_text("utf-8") + QUESTIONS, "utf-8")


def test_nothing_edited_changes_nothing(shared: tuple[Path, Path]) -> None:
    found = pulled(shared[0], read_package(shared[1]), draft_of(shared[0]))
    assert (found.corrections, found.unmapped) == ((), ())


@pytest.mark.parametrize("row", MAPPED, ids=" ".join)
def test_a_corrected_field_is_a_value(shared: tuple[Path, Path], row: tuple[str, ...]) -> None:
    note, field, old, new, part, value = row
    deck, package = shared
    found = pulled(deck, edited(package, {(note, field): lambda html: html.replace(old, new)}), draft_of(deck))
    assert [each.part for each in found.corrections] == [part]
    assert not found.unmapped
    assert value in found.corrections[0].new


@pytest.mark.parametrize("row", UNMAPPED, ids=" ".join)
def test_what_cannot_go_back_is_listed(shared: tuple[Path, Path], row: tuple[str, ...]) -> None:
    note, field, old, new, why = row
    deck, package = shared
    found = pulled(deck, edited(package, {(note, field): lambda html: html.replace(old, new)}), draft_of(deck))
    assert not found.corrections
    assert why in found.unmapped[0].why


def test_corrections_are_written_short_forms_and_comments_kept(deck: Path) -> None:
    with_questions(deck)
    notes = edited(
        release(deck),
        {
            (Q1, "Options"): lambda html: html.replace("Nothing at all", "Nothing whatever"),
            (Q1, "Explanation"): lambda html: html.replace("Never seen", "Not seen").replace("weeks", "months"),
        },
    )
    done = apply(pulled(deck, notes).corrections)
    assert done.refused == ()
    text = case_file(deck).read_text("utf-8")
    assert "      - Nothing whatever  # short\n" in text
    case = read_case(case_file(deck)).case
    assert case is not None
    assert case.questions[0].options[2].remark == "Not seen"
    assert case.questions[0].explanation == "The pituitary wakes up.\n\nIt takes months."
    assert case.questions[0].options[0].right
