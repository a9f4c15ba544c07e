"""The quiz questions of a document: what is asked, what can be chosen, and what the document says is right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tfcards.model.case import ItemId, Option, Question
from tfcards.sources.xml.lines import children, local, text_of

_RIGHT = re.compile(
    r"\W*(?:correct|right|yes|true|exactly|well done|good)\b(?!\s+(?:but|answer is))", re.IGNORECASE
)
_WRONG = re.compile(
    r"\W*(?:incorrect|not (?:correct|right|quite)|wrong|no\b|false|sorry|try again)", re.IGNORECASE
)
_YES = frozenset({"yes", "true", "1", "correct", "right"})
_MARKS = ("correct", "right", "is-correct", "iscorrect")
_MOST = 50


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions that can be asked, and the lines of those whose right answer the document does not mark."""

    questions: tuple[Question, ...]
    unmarked: tuple[int, ...]


def find_questions(root: etree._Element) -> Quiz:
    """Return the quiz of the document. Which answer is right is never guessed."""
    found: list[Question] = []
    unmarked: list[int] = []
    for element in [e for e in root.iter() if local(e) == "question"][:_MOST]:
        asked = " ".join(text_of(body) for body in children(element, "question-body")).strip()
        asked = asked or text_of(element, {"answer", "correct-answer", "incorrect-answer"})
        answers = [e for e in element.iter() if local(e) in {"answer", "correct-answer", "incorrect-answer"}]
        options = [option for answer in answers if (option := _option(answer)).text]
        explained = " ".join(text_of(e) for e in children(element, "explanation", "response", "discussion"))
        number = ItemId(f"q{len(found) + 1}")
        if not asked or not options:
            continue
        if len(options) == 1:  # one answer is no choice, but the answer
            answer = " ".join(part for part in (options[0].text, options[0].remark, explained) if part)
            found.append(Question(id=number, question=asked, explanation=answer))
        elif any(option.right for option in options):
            found.append(Question(id=number, question=asked, options=tuple(options), explanation=explained))
        else:
            unmarked.append(element.sourceline or 0)
    return Quiz(tuple(found), tuple(unmarked))


def _option(answer: etree._Element) -> Option:
    """Return one answer: right where its element, an attribute or the first word of its response says so."""
    remark = " ".join(text_of(response) for response in children(answer, "response"))
    text = " ".join(text_of(body) for body in children(answer, "answer-body")).strip()
    marked = any((answer.get(name) or "").strip().casefold() in _YES for name in _MARKS)
    said = bool(_RIGHT.match(remark)) and not _WRONG.match(remark)
    right = local(answer) == "correct-answer" or marked or said
    return Option(text=text or text_of(answer, {"response"}), right=right, remark=remark)
