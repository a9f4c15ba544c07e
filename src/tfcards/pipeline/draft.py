"""Everything of a build short of the package: load, check, decompose, render, media, and the leak check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tfcards.check.leaks import leaks
from tfcards.check.rights import may_show_names, mixed_licences, withheld_from_sharing
from tfcards.check.rules import MAX_LIST, check_case
from tfcards.decompose.cards import decompose
from tfcards.decompose.contrasts.between import unmet_wishes, with_contrasts
from tfcards.decompose.lists.shared import Joined, share_gamuts
from tfcards.decompose.omission import Omission
from tfcards.decompose.siblings import missing_companions, with_siblings
from tfcards.decompose.trace import Trace
from tfcards.media.prepare import Prepared, prepare_images
from tfcards.model.card import Card, Identity, Kind, ListCard, cases_of
from tfcards.model.case import Case, CaseId
from tfcards.model.diagnostic import Diagnostic, error, has_errors, warning
from tfcards.model.identity import note_guid
from tfcards.model.moves import Moves
from tfcards.model.note import MediaFile, Note, NoteType
from tfcards.model.places import Places
from tfcards.model.released import Cause, Released
from tfcards.package.content import card_ords
from tfcards.package.lock import Lock
from tfcards.pipeline.locks import lock_path_of, read_lock
from tfcards.pipeline.moves import NO_MOVES, Moving, looked_through, released_now, with_moves
from tfcards.pipeline.pictures import (
    other_pictures_of,
    pictures_of,
    places_of,
    prepared_image,
    requests,
    sizes_of,
    with_usable_images,
)
from tfcards.render.blocks import Blocks
from tfcards.render.front import render_front, without_keywords, without_scripts
from tfcards.render.notes import OPTIONS, Renderer, as_leaks_are_looked_for
from tfcards.render.notetypes import load_note_types, templates_root
from tfcards.render.tags import tags_of
from tfcards.render.views import not_asked
from tfcards.sources.collection import SourceCase, Sources, load
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.supply import Supply

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Notes, note types and images ready to be packaged, and all that is wrong with their sources.

    ``cards`` runs parallel to ``notes``: what each was rendered from.
    ``held`` names the cases that are not whole this time: notes of theirs that are missing are not retired.
    ``causes`` are those of each shared gamut among the notes, for the lock.
    ``moving`` are the ids that changed since their release; everything here goes by the ids of now.
    ``trace`` tells how the cases were taken apart, for those who ask why.
    """

    sources: Sources
    note_types: tuple[NoteType, ...]
    notes: tuple[Note, ...]
    cards: tuple[Card, ...]
    media: tuple[MediaFile, ...]
    held: tuple[str, ...]
    causes: Mapping[Identity, frozenset[Cause]]
    moving: Moving = NO_MOVES
    diagnostics: tuple[Diagnostic, ...]
    trace: Trace


def make_draft(
    paths: Sequence[Path],
    supply: Supply,
    progress: Progress,
    *,
    share: bool = False,
    output: Path | None = None,
) -> Draft:
    """Do all but write; one bad case never stops the others. ``share`` leaves out what may not be passed on.

    ``output`` is where the package will stand: pages that are built without a deck have their lock beside it.

    Raises:
        TfcardsError: A path is wrong, or the lock or the deck's own templates cannot be used.
    """
    progress("reading")
    with Scratch() as scratch:
        sources = load(paths, supply, scratch)
        if share:
            sources = _shareable(sources)
        lock = _lock(sources, output)
        sources, moving = with_moves(sources, lock)
        diagnostics = list(sources.diagnostics)
        for source in sources.cases:
            diagnostics += check_case(source.case, places_of(source))
        progress(f"preparing the images of {len(sources.cases)} cases")
        prepared = prepare_images(requests(sources.cases))
        diagnostics += prepared.diagnostics
    if share:
        sources, withheld = _without_suspects(sources, prepared)
        diagnostics += withheld
    progress("rendering")
    missing = set(sources.unread) - {source.case.id for source in sources.cases}
    writing = _Writing(sources, prepared, released_now(lock, moving.known, missing), moving.known)
    writing.write()
    moving, problems = looked_through([note.identity for note in writing.notes], moving, lock, sources)
    if has_errors(problems):  # two notes under one GUID: no package may hold them
        writing.notes.clear()
        writing.cards.clear()
    used = {name for note in writing.notes for name in note.media}
    media = {name: file for name, file in prepared.media.items() if name in used}
    return Draft(
        sources=sources,
        note_types=writing.note_types,
        notes=tuple(writing.notes),
        cards=tuple(writing.cards),
        media=tuple(media.values()),
        held=(*sources.unread, *_without_an_image(sources, prepared), *writing.leaking),
        causes=writing.causes_of_notes(),
        moving=moving,
        diagnostics=tuple(dict.fromkeys([*diagnostics, *problems, *writing.diagnostics])),
        trace=writing.trace(),
    )


