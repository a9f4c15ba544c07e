"""Finds the cases of a deck folder, a case folder, or pages given directly."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tfcards.model.case import Case, ImageRef
from tfcards.model.deck import Deck
from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors, warning
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.model.places import Places
from tfcards.sources.casefile.reader import read_deck
from tfcards.sources.embedded import unembedded
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.reading import Reading
from tfcards.sources.registry import read_file
from tfcards.sources.supply import Supply, files_of, natural, supply_images
from tfcards.vocabulary.words import key

DECK_FILE = "deck.yaml"
CASE_FILE = "case.yaml"
_PAGES = frozenset({".txt", ".htm", ".html", ".mht", ".mhtml", ".xml"})

LOOSE = Deck(name="Teaching file", namespace="tfcards/page")
"""The deck of cases that are built without one. Each case's namespace goes on with who holds it.

So a page gives the same notes wherever and beside whatever it is built, and pages of two holders never meet.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCase:
    """A case that was read, the folder that each of its image files may not leave, and whose notes it makes."""

    reading: Reading
    case: Case
    image_roots: dict[str, Path]
    namespace: str

    def image_path(self, image: ImageRef) -> Path:
        """Return where the file of ``image`` is; ``image.file`` must be set."""
        path = self.reading.folder / image.file
        return path if image.file.isascii() else _as_on_disk(path)

    def image_root(self, image: ImageRef) -> Path:
        """Return the folder that the file of ``image`` may not leave."""
        return self.image_roots.get(image.file, self.reading.folder)


def _as_on_disk(path: Path) -> Path:
    """Return ``path`` as its folder spells it: some systems take accented letters apart, case files do not."""
    name = unicodedata.normalize("NFC", path.name)
    try:
        if path.exists():
            return path
        folder = _as_on_disk(path.parent) if path.parent != path else path
        return next((p for p in folder.iterdir() if unicodedata.normalize("NFC", p.name) == name), path)
    except OSError:  # the preparation of the images says what is wrong
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that was read for one build. ``folder`` is the deck's folder, None when pages are built directly.

    ``unread`` are the names of what could not be read, any of which may be the id of a case. ``deck_places`` tell
    where the parts of the deck file stand.
    """

    deck: Deck
    folder: Path | None
    cases: tuple[SourceCase, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...]
    deck_places: Places = field(default_factory=lambda: Places(DECK_FILE))


def load(paths: Sequence[Path], supply: Supply, scratch: Scratch | None = None) -> Sources:
    """Read everything at ``paths``: one deck folder, or any number of case folders, case files and documents.

    ``scratch`` receives the images that documents hold within themselves, and is left by the caller once they are
    no longer needed; without it they are not supplied.

    Raises:
        TfcardsError: A path does not exist, cannot be reached, or is a folder without a deck or a case.
    """
    try:
        check_paths(paths, supply)
        if is_deck(paths):
            return _load_deck(paths[0], scratch)
        files = [_case_path(path) for path in paths]
    except OSError as problem:
        message = f"{problem.filename or paths[0]} cannot be reached: {problem.strerror or problem}"
        raise TfcardsError(message, "check the permissions of its folder", ExitCode.ENVIRONMENT) from problem
    return loose([reading for path in files for reading in read_file(path)], supply, scratch)


def loose(read: Sequence[Reading], supply: Supply, scratch: Scratch | None) -> Sources:
    """Return the cases of ``read``, which belong to no deck, with the images that ``supply`` gives them."""
    own = [unembedded(reading, scratch) for reading in read]
    supplied = [supply_images(s.reading, supply, _ids(read)) for s in own]
    found = [
        SourceCase(
            reading=s.reading,
            case=s.reading.case,
            image_roots={**embedded.roots, **s.roots},
            namespace=_loose_namespace(s.reading.case),
        )
        for embedded, s in zip(own, supplied, strict=True)
        if s.reading.case is not None
    ]
    diagnostics = [d for s in supplied for d in s.reading.diagnostics]
    return _sources(LOOSE, None, found, diagnostics, _unread(read))


def is_deck(paths: Sequence[Path]) -> bool:
    """Tell whether ``paths`` are one deck folder. Raises OSError where that cannot be seen."""
    return len(paths) == 1 and (paths[0] / DECK_FILE).is_file()


def check_paths(paths: Sequence[Path], supply: Supply) -> None:
    """Raise TfcardsError where a path does not exist or ``supply`` does not fit it."""
    for path in paths:
        if not path.exists():
            raise TfcardsError(f"{path} does not exist", "check the path", ExitCode.USAGE)
    if supply.folder and not supply.folder.is_dir():
        raise TfcardsError(f"--images {supply.folder} is not a folder", "check the path", ExitCode.USAGE)
    if supply and is_deck(paths):
        hint = "name a deck's images in its case files, or put them beside its pages"
        raise TfcardsError("--images and --image are for pages", hint, ExitCode.USAGE)


def _loose_namespace(case: Case) -> str:
    """Return whose notes ``case`` makes: its holder's, else its authors', kept apart by the second slash."""
    holder = key(case.holder)
    return f"{LOOSE.namespace}/{holder}" if holder else f"{LOOSE.namespace}//{key(' '.join(case.authors))}"


def _ids(readings: Sequence[Reading]) -> list[str]:
    return [reading.case.id for reading in readings if reading.case is not None]


def _unread(readings: Sequence[Reading]) -> list[str]:
    """Return the names under which the cases without a usable source may have been released."""
    return [name for r in readings if r.case is None for name in (Path(r.path).parent.name, Path(r.path).stem)]


def _case_path(path: Path) -> Path:
    if not path.is_dir():
        return path
    if (path / CASE_FILE).is_file():
        return path / CASE_FILE
    if (path / DECK_FILE).is_file():
        raise TfcardsError(f"{path} is a deck", "build a deck by itself", ExitCode.USAGE)
    hint = f"give a page, a case folder with {CASE_FILE}, or a deck folder with {DECK_FILE}"
    raise TfcardsError(f"{path} holds neither a deck nor a case", hint, ExitCode.USAGE)


def _load_deck(folder: Path, scratch: Scratch | None) -> Sources:
    deck_read = read_deck(folder / DECK_FILE)
    if deck_read.deck is None or has_errors(deck_read.diagnostics):
        return Sources(
            deck=Deck(name="", namespace=""), folder=folder, cases=(), diagnostics=deck_read.diagnostics, unread=()
        )
    without = {path: _lack(path) for path in _entries(folder / "cases") if path.is_dir()}
    readings = [r for path, lack in without.items() if lack is None for r in read_file(path / CASE_FILE)]
    pages = [p for p in _entries(folder / "pages") if p.suffix.lower() in _PAGES]
    roots: dict[str, Path] = {}
    read = []
    for path in sorted(pages, key=lambda p: natural(p.name)):
        for page in read_file(path):
            own = unembedded(page, scratch)
            roots |= own.roots
            read.append(own.reading)
    readings += with_own_images(read, readings)
    deck = deck_read.deck
    found = [
        SourceCase(
            reading=r,
            case=_with_defaults(r.case, deck),
            image_roots={**_page_roots(r), **roots},
            namespace=deck.namespace,
        )
        for r in readings
        if r.case is not None
    ]
    diagnostics = [*deck_read.diagnostics, *(d for r in readings for d in r.diagnostics)]
    diagnostics += [lack for lack in without.values() if lack]
    unread = [*_unread(readings), *(path.name for path, lack in without.items() if lack)]
    sources = _sources(deck, folder, found, diagnostics, unread)
    return replace(sources, deck_places=Places(deck_read.path, deck_read.lines))


def _entries(folder: Path) -> list[Path]:
    """Return what ``folder`` holds, hidden files left out; nothing where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _lack(folder: Path) -> Diagnostic | None:
    """Return what keeps the case in ``folder`` from being found, if anything does."""
    hint = f"name its file {CASE_FILE}; if the case is to be retired, remove the whole folder"
    try:
        (folder / CASE_FILE).lstat()
    except FileNotFoundError:
        return warning(
            "TF121", f"{folder.parent.name}/{folder.name} has no {CASE_FILE}", Location(str(folder)), hint
        )
    except OSError as problem:
        message = f"{folder.parent.name}/{folder.name} cannot be opened: {problem.strerror or problem}"
        return warning("TF121", message, Location(str(folder)), "check the permissions of the folder")
    return None


