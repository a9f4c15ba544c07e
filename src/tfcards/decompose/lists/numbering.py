"""Which cloze number each cause of a shared gamut has, for ever: what the lock says, else what its ids say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from tfcards.decompose.lists.joined import Stated
from tfcards.model.card import Identity
from tfcards.model.identity import digest
from tfcards.model.released import Cause, CauseSource

_SHARED = range(100, 500)
"""Numbers of causes that another case contributes; the ids of a case's own causes stay far below."""

_OTHERS = range(500, 0, -1)
"""Where to look when all of those have been used. Anki ends at 500."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The causes of a note by number, each with every place that states it; ``left_out`` found no number.

    Causes and places stand in the order in which they are stated.
    """

    causes: dict[int, list[Stated]]
    left_out: tuple[Stated, ...]


def numbered(
    owner: Identity, stated: Sequence[Stated], recorded: Iterable[Cause], used: Collection[int]
) -> Numbered:
    """Give each cause of the note ``owner`` its number. ``used`` are all numbers that the note ever had.

    In this order: a place that states a recorded cause in its recorded words keeps its number; so does one that
    has been reworded, unless others still state the old words; then known words keep their number, wherever they
    stand now. A new cause of the owner's own gamut has the number of its id, any other one a free number that
    follows from its ids. In what order the causes are stated decides nothing.
    """
    lines = settled(recorded)
    made: dict[int, list[Stated]] = {}
    by_ids = sorted(stated, key=lambda cause: (cause.source.gamut != owner, cause.source))
    unchanged = _unchanged(by_ids, lines)
    for cause, number in unchanged.items():
        made.setdefault(number, []).append(cause)
    rest = [cause for cause in by_ids if cause not in unchanged]
    for recall in (_by_source(lines), _by_text(lines)):
        rest = _recalled(rest, made, recall)
    # A lock from before causes were recorded gives the numbers that it gave then.
    known = {line.number for line in lines}
    own = {cause.source.number for cause in stated if cause.source.gamut == owner}
    never = own.union(known, used if lines else ())
    left_out = []
    for cause in rest:
        number = (
            _alike(cause, made) or _own(cause, owner, known | made.keys()) or _free(cause, never | made.keys())
        )
        if number:
            made.setdefault(number, []).append(cause)
        else:
            left_out.append(cause)
    return Numbered(_in_order(made, stated), tuple(left_out))


def _in_order(made: dict[int, list[Stated]], stated: Sequence[Stated]) -> dict[int, list[Stated]]:
    place = {cause: number for number, cause in enumerate(stated)}
    inner = {number: sorted(causes, key=place.__getitem__) for number, causes in made.items()}
    return dict(sorted(inner.items(), key=lambda entry: place[entry[1][0]]))


def settled(recorded: Iterable[Cause]) -> list[Cause]:
    """Return ``recorded`` with one cause a number: where two branches gave one, the first place has it."""
    texts: dict[int, str] = {}
    return [line for line in sorted(recorded) if texts.setdefault(line.number, line.text) == line.text]


def remembered(owner: Identity, made: dict[int, list[Stated]], recorded: Iterable[Cause]) -> frozenset[Cause]:
    """Return what the lock has to keep of the note ``owner``: what is stated now, and all that ever was.

    A number stays listed when nothing states its cause any more, so that nothing else ever gets it.
    """
    now = {Cause(owner, number, s.source, s.text) for number, causes in made.items() for s in causes}
    present = {cause.source for cause in now}
    before = settled(recorded)
    gone = {
        replace(line, text=made[line.number][0].text) if line.number in made else line
        for line in before
        if line.source not in present
    }
    listed = {line.number for line in now | gone}
    return frozenset(now | gone | {line for line in before if line.number not in listed})


def _unchanged(stated: Sequence[Stated], lines: Sequence[Cause]) -> dict[Stated, int]:
    """Return the numbers of causes that stand where and as they stood; the lowest where branches gave several."""
    known: dict[tuple[CauseSource, str], int] = {}
    for line in lines:
        known.setdefault((line.source, line.text), line.number)
    return {cause: known[cause.source, cause.text] for cause in stated if (cause.source, cause.text) in known}


_Recall = Callable[[Stated], Sequence[int]]


def _by_source(lines: Sequence[Cause]) -> _Recall:
    """Return a look-up of the numbers that a place has had."""
    numbers: dict[CauseSource, list[int]] = defaultdict(list)
    for line in lines:
        numbers[line.source].append(line.number)
    return lambda cause: numbers.get(cause.source, [])


def _by_text(lines: Sequence[Cause]) -> _Recall:
    """Return a look-up of the numbers that a text has had."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        numbers[line.text].append(line.number)
    return lambda cause: numbers.get(cause.text, [])


def _recalled(rest: Sequence[Stated], made: dict[int, list[Stated]], recall: _Recall) -> list[Stated]:
    """Add to ``made`` the causes of ``rest`` that are there already or have a number to come back to."""
    unknown = []
    for cause in rest:
        number = _alike(cause, made) or next((n for n in recall(cause) if n not in made), 0)
        if number:
            made.setdefault(number, []).append(cause)
        else:
            unknown.append(cause)
    return unknown


def _alike(cause: Stated, made: dict[int, list[Stated]]) -> int:
    """Return the number under which ``cause`` stands already, 0 if it does not.

    Two wordings that one and the same gamut tells apart ("cyst", "cysts") are two causes.
    """
    found = [
        (all(other.exact != cause.exact for other in others), number)
        for number, others in made.items()
        if others[0].text == cause.text and not any(_told_apart(cause, other) for other in others)
    ]
    return min(found)[1] if found else 0


def _told_apart(one: Stated, other: Stated) -> bool:
    return one.source.gamut == other.source.gamut and one.exact != other.exact


def _own(cause: Stated, owner: Identity, taken: Collection[int]) -> int:
    """Return the number of the id of ``cause`` if it is the owner's own and the number not another's, else 0."""
    source = cause.source
    return source.number if source.gamut == owner and source.number not in taken else 0


def _free(cause: Stated, taken: Collection[int]) -> int:
    """Return the first number from one that follows from the ids of ``cause``, 0 if all are taken."""
    gamut, number = cause.source.gamut, cause.source.number
    start = int.from_bytes(digest(gamut.case, gamut.item, str(number))[:8], "big") % len(_SHARED)
    order = (*_SHARED[start:], *_SHARED[:start], *_OTHERS)
    return next((number for number in order if number not in taken), 0)
