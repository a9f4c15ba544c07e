"""Holds what tfcards makes of a page against gold: what a careful educator expects of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from tfcards.decompose.cards import decompose
from tfcards.decompose.masking.mask import MASK, is_diagnosis
from tfcards.model.card import (
    Card,
    ContrastCard,
    DiagnosisCard,
    ListCard,
    OcclusionCard,
    PatternCard,
    QuestionCard,
)
from tfcards.model.case import Case
from tfcards.sources.registry import read_file
from tfcards.vocabulary.terms import words as word_list
from tfcards.vocabulary.words import key

MEASURES = ("studies", "pairs", "differential", "remarks", "stance", "gamuts", "labs")
_MIN_ASKING_WORDS = 2
_MAX_EXTRA_WORDS = 2
"""Words that a name may have too much or too little and still be the name that gold wants."""


@dataclass(slots=True)
class Count:
    """Hits among what was found and among what was wanted."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 1 when nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what was wanted that was found; 1 when nothing was wanted."""
        return self.hits / self.wanted if self.wanted else 1.0

    def add(self, other: Count) -> None:
        """Add the numbers of ``other``."""
        self.hits += other.hits
        self.found += other.found
        self.wanted += other.wanted


@dataclass(slots=True)
class Score:
    """The score of one page, and its mistakes in words."""

    name: str
    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in MEASURES})
    cards: int = 0
    fronts: int = 0
    leaks: list[str] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)
    unanswerable: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def badness(self) -> int:
        """Return how many things are wrong: the worst pages are shown."""
        missed = sum(c.wanted - c.hits + c.found - c.hits for c in self.counts.values())
        return missed + 3 * len(self.leaks) + len(self.holes) + len(self.unanswerable)


def gold_of(folder: Path) -> dict[str, Any]:
    """Return the gold of ``folder``; the golden pages of the tests call what fronts may not say otherwise."""
    file = next(path for name in ("gold.yaml", "expected.yaml") if (path := folder / name).is_file())
    gold: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return {"giveaways": gold.get("forbidden_on_fronts", []), **gold}


def score(folder: Path) -> Score:
    """Read the page of ``folder``, decompose it, and hold both against its ``gold.yaml``."""
    gold = gold_of(folder)
    result = Score(folder.name)
    (reading,) = read_file(next(folder.glob("page.*")))
    if reading.case is None:
        result.mistakes.append("the page was not read")
        return result
    case = reading.case
    for part, judge in (
        ("studies", _studies),
        ("findings", _pairs),
        ("differential", _differential),
        ("gamuts", _gamuts),
        ("labs", _labs),
    ):
        if part in gold:
            judge(case, gold, result)
    _fronts(case, gold, result)
    return result


def has(text: str, phrase: str) -> bool:
    """Tell whether ``text`` contains ``phrase``, case, accents and punctuation aside."""
    return f" {key(phrase)} " in f" {key(text)} " or key(phrase) in key(text)


