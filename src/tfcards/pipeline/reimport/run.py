"""Plans what importing a case again changes in its folder, and carries it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, Location, error, warning
from tfcards.model.places import Places
from tfcards.package.files import write_atomically
from tfcards.pipeline.reimport import told
from tfcards.pipeline.reimport.align import aligned, taken_numbers
from tfcards.pipeline.reimport.base import IMPORTED_FILE, Base, base_text, is_damaged, read_base
from tfcards.pipeline.reimport.merge import Merge, merge
from tfcards.pipeline.reimport.pictures import Data, Versions, named, pictures
from tfcards.sources.casefile.edit import read_back
from tfcards.sources.casefile.edit_structure import apply
from tfcards.sources.casefile.numbering import assign_ids
from tfcards.sources.casefile.reader import CASE_FILE, read_case_text
from tfcards.sources.casefile.writer import case_yaml


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written: the case file and the base, each None where it stays, and image files by their names.

    ``changes`` counts what comes in, ``conflicts`` what both sides changed; ``diagnostics`` tell of both, at the
    lines of the case file as it will be.
    """

    case: str | None
    base: str | None
    images: Mapping[str, Data]
    changes: int
    conflicts: int
    diagnostics: tuple[Diagnostic, ...]


def plan(folder: Path, draft: Case, images: Mapping[str, Data], used: Mapping[str, Collection[int]]) -> Plan:
    """Return what importing ``draft`` with ``images`` into the case folder ``folder`` changes there.

    ``used`` are the item numbers that releases of the case ever used. Raises OSError where a file cannot be read.
    """
    path = folder / CASE_FILE
    data = path.read_bytes()
    ours = read_case_text(data, str(path)).case  # with the ids that builds give: they are what people have
    if ours is None:
        return _refused(path, "the case file has errors, so nothing was imported", "correct them first")
    source = read_back(case_yaml(draft), str(path))[1]
    if source is None:
        hint = "correct the source"
        return _refused(path, "what the source says now makes no case file, so nothing was imported", hint)
    base = read_base(folder)
    if _is_another(base.case if base else ours, source):
        message = f"the source seems to tell of another case than {ours.id}, so nothing was imported"
        hint = "give it an id of its own, or remove the case folder first"
        return _with(_NOTHING, [error("TF183", message, Location(str(path)), hint)])
    versions = Versions(folder, base, ours)
    source, files = named(versions, source, images)
    theirs = aligned(source, base.case if base else None, ours, used)
    return _planned(versions, theirs, files, data.decode("utf-8", "surrogateescape"), used)


def _planned(
    versions: Versions, theirs: Case, files: Mapping[str, Data], text: str, used: Mapping[str, Collection[int]]
) -> Plan:
    path, base = versions.folder / CASE_FILE, versions.base
    known = [versions.ours, theirs, *([base.case] if base else [])]
    merged = merge(base.case if base else None, versions.ours, theirs)
    merged = replace(merged, case=assign_ids(merged.case, taken_numbers(known, used)).case)
    after = text
    if merged.case != versions.ours:
        edited = apply(text, str(path), merged.case)
        if edited.refused:
            return _by_hand(merged, path, text, edited.refused)
        after = edited.text
    # What is new in the case has its id there now: the base is to have the same.
    theirs = aligned(theirs, base.case if base else None, merged.case, used)
    coming = pictures(versions, theirs, files)
    hashes = {**(base.images if base else {}), **coming.hashes}
    return Plan(
        case=after if after != text else None,
        base=base_text(Base(theirs, hashes)),
        images=coming.write,
        changes=len(merged.changes) + len(coming.write),
        conflicts=len(merged.conflicts) + coming.conflicts,
        diagnostics=(*_about_base(versions.folder), *told.told(merged, _places(path, after)), *coming.told),
    )


def carry_out(folder: Path, planned: Plan) -> None:
    """Write what ``planned`` says: images first, the case file next, the base last, each whole or not at all.

    What fails in between can be imported again: the base still tells of the import before. Raises OSError where an
    image cannot be read, TfcardsError where a file cannot be written.
    """
    for name, data in planned.images.items():
        write_atomically(folder / name, data if isinstance(data, bytes) else data.read_bytes())
    if planned.case is not None:
        write_atomically(folder / CASE_FILE, planned.case.encode("utf-8", "surrogateescape"))
    if planned.base is not None:
        write_atomically(folder / IMPORTED_FILE, planned.base.encode())


_NOTHING = Plan(None, None, {}, 0, 0, ())


def _with(planned: Plan, diagnostics: Iterable[Diagnostic]) -> Plan:
    return replace(planned, diagnostics=tuple(diagnostics))


def _refused(path: Path, message: str, hint: str) -> Plan:
    return _with(_NOTHING, [error("TF182", message, Location(str(path)), hint)])


def _by_hand(merged: Merge, path: Path, text: str, why: str) -> Plan:
    """Return the plan of changes that cannot be written: nothing is, so that the next import finds them again."""
    message = f"the changes of the source cannot be written into the case file: {why}"
    problem = error("TF182", message, Location(str(path)), "write them by hand")
    return _with(_NOTHING, [problem, *told.by_hand(merged, _places(path, text))])


def _places(path: Path, text: str) -> Places:
    return Places(str(path), read_case_text(text.encode("utf-8", "surrogateescape"), str(path)).lines)


def _about_base(folder: Path) -> list[Diagnostic]:
    if not is_damaged(folder):
        return []
    message = "what the last import wrote cannot be read, so the case was only compared with the source"
    place = Location(str(folder / IMPORTED_FILE))
    return [warning("TF184", message, place, "take the file back from git, if that is possible")]


def _is_another(known: Case, draft: Case) -> bool:
    """Tell whether nothing of two cases agrees by which a teaching file tells a case."""
    same = known.diagnosis == draft.diagnosis or known.brief_history == draft.brief_history
    seen = {finding.observation for finding in known.findings}
    return not same and seen.isdisjoint(finding.observation for finding in draft.findings)