def _lock(sources: Sources, output: Path | None) -> Lock:
    """Return what earlier releases hold; nothing where no lock has a place, or the deck file has errors."""
    if not sources.deck.namespace or (sources.folder is None and output is None):
        return Lock.empty(sources.deck.namespace)
    return read_lock(lock_path_of(sources, output or Path()), sources.deck.namespace)


def _without_an_image(sources: Sources, prepared: Prepared) -> list[CaseId]:
    """Return the cases that name an image which cannot be used."""
    return [
        source.case.id
        for source in sources.cases
        if any(image.file and not prepared_image(source, image, prepared) for image in source.case.images)
    ]


def _shareable(sources: Sources) -> Sources:
    """Return ``sources`` without the cases that may not be passed on; their notes stay in the lock as they are."""
    withheld = {source.case.id: withheld_from_sharing(source.case, places_of(source)) for source in sources.cases}
    reasons = [reason for reason in withheld.values() if reason]
    kept = tuple(source for source in sources.cases if withheld[source.case.id] is None)
    mixed = list(mixed_licences([source.case for source in kept], sources.deck_places.path))
    return replace(
        sources,
        cases=() if mixed else kept,
        diagnostics=(*sources.diagnostics, *reasons, *mixed),
        unread=(*sources.unread, *(name for name, reason in withheld.items() if reason)),
    )


def _without_suspects(sources: Sources, prepared: Prepared) -> tuple[Sources, list[Diagnostic]]:
    """Return ``sources`` without the cases whose pixels may hold a name, and what is to be said of each."""
    suspects = [source for source in sources.cases if source.case.id in prepared.suspect]
    kept = tuple(source for source in sources.cases if source.case.id not in prepared.suspect)
    held = (*sources.unread, *(source.case.id for source in suspects))
    said = [may_show_names(source.case, places_of(source)) for source in suspects]
    return replace(sources, cases=kept, unread=held), said


