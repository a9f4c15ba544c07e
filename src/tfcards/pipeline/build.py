"""Builds a deck and writes its package and its lock."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors
from tfcards.model.errors import TfcardsError
from tfcards.package.content import PackageContent
from tfcards.package.files import write_atomically
from tfcards.package.lock import lock_text
from tfcards.package.problems import note_type_problems
from tfcards.package.stamp import Stamped, stamp
from tfcards.package.writer import write_package
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.pipeline.locks import lock_path_of, read_lock, require_writable
from tfcards.pipeline.report import Report, cards_by_kind, notes_by_kind
from tfcards.sources.collection import Sources
from tfcards.sources.supply import NO_SUPPLY, Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build. ``release_time`` (seconds since 1970) dates changed notes.

    None dates them by the newest input file, so that two builds of the same inputs are the same wherever they run.
    """

    paths: Sequence[Path]
    output: Path
    supply: Supply = NO_SUPPLY
    release_time: int | None = None
    strict: bool = False
    share: bool = False


def build(request: BuildRequest, progress: Progress = lambda _: None) -> Report:
    """Build a package from the sources of ``request``; one bad case never stops the others unless ``strict``.

    Raises:
        TfcardsError: A path is wrong, the lock cannot be used, or the place of the output cannot be written.
    """
    draft = make_draft(request.paths, request.supply, progress, share=request.share, output=request.output)
    if not draft.notes:
        return _report(draft, [_no_card(request.paths)])
    if request.strict and _report(draft).failed(strict=True):
        return _report(draft)
    lock_path = lock_path_of(draft.sources, request.output)
    for path in (request.output, lock_path):
        require_writable(path)
    lock = read_lock(lock_path, draft.sources.deck.namespace)
    problems = note_type_problems(lock, draft.note_types, str(lock_path))
    if has_errors(problems):
        return _report(draft, problems)
    release_time = request.release_time if request.release_time is not None else _newest(draft.sources)
    stamped = stamp(lock.with_causes(draft.causes), draft.notes, draft.note_types, release_time, held=draft.held)
    progress(f"writing {request.output}")
    _write(request.output, _content(draft, stamped), lock_path)
    return _report(draft, problems, _Written(request.output, stamped))


def check(paths: Sequence[Path], supply: Supply = NO_SUPPLY, progress: Progress = lambda _: None) -> Report:
    """Do everything that a build does but write: what is wrong is found before a package exists."""
    draft = make_draft(paths, supply, progress)
    return _report(draft, [] if draft.notes else [_no_card(paths)])


def _no_card(paths: Sequence[Path]) -> Diagnostic:
    return error("TF412", "no card could be made", Location(str(paths[0])), "see the messages above")


def _write(output: Path, content: PackageContent, lock_path: Path) -> None:
    """Write the package and its lock; a package that is new does not stay without its lock."""
    new = not output.exists()
    write_package(output, content)
    try:
        write_atomically(lock_path, lock_text(content.stamped.lock).encode())
    except TfcardsError:
        if new:
            output.unlink(missing_ok=True)
        raise


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
        order=[note.identity for note in draft.notes],
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
