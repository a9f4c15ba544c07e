"""Explains the cards of one case as the build of its deck makes them, with path and line of what decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfcards.decompose.explain import Explanation, explain
from tfcards.model.diagnostic import Diagnostic, Location
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.places import Places
from tfcards.pipeline.draft import Progress, make_draft
from tfcards.pipeline.pictures import places_of
from tfcards.sources.collection import DECK_FILE, Sources, load
from tfcards.sources.supply import Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a card, or an item of a list, is made or not: one record of ``build --explain CASE --json``."""

    card: str
    made: bool
    rule: str
    code: str
    path: str
    line: int
    words: tuple[str, ...]

    def __str__(self) -> str:
        verdict = "made" if self.made else f"not made[{self.code}]" if self.code else "not made"
        words = f" [{'; '.join(' '.join(word.split()) for word in self.words)}]" if self.words else ""
        return f"{Location(self.path, self.line)}: {self.card}: {verdict}: {self.rule}{words}"


@dataclass(frozen=True, slots=True)
class Explained:
    """The ``reasons`` for the cards of a case, or the ``problems`` for which the case cannot be used."""

    reasons: tuple[Reason, ...]
    problems: tuple[Diagnostic, ...] = ()


def explain_case(
    paths: Sequence[Path],
    case_id: str,
    supply: Supply,
    progress: Progress = lambda _: None,
    *,
    share: bool = False,
) -> Explained:
    """Return why each card of the case ``case_id`` is made or not by a build of ``paths``.

    Raises:
        TfcardsError: There is no such case, or a build cannot go on; see ``make_draft``.
    """
    draft = make_draft(paths, supply, progress, share=share)
    case = next((case for case in draft.trace.cases if case.id == case_id), None)
    if case is None:
        return Explained((), _problems(draft.sources, case_id, load(paths, supply)))
    places = {source.case.id: places_of(source) for source in draft.sources.cases}
    return Explained(tuple(_reason(each, places[each.source]) for each in explain(case, draft.trace)))


def _reason(each: Explanation, places: Places) -> Reason:
    place = places.at(each.part)
    return Reason(
        card=each.card,
        made=each.made,
        rule=each.rule,
        code=each.code,
        path=place.path,
        line=place.line,
        words=each.words,
    )


def _problems(sources: Sources, case_id: str, everything: Sources) -> tuple[Diagnostic, ...]:
    """Return for what the case ``case_id`` cannot be used. ``everything`` holds what may not be passed on too."""
    usable = {source.reading.path for source in sources.cases}
    withheld = {source.reading.path for source in everything.cases if source.case.id == case_id} - usable
    found = tuple(
        d
        for d in sources.diagnostics
        if d.location.path in withheld
        or (d.location.path not in usable and _may_be(Path(d.location.path), case_id))
    )
    if not found and not sources.cases:
        found = sources.diagnostics
    if not found:
        known = ", ".join(source.case.id for source in sources.cases) or "none"
        raise TfcardsError(f"there is no case {case_id}", f"there are: {known}", ExitCode.USAGE)
    return found


def _may_be(path: Path, case_id: str) -> bool:
    """Tell whether ``path``, which could not be used, may hold the case ``case_id``: by its folder or its name."""
    return path.name != DECK_FILE and case_id in (path.parent.name, path.stem, path.name)


def as_records(explained: Explained) -> Iterable[dict[str, object]]:
    """Yield the reasons as plain data for JSON; a problem of a case that cannot be used as that of no card."""
    for reason in explained.reasons:
        yield {name: getattr(reason, name) for name in reason.__slots__}
    for problem in explained.problems:
        place = problem.location
        yield {
            "card": "",
            "made": False,
            "rule": problem.message,
            "code": problem.code,
            "path": place.path,
            "line": place.line,
            "words": (),
        }
