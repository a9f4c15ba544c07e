"""Reads deck.lock back, and says in words what a merge or an edit has done to it."""

from __future__ import annotations

import datetime as dt
import json
import re

from tfcards.model.card import Identity, Kind
from tfcards.model.case import CASE_ID_PATTERN, CaseId, ItemId
from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.model.moves import Move
from tfcards.model.released import Cause, CauseSource
from tfcards.package.digests import DIGITS
from tfcards.package.lock import HEADER, NOTHING, Lock, LockedNote, LockedNoteType

ITEM_PATTERN = r"[A-Za-z0-9](?:[A-Za-z0-9._:+-]*)"
"""Wider than the ids of a case file, as a contrast between two cases names the other one."""

_DIGEST = rf"[0-9a-f]{{{DIGITS}}}"
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
_RUN = r"[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})?"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_NAMESPACE_LINE = re.compile(rf"namespace ({_QUOTED})")
_TYPE_LINE = re.compile(rf"type ([1-9][0-9]{{0,15}}) ({_DIGEST}) ({_DIGEST}) ({_TIME}) ({_QUOTED})")
_NOTE_LINE = re.compile(
    rf"note ({CASE_ID_PATTERN}) ({'|'.join(Kind)}) ({NOTHING}|{ITEM_PATTERN}) ({_DIGEST}) ({_TIME}) ({_TIME})"
    rf" ({NOTHING}|{_RUN}(?:,{_RUN})*) (live|retired)"
)
_NUMBER = r"[1-9][0-9]{0,2}"
_CAUSE_LINE = re.compile(
    rf"cause ({CASE_ID_PATTERN}) ({ITEM_PATTERN}) ({_NUMBER})"
    rf" ({CASE_ID_PATTERN}) ({ITEM_PATTERN}) c({_NUMBER}) ({_QUOTED})"
)
_MOVE_LINE = re.compile(rf"move ({_QUOTED}) ({_QUOTED})")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: .*)?")
_RESTORE = "restore the line from version control"


def parse_lock(text: str, path: str) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """Read the text of deck.lock; ``path`` is what messages call it.

    Returns:
        The lock and nothing, or None and all that is wrong: a lock that is not whole would orphan corrections.
        Whether its namespace is the deck's is for the caller to compare.
    """
    lines = [line.rstrip() for line in text.removeprefix("\ufeff").split("\n")]
    problems = _conflicts(lines, path) or _version(lines[0], path)
    if problems:
        return None, problems
    reader = _Reader(path)
    for number, line in enumerate(lines[1:], start=2):
        if line:
            reader.read(line, number)
    return reader.result()


def _conflicts(lines: list[str], path: str) -> tuple[Diagnostic, ...]:
    """Report where an unfinished merge left its markers, once a conflict."""
    marked = [number for number, line in enumerate(lines, start=1) if _CONFLICT.fullmatch(line)]
    starts = [number for number in marked if lines[number - 1].startswith("<")]
    message = "an unfinished merge left its conflict markers here"
    hint = (
        "keep the lines of both sides, of two lines for one note the one with the later time, delete the markers"
    )
    return tuple(error("TF502", message, Location(path, number), hint) for number in starts or marked)


def _version(line: str, path: str) -> tuple[Diagnostic, ...]:
    """Report a first line of another format version."""
    if line == HEADER:
        return ()
    if line.startswith("tfcards-lock "):
        message, hint = f"this is a {line!r} file; this tfcards reads {HEADER!r}", "update tfcards"
    else:
        message, hint = f"a deck.lock begins with the line {HEADER!r}, this file does not", _RESTORE
    return (error("TF501", message, Location(path, 1), hint),)


