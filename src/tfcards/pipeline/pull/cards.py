"""Cards with marks around their texts, those of their cases and their own where these are the case's."""

from __future__ import annotations

from dataclasses import replace

from tfcards.decompose.numbers import item_number
from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    Kind,
    ListCard,
    ListItem,
    PatternCard,
    QuestionCard,
)
from tfcards.model.case import Case
from tfcards.pipeline.pull.marks import CaseMarks
from tfcards.pipeline.pull.origins import Marker


def marked_card(card: Card, marker: Marker) -> Card:
    """Return ``card`` with the texts of its cases marked, and its own where they are the case's."""
    marks = CaseMarks(card.case, marker)
    match card:
        case DiagnosisCard():
            return _diagnosis(card, marks)
        case PatternCard():
            return _pattern(card, marks)
        case ListCard():
            return _list(card, marks, marker)
        case ContrastCard():
            return _contrast(card, marks, marker)
        case QuestionCard():
            return _question(card, marks)
        case _:
            return replace(card, case=marks.case())


def _diagnosis(card: DiagnosisCard, marks: CaseMarks) -> DiagnosisCard:
    case = marks.case()
    options = {each.id: each for each in case.differential}
    alternatives = card.alternatives
    return replace(
        card,
        case=case,
        history=marks.found(card.history, "brief_history"),
        technique=marks.found(card.technique, "technique"),
        full_history=marks.found(card.full_history, "full_history"),
        labs=marks.labs(card.labs),
        image_note=marks.found(card.image_note, "image_note"),
        alternatives=alternatives and tuple(options.get(each.id, each) for each in alternatives),
    )


def _pattern(card: PatternCard, marks: CaseMarks) -> PatternCard:
    ids = [finding.id for finding in card.case.findings]
    own = f"findings.{ids.index(card.identity.item)}" if card.identity.item in ids else ""
    return replace(
        card,
        case=marks.case(),
        study=marks.found(card.study),
        observations=tuple(marks.found(text, f"{own}.observation") for text in card.observations),
        answer=marks.found(card.answer, "diagnosis" if card.whole else f"{own}.interpretation"),
    )


def _list(card: ListCard, marks: CaseMarks, marker: Marker) -> ListCard:
    made = replace(
        card,
        case=marks.case(),
        history=marks.found(card.history, "brief_history"),
        examples=tuple(CaseMarks(case, marker).case() for case in card.examples),
    )
    if card.examples:
        cases = ", ".join(case.id for case in (card.case, *card.examples))
        why = f"a gamut that {cases} share: correct each of them"
        items = (replace(i, text=marks.shared(i.text, why), cue=marks.shared(i.cue, why)) for i in card.items)
        return replace(made, stem=marks.shared(card.stem, why), items=tuple(items))
    if card.identity.kind is not Kind.GAMUT:
        return replace(made, items=tuple(_alternative(item, card.case, marks) for item in card.items))
    ids = [gamut.id for gamut in card.case.gamuts]
    if card.identity.item not in ids:
        return replace(made, items=tuple(replace(i, text=marks.found(i.text)) for i in card.items))
    at = ids.index(card.identity.item)
    return replace(
        made,
        stem=marks.inside(card.stem, f"gamuts.{at}.pattern", card.case.gamuts[at].pattern),
        items=tuple(_cause(item, card.case, at, marks) for item in card.items),
    )


def _alternative(item: ListItem, case: Case, marks: CaseMarks) -> ListItem:
    numbers = [item_number(each.id) for each in case.differential]
    at = f"differential.{numbers.index(item.number)}" if item.number in numbers else "differential"
    return replace(
        item, text=marks.found(item.text, f"{at}.diagnosis"), cue=marks.found(item.cue, f"{at}.distinguishing")
    )


def _cause(item: ListItem, case: Case, gamut: int, marks: CaseMarks) -> ListItem:
    numbers = [item_number(each.id) for each in case.gamuts[gamut].causes]
    at = f"gamuts.{gamut}.causes.{numbers.index(item.number)}.cause" if item.number in numbers else "gamuts"
    return replace(item, text=marks.found(item.text, at), cue=marks.found(item.cue))


def _contrast(card: ContrastCard, marks: CaseMarks, marker: Marker) -> ContrastCard:
    ids = [each.id for each in card.case.differential]
    own = f"differential.{ids.index(card.identity.item)}" if card.identity.item in ids else "differential"
    other = CaseMarks(card.other, marker) if card.other else None
    return replace(
        card,
        case=marks.case(),
        history=marks.found(card.history, "brief_history"),
        name=marks.found(card.name, f"{own}.diagnosis"),
        feature=marks.found(card.feature, f"{own}.distinguishing"),
        full_name=marks.found(card.full_name, f"{own}.diagnosis"),
        question=marks.found(card.question),
        answer=marks.found(card.answer),
        other=other.case() if other else None,
        other_history=other.found(card.other_history, "brief_history") if other else card.other_history,
        other_feature=other.found(card.other_feature) if other else card.other_feature,
    )


def _question(card: QuestionCard, marks: CaseMarks) -> QuestionCard:
    ids = [asked.id for asked in card.case.questions]
    at = f"questions.{ids.index(card.identity.item)}"
    options = (
        replace(
            option,
            text=marks.own(f"{at}.options.{n}.text", option.text),
            remark=marks.own(f"{at}.options.{n}.remark", option.remark),
        )
        for n, option in enumerate(card.options)
    )
    answer = marks.own(f"{at}.explanation", card.explanation)
    if not card.options and "\n\n" in card.explanation:  # two fields share it
        answer = marks.shared(card.explanation, "an answer of several paragraphs: correct it in the case file")
    return replace(
        card,
        case=marks.case(),
        question=marks.found(card.question, f"{at}.question"),
        source=marks.own(f"{at}.question", card.source),
        history=marks.found(card.history, "brief_history"),
        options=tuple(options),
        explanation=answer,
    )
