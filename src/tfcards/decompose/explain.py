"""Says for each card why it was made or not: the rule, the part of the case, and the words that decided."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.decompose.cards import decompose
from tfcards.decompose.mask import MASK, Secret
from tfcards.model.card import Card, ContrastCard, DiagnosisCard, ListCard, PatternCard
from tfcards.model.case import Case


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a card was made or not. ``part`` is the dotted path in the case; ``words`` decided it."""

    card: str
    made: bool
    rule: str
    part: str
    words: tuple[str, ...] = ()


def explain(case: Case) -> list[Explanation]:
    """Return an explanation for every card of ``case`` that was made, and for every part that made none."""
    made = decompose(case)
    found = [_made(card) for card in made.cards]
    found += [Explanation("-", made=False, rule=o.message, part=o.part, words=(o.code,)) for o in made.omissions]
    asked = {card.identity.item for card in made.cards if isinstance(card, PatternCard)}
    reported = {o.part for o in made.omissions}
    for number, finding in enumerate(case.findings):
        if not finding.interpretation and finding.id not in asked and f"findings.{number}" not in reported:
            rule = "no words link what is seen to what it means"
            found.append(Explanation(f"pattern {finding.id}", made=False, rule=rule, part=f"findings.{number}"))
    return found


def _made(card: Card) -> Explanation:
    name = f"{card.identity.kind} {card.identity.item}"
    rule, part, texts = _rule(card)
    words = [finding.link for finding in card.case.findings if finding.id == card.identity.item and finding.link]
    words += _hidden(card.case, texts)
    return Explanation(name, made=True, rule=rule, part=part, words=tuple(dict.fromkeys(words)))


def _rule(card: Card) -> tuple[str, str, list[str]]:
    """Return the rule that made ``card``, the part of the case, and the case's texts that its front shows."""
    case = card.case
    match card:
        case DiagnosisCard():
            texts = [case.brief_history, case.full_history, case.technique, *(i.caption for i in case.images)]
            return "the case has an image for the question side", "images", texts
        case PatternCard(whole=True):
            return "two observations and more make a pattern", "findings", [f.observation for f in case.findings]
        case PatternCard():
            at = next((n for n, f in enumerate(case.findings) if f.id == card.identity.item), None)
            if at is None:
                return "written by the author", "cards", []
            return "the finding says what it means", f"findings.{at}", [case.findings[at].observation]
        case ListCard():
            withheld = sum(item.withheld for item in card.items)
            tail = f"; {withheld} withheld from the others" if withheld else ""
            part = "differential" if card.identity.item == "list" else "gamuts"
            return f"a list of {len(card.items)}, one hidden at a time{tail}", part, [case.brief_history]
        case ContrastCard():
            return "the source says what sets the two apart", "differential", [case.brief_history]


def _hidden(case: Case, texts: list[str]) -> list[str]:
    """Return the words of ``texts`` that were hidden, as "hidden: word"."""
    secret = Secret.of(case)
    return [
        f"hidden: {text[start:end]}" for text in texts for start, end in secret.spans(text) if MASK not in text
    ]
