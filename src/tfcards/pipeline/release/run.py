"""A release of a deck in one folder to upload: built to be shared, tried in Anki, its changes and credits told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors, warning
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.identity import note_guid
from tfcards.package.files import write_atomically
from tfcards.package.lock import lock_text
from tfcards.package.read import read_package
from tfcards.package.writer import write_package
from tfcards.pipeline.build import BuildRequest, Ready, prepare
from tfcards.pipeline.diff.run import Diff, diff
from tfcards.pipeline.diff.show import changelog
from tfcards.pipeline.draft import Progress
from tfcards.pipeline.locked import lock_changes
from tfcards.pipeline.locks import require_writable
from tfcards.pipeline.release.credits import credits_page, escaped
from tfcards.pipeline.release.folder import (
    VERSION,
    package_name,
    put_in_place,
    releases_beside,
    slug_of,
    staging,
    version_of,
    write_sums,
)
from tfcards.pipeline.release.losses import Evidence, losses
from tfcards.pipeline.report import Report
from tfcards.sources.collection import DECK_FILE
from tfcards.verify.report import verify_package
from tfcards.verify.update import verify_update


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """What to release: the deck folder ``deck`` into the new folder ``folder``, at ``time`` (seconds since 1970).

    ``last`` is the package that people have; None looks for it beside ``folder``. ``accept_loss`` releases even
    what costs people history; ``locked`` refuses to change deck.lock.
    """

    deck: Path
    folder: Path
    time: int
    version: str | None = None
    last: Path | None = None
    accept_loss: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseReport:
    """What became of a release. ``files`` are empty when nothing was written; ``losses`` are what people lose."""

    version: str
    report: Report
    diagnostics: tuple[Diagnostic, ...]
    last: Path | None = None
    losses: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()


def release(request: ReleaseRequest, progress: Progress) -> ReleaseReport:
    """Check, build, verify and describe a release, and write it all; or nothing, with the reasons.

    Raises:
        TfcardsError: A path or the version is wrong, Anki is not installed, or something cannot be written.
    """
    if not (request.deck / DECK_FILE).is_file():
        message = f"{request.deck} is no deck: it has no {DECK_FILE}"
        raise TfcardsError(message, "give the folder of a deck", ExitCode.USAGE)
    beside = releases_beside(request.folder, slug_of(request.deck))
    version = version_of(request.version, request.time, beside)
    last = request.last or (beside[-1].package if beside else None)
    ready = prepare(_build_request(request), progress)
    if isinstance(ready, Report):
        return ReleaseReport(version=version, report=ready, diagnostics=ready.diagnostics)
    report = ready.report()
    stale = lock_changes(ready.lock, ready.stamped, ready.lock_path) if request.locked else ()
    if stale or has_errors(ready.draft.diagnostics):
        found = (*report.diagnostics, *stale)
        return ReleaseReport(version=version, report=report, diagnostics=found, last=last)
    return _Making(request, ready, version, last).make(progress)


def _build_request(request: ReleaseRequest) -> BuildRequest:
    return BuildRequest(paths=[request.deck], output=None, release_time=request.time, share=True)


class _Making:
    """Fills the folder of one release step by step, and keeps what was noticed."""

    def __init__(self, request: ReleaseRequest, ready: Ready, version: str, last: Path | None) -> None:
        self._request = request
        self._ready = ready
        self._version = version
        self._last = last
        self._said = [*ready.draft.diagnostics, *(d for d in ready.problems if not has_errors([d]))]
        self._losses: tuple[str, ...] = ()
        self._compared: Diff | None = None

    def make(self, progress: Progress) -> ReleaseReport:
        """Write the folder and the lock, or nothing."""
        folder, lock_path = self._request.folder, self._ready.lock_path
        if not self._request.locked:
            require_writable(lock_path)
        with staging(folder) as staged:
            package = staged / package_name(slug_of(self._request.deck), self._version)
            progress(f"writing {package.name}")
            write_package(package, self._ready.content())
            if not self._is_fit(package, progress):
                return self._told()
            self._describe(staged)
            write_sums(staged)
            names = sorted(path.name for path in staged.iterdir())
            put_in_place(staged, folder)
        if not self._request.locked:
            self._keep_lock()
        return self._told(tuple(folder / name for name in names))

    def _keep_lock(self) -> None:
        """Write the lock; a release does not stay without it."""
        try:
            write_atomically(self._ready.lock_path, lock_text(self._ready.stamped.lock).encode())
        except TfcardsError:
            shutil.rmtree(self._request.folder, ignore_errors=True)
            raise

    def _told(self, files: tuple[Path, ...] = ()) -> ReleaseReport:
        return ReleaseReport(
            version=self._version,
            report=self._ready.report(output=next((f for f in files if f.suffix == ".apkg"), None)),
            diagnostics=tuple(self._said),
            last=self._last,
            losses=self._losses,
            files=files,
        )

    def _is_fit(self, package: Path, progress: Progress) -> bool:
        """Try ``package`` in Anki, by itself and after the last one, and weigh what people would lose."""
        progress("importing it into Anki")
        verified = verify_package(package)
        self._said += [_called(d, package) for d in verified.diagnostics]
        update = None
        if self._last:
            self._require_same_deck(self._last)
            progress(f"studying {self._last}, then importing it")
            update = verify_update(self._last, package)
            self._compared = diff(str(self._last), str(package), progress)
        elif self._ready.lock and self._ready.lock.notes:
            message = "the package of the last release was neither given nor found, so no update was tried in Anki"
            place = Location(str(self._request.deck))
            self._said.append(warning("TF538", message, place, "give it: --last OLD.apkg"))
        evidence = Evidence(ready=self._ready, diff=self._compared, update=update)
        self._losses = tuple(dict.fromkeys(losses(evidence)))
        accepted = self._request.accept_loss
        self._said += [self._loss(loss, accepted=accepted) for loss in self._losses]
        return verified.passed and (accepted or not self._losses)

    def _loss(self, loss: str, *, accepted: bool) -> Diagnostic:
        hint = "" if accepted else "undo it, or release with --accept-loss and tell people"
        return (warning if accepted else error)("TF537", loss, Location(str(self._request.deck)), hint)

    def _require_same_deck(self, last: Path) -> None:
        own = {note.guid for note in self._ready.draft.notes}
        namespace = self._ready.draft.sources.deck.namespace
        known = {note_guid(namespace, key) for key in self._ready.stamped.lock.notes}
        if not any(note.guid in own | known for note in read_package(last)):
            hint = "give the package that people have"
            raise TfcardsError(f"{last} holds no note of this deck", hint, ExitCode.USAGE)

    def _describe(self, folder: Path) -> None:
        """Write what people should read: the changes, the credits, the version."""
        texts = {
            "CHANGELOG.md": self._changes(),
            "CREDITS.md": credits_page(self._ready.draft.sources, self._version),
            VERSION: f"{self._version}\n",
        }
        for name, text in texts.items():
            write_atomically(folder / name, text.encode())

    def _changes(self) -> str:
        """Return the changelog: against the last package, else what the lock tells."""
        deck = escaped(self._ready.draft.sources.deck.name)
        if self._last is None or self._compared is None:
            return by_lock(self._ready, f"{deck} {escaped(self._version)}")
        text = changelog(self._compared)
        title = f"# {deck} {escaped(self._version)}: what changed since {escaped(self._last.stem)}"
        lost = (
            ["", "## What people lose", "", *(f"- {escaped(loss)}" for loss in self._losses)]
            if self._losses
            else []
        )
        return "\n".join([text.replace("# What changed", title, 1).rstrip("\n"), *lost]) + "\n"


def _called(diagnostic: Diagnostic, package: Path) -> Diagnostic:
    """Return ``diagnostic`` with the name that ``package`` will have, not where it stands for now."""
    place = diagnostic.location
    return replace(diagnostic, location=replace(place, path=place.path.replace(str(package), package.name)))


def by_lock(ready: Ready, title: str) -> str:
    """Return a changelog without the last package: the first release, or the names of what changed."""
    if not (ready.lock and ready.lock.notes):
        cases, notes = len(ready.draft.sources.cases), len(ready.draft.notes)
        return f"# {title}\n\nThe first release: {cases} cases, {notes} notes.\n"
    stamped, called = ready.stamped, ready.draft.moving.known.current
    changes = (("Added", stamped.added), ("Changed", stamped.changed), ("Retired", stamped.retired))
    lines = [f"- **{what}** {escaped(str(called(key)))}" for what, keys in changes for key in keys]
    return "\n".join([f"# {title}: what changed", "", *(lines or ["Nothing."])]) + "\n"
