"""Looks at a deck as a whole: what it has one of only, what it lacks, what is out of balance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tfcards.decompose.contrasts.families import Families
from tfcards.decompose.contrasts.pairs import Pairing
from tfcards.model.card import Kind
from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic
from tfcards.package.content import card_ords
from tfcards.pipeline.draft import Draft, make_draft
from tfcards.pipeline.pictures import places_of
from tfcards.pipeline.report import cards_by_kind
from tfcards.pipeline.stats_answers import Answer, answers_of, long_lists
from tfcards.pipeline.stats_patterns import lonely_patterns
from tfcards.sources.supply import Supply
from tfcards.vocabulary import acr
from tfcards.vocabulary.names import is_normal_name

LONG_ANSWER = 160
"""Characters beyond which an answer says more than one thing: an author should split it."""

LEAST_SHARE, LARGEST_SHARE = 0.03, 0.5
"""A kind with a smaller or larger part of the cards is far out of balance with the others."""

_LONGEST = 5
_WANTED = (Kind.OCCLUSION, Kind.QUESTION)
"""Kinds that are made where a case wants them: of these, none is too few."""

_EXPECTED = (Kind.DIAGNOSIS, Kind.PATTERN, Kind.DIFFERENTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The figures of a deck, and what is wrong with its sources. Lists name cases by id, others in words.

    ``cards`` counts those that a build makes, ``shares`` are their parts of all.
    """

    cases: int
    cards: dict[str, int]
    shares: dict[str, float]
    out_of_balance: tuple[str, ...]
    cards_a_case: tuple[int, float, int]
    single_exemplars: tuple[str, ...]
    fields_without_normal: tuple[str, ...]
    missing_kinds: dict[str, tuple[str, ...]]
    lonely_patterns: tuple[str, ...]
    confused: tuple[str, ...]
    longest_answers: tuple[Answer, ...]
    to_split: tuple[Answer, ...]
    diagnostics: tuple[Diagnostic, ...]


def deck_stats(paths: Sequence[Path], supply: Supply) -> Stats:
    """Return the figures of the deck or the cases at ``paths``.

    Raises:
        TfcardsError: A path does not exist or holds no case.
    """
    draft = make_draft(paths, supply, lambda _: None)
    cases = [source.case for source in draft.sources.cases]
    cards = cards_by_kind(draft.notes, draft.note_types)
    counts = _cards_a_case(draft) or [0]
    shares = {kind.value: cards.get(kind.value, 0) / (sum(cards.values()) or 1) for kind in Kind}
    places = {source.case.id: places_of(source) for source in draft.sources.cases}
    answers = sorted(answers_of(draft.cards, places), key=lambda answer: (-answer.size, answer.card))
    long = [answer for answer in answers if answer.size > LONG_ANSWER]
    return Stats(
        cases=len(cases),
        cards=dict(cards),
        shares=shares,
        out_of_balance=_out_of_balance(shares) if cards else (),
        cards_a_case=(min(counts), median(counts), max(counts)),
        single_exemplars=_single(cases),
        fields_without_normal=_without_normal(cases),
        missing_kinds=_missing(draft),
        lonely_patterns=lonely_patterns(cases),
        confused=_confused(draft),
        longest_answers=tuple(answers[:_LONGEST]),
        to_split=(*long_lists(draft.cards, places), *long),
        diagnostics=draft.sources.diagnostics,
    )


def _cards_a_case(draft: Draft) -> list[int]:
    """Return how many cards each case has, those that stand for several cases with the case that owns them."""
    types = {note_type.name: note_type for note_type in draft.note_types}
    counts = Counter({str(source.case.id): 0 for source in draft.sources.cases})
    for note in draft.notes:
        counts[note.identity.case] += len(card_ords(note, types[note.note_type]))
    return list(counts.values())


def _out_of_balance(shares: Mapping[str, float]) -> tuple[str, ...]:
    """Return the kinds that are far too few or too many, with their share."""
    due = {kind: share for kind, share in shares.items() if kind not in _WANTED}
    few = [f"{kind}: {share:.0%}, too few" for kind, share in due.items() if share < LEAST_SHARE]
    many = [f"{kind}: {share:.0%}, too many" for kind, share in shares.items() if share > LARGEST_SHARE]
    return (*many, *few)


def _single(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the diagnoses that one case alone shows, under whatever name."""
    families = Families(cases)
    return tuple(sorted(case.diagnosis for case in cases if not families.related(case)))


def is_normal(case: Case) -> bool:
    """Tell whether ``case`` shows a normal study, by its diagnosis; an ACR code of the normal makes it likely."""
    coded = any("normal" in acr.pathology_name(code).casefold() for code in case.acr)
    return is_normal_name(case.diagnosis, likely=coded)


def _without_normal(cases: Sequence[Case]) -> tuple[str, ...]:
    """Return the anatomic fields that have cases but no normal one to compare with."""
    fields: dict[str, bool] = defaultdict(bool)
    for case in cases:
        for code in case.acr:
            fields[acr.anatomy_name(code)] |= is_normal(case)
    return tuple(sorted(name for name, has_normal in fields.items() if name and not has_normal))


def _missing(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Return the kinds that every case should have, with the cases that lack them."""
    made = {(str(note.identity.case), note.identity.kind) for note in draft.notes}
    names = [str(source.case.id) for source in draft.sources.cases]
    lacking = {kind.value: tuple(name for name in names if (name, kind) not in made) for kind in _EXPECTED}
    return {kind: lack for kind, lack in lacking.items() if lack}


def _confused(draft: Draft) -> tuple[str, ...]:
    """Return pairs of diagnoses that would be confused although no case says what sets them apart."""
    pairing = Pairing(list({card.case.id: card.case for card in draft.cards}.values()))
    members = pairing.families.members
    return tuple(
        f"{members[one][0].diagnosis} and {members[other][0].diagnosis} ({why})"
        for (one, other), why in pairing.unstated().items()
    )
