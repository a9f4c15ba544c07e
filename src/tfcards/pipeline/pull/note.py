"""What somebody changed in one note: values, other words, looks, tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tfcards.model.note import Note
from tfcards.package.read_values import ReadNote
from tfcards.pipeline.diff.text import printable
from tfcards.pipeline.pull.align import Aligned, Leftover, align
from tfcards.pipeline.pull.base import Known
from tfcards.pipeline.pull.marked import MarkedNotes
from tfcards.pipeline.pull.origins import Origin
from tfcards.pipeline.pull.tokens import STRUCTURE, Token, joined, markup, tokens

TAGS = "tags"
MOVED_ON = (
    "case.yaml changed since the release too, or the note was never released: compare by hand, "
    "or give --base with the package that people had"
)
_PARTLY = "the change goes beyond one value: entries were joined or parted, or words of tfcards were changed"
_ADDED = "something was added beside the values: add it to the case file, if it is meant"
_DELETED = "an entry or words of tfcards were deleted: delete the entry in the case file, if it is meant"


@dataclass(frozen=True, slots=True)
class Edited:
    """A note as the deck builds it, as somebody left it, and as it was released, where that is known."""

    ours: Note
    theirs: ReadNote
    before: ReadNote | Known


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueEdit:
    """A value that somebody changed to ``new``. ``conflict`` says why it must not be written, or is empty.

    ``lost`` names the ways in which the new text is dressed up, which a case file cannot hold.
    """

    field: str
    origin: Origin
    new: str
    conflict: str = ""
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEdit:
    """A change that is no value's. ``near`` is a value beside it."""

    field: str
    why: str
    old: str
    new: str
    near: Origin | None = None


Edit = ValueEdit | OtherEdit
Released = defaultdict[Origin, set[str]]


def note_edits(note: Edited, names: Sequence[str], marked: MarkedNotes, released: Released) -> Iterator[Edit]:
    """Yield what somebody changed in ``note``, whose fields have ``names`` in the deck.

    ``released`` are texts of values as other notes of the export have them, which nobody edited.
    """
    theirs = _by_our_names(note.theirs, names)
    base = note.before if isinstance(note.before, ReadNote) else None
    old = _by_our_names(base, names) if base else {}
    fields = [_Field(n, note.ours.fields.get(n, ""), theirs.get(n), old.get(n)) for n in names]
    if note.before is not Known.TAGS_ALONE:
        found = _of_fields(fields, note, marked)
        yield from _judged(found, released) if note.before is Known.NOTHING else found
        yield from _extra_fields(note.theirs, theirs)
    yield from _tag_edits(note.theirs.tags, base.tags if base else note.ours.tags)


def _of_fields(fields: Sequence[_Field], note: Edited, marked: MarkedNotes) -> Iterator[Edit]:
    """Yield what somebody changed in ``fields`` of ``note``."""
    changed = [field for field in fields if field.is_changed]
    if not changed:
        return
    ours = marked.fields(note.ours)
    agreed: set[Origin | None] = set()
    if note.before is Known.NOTHING:  # a value that they have as the deck has it is settled, old copies of it too
        settled = (field.name for field in fields if field not in changed)
        agreed = {token.origin for name in settled for token in ours.get(name, ())}
    for field in changed:
        sides = _align(ours.get(field.name, []), field)
        for edit in _field_edits(field, sides, note.before):
            if not (isinstance(edit, ValueEdit) and edit.origin in agreed):
                yield edit


def _judged(edits: Iterable[Edit], released: Released) -> Iterator[Edit]:
    """Yield ``edits`` of a note without a base, judged by what other notes tell was released; old copies go."""
    for edit in edits:
        known = released.get(edit.origin, set()) if isinstance(edit, ValueEdit) else set()
        if not isinstance(edit, ValueEdit) or not known:
            yield edit
        elif edit.new not in known:
            yield replace(edit, conflict="") if known == {edit.origin.text} else edit


