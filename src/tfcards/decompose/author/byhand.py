"""Cards that no rule makes and the author writes under ``cards:``, on an item of the case or under a free id."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tfcards.decompose.author.entries import WHOLE
from tfcards.decompose.contrasts.remarks import sets_apart
from tfcards.decompose.contrasts.within import contrast_card, has_question, name_on_front
from tfcards.decompose.masking.mask import Secret, is_emptied
from tfcards.decompose.omission import Omission
from tfcards.decompose.questions import question_card
from tfcards.model.card import Card, ContrastCard, Identity, Kind, PatternCard, QuestionCard
from tfcards.model.case import CardOverride, Case

_SEE = "tfcards build --explain CASE tells why it is not made"
_OWN = "a card of your own is a pattern with question and answer"


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a card cannot be made by hand, and what the author can do."""

    message: str
    hint: str


def by_hand(case: Case, secret: Secret, identity: Identity, said: tuple[int, CardOverride]) -> Card | Omission:
    """Return the card ``identity`` as its author ``said`` it, or why it cannot be made of that.

    A side that the author leaves out is the case's own: the observation or the meaning of a finding, the remark on
    an alternative. The author's words stand as written; the case's own are masked.
    """
    number, entry = said
    made: Card | Lack
    match identity.kind:
        case _ if entry.suppress:
            made = Lack(f'there is no card "{entry.card}" to leave out', _SEE)
        case Kind.PATTERN:
            made = _pattern(case, secret, identity, entry)
        case Kind.CONTRAST:
            made = _contrast(case, secret, identity, entry)
        case Kind.DIAGNOSIS:
            made = Lack(f'there is no card "{entry.card}" to change', "the card diagnosis case needs an image")
        case Kind.OCCLUSION:
            hint = "the image needs occlusion: true, and annotations around what is to be named"
            made = Lack(f'there is no card "{entry.card}" to change', hint)
        case Kind.QUESTION:
            made = _question(case, secret, identity, entry)
        case Kind.DIFFERENTIAL | Kind.GAMUT:
            made = _listed(identity, entry)
    return Omission("TF325", f"cards.{number}", made.message, made.hint) if isinstance(made, Lack) else made


def _pattern(case: Case, secret: Secret, identity: Identity, entry: CardOverride) -> PatternCard | Lack:
    finding = next((f for f in case.findings if f.id == identity.item), None)
    whole = identity.item == WHOLE
    own = finding.interpretation if finding else case.diagnosis if whole else ""
    answer = entry.answer or own
    seen = entry.question
    if finding and not seen:
        seen = (secret | Secret.of_names([answer])).mask(finding.observation)
        if is_emptied(seen):
            return Lack(f'"{entry.card}" needs a question: hiding the answer leaves none', "add question:")
    if not answer or not seen:
        what = "answer" if seen else "question"
        if finding:
            return Lack(f'"{entry.card}" needs an {what}: the finding does not say what it means', f"add {what}:")
        return Lack(f'there is no card "{entry.card}" to change', _OWN)
    return PatternCard(
        identity=identity,
        case=case,
        study=secret.mask(finding.study) if finding else "",
        observations=(seen,),
        answer=answer,
        whole=whole,
    )


def _contrast(case: Case, secret: Secret, identity: Identity, entry: CardOverride) -> ContrastCard | Lack:
    item = next((d for d in case.differential if d.id == identity.item), None)
    if item is None:
        hint = "write the alternative under differential: first"
        return Lack(f'there is no card "{entry.card}": the differential has no such item', hint)
    feature = entry.answer or (item.distinguishing if sets_apart(item) else "")
    if not feature:
        message = f'"{entry.card}" needs an answer: the differential does not say what sets it apart'
        return Lack(message, "add answer:")
    name = name_on_front(case, secret, item)
    if not entry.question and not (name and has_question(case)):
        why = "hiding the diagnosis leaves nothing of its name" if has_question(case) else "there is no image"
        return Lack(f'"{entry.card}" needs a question: {why}', "add question:")
    return replace(contrast_card(case, secret, item, name), question=entry.question, feature=feature)


def _question(case: Case, secret: Secret, identity: Identity, entry: CardOverride) -> QuestionCard | Lack:
    number = next((n for n, asked in enumerate(case.questions) if asked.id == identity.item), None)
    if number is None:
        hint = "write the question under questions: first"
        return Lack(f'there is no card "{entry.card}" to change: the case has no such question', hint)
    made = question_card(case, secret, number, entry.question)
    return Lack(made.message, made.hint) if isinstance(made, Omission) else made


def _listed(identity: Identity, entry: CardOverride) -> Lack:
    key = "gamuts" if identity.kind is Kind.GAMUT else "differential"
    message = f'there is no card "{entry.card}" to change: a {identity.kind} is not written by hand, but as data'
    return Lack(message, f"write the list under {key}:, then word its entries")