class _Reader:
    """Collects the entries of a lock line by line."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._namespace: str | None = None
        self._note_types: dict[int, LockedNoteType] = {}
        self._notes: dict[Identity, LockedNote] = {}
        self._causes: set[Cause] = set()
        self._moves: set[Move] = set()
        self._lines: dict[object, int] = {}
        self._problems: list[Diagnostic] = []

    def read(self, line: str, number: int) -> None:
        """Take in ``line``, or the reason why it cannot be."""
        try:
            self._take(line, number)
        except ValueError:
            message = f"this line is not one that tfcards writes: {line[:60]!r}"
            self._problems.append(error("TF503", message, Location(self._path, number), _RESTORE))

    def result(self) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
        """Return what was collected."""
        if self._namespace is None and not self._problems:
            message = "the line with the deck's namespace is missing"
            self._problems.append(error("TF503", message, Location(self._path), _RESTORE))
        if self._namespace is None or self._problems:
            return None, tuple(self._problems)
        causes, moves = frozenset(self._causes), frozenset(self._moves)
        return Lock(self._namespace, self._note_types, self._notes, causes, moves), ()

    def _take(self, line: str, number: int) -> None:
        """Take in ``line``. Raises ValueError for one that is malformed."""
        if match := _NOTE_LINE.fullmatch(line):
            identity, note = _note(match)
            if self._is_new(identity, f"the note {identity}", number):
                self._notes[identity] = note
        elif match := _CAUSE_LINE.fullmatch(line):
            self._causes.add(_cause(match))  # those of two branches may meet, and may be the same
        elif match := _MOVE_LINE.fullmatch(line):
            move = Move(_unquoted(match[1]), _unquoted(match[2]))
            if move in self._moves or self._is_new(("move", move.from_), f"the move of {move.from_}", number):
                self._moves.add(move)
        elif match := _TYPE_LINE.fullmatch(line):
            note_type_id, note_type = _note_type(match)
            if self._is_new(note_type_id, f"the note type {note_type.name}", number):
                self._note_types[note_type_id] = note_type
        elif match := _NAMESPACE_LINE.fullmatch(line):
            namespace = _unquoted(match[1])
            if self._is_new("namespace", "the namespace", number):
                self._namespace = namespace
        else:
            raise ValueError(line)

    def _is_new(self, key: object, name: str, number: int) -> bool:
        """Tell whether ``key`` stands on this line for the first time, and report it if it does not."""
        first = self._lines.setdefault(key, number)
        if first != number:
            message = f"{name} already stands on line {first}"
            hint = "keep the line with the later time, delete the other"
            self._problems.append(error("TF504", message, Location(self._path, number), hint))
        return first == number


def _note_type(match: re.Match[str]) -> tuple[int, LockedNoteType]:
    """Return the id and the entry of a note type's line. Raises ValueError."""
    note_type_id, content, layout, mod, name = match.groups()
    return int(note_type_id), LockedNoteType(
        name=_unquoted(name), content=content, layout=layout, mod=_seconds(mod)
    )


def _note(match: re.Match[str]) -> tuple[Identity, LockedNote]:
    """Return the identity and the entry of a note's line. Raises ValueError."""
    case, kind, item, content, mod, first, numbers, state = match.groups()
    identity = Identity(CaseId(case), Kind(kind), ItemId("" if item == NOTHING else item))
    return identity, LockedNote(
        content=content,
        mod=_seconds(mod),
        first=_seconds(first),
        numbers=_numbers(numbers),
        live=state == "live",
    )


def _cause(match: re.Match[str]) -> Cause:
    """Return what a cause's line says. Raises ValueError."""
    case, item, number, source_case, source_item, source_number, text = match.groups()
    source = CauseSource(_gamut(source_case, source_item), int(source_number))
    return Cause(_gamut(case, item), int(number), source, _unquoted(text))


def _gamut(case: str, item: str) -> Identity:
    return Identity(CaseId(case), Kind.GAMUT, ItemId(item))


def _unquoted(text: str) -> str:
    """Return the text within JSON quotes. Raises ValueError."""
    value = str(json.loads(text))
    value.encode()  # refuses the lone surrogates that JSON lets through
    return value


def _seconds(text: str) -> int:
    """Return a UTC time as seconds since 1970, at least 1. Raises ValueError."""
    seconds = int(dt.datetime.fromisoformat(text).timestamp())
    if seconds < 1:
        raise ValueError(text)
    return seconds


def _numbers(text: str) -> tuple[int, ...]:
    """Return the cloze numbers of ``1-3,7``, ascending. Raises ValueError for a range that runs backwards."""
    numbers: set[int] = set()
    for run in text.split(",") if text != NOTHING else ():
        first, _, last = run.partition("-")
        span = range(int(first), int(last or first) + 1)
        if not span:
            raise ValueError(text)
        numbers.update(span)
    return tuple(sorted(numbers))