class _Writing:
    """Turns cases into notes one after the other, and keeps what came of it."""

    def __init__(self, sources: Sources, prepared: Prepared, released: Released, moves: Moves) -> None:
        own = sources.folder / "card_templates" if sources.folder else None
        override = own if own and own.is_dir() else None
        self.note_types = load_note_types(templates_root(), override, sources.deck.namespace)
        self.notes: list[Note] = []
        self.cards: list[Card] = []
        self.diagnostics: list[Diagnostic] = []
        self.leaking: list[CaseId] = []
        self._stopped: dict[Identity, tuple[str, ...]] = {}
        self._told: list[tuple[CaseId, Omission]] = []
        self._cases: list[Case] = []
        self._joins: tuple[Joined, ...] = ()
        self.causes: Mapping[Identity, frozenset[Cause]] = {}
        self._renderer = Renderer(self.note_types, Blocks(templates_root(), override))
        self._sources = {source.case.id: source for source in sources.cases}
        self._deck = sources.deck
        self._deck_folder = sources.folder
        self._prepared = prepared
        self._memory = released
        self._moves = moves
        self._released = {identity: note.first for identity, note in released.notes.items() if note.live}

    def write(self) -> None:
        """Decompose the cases, each by itself and then side by side, and render all cards."""
        sources = self._sources.values()
        cases = with_siblings([self._with_switch(with_usable_images(s, self._prepared)) for s in sources])
        self._cases = cases
        cards: list[Card] = []
        omissions: list[tuple[CaseId, Omission]] = []
        for case in cases:
            made = decompose(case, self._released, sizes_of(self._sources[case.id], self._prepared))
            omissions += [(case.id, omission) for omission in made.omissions]
            cards += made.cards
        namespaces = {source.case.id: source.namespace for source in sources}
        shared = share_gamuts(cases, cards, self._memory, namespaces)
        self.causes, self._joins = shared.causes, shared.joins
        self._say(o for o in omissions if o[1].code == "TF330" or (o[0], o[1].part) not in shared.done)
        self._say(shared.remarks)
        self.diagnostics += [_long(card, self._sources) for card in shared.cards if _is_long(card)]
        self.diagnostics += [_crowded(card, self._sources) for card in shared.cards if _is_crowded(card)]
        everything = with_contrasts(shared.cards, cases, self._released)
        self._add(everything)
        if self._deck_folder:  # a page by itself may well name companions elsewhere
            own, held = [source.case for source in sources], self._memory.held
            self._say([*missing_companions(own, held), *unmet_wishes(own, everything, held)])

    def causes_of_notes(self) -> dict[Identity, frozenset[Cause]]:
        """Return the causes of each shared gamut that is a note."""
        return {n.identity: self.causes[n.identity] for n in self.notes if n.identity in self.causes}

    def trace(self) -> Trace:
        """Return how the cases were taken apart."""
        return Trace(
            cases=self._cases,
            cards={card.identity: card for card in self.cards},
            asked={note.identity: note.numbers for note in self.notes if note.numbers},
            choices=[note.identity for note in self.notes if note.fields.get(OPTIONS)],
            stopped=self._stopped,
            omissions=self._told,
            joins=self._joins,
            released=self._released,
        )

    def _say(self, omissions: Iterable[tuple[CaseId, Omission]]) -> None:
        """Report what was left out, at its place in its case."""
        for name, o in omissions:
            self._told.append((name, o))
            place = places_of(self._sources[name]).at(o.part)
            self.diagnostics.append(Diagnostic(o.severity, o.code, o.message, place, o.hint))

    def _add(self, cards: Iterable[Card]) -> None:
        """Render ``cards``; a note whose front gives the answer away is left out."""
        for card in cards:
            source = self._sources[card.case.id]
            guid = note_guid(source.namespace, self._moves.origin(card.identity))
            pictures = pictures_of(card, source, self._prepared)
            others = other_pictures_of(card, self._sources, self._prepared)
            note = self._renderer.render(card, pictures, tags_of(card), guid, others)
            said = self._leaks(note, card)
            if said:
                self.diagnostics.append(_leak(note, said, places_of(source)))
                self.leaking.append(card.identity.case)
                self._stopped[card.identity] = tuple(said)
            else:
                self.notes.append(note)
                self.cards.append(card)

    def _with_switch(self, case: Case) -> Case:
        """Return ``case`` with what the deck says of multiple choice, where the case itself says nothing."""
        own = case.multiple_choice
        return replace(case, multiple_choice=self._deck.multiple_choice if own is None else own)

    def _leaks(self, note: Note, card: Card) -> list[str]:
        """Return what the fronts of ``note`` give away; options among which is the diagnosis do so on purpose."""
        note_type = next(t for t in self.note_types if t.name == note.note_type)
        found: list[str] = []
        for position in card_ords(note, note_type):
            template, number = (0, position + 1) if note_type.cloze else (position, 0)
            asked = as_leaks_are_looked_for(note, card, note_type.templates[template].gate)
            front = render_front(asked, without_scripts(note_type), template, number)
            for case in cases_of(card):
                found += leaks(case, without_keywords(front), self._deck.name, *note.media)
        return list(dict.fromkeys(found))


def _is_long(card: Card) -> bool:
    """Tell whether joining gamuts made a list longer than memory holds; a rule reports those of one case."""
    return isinstance(card, ListCard) and bool(card.examples) and len(card.items) > MAX_LIST


def _long(card: Card, sources: Mapping[CaseId, SourceCase]) -> Diagnostic:
    cases = ", ".join(case.id for case in cases_of(card))
    message = f"the gamut of {cases} together has more than {MAX_LIST} items"
    return warning(
        "TF405", message, places_of(sources[card.case.id]).at("gamuts"), "word one pattern more narrowly"
    )


def _is_crowded(card: Card) -> bool:
    """Tell whether more items give the diagnosis away than Anki can hide on one another's cards."""
    return isinstance(card, ListCard) and bool(not_asked(card))


def _crowded(card: Card, sources: Mapping[CaseId, SourceCase]) -> Diagnostic:
    texts = ", ".join(item.text for item in not_asked(card)) if isinstance(card, ListCard) else ""
    part = "gamuts" if card.identity.kind is Kind.GAMUT else "differential"
    return warning(
        "TF328",
        f"the card {card.identity} cannot hide so many names of diagnoses; on the back alone: {texts}",
        places_of(sources[card.case.id]).at(part),
        "word the list more narrowly",
    )


def _leak(note: Note, said: Sequence[str], places: Places) -> Diagnostic:
    return error(
        "TF411",
        f"the {note.identity.kind} card {note.identity.item} was left out: its front says {', '.join(said)}",
        places.at("diagnosis"),
        "reword what stands on the front, or the name of the deck",
    )
