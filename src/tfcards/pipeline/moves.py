"""Applies the moves of a deck: what deck.yaml declares and deck.lock remembers of ids that changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from tfcards.decompose.numbers import item_number
from tfcards.model.card import Identity, Kind
from tfcards.model.case import ITEM_ID_PATTERN, CardOverride, Case, CaseId, DifferentialItem, GamutItem, ItemId
from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors, warning
from tfcards.model.moves import Move, Moves, contradictions, is_entry, name_of
from tfcards.model.released import Cause, CauseSource, Released
from tfcards.package.lock import Lock
from tfcards.sources.casefile.reader import read_deck
from tfcards.sources.collection import DECK_FILE, Sources

_Entry = TypeVar("_Entry", DifferentialItem, GamutItem)
_Called = Callable[[Identity], Identity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """The moves of one build: ``known`` in effect, ``recorded`` those for the lock, ``problems`` that stop it."""

    known: Moves = field(default_factory=Moves)
    recorded: frozenset[Move] = frozenset()
    problems: tuple[Diagnostic, ...] = ()


NO_MOVES = Moving()


def moving_of(sources: Sources, lock: Lock) -> Moving:
    """Return what moves in the deck ``sources``, whose last release is ``lock``."""
    kept = _in_effect(sources.deck.moves, lock)
    if not kept:
        return NO_MOVES
    known = Moves.of(kept)
    problems = [*_came_back(sources, known, kept), *_too_late(sources, known, lock)]
    problems += [problem for source in sources.cases for problem in _entries_back(source.case, known, sources)]
    idle = [move for move in sources.deck.moves if move not in lock.moves and not _leads(move, sources)]
    problems += [_idle(move, sources) for move in idle]
    return Moving(known=known, recorded=frozenset(kept) - frozenset(idle), problems=tuple(problems))


def _in_effect(declared: Sequence[Move], lock: Lock) -> list[Move]:
    """Return the moves that are ``declared``, and those that ``lock`` alone knows and none of these contradicts.

    So the deck file may correct a move: the lines of the lock go by the names that were released first.
    """
    kept = list(declared)
    for move in sorted(lock.moves - set(declared)):
        if not contradictions([*kept, move]):
            kept.append(move)
    return kept


def moves_in(folder: Path, lock: Lock) -> Moves:
    """Return the moves of the deck in ``folder``, whose last release is ``lock``."""
    path = folder / DECK_FILE
    deck = read_deck(path).deck if path.is_file() else None
    return Moves.of(_in_effect(deck.moves if deck else (), lock))


def numbers_that_moved(case: str, moves: Moves) -> Iterator[tuple[str, int]]:
    """Yield the numbers, old and new, of all items of ``case`` that ever moved, each with what it is unique in."""
    names = {*moves.notes, *moves.notes.values(), *moves.entries, *moves.entries.values()}
    for name in (name for name in names if name.case == case):
        if re.fullmatch(ITEM_ID_PATTERN, item := name.item.rpartition(".")[2]):
            gamut = name.item.rpartition(".")[0]
            yield gamut or _LIST_OF.get(name.kind, ""), item_number(ItemId(item))


_LIST_OF = {
    Kind.PATTERN: "findings",
    Kind.CONTRAST: "differential",
    Kind.DIFFERENTIAL: "differential",
    Kind.GAMUT: "gamuts",
    Kind.QUESTION: "questions",
}


def with_moves(sources: Sources, lock: Lock) -> tuple[Sources, Moving]:
    """Return ``sources`` ready to be taken apart, and what moves in them; no cases when a move cannot be."""
    moving = moving_of(sources, lock)
    told = replace(sources, diagnostics=(*sources.diagnostics, *moving.problems))
    if has_errors(moving.problems):
        return replace(told, cases=()), moving
    return with_released_entries(told, moving.known), moving


def with_released_entries(sources: Sources, moves: Moves) -> Sources:
    """Return ``sources`` in which entries of lists have the ids they were released with: a card is a number."""
    if not moves.entry_roots:
        return sources
    cases = tuple(replace(each, case=_with_entries(each.case, moves)) for each in sources.cases)
    return replace(sources, cases=cases)


def released_now(lock: Lock, moves: Moves, held: Collection[str]) -> Released:
    """Return what ``lock`` holds, under the names of now; ``held`` cases are missing by no one's wish."""
    own = {moves.current(key): note for key, note in lock.notes.items() if moves.origin(moves.current(key)) != key}
    notes = own | {
        moves.current(key): note for key, note in lock.notes.items() if moves.origin(moves.current(key)) == key
    }
    return Released(notes=notes, causes=renamed_causes(lock.causes, moves.current), held=held)


def renamed_causes(causes: Iterable[Cause], called: _Called) -> frozenset[Cause]:
    """Return ``causes`` with their notes and gamuts as they are ``called``."""
    return frozenset(
        replace(c, note=called(c.note), source=CauseSource(called(c.source.gamut), c.source.number))
        for c in causes
    )


def origins_of_held(held: Collection[str], moves: Moves) -> tuple[str, ...]:
    """Return ``held`` cases under the names of now and those that were released first."""
    roots = (moves.case_roots.get(CaseId(name), name) for name in held)
    return tuple(dict.fromkeys([*held, *roots]))


def looked_through(
    identities: Sequence[Identity], moving: Moving, lock: Lock, sources: Sources
) -> tuple[Moving, tuple[Diagnostic, ...]]:
    """Return ``moving`` and what is wrong with it, now that the notes ``identities`` are made."""
    if not moving.known:
        return moving, ()
    idle = list(_unmet(identities, moving, lock, sources))
    problems = (*_clashes(identities, moving.known, _place(sources)), *(_idle(move, sources) for move in idle))
    return replace(moving, recorded=moving.recorded.difference(idle)), problems


