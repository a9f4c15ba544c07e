"""Pattern cards: what is seen to what it means, one finding a card, and the whole pattern to the diagnosis."""

from __future__ import annotations

from tfcards.decompose.mask import Secret, is_emptied
from tfcards.decompose.omission import Omission
from tfcards.model.card import Identity, Kind, PatternCard
from tfcards.model.case import Case, ItemId

_WHOLE = ItemId("whole")
_MIN_WHOLE = 2
"""Observations that make a pattern; a single one is its own card."""


def pattern_cards(case: Case, secret: Secret) -> list[PatternCard | Omission]:
    """Return the pattern cards of ``case``; a finding without an interpretation stays on backs."""
    made: list[PatternCard | Omission] = []
    for number, finding in enumerate(case.findings):
        if not finding.interpretation:
            continue
        # A question must not hold its own answer either, whoever's diagnosis that is.
        observation = (secret | Secret.of_names([finding.interpretation])).mask(finding.observation)
        if is_emptied(observation):
            made.append(_emptied(f"findings.{number}", f"the pattern card of {finding.id}"))
            continue
        made.append(
            PatternCard(
                identity=Identity(case.id, Kind.PATTERN, finding.id),
                case=case,
                study=secret.mask(finding.study),
                observations=(observation,),
                answer=finding.interpretation,
                whole=False,
            )
        )
    return [*made, *_whole(case, secret)]


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
            identity=Identity(case.id, Kind.PATTERN, _WHOLE),
            case=case,
            study=secret.mask(", ".join(studies)),
            observations=tuple(kept),
            answer=case.diagnosis,
            whole=True,
        )
    ]


def _emptied(part: str, what: str) -> Omission:
    return Omission(
        "TF322",
        part,
        f"{what} was not made: hiding the answer left no question",
        "say what is seen without the words of the diagnosis",
    )
