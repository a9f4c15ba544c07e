"""Several decks in one package, each a deck below a common one; each keeps its own namespace and deck.lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from tfcards.check.leaks import leaks
from tfcards.check.rights import mixed_licences
from tfcards.model.card import Kind
from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Diagnostic, Location, has_errors, warning
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.pipeline.build import BuildRequest, Ready, prepare
from tfcards.pipeline.draft import Progress
from tfcards.pipeline.locked import lock_changes
from tfcards.pipeline.packages import Package, below, write_packages
from tfcards.pipeline.report import Report
from tfcards.sources.collection import DECK_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionRequest:
    """The deck folders of ``request.paths`` in the one package ``output``, as decks below the deck ``name``."""

    request: BuildRequest
    output: Path
    name: str


def build_union(union: UnionRequest, progress: Progress) -> Report:
    """Build the decks of ``union`` into one package; where one of them cannot be built, none is written.

    Raises:
        TfcardsError: A path is no deck, two decks share a namespace, the common name says a diagnosis, a lock
            cannot be used, or something cannot be written.
    """
    request = union.request
    if missing := [path for path in request.paths if not (path / DECK_FILE).is_file()]:
        message = f"{missing[0]} is no deck: it has no {DECK_FILE}"
        raise TfcardsError(message, "give deck folders, or pages alone", ExitCode.USAGE)
    decks = [prepare(replace(request, paths=(path,), output=None), progress) for path in request.paths]
    ready = [deck for deck in decks if isinstance(deck, Ready)]
    reports = [deck.report() if isinstance(deck, Ready) else deck for deck in decks]
    if len(ready) < len(decks) or any(has_errors(deck.problems) for deck in ready):
        return _joined(union.name, reports, ())
    _require_own_namespaces(ready)
    _require_harmless_name(union.name, ready)
    contents = [deck.chosen(request.select) for deck in ready]
    if request.share and (mixed := _mixed_licences(ready, union.output)):
        return _joined(union.name, reports, mixed)
    if request.locked and (changes := [d for deck in ready for d in _lock_changes(deck)]):
        return _joined(union.name, reports, changes)
    kept = tuple(below(union.name, each, each.deck_name) for each in contents if each.order)
    if not kept:
        return _joined(union.name, reports, [deck.nothing_selected() for deck in ready[:1]])
    package = Package(union.output, kept)
    progress(f"writing {union.output}")
    write_packages([package], {} if request.locked else {deck.lock_path: deck.stamped.lock for deck in ready})
    written = [deck.report(packages=[package], output=union.output) for deck in ready]
    return replace(_joined(union.name, written, same_cases(ready)), output=union.output)


def _mixed_licences(decks: Sequence[Ready], output: Path) -> Sequence[Diagnostic]:
    cases = [source.case for deck in decks for source in deck.draft.sources.cases]
    return tuple(mixed_licences(cases, str(output)))


def _lock_changes(deck: Ready) -> Sequence[Diagnostic]:
    return lock_changes(deck.lock, deck.stamped, deck.lock_path)


def _require_own_namespaces(decks: Sequence[Ready]) -> None:
    """Refuse decks that Anki would take for one another."""
    counts = Counter(deck.draft.sources.deck.namespace for deck in decks)
    if twice := next((name for name, count in counts.items() if count > 1), None):
        message = f"two decks have the namespace {twice}"
        raise TfcardsError(message, "give each deck once, and each its own namespace", ExitCode.USAGE)


def _require_harmless_name(name: str, decks: Sequence[Ready]) -> None:
    """Refuse a common name that says the diagnosis of a case: Anki shows the deck's name beside every front."""
    cases = [source.case for deck in decks for source in deck.draft.sources.cases]
    if said := sorted({word for case in cases for word in leaks(case, "", name)}):
        message = f"--name {name!r} says {', '.join(said)}, which is a diagnosis in these decks"
        raise TfcardsError(message, "choose another name", ExitCode.USAGE)


def same_cases(decks: Sequence[Ready]) -> Iterator[Diagnostic]:
    """Report cases of two decks that have the same id or show the same image: people would study them twice."""
    images = [_cases_by_image(deck) for deck in decks]
    for (one, shown), (other, shown_there) in combinations(zip(decks, images, strict=True), 2):
        ids = {source.case.id.casefold(): source.case.id for source in one.draft.sources.cases}
        there = {source.case.id.casefold(): source.case.id for source in other.draft.sources.cases}
        pairs = {(ids[same], there[same]): "have the same id" for same in ids.keys() & there.keys()}
        for image in shown.keys() & shown_there.keys():
            for first in shown[image]:
                for second in shown_there[image]:
                    pairs.setdefault((first, second), "show the same image")
        places = {source.case.id: source.reading.path for source in other.draft.sources.cases}
        names = (one.draft.sources.deck.name, other.draft.sources.deck.name)
        for (first, second), why in sorted(pairs.items()):
            yield warning(
                "TF414",
                f"{first} of {names[0]} and {second} of {names[1]} {why}: people may study one case twice",
                Location(places[second]),
                "take it out of one of the decks if they are one case",
            )


def _cases_by_image(deck: Ready) -> Mapping[str, set[CaseId]]:
    """Return which cases show each image; images are named by their content."""
    found: dict[str, set[CaseId]] = {}
    own = (note for note in deck.draft.notes if note.identity.kind in {Kind.DIAGNOSIS, Kind.PATTERN})
    for note in own:
        for name in note.media:
            found.setdefault(name, set()).add(CaseId(note.identity.case))
    return found


def _joined(name: str, reports: Sequence[Report], more: Iterable[Diagnostic]) -> Report:
    """Return one report of all ``reports``."""

    def total(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in counts:
            for key, number in each.items():
                found[key] = found.get(key, 0) + number
        return found

    return Report(
        output=None,
        deck=name,
        cases=sum(report.cases for report in reports),
        notes=total(report.notes for report in reports),
        cards=total(report.cards for report in reports),
        media=sum(report.media for report in reports),
        release=total(report.release for report in reports),
        diagnostics=(*(d for report in reports for d in report.diagnostics), *more),
    )
