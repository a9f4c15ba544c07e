"""Reads case.yaml and deck.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tfcards.model.case import Case
from tfcards.model.deck import Deck
from tfcards.model.diagnostic import Diagnostic, Location, error, has_errors
from tfcards.sources.casefile import codes
from tfcards.sources.casefile.annotations import check_annotations
from tfcards.sources.casefile.moves import check_moves
from tfcards.sources.casefile.numbering import assign_ids
from tfcards.sources.casefile.questions import check_questions
from tfcards.sources.casefile.rules import check_case, check_folder, check_numbered
from tfcards.sources.casefile.structure import build
from tfcards.sources.casefile.tree import LIMITS, parse_tree
from tfcards.sources.reading import Reading

CASE_FILE = "case.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckRead:
    """A deck file, read. ``deck`` is None when it has errors; ``lines`` as in a case's reading."""

    path: str
    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def read_case(path: Path) -> Reading:
    """Read the case file ``path``. Its case is None when there are errors, of which all are reported."""
    data = _bytes(path)
    if isinstance(data, Diagnostic):
        return Reading(path=str(path), folder=path.parent, case=None, diagnostics=(data,))
    return read_case_text(data, str(path))


def read_case_text(data: bytes, name: str) -> Reading:
    """Read ``data``, the content of the case file ``name``: a case.yaml stands in a folder named as its case."""
    folder = Path(name).parent
    tree, problems = parse_tree(data, name)
    if tree is None:
        return Reading(path=name, folder=folder, case=None, diagnostics=tuple(problems))
    built = build(Case, tree, name)
    told = {diagnostic.location.line for diagnostic in built.diagnostics}
    marks = (d for d in check_annotations(built.value, built.lines, name) if d.location.line not in told)
    found = _in_order(
        [
            *problems,
            *built.diagnostics,
            *check_case(built.value, built.lines, name),
            *marks,
            *(check_folder(built.value, built.lines, name) if Path(name).name == CASE_FILE else ()),
        ]
    )
    if has_errors(found):
        return Reading(path=name, folder=folder, case=None, diagnostics=found, lines=built.lines)
    numbered = assign_ids(built.value)
    unasked = check_questions(numbered.case, built.lines, name)
    found = _in_order([*found, *check_numbered(numbered, built.lines, name), *unasked])
    case = None if has_errors(found) else numbered.case
    return Reading(path=name, folder=folder, case=case, diagnostics=found, lines=built.lines)


def read_deck(path: Path) -> DeckRead:
    """Read the deck file ``path``. Its deck is None when there are errors, of which all are reported."""
    data = _bytes(path)
    if isinstance(data, Diagnostic):
        return DeckRead(path=str(path), deck=None, diagnostics=(data,))
    return read_deck_text(data, str(path))


def read_deck_text(data: bytes, name: str) -> DeckRead:
    """Read ``data``, the content of a deck file that messages call ``name``."""
    tree, problems = parse_tree(data, name)
    if tree is None:
        return DeckRead(path=name, deck=None, diagnostics=tuple(problems))
    built = build(Deck, tree, name)
    found = _in_order([*problems, *built.diagnostics, *check_moves(built.value.moves, built.lines, name)])
    return DeckRead(
        path=name, deck=None if has_errors(found) else built.value, diagnostics=found, lines=built.lines
    )


def _bytes(path: Path) -> bytes | Diagnostic:
    """Return the content of ``path``, cut off where it is too large to be read at all."""
    try:
        with path.open("rb") as file:
            return file.read(LIMITS.size + 1)
    except OSError as problem:
        message = f"the file cannot be read: {problem.strerror}"
        return error(codes.UNREADABLE, message, Location(str(path)), "check its name and that you may open it")


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.location.line))
