"""Finds the cases of a deck folder, a case folder, or pages given directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.model.case import Case, ImageRef
from tfcards.model.deck import Deck
from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.sources.casefile.reader import read_deck
from tfcards.sources.reading import Reading
from tfcards.sources.registry import read_file
from tfcards.sources.supply import Supply, files_of, natural, supply_images
from tfcards.vocabulary.words import key

DECK_FILE = "deck.yaml"
CASE_FILE = "case.yaml"
_PAGES = frozenset({".txt", ".htm", ".html"})

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
        return self.reading.folder / image.file

    def image_root(self, image: ImageRef) -> Path:
        """Return the folder that the file of ``image`` may not leave."""
        return self.image_roots.get(image.file, self.reading.folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that was read for one build. ``folder`` is the deck's folder, None when pages are built directly."""

    deck: Deck
    folder: Path | None
    cases: tuple[SourceCase, ...]
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...]


def load(paths: Sequence[Path], supply: Supply) -> Sources:
    """Read everything at ``paths``: one deck folder, or any number of case folders, case files and pages.

    Raises:
        TfcardsError: A path does not exist, or is a folder that holds neither a deck nor a case.
    """
    for path in paths:
        if not path.exists():
            raise TfcardsError(f"{path} does not exist", "check the path", ExitCode.USAGE)
    if supply.folder and not supply.folder.is_dir():
        raise TfcardsError(f"--images {supply.folder} is not a folder", "check the path", ExitCode.USAGE)
    if len(paths) == 1 and (paths[0] / DECK_FILE).is_file():
        if supply:
            hint = "name a deck's images in its case files, or put them beside its pages"
            raise TfcardsError("--images and --image are for pages", hint, ExitCode.USAGE)
        return _load_deck(paths[0])
    readings = [supply_images(read_file(_case_path(path)), supply) for path in paths]
    found = [
        SourceCase(
            reading=s.reading,
            case=s.reading.case,
            image_roots=dict(s.roots),
            namespace=f"{LOOSE.namespace}/{key(s.reading.case.holder)}",
        )
        for s in readings
        if s.reading.case is not None
    ]
    diagnostics = [d for s in readings for d in s.reading.diagnostics]
    return _sources(LOOSE, None, found, diagnostics, [])


def _case_path(path: Path) -> Path:
    if not path.is_dir():
        return path
    if (path / CASE_FILE).is_file():
        return path / CASE_FILE
    if (path / DECK_FILE).is_file():
        raise TfcardsError(f"{path} is a deck", "build a deck by itself", ExitCode.USAGE)
    hint = f"give a page, a case folder with {CASE_FILE}, or a deck folder with {DECK_FILE}"
    raise TfcardsError(f"{path} holds neither a deck nor a case", hint, ExitCode.USAGE)


def _load_deck(folder: Path) -> Sources:
    deck_read = read_deck(folder / DECK_FILE)
    if deck_read.deck is None or has_errors(deck_read.diagnostics):
        return Sources(
            deck=Deck(name="", namespace=""), folder=folder, cases=(), diagnostics=deck_read.diagnostics, unread=()
        )
    readings = [read_file(path) for path in sorted(folder.glob(f"cases/*/{CASE_FILE}"))]
    pages = sorted(
        (p for p in folder.glob("pages/*") if p.suffix.lower() in _PAGES), key=lambda p: natural(p.name)
    )
    for path in pages:
        reading = read_file(path)
        named = reading.case is not None and files_of(reading.case.id, path.parent)
        readings.append(supply_images(reading, Supply(path.parent)).reading if named else reading)
    deck = deck_read.deck
    found = [
        SourceCase(
            reading=r, case=_with_defaults(r.case, deck), image_roots=_page_roots(r), namespace=deck.namespace
        )
        for r in readings
        if r.case is not None
    ]
    diagnostics = [*deck_read.diagnostics, *(d for r in readings for d in r.diagnostics)]
    unread = [name for r in readings if r.case is None for name in (Path(r.path).parent.name, Path(r.path).stem)]
    return _sources(deck, folder, found, diagnostics, unread)


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
