"""Question cards: the quiz questions that the source asks of the case, with its options or open."""

from __future__ import annotations

import re
from functools import cache

from tfcards.decompose.contrasts.within import has_question
from tfcards.decompose.masking.mask import MASK, Secret, is_diagnosis, is_emptied
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind, QuestionCard
from tfcards.model.case import Case, Question
from tfcards.model.questions import flaw_of
from tfcards.vocabulary.tables import table
from tfcards.vocabulary.terms import tells_nothing
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import words_and_folds

_CONTEXT_OBSERVATIONS = 3
"""Observations that stand in for the images of a case that has none."""


def question_cards(case: Case, secret: Secret) -> list[QuestionCard | Omission]:
    """Return the card of each question of ``case``, or why it is not asked."""
    return [question_card(case, secret, number) for number in range(len(case.questions))]


def question_card(case: Case, secret: Secret, number: int, worded: str = "") -> QuestionCard | Omission:
    """Return the card of the question with ``number`` in ``case``; ``worded`` is what its author asks instead.

    Options are what is chosen from and stand as they are: they may say the diagnosis where that is what is asked.
    """
    asked, part = case.questions[number], f"questions.{number}"
    if flaw := flaw_of(asked):
        return Omission(flaw.code, part, flaw.message, flaw.hint)
    for_diagnosis = any(_is_diagnosis(case, secret, o.text) for o in asked.options if o.right)
    telling = [option.text for option in asked.options if secret.given_away_by(option.text)]
    if telling and not for_diagnosis:
        return _telling(part, asked, telling[0])
    history = _context(case, secret)
    text = worded or secret.mask(asked.question)
    hinted = history or has_question(case)
    if not worded and (_words_left(text) == [] or (MASK in text and not hinted)):
        return _emptied(part, asked)
    return QuestionCard(
        identity=Identity(case.id, Kind.QUESTION, asked.id),
        case=case,
        question=text,
        source="" if worded else asked.question,
        history=history,
        captions=tuple(secret.mask(image.caption) for image in case.images),
        options=asked.options,
        explanation=asked.explanation,
        in_order=_tells_by_place(asked),
        asks_diagnosis=for_diagnosis,
    )


def _is_diagnosis(case: Case, secret: Secret, text: str) -> bool:
    """Tell whether ``text`` names the diagnosis and else says only where: "Paget disease of the right femur"."""
    rest = _words_left(secret.mask(text))
    return is_diagnosis(case, text) or (rest is not None and all(map(tells_nothing, rest)))


def _words_left(masked: str) -> list[str] | None:
    """Return the words that masking left, without those such as "of"; None where it hid nothing."""
    return [w for w in words_and_folds(masked)[1] if w not in word_list("stop")] if MASK in masked else None


def _context(case: Case, secret: Secret) -> str:
    """Return the brief history, and the first observations when there is no image to look at."""
    parts = [secret.mask(case.brief_history)]
    if not has_question(case):
        seen = [secret.mask(finding.observation) for finding in case.findings]
        parts += [text for text in seen if not is_emptied(text)][:_CONTEXT_OBSERVATIONS]
    return "\n\n".join(part for part in parts if part)


def _tells_by_place(asked: Question) -> bool:
    """Tell whether something of ``asked`` speaks of its options by their place: "all of the above", "answer B"."""
    options = [option.text for option in asked.options]
    said = [*options, *(option.remark for option in asked.options), asked.question, asked.explanation]
    words, letters = _places()
    return any(map(words.search, options)) or any(map(letters.search, said))


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str]]:
    by_place = table("choices")
    return re.compile("|".join(by_place["words"]), re.IGNORECASE), re.compile("|".join(by_place["letters"]))


def _telling(part: str, asked: Question, option: str) -> Omission:
    message = (
        f'question {asked.id} was not made: its option "{option}" says the diagnosis, which is not what is asked'
    )
    hint = "reword the option, or name its words under show: if they may stand on fronts"
    return Omission("TF334", part, message, hint)


def _emptied(part: str, asked: Question) -> Omission:
    message = f"question {asked.id} was not made: hiding the diagnosis left no question"
    hint = "ask without its words, or write the question under cards: as it shall stand"
    return Omission("TF333", part, message, hint)
