"""Builds a deck and writes its package and its lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.content import PackageContent
from tfcards.package.lock import Lock
from tfcards.package.problems import note_type_problems
from tfcards.package.stamp import Stamped, stamp
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.pipeline.lock_history import earlier_release, lock_is_lost, lock_is_older
from tfcards.pipeline.locked import lock_changes
from tfcards.pipeline.locks import lock_path_of, read_known_lock
from tfcards.pipeline.moves import origins_of_held, renamed_causes
from tfcards.pipeline.packages import Package, by_anatomic_field, selected, write_packages
from tfcards.pipeline.report import Report, cards_by_kind, notes_by_kind
from tfcards.pipeline.select import Selection
from tfcards.pipeline.suspicion import Suspects, suspected
from tfcards.sources.collection import Sources
from tfcards.sources.supply import NO_SUPPLY, Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build. ``release_time`` (seconds since 1970) dates changed notes.

    None dates them by the newest input file, so that two builds of the same inputs are the same wherever they run.
    ``locked`` refuses to build what the lock does not say; ``output`` may then be None, and nothing is written.
    ``select`` packages a part, ``split`` writes one package for each anatomic field: neither changes the release.
    """

    paths: Sequence[Path]
    output: Path | None
    supply: Supply = NO_SUPPLY
    release_time: int | None = None
    strict: bool = False
    share: bool = False
    locked: bool = False
    select: Selection | None = None
    split: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A release that could be written: all of it, the lock of the one before (None: there is none), and its place.

    ``problems`` are what was noticed beside those of the draft.
    """

    draft: Draft
    lock: Lock | None
    lock_path: Path
    stamped: Stamped
    problems: tuple[Diagnostic, ...]

    def report(
        self, *more: Diagnostic, output: Path | None = None, packages: Sequence[Package] | None = None
    ) -> Report:
        """Return the report of this release: of what ``packages`` hold of it, written to ``output``, or not."""
        written = _Written(output, self.stamped) if output else None
        draft = self.draft if packages is None else _only(self.draft, packages)
        return _report(draft, (*self.problems, *more), written)

    def content(self) -> PackageContent:
        """Return what the package is written from."""
        return _content(self.draft, self.stamped)

    def chosen(self, select: Selection | None) -> PackageContent:
        """Return what a package of the notes that ``select`` chooses is written from."""
        return selected(self.content(), select)

    def nothing_selected(self) -> Diagnostic:
        """Return the message that no note was chosen."""
        hint = "look up what the cards are tagged with in docs/reference/tags.md, or in Anki's browser"
        return error("TF415", "--select chooses no card", Location(self.draft.sources.deck.name), hint)

    def packages(self, output: Path, select: Selection | None, *, split: bool) -> tuple[Package, ...]:
        """Return the packages to write, at ``output`` or beside it; none where nothing is chosen."""
        content = self.chosen(select)
        if split:
            cases = [source.case for source in self.draft.sources.cases]
            return by_anatomic_field(content, output, cases, self.draft.notes)
        return (Package(output, (content,)),) if content.order else ()


def build(request: BuildRequest, progress: Progress = lambda _: None) -> Report:
    """Build a package from the sources of ``request``; one bad case never stops the others unless ``strict``.

    Raises:
        TfcardsError: A path is wrong, the lock cannot be used, or the place of the output cannot be written.
    """
    ready = prepare(request, progress)
    if isinstance(ready, Report):
        return ready
    if has_errors(ready.problems):
        return ready.report()
    if request.locked:
        return _build_locked(request, ready, progress)
    if request.output is None:
        raise TfcardsError("there is no place for the package", "give one", ExitCode.USAGE)
    return _write(request.output, request, ready, {ready.lock_path: ready.stamped.lock}, progress)


def prepare(request: BuildRequest, progress: Progress) -> Ready | Report:
    """Do all of a build but write; return its report alone when there is nothing that could be written.

    Raises:
        TfcardsError: A path is wrong, or the lock cannot be used.
    """
    draft = make_draft(request.paths, request.supply, progress, share=request.share, output=request.output)
    if not draft.notes:
        return _report(draft, [_no_card(request.paths)])
    lock_path = lock_path_of(draft.sources, request.output or Path())
    known = read_known_lock(lock_path, draft.sources.deck.namespace)
    lock = known or Lock.empty(draft.sources.deck.namespace)
    release_time = request.release_time if request.release_time is not None else _newest(draft.sources)
    stamped = _stamped(draft, lock, release_time)
    problems = [*note_type_problems(lock, draft.note_types, str(lock_path))]
    problems += _noticed(draft, known, stamped, lock_path, request.output)
    if request.strict and _report(draft, problems).failed(strict=True):
        return _report(draft, problems)
    return Ready(draft=draft, lock=known, lock_path=lock_path, stamped=stamped, problems=tuple(problems))


def _stamped(draft: Draft, lock: Lock, release_time: int) -> Stamped:
    """Return ``draft`` dated: notes and causes go by the names that were released first, as in the lock."""
    moves = draft.moving.known
    notes = [replace(note, identity=moves.origin(note.identity)) for note in draft.notes] if moves else draft.notes
    causes = {moves.origin(key): renamed_causes(found, moves.origin) for key, found in draft.causes.items()}
    before = replace(lock.with_causes(causes), moves=draft.moving.recorded)
    return stamp(before, notes, draft.note_types, release_time, held=origins_of_held(draft.held, moves))


def _noticed(
    draft: Draft, known: Lock | None, stamped: Stamped, lock_path: Path, output: Path | None
) -> list[Diagnostic]:
    """Return signs of a lock that is lost or stale, and of ids that were changed."""
    moves, earlier = draft.moving.known, earlier_release(output)
    if known is None:
        return list(lock_is_lost(lock_path, draft.notes, earlier))
    found = list(lock_is_older(known, lock_path, draft.notes, moves, earlier))
    if draft.sources.folder is None:  # pages without a deck have no place for a move
        return found
    suspects = Suspects.of(known, stamped, draft.notes, moves, earlier)
    there = {str(source.case.id) for source in draft.sources.cases}
    place = Location(draft.sources.deck_places.path)
    return [*found, *suspected(suspects, {*there, *draft.held}, place)]


def _build_locked(request: BuildRequest, ready: Ready, progress: Progress) -> Report:
    """Write the package alone, and only when the lock already says all of it."""
    changes = lock_changes(ready.lock, ready.stamped, ready.lock_path)
    if changes or request.output is None:
        return ready.report(*changes)
    return _write(request.output, request, ready, {}, progress)


def check(paths: Sequence[Path], supply: Supply = NO_SUPPLY, progress: Progress = lambda _: None) -> Report:
    """Do everything that a build does but write: what is wrong is found before a package exists."""
    draft = make_draft(paths, supply, progress)
    if not draft.notes:
        return _report(draft, [_no_card(paths)])
    return _report(draft, _noticed_in_deck(draft) if draft.sources.folder else ())


def _noticed_in_deck(draft: Draft) -> list[Diagnostic]:
    """Return what a build of a deck would notice beside the draft itself."""
    lock_path = lock_path_of(draft.sources, Path())
    known = read_known_lock(lock_path, draft.sources.deck.namespace)
    stamped = _stamped(draft, known or Lock.empty(draft.sources.deck.namespace), 1)
    return _noticed(draft, known, stamped, lock_path, None)


def _no_card(paths: Sequence[Path]) -> Diagnostic:
    return error("TF412", "no card could be made", Location(str(paths[0])), "see the messages above")


def _write(
    output: Path, request: BuildRequest, ready: Ready, locks: Mapping[Path, Lock], progress: Progress
) -> Report:
    """Write what ``request`` asks of a release, and ``locks``."""
    packages = ready.packages(output, request.select, split=request.split)
    if not packages:
        return ready.report(ready.nothing_selected(), packages=())
    progress(f"writing {', '.join(str(package.output) for package in packages)}")
    write_packages(packages, locks)
    report = ready.report(output=output, packages=packages)
    return replace(report, output=None, parts=tuple(p.output for p in packages)) if request.split else report


def _only(draft: Draft, packages: Sequence[Package]) -> Draft:
    """Return ``draft`` with the notes, cases and images that ``packages`` hold."""
    guids = {guid for package in packages for guid in package.guids()}
    notes = tuple(note for note in draft.notes if note.guid in guids)
    shown = {name for note in notes for name in note.media}
    cases = {note.identity.case for note in notes}
    sources = replace(draft.sources, cases=tuple(s for s in draft.sources.cases if s.case.id in cases))
    media = tuple(file for file in draft.media if file.name in shown)
    return replace(draft, notes=notes, sources=sources, media=media)


def _newest(sources: Sources) -> int:
    """Return the modification time of the newest input file, in seconds since 1970."""
    paths = [Path(source.reading.path) for source in sources.cases]
    paths += [s.image_path(image) for s in sources.cases for image in s.case.images if image.file]
    times = [1]
    for path in paths:
        with suppress(OSError):  # a missing image was reported already
            times.append(int(path.stat().st_mtime))
    return max(times)


def _content(draft: Draft, stamped: Stamped) -> PackageContent:
    return PackageContent(
        deck_name=draft.sources.deck.name,
        namespace=draft.sources.deck.namespace,
        stamped=stamped,
        media=draft.media,
        order=[draft.moving.known.origin(note.identity) for note in draft.notes],
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """A package that was written: where, and what became of its notes."""

    output: Path
    stamped: Stamped

    def release(self) -> dict[str, int]:
        """Return how many notes were added, changed, left as they were, and retired."""
        return {
            "added": len(self.stamped.added),
            "changed": len(self.stamped.changed),
            "unchanged": len(self.stamped.unchanged),
            "retired": len(self.stamped.retired),
        }


def _report(draft: Draft, problems: Sequence[Diagnostic] = (), written: _Written | None = None) -> Report:
    return Report(
        output=written.output if written else None,
        deck=draft.sources.deck.name,
        cases=len(draft.sources.cases),
        notes=notes_by_kind(draft.notes),
        cards=cards_by_kind(draft.notes, draft.note_types),
        media=len(draft.media),
        release=written.release() if written else {},
        diagnostics=(*draft.diagnostics, *problems),
    )
