"""Plans what importing a case again changes in its folder, and carries it out."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.case import Case
from tfcards.model.diagnostic import Diagnostic, Location, error, info, warning
from tfcards.model.places import Places
from tfcards.package.files import write_atomically
from tfcards.pipeline.reimport.align import aligned
from tfcards.pipeline.reimport.base import IMPORTED_FILE, Base, base_text, digest, read_base
from tfcards.pipeline.reimport.merge import Difference, Merged, merge
from tfcards.sources.casefile.edit import read_back
from tfcards.sources.casefile.edit_structure import apply
from tfcards.sources.casefile.reader import read_case_text

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written: the case file and the base, each None where it stays, and image files by their names.

    ``changes`` counts what comes in, ``conflicts`` what both sides changed; ``diagnostics`` tell of both.
    """

    case: str | None
    base: str | None
    images: Mapping[str, Path | bytes]
    changes: int
    conflicts: int
    diagnostics: tuple[Diagnostic, ...]


def plan(
    folder: Path, draft: Case, images: Mapping[str, Path | bytes], used: Mapping[str, Collection[int]]
) -> Plan:
    """Return what importing ``draft`` with ``images`` into the case folder ``folder`` changes there.

    ``used`` are the item numbers that releases of the case ever used. Raises OSError where a file cannot be read.
    """
    path = folder / "case.yaml"
    with path.open("r", encoding="utf-8", errors="surrogateescape", newline="") as file:
        text = file.read()
    ours = read_back(text, str(path))[1]
    if ours is None:
        return _refused(
            error(
                "TF182",
                "the case file has errors, so nothing was imported",
                Location(str(path)),
                "correct them first",
            )
        )
    base = read_base(folder)
    if _is_another(base.case if base else ours, draft):
        message = f"the source seems to tell of another case than {ours.id}, so nothing was imported"
        hint = "give it an id of its own, or remove the case folder first"
        return _refused(error("TF183", message, Location(str(path)), hint))
    theirs = aligned(draft, base.case if base else None, ours, used)
    merged = merge(base.case if base else None, ours, theirs)
    edited = apply(text, str(path), merged.case)
    if edited.refused:
        message = f"the changes of the source cannot be written into the case file: {edited.refused}"
        hint = "write them by hand; import with --dry-run tells what they are"
        return _refused(error("TF182", message, Location(str(path)), hint))
    places = Places(str(path), read_case_text(text.encode("utf-8", "surrogateescape"), str(path)).lines)
    coming = _Images(folder, images, base)
    said = [*_told(merged, places), *coming.told]
    hashes = {**(base.images if base else {}), **coming.hashes}
    return Plan(
        case=edited.text if edited.text != text else None,
        base=base_text(Base(theirs, hashes)),
        images=coming.write,
        changes=len(merged.changes) + len(coming.write),
        conflicts=len(merged.conflicts) + coming.conflicts,
        diagnostics=tuple(said),
    )


def carry_out(folder: Path, planned: Plan) -> None:
    """Write what ``planned`` says: images first, the case file next, the base last. Raises OSError."""
    for name, origin in planned.images.items():
        beside = folder / f".{name}.tmp"
        if isinstance(origin, bytes):
            beside.write_bytes(origin)
        else:
            shutil.copyfile(origin, beside)
        beside.replace(folder / name)
    if planned.case is not None:
        write_atomically(folder / "case.yaml", planned.case.encode("utf-8", "surrogateescape"))
    if planned.base is not None:
        write_atomically(folder / IMPORTED_FILE, planned.base.encode())


def _refused(problem: Diagnostic) -> Plan:
    return Plan(None, None, {}, 0, 0, (problem,))


def _is_another(known: Case, draft: Case) -> bool:
    """Tell whether nothing of two cases agrees by which a teaching file tells a case."""
    same = known.diagnosis == draft.diagnosis or known.brief_history == draft.brief_history
    seen = {finding.observation for finding in known.findings}
    return not same and seen.isdisjoint(finding.observation for finding in draft.findings)


class _Images:
    """Which image files are to be written: new ones, and those that nobody changed since they were imported."""

    def __init__(self, folder: Path, images: Mapping[str, Path | bytes], base: Base | None) -> None:
        self.write: dict[str, Path | bytes] = {}
        self.hashes: dict[str, str] = {}
        self.told: list[Diagnostic] = []
        self.conflicts = 0
        known = base.images if base else {}
        for name, origin in images.items():
            new, place = digest(origin), folder / name
            self.hashes[name] = new
            if not place.exists():
                if name not in known:
                    self.write[name] = origin
            elif (now := digest(place)) != new and new != known.get(name):
                self._differs(name, origin, place, untouched=now == known.get(name))

    def _differs(self, name: str, origin: Path | bytes, place: Path, *, untouched: bool) -> None:
        if untouched:
            self.write[name] = origin
            self.told.append(info("TF180", f"the image {name} is the one of the source now", Location(str(place))))
        else:
            self.conflicts += 1
            message = f"the image {name} differs from that of the source, and was kept"
            self.told.append(warning("TF181", message, Location(str(place)), "compare the two"))


def _told(merged: Merged, places: Places) -> Iterator[Diagnostic]:
    for change in merged.changes:
        yield info("TF180", f"{change.part}: {_words(change)}", places.at(change.part))
    for conflict in merged.conflicts:
        now = f'"{_cut(conflict.theirs)}"' if conflict.theirs else "nothing any more"
        message = f'{conflict.part}: the source says {now}, and the case, which was kept, "{_cut(conflict.ours)}"'
        yield warning("TF181", message, places.at(conflict.part), "take over what is right")


def _words(change: Difference) -> str:
    if not change.ours:
        return f'"{_cut(change.theirs)}" came in'
    if not change.theirs:
        return f'"{_cut(change.ours)}" is gone'
    return f'"{_cut(change.ours)}" is "{_cut(change.theirs)}" now'


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
