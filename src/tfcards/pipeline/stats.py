"""Looks at a deck as a whole: what it has one of only, what it lacks, what is out of balance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tfcards.decompose.cards import decompose
from tfcards.media.prepare import prepare_images
from tfcards.model.card import Card, ContrastCard, DiagnosisCard, Kind, ListCard, PatternCard
from tfcards.model.case import Case, CaseId
from tfcards.model.diagnostic import Diagnostic
from tfcards.pipeline.pictures import requests, with_usable_images
from tfcards.sources.collection import load
from tfcards.sources.supply import Supply
from tfcards.vocabulary import acr
from tfcards.vocabulary.words import key

LONG_ANSWER = 160
"""Characters beyond which an answer says more than one thing: an author should split it."""

_EXPECTED = (Kind.DIAGNOSIS, Kind.PATTERN, Kind.DIFFERENTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The figures of a deck, and what is wrong with its sources. Lists name cases by id, others in words."""

    cases: int
    cards: dict[str, int]
    cards_a_case: tuple[int, float, int]
    single_exemplars: tuple[str, ...]
    fields_without_normal: tuple[str, ...]
    missing_kinds: dict[str, tuple[str, ...]]
    gamuts_without_mimic: tuple[str, ...]
    long_answers: tuple[tuple[str, int], ...]
    diagnostics: tuple[Diagnostic, ...]


def deck_stats(paths: Sequence[Path], supply: Supply) -> Stats:
    """Return the figures of the deck or the cases at ``paths``.

    Raises:
        TfcardsError: A path does not exist or holds no case.
    """
    sources = load(paths, supply)
    prepared = prepare_images(requests(sources.cases))
    cases = [with_usable_images(source, prepared) for source in sources.cases]
    made = {case.id: decompose(case).cards for case in cases}
    counts = [sum(_size(card) for card in cards) for cards in made.values()] or [0]
    by_kind: Counter[str] = Counter()
    for cards in made.values():
        by_kind.update({kind.value: sum(_size(c) for c in cards if c.identity.kind is kind) for kind in Kind})
    answers = [(f"{c.identity}", len(_answer(c))) for cards in made.values() for c in cards]
    long = sorted((entry for entry in answers if entry[1] > LONG_ANSWER), key=lambda entry: (-entry[1], entry[0]))
    return Stats(
        cases=len(cases),
        cards={kind: number for kind, number in by_kind.items() if number},
        cards_a_case=(min(counts), median(counts), max(counts)),
        single_exemplars=_single(cases),
        fields_without_normal=_without_normal(cases),
        missing_kinds=_missing(made),
        gamuts_without_mimic=_without_mimic(cases),
        long_answers=tuple(long),
        diagnostics=sources.diagnostics,
    )


def _size(card: Card) -> int:
    return len(card.items) if isinstance(card, ListCard) else 1


def _answer(card: Card) -> str:
    match card:
        case DiagnosisCard():
            return card.case.diagnosis
        case PatternCard():
            return card.answer
        case ListCard():
            return max((item.text for item in card.items), key=len, default="")
        case ContrastCard():
            return card.feature


def _single(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the diagnoses that one case alone shows."""
    exemplars = Counter(key(case.diagnosis) for case in cases)
    return tuple(sorted(case.diagnosis for case in cases if exemplars[key(case.diagnosis)] == 1))


def is_normal(case: Case) -> bool:
    """Tell whether ``case`` shows a normal study, by its ACR code or its diagnosis."""
    normal = any("normal" in acr.pathology_name(code).casefold() for code in case.acr)
    return key(case.diagnosis).startswith("normal") or (normal and "normal" in key(case.diagnosis).split())


def _without_normal(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the anatomic fields that have cases but no normal one to compare with."""
    fields: dict[str, bool] = defaultdict(bool)
    for case in cases:
        for code in case.acr:
            fields[acr.anatomy_name(code)] |= is_normal(case)
    return tuple(sorted(name for name, has_normal in fields.items() if name and not has_normal))


def _missing(made: Mapping[CaseId, Sequence[Card]]) -> dict[str, tuple[str, ...]]:
    """Return the kinds that every case should have, with the cases that lack them."""
    lacking = {
        kind.value: tuple(
            str(name) for name, cards in made.items() if all(c.identity.kind is not kind for c in cards)
        )
        for kind in _EXPECTED
    }
    return {kind: names for kind, names in lacking.items() if names}


def _without_mimic(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the patterns none of whose causes is the diagnosis of another case of the deck."""
    shown: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for name in (case.diagnosis, *case.aliases):
            shown[key(name)].add(case.id)
    return tuple(
        f"{gamut.pattern} ({case.id})"
        for case in cases
        for gamut in case.gamuts
        if not any(shown.get(key(cause.cause), set()) - {case.id} for cause in gamut.causes)
    )
