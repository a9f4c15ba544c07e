"""The answers of a deck's cards: how long they are, and where in the sources they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tfcards.check.rules import MAX_LIST
from tfcards.decompose.numbers import item_number
from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    Kind,
    ListCard,
    OcclusionCard,
    PatternCard,
    QuestionCard,
)
from tfcards.model.case import Case, CaseId
from tfcards.model.places import Places


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a list: where it stands (``path:line``), of which card, how long (characters, or items)."""

    place: str
    card: str
    size: int
    unit: str = "characters"


def answers_of(cards: Iterable[Card], places: Mapping[CaseId, Places]) -> Iterator[Answer]:
    """Yield the answer of each card; of a list its longest item. ``places`` tells where cases stand."""
    for card in cards:
        owner, part, text = _longest(card)
        yield Answer(str(places[owner.id].at(part)), str(card.identity), len(text))


def long_lists(cards: Iterable[Card], places: Mapping[CaseId, Places]) -> tuple[Answer, ...]:
    """Return the lists that are longer than memory holds, the longest first."""
    long = (card for card in cards if isinstance(card, ListCard) and len(card.items) > MAX_LIST)
    found = [
        Answer(str(places[card.case.id].at(_list_part(card))), str(card.identity), len(card.items), "entries")
        for card in long
    ]
    return tuple(sorted(found, key=lambda answer: (-answer.size, answer.card)))


def _longest(card: Card) -> tuple[Case, str, str]:
    """Return the longest text that answers ``card``, the case that states it, and its dotted path there."""
    case = card.case
    match card:
        case DiagnosisCard():
            return case, "diagnosis", case.diagnosis
        case PatternCard():
            return case, _meaning_part(card), card.answer
        case ListCard():
            longest = max(card.items, key=lambda entry: len(entry.text))
            return case, _entry_part(card, longest.number), longest.text
        case OcclusionCard():
            return _longest_name(card)
        case QuestionCard():
            return _longest_right(card)
        case ContrastCard():
            return (case, "cards", card.answer) if card.answer else _longer_feature(card)


def _meaning_part(card: PatternCard) -> str:
    """Return where it stands what the observations of ``card`` mean."""
    ids, item = [finding.id for finding in card.case.findings], card.identity.item
    own = f"findings.{ids.index(item)}.interpretation" if item in ids else "cards"
    return "diagnosis" if card.whole else own


def _longest_name(card: OcclusionCard) -> tuple[Case, str, str]:
    """Return the longest of the names that masks hide."""
    longest = max(card.masks, key=lambda mask: len(mask.text))
    ids = [annotation.id for annotation in card.case.images[card.image].annotations]
    places = (n for n, item in enumerate(ids) if item and item_number(item) == longest.number)
    return card.case, f"images.{card.image}.annotations.{next(places, 0)}.text", longest.text


def _longest_right(card: QuestionCard) -> tuple[Case, str, str]:
    """Return the longest right option, or the answer of an open question."""
    ids = [asked.id for asked in card.case.questions]
    part = f"questions.{ids.index(card.identity.item)}"
    right = [(n, option.text) for n, option in enumerate(card.options) if option.right]
    if not right:
        return card.case, f"{part}.explanation", card.explanation
    number, text = max(right, key=lambda each: len(each[1]))
    return card.case, f"{part}.options.{number}.text", text


def _longer_feature(card: ContrastCard) -> tuple[Case, str, str]:
    """Return the longer of what two cases say of one another, or what the one case says of its alternative."""
    said = [(card.case, card.feature), *([(card.other, card.other_feature)] if card.other else [])]
    case, text = max(said, key=lambda each: len(each[1]))
    places = (n for n, item in enumerate(case.differential) if text and text in item.distinguishing)
    return case, f"differential.{next(places, 0)}.distinguishing", text


def _list_part(card: ListCard) -> str:
    if card.identity.kind is Kind.DIFFERENTIAL:
        return "differential"
    ids = [gamut.id for gamut in card.case.gamuts]
    return f"gamuts.{ids.index(card.identity.item)}" if card.identity.item in ids else "gamuts"


def _entry_part(card: ListCard, number: int) -> str:
    """Return where the entry with the cloze ``number`` stands; one of another case's list is told by the list."""
    part = _list_part(card)
    if part == "differential":
        ids = [item.id for item in card.case.differential]
    else:
        ids = [cause.id for gamut in card.case.gamuts if gamut.id == card.identity.item for cause in gamut.causes]
        part += ".causes"
    found = (f"{part}.{n}" for n, item in enumerate(ids) if item_number(item) == number)
    return next(found, part.removesuffix(".causes"))