def with_own_images(pages: Sequence[Reading], others: Sequence[Reading]) -> list[Reading]:
    """Return ``pages`` with the images that stand beside them and begin with their ids; ``others`` own theirs."""
    known = [*_ids(pages), *_ids(others)]
    given = []
    for page in pages:
        named = page.case is not None and files_of(page.case.id, page.folder, known)
        given.append(supply_images(page, Supply(page.folder), known).reading if named else page)
    return given


def _page_roots(reading: Reading) -> dict[str, Path]:
    images = reading.case.images if reading.case else ()
    return {image.file: reading.folder for image in images if image.file}


def _with_defaults(case: Case, deck: Deck) -> Case:
    """Return ``case`` with what the deck says for cases that say nothing themselves."""
    return replace(
        case,
        authors=case.authors or deck.authors,
        holder=case.holder or deck.holder,
        licence=case.licence or deck.licence,
        images=tuple(replace(i, credit=i.credit or deck.image_credit) for i in case.images),
    )


def _sources(
    deck: Deck, folder: Path | None, cases: Sequence[SourceCase], diagnostics: list[Diagnostic], unread: list[str]
) -> Sources:
    """Return the sources without cases whose id another one has already."""
    kept: dict[str, SourceCase] = {}
    for case in cases:
        first = kept.setdefault(case.case.id.casefold(), case)
        if first is not case:
            message = f"the case id {case.case.id} is taken by {first.reading.path}"
            diagnostics.append(
                error(
                    "TF118",
                    message,
                    Location(case.reading.path),
                    "give one of them another id, never change it later",
                )
            )
    return Sources(
        deck=deck, folder=folder, cases=tuple(kept.values()), diagnostics=tuple(diagnostics), unread=tuple(unread)
    )
