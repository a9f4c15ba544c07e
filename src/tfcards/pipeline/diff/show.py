"""A comparison in words, for the terminal and as a changelog in Markdown: grouped by case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tfcards.pipeline.diff.run import Diff, FieldChange, NoteChange
from tfcards.pipeline.diff.text import Op, Piece

_CONTEXT = 6
"""Words of unchanged text that are shown before and after a change."""

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!])")
_NO_CASE = "other notes"


@dataclass(frozen=True, slots=True)
class _Style:
    """How removed and added words are marked, and what keeps the words of a deck from being taken for markup."""

    removed: str
    added: str
    escape: Callable[[str], str]

    def piece(self, op: Op, text: str) -> str:
        """Return ``text``, marked by what became of it."""
        form = {Op.REMOVED: self.removed, Op.ADDED: self.added, Op.SAME: "{}"}[op]
        return form.format(self.escape(text))

    def names(self, removed: Sequence[str], added: Sequence[str]) -> str:
        """Return names that went and came."""
        parts = [self.piece(Op.REMOVED, name) for name in removed]
        return " ".join([*parts, *(self.piece(Op.ADDED, name) for name in added)])


_TERMINAL = _Style("[-{}-]", "{{+{}+}}", str)
_MARKDOWN = _Style("~~{}~~", "**{}**", lambda text: _MARKUP.sub(r"\\\1", text).replace("\n", " "))


def text_lines(diff: Diff) -> Iterator[str]:
    """Yield the lines of ``diff`` for the terminal; ``[-removed-]`` and ``{+added+}`` mark words."""
    yield summary(diff)
    for case in _cases(diff):
        yield f"{case or _NO_CASE}:"
        yield from (f"  added    {note}" for note in diff.added if note.case == case)
        for names, lines in _changes(diff, case, _TERMINAL):
            yield f"  changed  {names}"
            yield from (f"    {line}" for line in lines)
        yield from (f"  retired  {note}" for note in diff.retired if note.case == case)
        if case in diff.searches:
            yield f"  to find the retired in Anki: {diff.searches[case] or 'no search tells them apart'}"
    for each in diff.note_types:
        safe = "people get this in place" if each.safe else "NOT SAFE: people's notes are cut off from this"
        yield f"note type {each.name}: {'; '.join(each.what)} ({safe})"
    for what in ("added", "removed", "changed"):
        yield from (f"image {what}: {name}" for name in getattr(diff.media, what))
    if diff.restamped:
        yield f"{len(diff.restamped)} notes are the same but count as changed: people lose their own edits of them"


def summary(diff: Diff) -> str:
    """Return the numbers of ``diff`` in one line."""
    media = diff.media
    line = (
        f"notes: {len(diff.added)} added, {len(diff.changed)} changed, {len(diff.retired)} retired, "
        f"{diff.unchanged} unchanged; "
        f"images: {len(media.added)} added, {len(media.removed)} removed, {len(media.changed)} changed"
    )
    return line + (f"; not compared: {', '.join(diff.unread)}" if diff.unread else "")


def changelog(diff: Diff) -> str:
    """Return ``diff`` as Markdown for the people who have the deck."""
    escape = _MARKDOWN.escape
    lines = ["# What changed", "", f"{escape(summary(diff)).capitalize()}."]
    for change in diff.note_types:
        if not change.safe:
            what = escape("; ".join(change.what))
            lines += [
                "",
                f"**Not every correction reaches people who have the deck.** {escape(change.name)}: {what}.",
            ]
    for case in _cases(diff):
        lines += ["", f"## {escape(case or _NO_CASE)}", ""]
        lines += [f"- **Added** {escape(str(note))}" for note in diff.added if note.case == case]
        for names, changes in _changes(diff, case, _MARKDOWN):
            lines += [f"- **Changed** {names}", *(f"    - {line}" for line in changes)]
        lines += [f"- **Retired** {escape(str(note))}" for note in diff.retired if note.case == case]
        if search := diff.searches.get(case):
            lines += [
                "",
                "Anki keeps retired cards. To select them, search in its browser for:",
                "",
                f"    {search}",
            ]
    return "\n".join(lines) + "\n"


def _changes(diff: Diff, case: str, style: _Style) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names of notes of ``case`` and what changed in all of them: backs share the text of their case."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for change in diff.changed:
        if change.note.case == case:
            groups.setdefault(tuple(_change_lines(change, style)), []).append(style.escape(str(change.note)))
    yield from ((", ".join(names), lines) for lines, names in groups.items())


def _cases(diff: Diff) -> list[str]:
    """Return the cases that anything happened to, notes without one last."""
    notes = (*diff.added, *(change.note for change in diff.changed), *diff.retired)
    return sorted({note.case for note in notes}, key=lambda case: (not case, case))


def _change_lines(change: NoteChange, style: _Style) -> Iterator[str]:
    for field in change.fields:
        yield f"{style.escape(field.field)}: {_words(field, style)}"
    if change.tags_added or change.tags_removed:
        yield f"tags: {style.names(change.tags_removed, change.tags_added)}"
    if change.cards_added:
        yield f"new cards: {', '.join(map(str, change.cards_added))}"
    if change.cards_removed:
        yield f"cards that fall empty: {', '.join(map(str, change.cards_removed))}"
    if change.obstacle:
        yield f"not delivered: {change.obstacle}"


def _words(field: FieldChange, style: _Style) -> str:
    """Return what changed in a field: words between a little context, images, or its formatting alone."""
    last = len(field.pieces) - 1
    shown = [
        style.piece(piece.op, _shortened(piece, first=number == 0, last=number == last))
        for number, piece in enumerate(field.pieces)
    ]
    if field.images_added or field.images_removed:
        shown.append(f"(images: {style.names(field.images_removed, field.images_added)})")
    return " ".join(shown) or "formatting alone"


def _shortened(piece: Piece, *, first: bool, last: bool) -> str:
    """Return the words of ``piece``; of unchanged ones, those next to a change and on its line."""
    if piece.op is not Op.SAME:
        return " ".join(piece.text.split())
    words = piece.text.split()
    above, below = piece.text.partition("\n")[0].split(), piece.text.rpartition("\n")[2].split()
    before = [] if first else above[:_CONTEXT]
    after = [] if last else below[-_CONTEXT:]
    whole = len(before) + len(after) >= len(words)
    return " ".join(words if whole else [*before, "…", *after])