def released_values(ours: Note, theirs: ReadNote, names: Sequence[str], marked: MarkedNotes) -> Released:
    """Return the texts of all values in ``theirs``, a note that nobody edited."""
    fields, found = _by_our_names(theirs, names), Released(set)
    for name, words in marked.fields(ours).items():
        aligned = align(words, _words(fields.get(name, "")))
        changed = dict(aligned.values)
        for origin in {token.origin for token in words if token.origin}:
            found[origin].add(changed.get(origin, origin.text))
    return found


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as the deck fills it, as somebody left it (None: it is gone), and as it was released, if known."""

    name: str
    ours: str
    theirs: str | None
    before: str | None

    @property
    def is_changed(self) -> bool:
        """Whether it is neither as the deck fills it nor as it was released."""
        others = [self.ours] if self.before is None else [self.ours, self.before]
        return all(_differs(other, self.theirs) for other in others)


@dataclass(frozen=True, slots=True)
class _Sides:
    """What became of the values on their side, and on that of the release."""

    theirs: Aligned
    before: Aligned


def _align(ours: Sequence[Token], field: _Field) -> _Sides:
    """Return what became of the values of a field on both sides."""
    theirs = field.theirs or ""
    soft = _entries(theirs) == _entries(field.ours)
    return _Sides(
        align(ours, _words(theirs), soft=soft),
        align(ours, _words(field.before)) if field.before is not None else Aligned(),
    )


def _entries(html: str) -> dict[str, int]:
    """Return how many entries of each sort stand in a field."""
    return {tag: count for tag, count in markup(html).items() if tag in STRUCTURE}


def _by_our_names(note: ReadNote, names: Sequence[str]) -> dict[str, str]:
    """Return the fields of ``note`` under the deck's ``names``: by place, as names can change, else by name."""
    if len(note.fields) == len(names):
        return dict(zip(names, note.fields.values(), strict=True))
    return {name: note.fields[name] for name in names if name in note.fields}


def _words(html: str) -> list[str]:
    return [token.text for token in tokens(html)]


def _differs(one: str, other: str | None) -> bool:
    """Tell whether two fields differ in what people see of them, however their markup is written."""
    if other is None:
        return bool(_words(one))
    return one != other and (_words(one) != _words(other) or markup(one) != markup(other))


def _field_edits(field: _Field, sides: _Sides, before: ReadNote | Known) -> Iterator[Edit]:
    """Yield the edits of one field."""
    if field.theirs is None:
        yield OtherEdit(field=field.name, why="the note has no such field any more", old=field.ours, new="")
        return
    base = field.before if field.before is not None else field.ours
    lost = tuple(sorted((markup(field.theirs) - markup(base)).keys() - STRUCTURE))
    if _words(field.theirs) == _words(base):
        looks = ", ".join(sorted((markup(field.theirs) - markup(base)) | (markup(base) - markup(field.theirs))))
        yield OtherEdit(
            field=field.name, why=f"formatting alone ({printable(looks)}): values are plain text", old="", new=""
        )
        return
    if sides.theirs.breaks:
        yield OtherEdit(
            field=field.name, why="formatting alone (line ends): values are plain text", old="", new=""
        )
    yield from _value_edits(field.name, sides, before, lost)
    for left in sides.theirs.leftovers:
        if left not in sides.before.leftovers:
            yield _left(field.name, left)


def _value_edits(name: str, sides: _Sides, before: ReadNote | Known, lost: tuple[str, ...]) -> Iterator[ValueEdit]:
    """Yield the values that somebody changed; a value that is theirs already is none."""
    released = dict(sides.before.values)
    for origin, new in sides.theirs.values:
        conflict = MOVED_ON if before is Known.NOTHING else ""
        if origin in released:
            if released[origin] == new:
                continue
            conflict = f"case.yaml changed since the release too; people had {released[origin]!r}"
        yield ValueEdit(field=name, origin=origin, new=new, conflict=conflict, lost=lost)


def _left(name: str, left: Leftover) -> OtherEdit:
    why = _DELETED if not left.new else _PARTLY if left.old else _ADDED
    why = (left.near and left.near.why_not) or why
    return OtherEdit(field=name, why=why, old=left.old, new=left.new, near=left.near)


def _extra_fields(note: ReadNote, known: dict[str, str]) -> Iterator[OtherEdit]:
    """Yield the fields that somebody added to the note type and filled."""
    if len(note.fields) == len(known):
        return
    for name, html in note.fields.items():
        if name not in known and _words(html):
            why = "the deck has no such field"
            yield OtherEdit(field=printable(name), why=why, old="", new=joined(_words(html)))


def _tag_edits(theirs: Sequence[str], before: Sequence[str]) -> Iterator[OtherEdit]:
    """Yield the tags that somebody added or took away."""
    folded = [{tag.casefold(): tag for tag in tags} for tags in (before, theirs)]
    gone, come = (
        [side[key] for key in sorted(side.keys() - other.keys())] for side, other in (folded, folded[::-1])
    )
    if gone or come:
        why = "tags are made from the case"
        yield OtherEdit(field=TAGS, why=why, old=printable(" ".join(gone)), new=printable(" ".join(come)))
