"""Explains the diagnosis card, the pattern cards and the cards that the author writes by hand."""

from __future__ import annotations

from collections.abc import Iterator

from tfcards.decompose.author.entries import WHOLE
from tfcards.decompose.explain.desk import Desk
from tfcards.decompose.explain.record import Explanation
from tfcards.decompose.omission import Omission
from tfcards.decompose.pattern import pattern_card
from tfcards.model.card import Identity, Kind, PatternCard
from tfcards.model.case import Case

_BY_HAND = "written by the author"
_NO_LINK = "no words link what is seen to what it means"


def diagnosis(desk: Desk) -> Explanation:
    """Explain the diagnosis card."""
    case, identity = desk.case, desk.identity(Kind.DIAGNOSIS, "case")
    part = next((f"images.{n}" for n, i in enumerate(case.images) if i.file and i.side == "question"), "images")
    if desk.card(identity) is None:
        return desk.unmade(identity, part, "the case has no image for the question side")
    entry = desk.entry(identity)
    texts = [] if entry and entry.question else [case.brief_history]
    texts += [case.technique, case.full_history, case.image_note]
    texts += [*(lab.name for lab in case.labs), *(image.caption for image in case.images)]
    options = ["asked as multiple choice too"] if identity in desk.trace.choices else []
    return desk.made(
        identity, "the case has an image for the question side", part, [*desk.hidden(texts), *options]
    )


def patterns(desk: Desk) -> Iterator[Explanation]:
    """Explain the pattern card of each finding, of all of them together, and those of free names."""
    for number in range(len(desk.case.findings)):
        yield _finding(desk, number)
    yield _whole(desk)
    own = {WHOLE, *(finding.id for finding in desk.case.findings)}
    for identity, (number, _) in desk.entries.items():
        if identity.kind is Kind.PATTERN and identity.item not in own:
            if desk.card(identity):
                yield desk.made(identity, _BY_HAND, f"cards.{number}")
            else:
                yield desk.unmade(identity, f"cards.{number}", "a card of one's own needs both sides")


def _finding(desk: Desk, number: int) -> Explanation:
    finding, part = desk.case.findings[number], f"findings.{number}"
    identity = desk.identity(Kind.PATTERN, finding.id)
    card, entry = desk.card(identity), desk.entry(identity)
    rule_says = pattern_card(desk.case, desk.secret, number)
    asked = [] if entry and entry.question else [finding.observation]
    if not isinstance(card, PatternCard):
        said = [finding.observation, finding.link, finding.interpretation]
        if isinstance(rule_says, Omission) and rule_says.code == "TF322":
            said += desk.hidden(asked, _also(finding.interpretation))
        return desk.unmade(identity, part, _NO_LINK, said)
    if not isinstance(rule_says, PatternCard):
        why = rule_says.message if isinstance(rule_says, Omission) else _NO_LINK
        at = f"cards.{desk.entries[identity][0]}" if identity in desk.entries else part
        words = desk.hidden([*asked, finding.study], _also(card.answer))
        return desk.made(identity, f"{_BY_HAND}, where {why}", at, words)
    words = [finding.link, *desk.hidden(asked, _also(finding.interpretation)), *desk.hidden([finding.study])]
    return desk.made(identity, f"the finding says what it means{_in_own_words(desk, identity)}", part, words)


def _also(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _whole(desk: Desk) -> Explanation:
    case, identity = desk.case, desk.identity(Kind.PATTERN, WHOLE)
    if not desk.card(identity):
        return desk.unmade(identity, "findings", "fewer than two observations make no pattern")
    entry = desk.entry(identity)
    texts = [] if entry and entry.question else [finding.observation for finding in case.findings]
    words = desk.hidden([*texts, *(finding.study for finding in case.findings)])
    if _too_few(case):
        return desk.made(identity, _BY_HAND, f"cards.{desk.entries[identity][0]}", words)
    rule = f"two observations and more make a pattern{_in_own_words(desk, identity)}"
    return desk.made(identity, rule, "findings", words)


def _too_few(case: Case) -> bool:
    return len(case.findings) < 2  # noqa: PLR2004 - a pattern is two and more


def _in_own_words(desk: Desk, identity: Identity) -> str:
    entry = desk.entry(identity)
    return "; worded by the author" if entry and (entry.question or entry.answer) else ""
