"""Contrast cards: the feature that separates two diagnoses, within a case and between two cases of a deck."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tfcards.decompose.mask import Secret, is_emptied
from tfcards.decompose.numbers import item_number
from tfcards.decompose.overrides import in_the_authors_words
from tfcards.model.card import ContrastCard, Identity, Kind
from tfcards.model.case import Case, CaseId, DifferentialItem, ItemId
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

MAX_WITHIN = 2
"""Contrast cards of one case: the alternatives with the lowest ids, so that new ones displace none."""

MAX_BETWEEN = 3
"""Contrast cards that one case takes part in with others."""

_MIN_FEATURE_WORDS = 3


def contrast_cards(case: Case, secret: Secret) -> list[ContrastCard]:
    """Return a card for each alternative of ``case`` whose separating feature the source states."""
    if not any(image.file and image.side == "question" for image in case.images):
        return []
    stated = [d for d in case.differential if _separates(d) and not secret.given_away_by(d.diagnosis)]
    return [
        ContrastCard(
            identity=Identity(case.id, Kind.CONTRAST, item.id),
            case=case,
            history=secret.mask(case.brief_history),
            captions=tuple(secret.mask(image.caption) for image in case.images),
            name=item.diagnosis,
            feature=item.distinguishing,
        )
        for item in sorted(stated, key=lambda item: item_number(item.id))[:MAX_WITHIN]
    ]


def _separates(item: DifferentialItem) -> bool:
    """Tell whether what is said of an alternative is a feature, and not only that it is possible."""
    said = [w for w in key(item.distinguishing).split() if w not in word_list("stop")]
    rest = is_emptied(Secret.of_names([item.diagnosis]).mask(item.distinguishing))
    return len(said) >= _MIN_FEATURE_WORDS and not rest


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two cases, by id, and what each one's source says of the other's diagnosis."""

    first: Case
    second: Case
    of_first: str
    of_second: str

    def rank(self) -> tuple[int, int, str, str]:
        """Return a key that puts the pairs that residents confuse first: mutual, then of one ACR code."""
        mutual = bool(self.of_first and self.of_second)
        same_code = not set(self.first.acr).isdisjoint(self.second.acr)
        return (not mutual, not same_code, self.first.id, self.second.id)


def contrasts_between(cases: Sequence[Case]) -> list[ContrastCard]:
    """Return cards that set two cases side by side, where one's diagnosis stands in the other's differential.

    A pair whose difference no source states makes no card; a case takes part in at most ``MAX_BETWEEN``.
    """
    taken: Counter[str] = Counter()
    cards: list[ContrastCard] = []
    for pair in sorted(_pairs(cases), key=_Pair.rank):
        if max(taken[pair.first.id], taken[pair.second.id]) < MAX_BETWEEN:
            taken.update([pair.first.id, pair.second.id])
            card = in_the_authors_words(_side_by_side(pair))
            cards += [card] if isinstance(card, ContrastCard) else []
    return cards


def _pairs(cases: Sequence[Case]) -> list[_Pair]:
    shown = [case for case in cases if any(image.file and image.side == "question" for image in case.images)]
    named: dict[str, list[Case]] = defaultdict(list)
    for case in shown:
        for name in {key(name) for name in (case.diagnosis, *case.aliases)}:
            named[name].append(case)
    said: dict[tuple[CaseId, CaseId], str] = {}
    for case in shown:
        for item in case.differential:
            for other in named.get(key(item.diagnosis), []):
                if other.id != case.id and _separates(item):
                    said.setdefault((case.id, other.id), item.distinguishing)
    by_id = {case.id: case for case in shown}
    pairs = {(min(a, b), max(a, b)) for a, b in said}
    return [
        _Pair(by_id[a], by_id[b], said.get((b, a), ""), said.get((a, b), ""))
        for a, b in pairs
        if key(by_id[a].diagnosis) != key(by_id[b].diagnosis)
    ]


def _side_by_side(pair: _Pair) -> ContrastCard:
    secret = Secret.of(pair.first) | Secret.of(pair.second)
    return ContrastCard(
        identity=Identity(pair.first.id, Kind.CONTRAST, ItemId(f"with:{pair.second.id}")),
        case=pair.first,
        history=secret.mask(pair.first.brief_history),
        captions=tuple(secret.mask(image.caption) for image in pair.first.images),
        name="",
        feature=pair.of_second,
        other=pair.second,
        other_history=secret.mask(pair.second.brief_history),
        other_captions=tuple(secret.mask(image.caption) for image in pair.second.images),
        other_feature=pair.of_first,
    )