def _match(
    found: Sequence[Any], wanted: Sequence[Any], same: Callable[[Any, Any], bool]
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    """Return the pairs that match, what was found too much, and what is missing; each is used once, in order."""
    rest = list(found)
    pairs, missing = [], []
    for one in wanted:
        hit = next((f for f in rest if same(f, one)), None)
        if hit is None:
            missing.append(one)
        else:
            rest.remove(hit)
            pairs.append((hit, one))
    return pairs, rest, missing


def _count(result: Score, name: str, matched: tuple[list[tuple[Any, Any]], list[Any], list[Any]]) -> None:
    pairs, extra, missing = matched
    result.counts[name].add(Count(len(pairs), len(pairs) + len(extra), len(pairs) + len(missing)))
    result.mistakes += [f"{name}: missing {one}" for one in missing] + [f"{name}: too much {one}" for one in extra]


def _studies(case: Case, gold: Mapping[str, Any], result: Score) -> None:
    found = list(dict.fromkeys(f.study for f in case.findings if f.study))
    # What stands in brackets behind a study's name is no part of it: "MRI (1.5 T)".
    named = [re.sub(r"\s*\([^)]*\)", "", str(name)) for name in gold["studies"]]
    _count(result, "studies", _match([re.sub(r"\s*\([^)]*\)", "", f) for f in found], named, _same_name))


def _same_name(one: str, other: str) -> bool:
    """Tell whether two names are one, but for a word or two."""
    a, b = set(key(one).split()) - word_list("stop"), set(key(other).split()) - word_list("stop")
    return bool(a & b or key(one) == key(other)) and (a <= b or b <= a) and len(a ^ b) <= _MAX_EXTRA_WORDS


def _pairs(case: Case, gold: Mapping[str, Any], result: Score) -> None:
    found = [f for f in case.findings if f.interpretation]
    wanted = [f for f in gold.get("findings", []) if f.get("interpretation")]

    def same(one: Any, other: Mapping[str, Any]) -> bool:  # noqa: ANN401 - gold is plain data
        seen = all(has(one.observation, phrase) for phrase in other["observation"])
        kept_apart = not any(has(one.observation, phrase) for phrase in other["interpretation"])
        return seen and kept_apart and all(has(one.interpretation, phrase) for phrase in other["interpretation"])

    _count(result, "pairs", _match(found, wanted, same))


def _differential(case: Case, gold: Mapping[str, Any], result: Score) -> None:
    found = [d for d in case.differential if not is_diagnosis(case, d.diagnosis)]
    wanted = gold["differential"]

    matched = _match(found, wanted, lambda one, other: _same_name(one.diagnosis, other["diagnosis"]))
    _count(result, "differential", matched)
    remarked = [(one, other) for one, other in matched[0] if other.get("distinguishing") or one.distinguishing]
    right = [
        (one, other)
        for one, other in remarked
        if other.get("distinguishing") and all(has(one.distinguishing, p) for p in other["distinguishing"])
    ]
    said = sum(1 for one, _ in remarked if one.distinguishing)
    expected = sum(1 for _, other in remarked if other.get("distinguishing"))
    result.counts["remarks"].add(Count(len(right), said, expected))
    result.mistakes += [f"remark: {one} is not {other}" for one, other in remarked if (one, other) not in right]
    judged = [(one, other) for one, other in matched[0] if "stance" in other]
    agreed = sum(1 for one, other in judged if one.stance == other["stance"])
    result.counts["stance"].add(Count(agreed, len(judged), len(judged)))
    result.mistakes += [
        f"stance: {one.stance} is not {other}" for one, other in judged if one.stance != other["stance"]
    ]


def _gamuts(case: Case, gold: Mapping[str, Any], result: Score) -> None:
    def same(one: Any, other: Mapping[str, Any]) -> bool:  # noqa: ANN401 - gold is plain data
        return has(one.pattern, other["pattern"]) or has(other["pattern"], one.pattern)

    pairs, extra, missing = _match(case.gamuts, gold.get("gamuts", []), same)
    found = [cause.cause for one, _ in pairs for cause in one.causes] + [
        c.cause for one in extra for c in one.causes
    ]
    wanted = [cause for _, other in pairs for cause in other["causes"]] + [c for o in missing for c in o["causes"]]
    _count(result, "gamuts", _match(found, wanted, lambda one, other: has(one, other) or has(other, one)))


def _labs(case: Case, gold: Mapping[str, Any], result: Score) -> None:
    def same(one: Any, other: Mapping[str, Any]) -> bool:  # noqa: ANN401 - gold is plain data
        numbers = all(getattr(one, n) == other[n] for n in ("value", "low", "high") if n in other)
        qualifier = one.qualifier == (other.get("qualifier") or "")
        named = has(one.name, str(other["name"])) or has(str(other["name"]), one.name)
        return numbers and qualifier and named and key(one.unit) == key(str(other.get("unit") or ""))

    _count(result, "labs", _match(case.labs, gold.get("labs", []), same))


def _fronts(case: Case, gold: Mapping[str, Any], result: Score) -> None:
    shown = replace(case, images=tuple(replace(image, file=image.file or "image.png") for image in case.images))
    cards = decompose(shown).cards
    result.cards = len(cards)
    source = _masked_sources(case)
    everything = []
    for card in cards:
        texts = list(front_texts(card))
        everything += texts
        result.fronts += 1
        result.leaks += [
            f"{card.identity}: {term}"
            for term in gold.get("giveaways", [])
            if any(_says(text, str(term)) for text in texts)
        ]
        if not any(len(key(text.replace(MASK, " ")).split()) >= _MIN_ASKING_WORDS for text in texts):
            result.unanswerable.append(str(card.identity))
        result.unanswerable += [f"{card.identity}: {phrase}" for phrase in _unaskable(card, gold)]
    shown_text = " ".join(everything)
    for phrase in gold.get("harmless", []):
        if has(source, str(phrase)) and not has(shown_text, str(phrase)):
            result.holes.append(str(phrase))


def _unaskable(card: Card, gold: Mapping[str, Any]) -> list[str]:
    """Return the phrases of gold's findings that make no question of their own, and yet are asked by ``card``."""
    if not isinstance(card, PatternCard) or card.whole:
        return []
    said = [f.observation + " | " + f.interpretation for f in card.case.findings if f.id == card.identity.item]
    return [phrase for phrase in gold.get("unaskable", []) if any(has(text, str(phrase)) for text in said)]


def _says(text: str, term: str) -> bool:
    """Tell whether ``term`` stands in ``text`` at the beginning of a word; capitals alone mean an abbreviation."""
    if term.isupper() and len(term) <= len("ABCDEF"):
        return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None
    return f" {key(term)}" in f" {key(text)}"


def _masked_sources(case: Case) -> str:
    """Return the texts of ``case`` that may come to stand on a front."""
    parts = [case.brief_history, case.full_history, case.technique, case.image_note]
    parts += [image.caption for image in case.images] + [finding.observation for finding in case.findings]
    return " ".join(parts)


def front_texts(card: Card) -> Iterator[str]:
    """Yield all texts that will stand on a front of ``card``, hidden items aside."""
    match card:
        case DiagnosisCard():
            yield from (card.history, card.technique, card.full_history, card.image_note, *card.captions)
            yield from (lab.name for lab in card.labs)
        case PatternCard():
            yield from (card.study, *card.observations)
        case ListCard():
            yield from (card.stem, card.history, *card.captions)
            yield from (item.text for item in card.items if not item.withheld)
            yield from (item.cue for item in card.items)
        case ContrastCard():
            yield from (card.name, card.history, *card.captions)
        case OcclusionCard():
            yield from (card.question, card.caption)
        case QuestionCard():
            yield from (card.question, card.history, *card.captions)
