"""Pattern cards: what is seen to what it means, one finding a card, and the whole pattern to the diagnosis."""

from __future__ import annotations

from tfcards.decompose.askable import why_not_asked
from tfcards.decompose.author.entries import WHOLE
from tfcards.decompose.masking.mask import Secret, is_emptied, may_tell
from tfcards.decompose.omission import Omission, told
from tfcards.model.card import Identity, Kind, PatternCard
from tfcards.model.case import Case, ItemId

_MIN_WHOLE = 2
"""Observations that make a pattern; a single one is its own card."""


def pattern_cards(case: Case, secret: Secret) -> list[PatternCard | Omission]:
    """Return the pattern cards of ``case``; a finding without an interpretation stays on backs."""
    made = (pattern_card(case, secret, number) for number in range(len(case.findings)))
    return [*(card for card in made if card is not None), *_whole(case, secret)]


def pattern_card(case: Case, secret: Secret, number: int) -> PatternCard | Omission | None:
    """Return the card of the finding with ``number`` in ``case``, None where it is not said what it means."""
    finding, part = case.findings[number], f"findings.{number}"
    if not finding.interpretation:
        return None
    if reason := why_not_asked(case, finding):
        return _unasked(part, finding.id, reason)
    # A question must not hold its own answer either, whoever's diagnosis that is.
    own = may_tell(finding.interpretation, finding.observation)
    hidden = secret | Secret.of_names([finding.interpretation]) if own else secret
    observation = hidden.mask(finding.observation)
    if is_emptied(observation):
        return _emptied(part, f"the pattern card of {finding.id}")
    return PatternCard(
        identity=Identity(case.id, Kind.PATTERN, finding.id),
        case=case,
        study=secret.mask(finding.study),
        observations=(observation,),
        answer=finding.interpretation,
        whole=False,
    )


def _whole(case: Case, secret: Secret) -> list[PatternCard | Omission]:
    if len(case.findings) < _MIN_WHOLE:
        return []
    seen = [secret.mask(finding.observation) for finding in case.findings]
    kept = [observation for observation in seen if not is_emptied(observation)]
    if len(kept) < _MIN_WHOLE:
        return [_emptied("findings", "the card that asks for the diagnosis from all findings")]
    studies = dict.fromkeys(finding.study for finding in case.findings if finding.study)
    return [
        PatternCard(
            identity=Identity(case.id, Kind.PATTERN, WHOLE),
            case=case,
            study=secret.mask(", ".join(studies)),
            observations=tuple(kept),
            answer=case.diagnosis,
            whole=True,
        )
    ]


def _unasked(part: str, item: ItemId, reason: str) -> Omission:
    return told(
        "TF327",
        part,
        f"no pattern card was made of {item}: {reason}",
        "write the card under cards: if it is worth asking",
    )


def _emptied(part: str, what: str) -> Omission:
    return Omission(
        "TF322",
        part,
        f"{what} was not made: hiding the answer left no question",
        "say what is seen without the words of the diagnosis",
    )