def _clashes(identities: Sequence[Identity], moves: Moves, place: Location) -> Iterator[Diagnostic]:
    """Yield each note whose GUID another one has taken over by a move: a name that is used anew."""
    first: dict[Identity, Identity] = {}
    for identity in identities:
        other = first.setdefault(moves.origin(identity), identity)
        if other != identity:
            yield _back(
                f"{moves.origin(identity)} moved to {other if identity in moves.notes else identity}", place
            )


def _unmet(identities: Collection[Identity], moving: Moving, lock: Lock, sources: Sources) -> Iterator[Move]:
    """Yield each declared move of a note that leads to no note of this build, unless its case is missing."""
    there, made = {str(source.case.id) for source in sources.cases}, set(identities)
    for move in sources.deck.moves:
        name = name_of(move.to)
        if not isinstance(name, Identity) or is_entry(name) or move in lock.moves:
            continue
        now = moving.known.current(name)
        if now.case in there and now not in made:
            yield move


def _place(sources: Sources, move: Move | None = None) -> Location:
    declared = sources.deck.moves
    return sources.deck_places.at(f"moves.{declared.index(move)}" if move in declared else "moves")


def _came_back(sources: Sources, moves: Moves, kept: Sequence[Move]) -> Iterator[Diagnostic]:
    by_name = {name_of(move.from_): move for move in kept}
    for source in sources.cases:
        if source.case.id in moves.cases:
            what = f"the case {source.case.id} moved to {moves.cases[source.case.id]}"
            yield _back(what, _place(sources, by_name.get(source.case.id)))


def _entries_back(case: Case, moves: Moves, sources: Sources) -> Iterator[Diagnostic]:
    there = {*_entries_of(case)}
    for name in there & moves.entries.keys():
        if moves.entries[name] in there:
            yield _back(f"{name} moved to {moves.entries[name]}", _place(sources))


def _back(what: str, place: Location) -> Diagnostic:
    message = f"{what}, and yet it is there again: two questions would share one history"
    hint = "give the newer one an id that was never used, or take the move out if nothing moved"
    return error("TF530", message, place, hint)


def _too_late(sources: Sources, moves: Moves, lock: Lock) -> Iterator[Diagnostic]:
    """Yield moves to a name that has been released by itself: people may have studied it since."""
    late = sorted(key for key, note in lock.notes.items() if note.live and moves.origin(moves.current(key)) != key)
    if late:
        message = (
            f"deck.lock says that {late[0]} was released under that name, so a move of "
            f"{moves.origin(moves.current(late[0]))} comes too late"
        )
        hint = (
            "if that build was not handed out, restore the deck.lock of the last release from version control and "
            "build again; else take the move out, or people lose what they reviewed since"
        )
        yield error("TF531", message, _place(sources), hint)


def _leads(move: Move, sources: Sources) -> bool:
    """Tell whether there is what ``move`` leads to, or leads on to; of a case that could not be read it may be."""
    name = name_of(move.to)
    moves = Moves.of(sources.deck.moves)
    case = name.case if isinstance(name, Identity) else name
    now = moves.cases.get(case, case) if case else case
    found = next((source.case for source in sources.cases if source.case.id == now), None)
    if found is None:
        return now in sources.unread
    if isinstance(name, Identity) and is_entry(name):
        called = moves.current(name)
        return moves.entries.get(called, called) in set(_entries_of(found))
    return True


def _idle(move: Move, sources: Sources) -> Diagnostic:
    message = f"the move to {move.to} has no effect: there is no such case or card"
    return warning("TF532", message, _place(sources, move), "correct the name, or take the move out")


def _entries_of(case: Case) -> Iterator[Identity]:
    """Yield what the entries of the lists of ``case`` are called."""
    yield from (Identity(case.id, Kind.DIFFERENTIAL, item.id) for item in case.differential)
    for gamut in case.gamuts:
        yield from (_cause(case, gamut.id, item.id) for item in gamut.causes)


def _cause(case: Case, gamut: str, cause: str) -> Identity:
    return Identity(case.id, Kind.GAMUT, ItemId(f"{gamut}.{cause}"))


def _with_entries(case: Case, moves: Moves) -> Case:
    """Return ``case`` with its entries, and what its author says of them, under the ids of the first release."""
    roots = {
        name: moves.entry_roots[name].item.rpartition(".")[2]
        for name in _entries_of(case)
        if name in moves.entry_roots
    }
    if not roots:
        return case

    def named(item: _Entry, name: Identity) -> _Entry:
        return replace(item, id=ItemId(roots.get(name, item.id)))

    return replace(
        case,
        differential=tuple(named(d, Identity(case.id, Kind.DIFFERENTIAL, d.id)) for d in case.differential),
        gamuts=tuple(
            replace(g, causes=tuple(named(c, _cause(case, g.id, c.id)) for c in g.causes)) for g in case.gamuts
        ),
        cards=tuple(_said(entry, case, roots) for entry in case.cards),
    )


def _said(entry: CardOverride, case: Case, roots: Mapping[Identity, str]) -> CardOverride:
    """Return what an author says of an entry, or of the contrast with it, by the id of the first release."""
    kind, _, item = entry.card.casefold().partition(" ")
    listed = Kind.GAMUT if kind == Kind.GAMUT else Kind.DIFFERENTIAL
    root = roots.get(Identity(case.id, listed, ItemId(item.strip())))
    if root is None or kind not in {Kind.GAMUT, Kind.DIFFERENTIAL, Kind.CONTRAST}:
        return entry
    gamut, point, _ = item.strip().rpartition(".")
    return replace(entry, card=f"{kind} {gamut}{point}{root}")
