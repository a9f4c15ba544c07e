"""Imports files, folders and archives of any format into a deck, each case as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, Severity, error
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.pipeline.importing.dicom import with_series
from tfcards.pipeline.importing.drafting import Draft, drafted, write_draft
from tfcards.pipeline.importing.rows import Imported, Result, Row, unused_images
from tfcards.pipeline.reimport.base import read_base
from tfcards.pipeline.reimport.run import carry_out, plan
from tfcards.pipeline.used_numbers import released_numbers
from tfcards.sources.collection import (
    CASE_FILE,
    DECK_FILE,
    SourceCase,
    Sources,
    check_paths,
    is_deck,
    loose,
    with_own_images,
)
from tfcards.sources.intake.limits import Budget
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.intake.take import Intake, take_in
from tfcards.sources.supply import Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to import into which deck. A ``dry_run`` writes nothing, and says what it would."""

    paths: Sequence[Path]
    deck: Path
    supply: Supply
    dry_run: bool = False


def import_cases(request: ImportRequest) -> Imported:
    """Write a draft case folder below ``deck``/cases for each case found; one that is there already is updated.

    Raises:
        TfcardsError: A path is wrong, ``deck`` is no deck, or nothing can be written there.
    """
    _check(request)
    with Scratch() as scratch:
        intake = take_in(request.paths, scratch, Budget())
        sources = _sources(intake, request.supply, scratch)
        diagnostics = list(sources.diagnostics)
        rows: list[Row] = []
        written: list[Path] = []
        for source in sources.cases:
            row, problems = _import(source, request)
            rows.append(row)
            diagnostics += problems
            if row.result is Result.DRAFTED:
                written.append(request.deck / "cases" / source.case.id / CASE_FILE)
        rows += _without_a_case(intake, sources)
        rows += [Row(source=s.path, result=Result.SKIPPED, detail=s.reason) for s in intake.skipped]
        used = [source.image_path(i).resolve() for source in sources.cases for i in source.case.images if i.file]
        shown = {path.parent: scratch.shown(str(path.parent)) for path in intake.images}
        rows += unused_images(intake.images, used, shown)
    return Imported(tuple(rows), tuple(written), tuple(diagnostics))


def _check(request: ImportRequest) -> None:
    try:
        check_paths(request.paths, request.supply)
        usable = is_deck([request.deck])
    except OSError as problem:
        message = f"{problem.filename or request.deck} cannot be reached: {problem.strerror or problem}"
        raise TfcardsError(message, "check the permissions of its folder", ExitCode.ENVIRONMENT) from problem
    if not usable:
        message = f"{request.deck} is not a deck: it has no {DECK_FILE}"
        raise TfcardsError(message, f"run: tfcards init {request.deck}", ExitCode.USAGE)


def _sources(intake: Intake, supply: Supply, scratch: Scratch) -> Sources:
    """Return the cases with their images: those supplied, else those that stand beside a page and bear its id."""
    readings = intake.readings
    if not supply:
        bare = [r for r in readings if r.case and not any(image.file for image in r.case.images)]
        given = dict(zip(map(id, bare), with_own_images(bare, readings), strict=True))
        readings = [given.get(id(reading), reading) for reading in readings]
    if supply.folder:
        alone = sum(reading.case is not None for reading in readings) == 1
        readings = [with_series(reading, supply.folder, alone=alone) for reading in readings]
    return loose(readings, supply, scratch)


def _import(source: SourceCase, request: ImportRequest) -> tuple[Row, list[Diagnostic]]:
    """Import one case; return what became of it and what is to be said."""
    folder = request.deck / "cases" / source.case.id
    base = read_base(folder)
    draft = drafted(source, {image.label: image.file for image in base.case.images} if base else {})
    row = Row(
        source=source.reading.path,
        format=source.reading.format,
        case=source.case.id,
        result=Result.DRAFTED,
        review=len(draft.case.review),
    )
    if (folder / CASE_FILE).is_file():
        return _import_again(draft, folder, row, dry_run=request.dry_run)
    if folder.exists():
        hint = f"give it a {CASE_FILE}, or remove the folder first"
        problem = error("TF119", f"{folder} has no {CASE_FILE}", Location(source.reading.path), hint)
        return replace(row, result=Result.SKIPPED, detail="its folder is there, but holds no case"), [problem]
    failure = None if request.dry_run else write_draft(draft, folder, source.reading.path)
    if failure:
        return replace(row, result=Result.FAILED, detail=failure.message), [failure]
    return row, []


def _import_again(draft: Draft, folder: Path, row: Row, *, dry_run: bool) -> tuple[Row, list[Diagnostic]]:
    """Import a case that the deck has: what the source changed comes in, what a person changed stays."""
    try:
        planned = plan(folder, draft.case, draft.images, released_numbers(folder / CASE_FILE))
        if not dry_run:
            carry_out(folder, planned)
    except OSError as problem:
        message = f"the case in {folder} cannot be updated: {problem.strerror or problem}"
        failure = error("TF122", message, Location(row.source), "check its files, then import again")
        return replace(row, result=Result.FAILED, detail=failure.message), [failure]
    said = list(planned.diagnostics)
    if planned.base is None:
        return replace(row, result=Result.SKIPPED, review=0, detail=said[0].message), said
    counts = (f"{planned.changes} changed", f"{planned.conflicts} to decide")
    detail = ", ".join(count for count in counts if not count.startswith("0 "))
    result = Result.CONFLICTS if planned.conflicts else Result.UPDATED if planned.changes else Result.UNCHANGED
    return replace(row, result=result, review=0, detail=detail), said


def _without_a_case(intake: Intake, sources: Sources) -> list[Row]:
    """Return the rows of what was read without giving a case of its own."""
    kept = {id(source.case) for source in sources.cases}
    ids = {source.case.id.casefold(): source.reading.path for source in sources.cases}
    rows = []
    for reading in intake.readings:
        if reading.case is None:
            problem = next((d for d in reading.diagnostics if d.severity is Severity.ERROR), None)
            told = problem or next(iter(reading.diagnostics), None)
            reason = told.message if told else "no case could be read"
            rows.append(Row(source=reading.path, format=reading.format, result=Result.SKIPPED, detail=reason))
        elif id(reading.case) not in kept and ids.get(reading.case.id.casefold()) != reading.path:
            reason = f"its id {reading.case.id} is that of {ids.get(reading.case.id.casefold(), 'another case')}"
            rows.append(Row(source=reading.path, format=reading.format, result=Result.SKIPPED, detail=reason))
    return rows
