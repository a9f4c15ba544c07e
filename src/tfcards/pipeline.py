"""Builds a deck: load, check, decompose, render, media, package. The only place that knows this order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.check.leaks import leaks
from tfcards.check.rules import check_case
from tfcards.decompose.cards import decompose
from tfcards.media.prepare import ImageRequest, Prepared, prepare_images
from tfcards.model.card import Card, DiagnosisCard, Kind, ListCard
from tfcards.model.diagnostic import Diagnostic, Location, Severity, error, warning
from tfcards.model.errors import TfcardsError
from tfcards.model.identity import note_guid
from tfcards.model.note import MediaFile, Note, NoteType
from tfcards.model.places import Places
from tfcards.package.content import PackageContent, card_ords
from tfcards.package.files import write_atomically
from tfcards.package.lock import Lock, lock_text
from tfcards.package.lock_reader import parse_lock
from tfcards.package.problems import note_type_problems
from tfcards.package.stamp import Stamped, stamp
from tfcards.package.writer import write_package
from tfcards.render.blocks import Blocks
from tfcards.render.front import render_front
from tfcards.render.notes import Picture, Renderer
from tfcards.render.notetypes import load_note_types, templates_root
from tfcards.render.tags import tags_of
from tfcards.sources.collection import SourceCase, Sources, load
from tfcards.sources.supply import NO_SUPPLY, Supply
from tfcards.vocabulary import modality

LOCK_FILE = "deck.lock"
Progress = Callable[[str], None]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build or a check found and made. ``output`` is None when nothing was written."""

    output: Path | None
    deck: str
    cases: int
    notes: Mapping[str, int]
    cards: Mapping[str, int]
    media: int
    release: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]

    def failed(self, *, strict: bool = False) -> bool:
        """Tell whether anything was left out for an error; when ``strict``, whether anything was wrong at all."""
        serious = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(d.severity in serious for d in self.diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """Everything short of the package."""

    sources: Sources
    note_types: tuple[NoteType, ...]
    notes: tuple[Note, ...]
    media: tuple[MediaFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def build(request: BuildRequest, progress: Progress = lambda _: None) -> Report:
    """Build a package from the sources of ``request``; one bad case never stops the others unless ``strict``.

    Raises:
        TfcardsError: A path is wrong, the lock cannot be used, or the place of the output cannot be written.
    """
    draft = _draft(request.paths, request.supply, progress)
    report = _draft_report(draft, None)
    if not draft.notes:
        problem = error(
            "TF412", "no card could be made", Location(str(request.paths[0])), "see the messages above"
        )
        return replace(report, diagnostics=(*report.diagnostics, problem))
    if request.strict and report.failed(strict=True):
        return report
    lock_path = _lock_path(draft.sources, request.output)
    lock = _read_lock(lock_path, draft.sources.deck.namespace)
    diagnostics = note_type_problems(lock, draft.note_types, str(lock_path))
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return replace(report, diagnostics=(*report.diagnostics, *diagnostics))
    release_time = request.release_time if request.release_time is not None else _newest(draft.sources)
    stamped = stamp(lock, draft.notes, draft.note_types, release_time, held=draft.sources.unread)
    progress(f"writing {request.output}")
    write_package(request.output, _content(draft, stamped))
    write_atomically(lock_path, lock_text(stamped.lock).encode())
    draft = replace(draft, diagnostics=(*draft.diagnostics, *diagnostics))
    return _draft_report(draft, request.output, stamped)


def check(paths: Sequence[Path], supply: Supply = NO_SUPPLY, progress: Progress = lambda _: None) -> Report:
    """Do everything that a build does but write: what is wrong is found before a package exists."""
    return _draft_report(_draft(paths, supply, progress), None)


def _draft(paths: Sequence[Path], supply: Supply, progress: Progress) -> _Draft:
    progress("reading")
    sources = load(paths, supply)
    diagnostics = list(sources.diagnostics)
    for source in sources.cases:
        diagnostics += check_case(source.case, _places(source))
    progress(f"preparing the images of {len(sources.cases)} cases")
    prepared = prepare_images(_requests(sources.cases))
    diagnostics += prepared.diagnostics
    override = sources.folder / "card_templates" if sources.folder else None
    override = override if override and override.is_dir() else None
    note_types = load_note_types(templates_root(), override, sources.deck.namespace)
    renderer = Renderer(note_types, Blocks(templates_root(), override))
    progress("rendering")
    notes: list[Note] = []
    for source in sources.cases:
        made, problems = _notes_of(source, prepared, renderer, sources)
        diagnostics += problems
        for note, card in made:
            leaked = _leaks(note, card, note_types, sources.deck.name)
            if leaked:
                diagnostics.append(_leak(note, leaked, _places(source)))
            else:
                notes.append(note)
    used = {name for note in notes for name in note.media}
    media = {file.name: file for file in prepared.files.values() if file.name in used}
    return _Draft(
        sources=sources,
        note_types=note_types,
        notes=tuple(notes),
        media=tuple(media.values()),
        diagnostics=tuple(dict.fromkeys(diagnostics)),
    )


def _places(source: SourceCase) -> Places:
    return Places(source.reading.path, source.reading.lines)


def _requests(cases: Sequence[SourceCase]) -> list[ImageRequest]:
    return [
        ImageRequest(
            case=source.case.id,
            path=source.image_path(image),
            root=source.image_root(image),
            location=_places(source).at(f"images.{number}.file"),
        )
        for source in cases
        for number, image in enumerate(source.case.images)
        if image.file
    ]


def _notes_of(
    source: SourceCase, prepared: Prepared, renderer: Renderer, sources: Sources
) -> tuple[list[tuple[Note, Card]], list[Diagnostic]]:
    """Return the notes of one case with their cards, and what was left out."""
    usable = [image if image.file and source.image_path(image) in prepared.files else replace(image, file="")
              for image in source.case.images]  # fmt: skip
    case = replace(source.case, images=tuple(usable))
    made = decompose(case)
    places = _places(source)
    problems = [warning(o.code, o.message, places.at(o.part), o.hint) for o in made.omissions]
    notes = [
        (
            renderer.render(
                card,
                _pictures(card, source, prepared),
                tags_of(card),
                note_guid(sources.deck.namespace, card.identity),
            ),
            card,
        )
        for card in made.cards
    ]
    return notes, problems


def _pictures(card: Card, source: SourceCase, prepared: Prepared) -> list[Picture]:
    captions = card.captions if isinstance(card, DiagnosisCard | ListCard) else ("",) * len(card.case.images)
    pictures = []
    for image, front_caption in zip(card.case.images, captions, strict=True):
        if not image.file:
            continue
        file = prepared.files[source.image_path(image)]
        named = modality.by_code(image.modality)
        pictures.append(
            Picture(
                name=file.name,
                label=image.label,
                alt=named.name if named else "Image",
                caption=image.caption,
                front_caption=front_caption,
                credit=image.credit,
                side=image.side,
                width=file.width,
                height=file.height,
            )
        )
    return pictures


def _leaks(note: Note, card: Card, note_types: Sequence[NoteType], deck_name: str) -> list[str]:
    """Return what the fronts of ``note`` give away. Multiple choice shows the answer among others on purpose."""
    note_type = next(t for t in note_types if t.name == note.note_type)
    found: list[str] = []
    for position in card_ords(note, note_type):
        template, number = (0, position + 1) if note_type.cloze else (position, 0)
        found += leaks(card.case, render_front(note, note_type, template, number), deck_name, *note.media)
    return list(dict.fromkeys(found))


def _leak(note: Note, leaked: Sequence[str], places: Places) -> Diagnostic:
    return error(
        "TF411",
        f"the {note.identity.kind} card {note.identity.item} was left out: its front says {', '.join(leaked)}",
        places.at("diagnosis"),
        "reword what stands on the front, or the name of the deck",
    )


def _lock_path(sources: Sources, output: Path) -> Path:
    return sources.folder / LOCK_FILE if sources.folder else output.with_suffix(".lock")


def _read_lock(path: Path, namespace: str) -> Lock:
    if not path.exists():
        return Lock.empty(namespace)
    lock, problems = parse_lock(path.read_text("utf-8", errors="replace"), str(path))
    if lock is None or problems:
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise TfcardsError(f"the release lock cannot be used, so nothing was built:{listed}")
    if lock.namespace != namespace:
        message = f'{path} belongs to the namespace "{lock.namespace}", the deck says "{namespace}"'
        raise TfcardsError(message, "restore the namespace: another one orphans every review history")
    return lock


def _newest(sources: Sources) -> int:
    """Return the modification time of the newest input file, in seconds since 1970."""
    paths = [Path(source.reading.path) for source in sources.cases]
    paths += [s.image_path(image) for s in sources.cases for image in s.case.images if image.file]
    return max((int(path.stat().st_mtime) for path in paths if path.exists()), default=1) or 1


def _content(draft: _Draft, stamped: Stamped) -> PackageContent:
    return PackageContent(
        deck_name=draft.sources.deck.name,
        namespace=draft.sources.deck.namespace,
        stamped=stamped,
        media=draft.media,
        order=[note.identity for note in draft.notes],
    )


def _draft_report(draft: _Draft, output: Path | None, stamped: Stamped | None = None) -> Report:
    types = {t.name: t for t in draft.note_types}
    notes: Counter[str] = Counter(note.identity.kind.value for note in draft.notes)
    cards: Counter[str] = Counter()
    for note in draft.notes:
        cards[note.identity.kind.value] += len(card_ords(note, types[note.note_type]))
    return Report(
        output=output,
        deck=draft.sources.deck.name,
        cases=len(draft.sources.cases),
        notes={kind.value: notes[kind.value] for kind in Kind if notes[kind.value]},
        cards={kind.value: cards[kind.value] for kind in Kind if cards[kind.value]},
        media=len(draft.media),
        release=_release(stamped),
        diagnostics=draft.diagnostics,
    )


def _release(stamped: Stamped | None) -> dict[str, int]:
    if stamped is None:
        return {}
    return {
        "added": len(stamped.added),
        "changed": len(stamped.changed),
        "unchanged": len(stamped.unchanged),
        "retired": len(stamped.retired),
    }
