"""Writes the notes of a deck in other forms than a package: Anki's text import, CrowdAnki, cards as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.model.errors import TfcardsError
from tfcards.package.content import PackageContent
from tfcards.package.export.crowdanki import crowdanki_bytes
from tfcards.package.export.csv import csv_bytes
from tfcards.package.export.files import Written, write_file, write_folder
from tfcards.package.export.json import json_bytes
from tfcards.package.lock import Lock
from tfcards.package.problems import package_problems
from tfcards.package.stamp import stamp
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.pipeline.export_cards import card_file
from tfcards.pipeline.locks import require_writable
from tfcards.pipeline.report import Report, cards_by_kind, notes_by_kind
from tfcards.sources.supply import NO_SUPPLY, Supply

CSV, CROWDANKI, JSON = "csv", "crowdanki", "json"
FORMATS = (CSV, CROWDANKI, JSON)

_ANY_TIME = 1_000_000_000
"""Release time of the notes, in seconds since 1970: no form that is exported says when a note changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to export, in which of ``FORMATS``, and the file or (CrowdAnki) the folder to write."""

    paths: Sequence[Path]
    form: str
    place: Path
    supply: Supply = NO_SUPPLY
    strict: bool = False
    share: bool = False


def export(request: ExportRequest, progress: Progress = lambda _: None) -> Report:
    """Write the notes that a build would package; deck.lock is read, and left as it is: an export is no release.

    Raises:
        TfcardsError: A path is wrong, the lock cannot be used, the notes cannot stand in Anki, or the place of the
            export cannot be written or holds something else.
    """
    draft = make_draft(request.paths, request.supply, progress, share=request.share, output=request.place)
    if not draft.notes:
        where = Location(str(request.paths[0]))
        return _report(draft, error("TF412", "no card could be made", where, "see the messages above"))
    report = _report(draft)
    if request.strict and report.failed(strict=True):
        return report
    content = _content(draft)
    if problems := package_problems(content):
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise TfcardsError(f"the export is not written:{listed}")
    require_writable(request.place)
    progress(f"writing {request.place}")
    write = write_folder if request.form == CROWDANKI else write_file
    write(request.place, Written(_WRITERS[request.form](draft, content), draft.media))
    return _report(draft, output=request.place)


_WRITERS: Mapping[str, Callable[[Draft, PackageContent], bytes]] = {
    CSV: lambda _, content: csv_bytes(content),
    CROWDANKI: lambda _, content: crowdanki_bytes(content),
    JSON: lambda draft, content: json_bytes(card_file(draft, content)),
}


def _content(draft: Draft) -> PackageContent:
    deck = draft.sources.deck
    return PackageContent(
        deck_name=deck.name,
        namespace=deck.namespace,
        stamped=stamp(Lock.empty(deck.namespace), draft.notes, draft.note_types, _ANY_TIME),
        media=draft.media,
        order=[note.identity for note in draft.notes],
    )


def _report(draft: Draft, *problems: Diagnostic, output: Path | None = None) -> Report:
    return Report(
        output=output,
        deck=draft.sources.deck.name,
        cases=len(draft.sources.cases),
        notes=notes_by_kind(draft.notes),
        cards=cards_by_kind(draft.notes, draft.note_types),
        media=len(draft.media),
        release={},
        diagnostics=(*draft.diagnostics, *problems),
    )
