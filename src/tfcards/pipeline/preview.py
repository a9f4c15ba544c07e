"""Shows a deck before it ships: builds it, lets the real Anki render it, and writes or serves the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from tfcards.model.diagnostic import Diagnostic
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.content import PackageContent
from tfcards.package.files import write_atomically
from tfcards.package.lock import Lock
from tfcards.package.stamp import stamp
from tfcards.package.writer import write_package
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.pipeline.pictures import places_of
from tfcards.preview.deck import AnkiCard, ShownCase, ShownDeck
from tfcards.preview.live import LiveSite, Server
from tfcards.preview.pages import Site, live_site, site
from tfcards.preview.parts import shown_case
from tfcards.preview.watch import on_save, snapshot
from tfcards.render.notetypes import templates_root
from tfcards.sources.supply import NO_SUPPLY, Supply
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.rendering import render_cards

MARKER = ".tfcards-preview"
"""The file by which a folder is known as a preview, whose old pages may be removed."""

_ANY_TIME = 1_000_000_000
"""Release time of the package that only the throwaway collection sees, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRequest:
    """What to show: the same sources as a build has."""

    paths: Sequence[Path]
    supply: Supply = NO_SUPPLY

    @property
    def watched(self) -> tuple[Path, ...]:
        """All places from which a change can come."""
        folder = (self.supply.folder,) if self.supply.folder else ()
        return (*self.paths, *folder, *self.supply.named.values(), templates_root())


@dataclass(frozen=True, slots=True)
class Shown:
    """A deck as it is shown, and all that is wrong with its sources, in the order of a build."""

    deck: ShownDeck
    diagnostics: tuple[Diagnostic, ...]


def show(request: PreviewRequest, progress: Progress = lambda _: None) -> Shown:
    """Return the deck of ``request`` with every card as the real Anki renders it.

    Raises:
        TfcardsError: A path is wrong, the lock or a template cannot be used, or Anki is not installed.
    """
    with ThrowawayCollection() as collection:  # first, so that a missing Anki is told before any work is done
        draft = make_draft(request.paths, request.supply, progress)
        if draft.notes:
            progress("rendering in Anki")
            import_draft(draft, collection)
        cards = _cards(draft, collection)
        media = {path.name: path.read_bytes() for path in sorted(collection.media_folder.iterdir())}
    return Shown(_deck(draft, cards, media), draft.diagnostics)


def import_draft(draft: Draft, collection: ThrowawayCollection) -> None:
    """Import ``draft`` into ``collection`` as a package, as a resident would."""
    deck = draft.sources.deck
    content = PackageContent(
        deck_name=deck.name,
        namespace=deck.namespace,
        stamped=stamp(Lock.empty(deck.namespace), draft.notes, draft.note_types, _ANY_TIME),
        media=draft.media,
        order=[note.identity for note in draft.notes],
    )
    with TemporaryDirectory(prefix="tfcards-preview-") as folder:
        package = Path(folder, "preview.apkg")
        write_package(package, content)
        collection.import_package(package)


def _cards(draft: Draft, collection: ThrowawayCollection) -> Mapping[str, list[AnkiCard]]:
    """Return the cards of each case, by its id, in the order of the draft."""
    of_note = defaultdict(list)
    for card in render_cards(collection):
        of_note[card.guid].append(card)
    of_case: dict[str, list[AnkiCard]] = defaultdict(list)
    for note, made in zip(draft.notes, draft.cards, strict=True):
        for card in of_note[note.guid]:
            style = f"<style>{card.css}</style>"
            of_case[made.case.id].append(
                AnkiCard(
                    guid=card.guid,
                    ord=card.ord,
                    number=card.ord + 1 if note.numbers else 0,
                    identity=note.identity,
                    tags=note.tags,
                    question=style + card.question,
                    answer=style + card.answer,
                )
            )
    return of_case


def _deck(draft: Draft, cards: Mapping[str, list[AnkiCard]], media: Mapping[str, bytes]) -> ShownDeck:
    of_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in draft.diagnostics:
        of_path[diagnostic.location.path].append(diagnostic)
    paths = {source.reading.path for source in draft.sources.cases}
    return ShownDeck(
        name=draft.sources.deck.name,
        cases=tuple(_cases(draft, cards, of_path)),
        diagnostics=tuple(d for d in draft.diagnostics if d.location.path not in paths),
        media=media,
    )


def _cases(
    draft: Draft, cards: Mapping[str, list[AnkiCard]], of_path: Mapping[str, list[Diagnostic]]
) -> Iterator[ShownCase]:
    for source in draft.sources.cases:
        own = of_path.get(source.reading.path, [])
        yield shown_case(source.case, places_of(source), cards.get(source.case.id, []), own)


def write_preview(request: PreviewRequest, folder: Path, progress: Progress = lambda _: None) -> Shown:
    """Write the site of ``request`` into ``folder``; only what changed is written, old pages are removed.

    Raises:
        TfcardsError: See ``show``; or ``folder`` holds something else, or cannot be written.
    """
    require_own_folder(folder)
    shown = show(request, progress)
    progress(f"writing {folder}")
    try:
        write_site(site(shown.deck), folder)
    except OSError as problem:
        message = f"{folder} cannot be written: {problem.strerror or problem}"
        raise TfcardsError(message, "choose another place", ExitCode.ENVIRONMENT) from problem
    return shown


def require_own_folder(folder: Path) -> None:
    """Refuse a folder that holds something else than an earlier preview."""
    if folder.exists() and not folder.is_dir():
        raise TfcardsError(f"{folder} is not a folder", "choose a new folder", ExitCode.USAGE)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise TfcardsError(f"{folder} holds something else than a preview", "choose a new folder", ExitCode.USAGE)


def write_site(pages: Site, folder: Path) -> None:
    """Write ``pages`` into ``folder``."""
    for below in ("cards", "media"):
        (folder / below).mkdir(parents=True, exist_ok=True)
        for path in (folder / below).iterdir():
            if f"{below}/{path.name}" not in pages and path.is_file():
                path.unlink()
    for name, data in {MARKER: b"Written anew by each tfcards preview.\n", **pages}.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            write_atomically(path, data)


def serve_preview(request: PreviewRequest, port: int, announce: Progress, progress: Progress, stop: Event) -> None:
    """Serve the site of ``request`` on 127.0.0.1:``port`` and build it again on every save, until ``stop``.

    ``announce`` is given the address once the pages are there. Ctrl-C stops as well.

    Raises:
        TfcardsError: The first build cannot be done (see ``show``), or the port is not free. What goes wrong later
            is shown on the page.
    """
    live = LiveSite()
    with Server(live, port) as server:
        seen = snapshot(request.watched)
        live.publish(*live_site(show(request, progress).deck))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            announce(server.url)
            on_save(request.watched, seen, lambda: _refresh(request, live, progress), stop)
        except KeyboardInterrupt:
            progress("stopped")
        finally:
            server.shutdown()


def _refresh(request: PreviewRequest, live: LiveSite, progress: Progress) -> None:
    live.building()
    try:
        live.publish(*live_site(show(request, progress).deck))
    except (TfcardsError, OSError) as problem:  # a file may vanish while it is read
        live.fail(str(problem))
