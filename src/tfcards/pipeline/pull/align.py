"""What became of each value in a field that somebody edited: words aligned with the ones the deck builds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from tfcards.pipeline.pull.origins import Origin
from tfcards.pipeline.pull.tokens import BREAK, Token, joined

MAX_TOKENS = 6_000
"""Words between the first and the last change up to which one is told from the other."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words that belong to no single value: ``old`` became ``new``. ``near`` is a value among them, if any."""

    old: str
    new: str
    near: Origin | None = None


@dataclass(frozen=True, slots=True)
class Aligned:
    """The new text of each value that changed, and what else did. A value stands twice if its copies disagree.

    ``breaks`` tells whether line ends alone were put into a value that stays.
    """

    values: tuple[tuple[Origin, str], ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    breaks: bool = False


def align(ours: Sequence[Token], theirs: Sequence[str], *, soft: bool = False) -> Aligned:
    """Return what became of the values in ``ours`` in the words ``theirs``.

    ``soft`` line ends make no new entries: inside a value of one line, they are spaces.
    """
    aligner = _Aligner(ours, soft=soft)
    for i, j, k, end in _changes([token.text for token in ours], theirs):
        aligner.change(i, j, list(theirs[k:end]))
    return aligner.result()


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs ``before[i:j]`` that became ``after[k:end]``, in order."""
    limit = min(len(before), len(after))
    start = next((n for n in range(limit) if before[n] != after[n]), limit)
    left = limit - start
    tail = next((n for n in range(left) if before[-1 - n] != after[-1 - n]), left)
    old, new = before[start : len(before) - tail], after[start : len(after) - tail]
    if max(len(old), len(new)) > MAX_TOKENS:
        yield start, start + len(old), start, start + len(new)
        return
    for tag, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + i, start + j, start + k, start + end


class _Aligner:
    """Gives each change to the one value it lies in."""

    def __init__(self, ours: Sequence[Token], *, soft: bool) -> None:
        self._ours = ours
        self._soft = soft
        self._run_of: list[int] = []
        for number, (_, run) in enumerate(groupby(ours, key=lambda token: token.origin)):
            self._run_of += [number] * len(list(run))
        self._edits: dict[int, list[tuple[int, int, list[str]]]] = {}
        self._leftovers: list[Leftover] = []

    def change(self, i: int, j: int, new: list[str]) -> None:
        """Take in that the words from ``i`` to ``j`` became ``new``."""
        home = self._inserted(i, new) if i == j else self._replaced(i, j, new)
        if home is None:
            old = joined([token.text for token in self._ours[i:j]])
            around = self._ours[i:j] or self._ours[max(i - 1, 0) : i + 1]
            near = next((token.origin for token in around if token.origin), None)
            self._leftovers.append(Leftover(old, joined(new), near))
            return
        run, at, words = home
        words = words if self._is_long(run) else _on_one_line(words)
        self._edits.setdefault(run, []).append((at, at + (j - i), words))

    def _replaced(self, i: int, j: int, new: list[str]) -> tuple[int, int, list[str]] | None:
        """Return the run that all words from ``i`` to ``j`` stand in, the place in it, and the words."""
        runs = set(self._run_of[i:j])
        if len(runs) != 1 or self._ours[i].origin is None:
            return None
        run = runs.pop()
        return (run, i, new) if self._holds(run, new) else None

    def _holds(self, run: int, new: list[str]) -> bool:
        """Tell whether the value of ``run`` may hold the words ``new``: a value of one line holds no line end."""
        return BREAK not in new or self._soft or self._is_long(run)

    def _inserted(self, i: int, new: list[str]) -> tuple[int, int, list[str]] | None:
        """Return the run that ``new`` words before word ``i`` go on or begin, the place in it, and the words."""
        before, after = self._run(i - 1), self._run(i)
        if before is not None and before == after:
            return (before, i, new) if self._holds(before, new) else None
        if BREAK not in new:
            homes = [run for run in (before, after) if run is not None]
            return (homes[0], i, new) if len(homes) == 1 else None
        return self._lines_inserted(i, new)

    def _lines_inserted(self, i: int, new: list[str]) -> tuple[int, int, list[str]] | None:
        """Return as ``_inserted`` for whole lines: they go to the one text of several paragraphs beside them."""
        if new[0] != BREAK and self._text(i - 1) == BREAK and new[-1] == BREAK:
            i, new = i - 1, [BREAK, *new[:-1]]
        if new[0] != BREAK:
            return None
        above, below = self._run(i - 1), self._run(i + 1)
        homes = [run for run in (above, below) if run is not None and self._is_long(run)]
        if len(homes) != 1:
            return None
        return (above, i, new) if homes[0] == above else (homes[0], i + 1, [*new[1:], BREAK])

    def _run(self, place: int) -> int | None:
        """Return the run of the word at ``place``; None where none is, or it comes from no value."""
        known = 0 <= place < len(self._ours) and self._ours[place].origin
        return self._run_of[place] if known else None

    def _text(self, place: int) -> str:
        return self._ours[place].text if 0 <= place < len(self._ours) else ""

    def _is_long(self, run: int) -> bool:
        origin = self._ours[self._run_of.index(run)].origin
        return origin is not None and origin.holds_paragraphs

    def result(self) -> Aligned:
        """Return all that was taken in."""
        values: dict[tuple[Origin, str], None] = {}
        breaks = False
        for run, edits in self._edits.items():
            start = self._run_of.index(run)
            words = [token.text for token in self._ours[start : start + self._run_of.count(run)]]
            for i, j, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
                words[i - start : j - start] = new
            before = [token.text for token in self._ours[start : start + self._run_of.count(run)]]
            origin = self._ours[start].origin
            breaks = breaks or words == before
            if origin is not None and words != before:
                values[origin, joined(words)] = None
        return Aligned(tuple(values), tuple(self._leftovers), breaks)


def _on_one_line(words: Sequence[str]) -> list[str]:
    """Return ``words`` with spaces in the place of line ends."""
    spaced = [f" {word}" if before == BREAK else word for before, word in pairwise(["", *words])]
    return [word for word in spaced if word.strip()]
