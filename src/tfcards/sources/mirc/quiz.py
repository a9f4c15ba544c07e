"""The quiz questions of a document: what is asked, what can be chosen, and what the document says is right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from tfcards.model.case import ItemId, Option, Question
from tfcards.model.questions import flaw_of
from tfcards.sources.xml.lines import children, local, text_of

_STOP = r"\s*(?:$|[.!:;]|\s[-–—]\s)"
_RIGHT = re.compile(
    rf"\W*(?:(?:correct|right|yes|true|exactly|well done){_STOP}|(?:correct|yes|exactly),"
    rf"|(?:the )?(?:correct|right) answer{_STOP}"
    r"|(?:that|this|it)(?:'s|’s| is) (?:the )?(?:correct|right)(?: answer)?\b(?!\s+(?:side|[a-z]+ed)\b|-))"
    r"(?!\W*(?:but|however|although|except|only)\b)",
    re.IGNORECASE,
)
"""How a response begins that says so. Right lobe, true lumen and good prognosis say nothing of the answer."""

_YES = frozenset({"yes", "true", "1", "correct", "right"})
_MARKS = ("correct", "right", "is-correct", "iscorrect")
_ANSWERS = frozenset({"answer", "correct-answer", "incorrect-answer"})
_UNMARKED = "does not mark which answer is right"
_UNANSWERED = "gives no answer to it"
_MOST = 50


@dataclass(slots=True)
class Quiz:
    """The questions that can be asked with their lines, and why those at other lines cannot."""

    questions: list[Question] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)


def find_questions(root: etree._Element) -> Quiz:
    """Return the quiz of the document. Which answer is right is never guessed.

    The public schema has no mark for it, so that its authors say it in the responses; the OsiriX plug-in marks
    answers with ``correct="yes"``.
    """
    quiz = Quiz()
    asked = [e for e in root.iter() if local(e) in {"question", "ScoredQuestion"}]
    contexts: dict[etree._Element | None, str] = {}
    for element in asked[:_MOST]:
        line, parent = element.sourceline or 0, element.getparent()
        if parent not in contexts:
            contexts[parent] = _context(parent)
        made = _question(element, ItemId(f"q{len(quiz.questions) + 1}"), contexts[parent])
        if isinstance(made, str):
            quiz.left.append((line, made))
        elif made is not None:
            quiz.questions.append(made)
            quiz.lines.append(line)
    return quiz


def _question(element: etree._Element, number: ItemId, context: str) -> Question | str | None:
    """Return the question of ``element``, why it cannot be asked, or None where nothing is asked."""
    bodies = list(children(element, "question-body"))
    parts = [text_of(body) for body in bodies] or [text_of(element, _ANSWERS | {"explanation"})]
    asked = " ".join(part for part in (context, *parts) if part)
    if not any(parts):
        return None
    answers = [e for e in element.iter() if local(e) in _ANSWERS]
    explained = " ".join(text_of(e) for e in children(element, "explanation", "response", "discussion"))
    if not answers:
        return Question(id=number, question=asked, explanation=explained) if explained else _UNANSWERED
    rights = _rights(answers)
    options = tuple(_option(answer, right=right) for answer, right in zip(answers, rights, strict=True))
    if not all(option.text for option in options):  # an answer that is an image
        return "has an answer without words"
    if len(options) == 1:  # one answer is no choice, but the answer
        answer = " ".join(part for part in (options[0].text, options[0].remark, explained) if part)
        return Question(id=number, question=asked, explanation=answer)
    question = Question(id=number, question=asked, options=options, explanation=explained)
    if not any(rights):
        return _UNMARKED
    return question if flaw_of(question) is None else "has the same answer twice"


def _context(quiz: etree._Element | None) -> str:
    """Return what a quiz says before its questions: each question is asked without the others."""
    return "" if quiz is None else " ".join(text_of(e) for e in children(quiz, "quiz-context"))


def _rights(answers: list[etree._Element]) -> list[bool]:
    """Tell of each answer whether it is right: by its element, else by an attribute, else by its response."""
    if any(local(answer) == "correct-answer" for answer in answers):
        return [local(answer) == "correct-answer" for answer in answers]
    marks = [next((value for name in _MARKS if (value := answer.get(name))), "") for answer in answers]
    if any(marks):
        return [mark.strip().casefold() in _YES for mark in marks]
    return [bool(_RIGHT.match(_response(answer))) for answer in answers]


def _response(answer: etree._Element) -> str:
    return " ".join(text_of(response) for response in children(answer, "response"))


def _option(answer: etree._Element, *, right: bool) -> Option:
    text = " ".join(text_of(body) for body in children(answer, "answer-body")).strip()
    return Option(text=text or text_of(answer, {"response"}), right=right, remark=_response(answer))
