"""What must hold of the moves that a deck file declares, before anything is known of its cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tfcards.model.card import Identity
from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.model.moves import Move, contradictions, is_entry, name_of
from tfcards.sources.casefile import codes

_FORM = 'write old-case, or "old-case pattern f3": a case, or a card as build --explain lists it'


def check_moves(moves: Sequence[Move], lines: Mapping[str, int], path: str) -> list[Diagnostic]:
    """Return what is wrong with ``moves``; ``lines`` as a reader gives them."""
    found = [problem for number, move in enumerate(moves) for problem in _form(move, _at(number, lines, path))]
    if found:
        return found
    hint = "keep the one that residents have; what moved again is written as a further move, from the last name"
    return [
        error(codes.MOVES_CONTRADICT, f"moves: {why}", _at(number, lines, path), hint)
        for number, why in contradictions(moves)
    ]


def _at(number: int, lines: Mapping[str, int], path: str) -> Location:
    return Location(path, lines.get(f"moves.{number}", 0))


def _form(move: Move, place: Location) -> Iterator[Diagnostic]:
    """Yield why ``move`` cannot be a move."""
    names = {text: name_of(text) for text in (move.from_, move.to)}
    unclear = [text for text, name in names.items() if name is None]
    for text in unclear:
        yield error(codes.MOVE_UNCLEAR, f"moves: '{text}' names neither a case nor a card", place, _FORM)
    if not unclear and (why := _mismatch(name_of(move.from_), name_of(move.to))):
        yield error(codes.MOVE_UNCLEAR, f"moves: {why}", place, _FORM)


def _mismatch(one: object, other: object) -> str:
    """Return why what is named ``one`` cannot become ``other``, or nothing."""
    if one == other:
        return f"{one} moves to itself"
    if not isinstance(one, Identity) or not isinstance(other, Identity):
        return "" if type(one) is type(other) else "a case can only become a case, and a card a card"
    if one.kind is not other.kind or is_entry(one) != is_entry(other):
        return f"{one} and {other} are not of one kind: people would find the history of another question there"
    within = one.case == other.case and one.item.rpartition(".")[0] == other.item.rpartition(".")[0]
    if is_entry(one) and not within:
        return f"{one} is an entry of a list, and can only get another id within that list"
    return ""
