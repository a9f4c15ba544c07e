"""Note types of two releases compared, and whether Anki's default import takes the change in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tfcards.package.read_values import ReadField, ReadNoteType, ReadTemplate
from tfcards.pipeline.diff.text import printable

Part = ReadField | ReadTemplate


@dataclass(frozen=True, slots=True)
class NoteTypeChange:
    """A note type that changed: ``what`` says how, a part of a sentence each.

    ``safe`` means that Anki updates it in place, and all its notes go on being corrected.
    """

    id: int
    name: str
    safe: bool
    what: tuple[str, ...]


def note_type_changes(
    old: Mapping[int, ReadNoteType], new: Mapping[int, ReadNoteType], *, dated: bool
) -> tuple[NoteTypeChange, ...]:
    """Return the note types that are new, gone or changed; ``dated`` tells whether times of change are known."""
    changes = [_added(each, old) for key, each in new.items() if key not in old]
    changes += [
        NoteTypeChange(key, printable(each.name), safe=True, what=("no note uses it any more",))
        for key, each in old.items()
        if key not in new
    ]
    for key in old.keys() & new.keys():
        layout = tuple(_layout_changes(old[key], new[key]))
        what = (*layout, *_content_changes(old[key], new[key]))
        if not what:
            continue
        late = dated and old[key].mod >= new[key].mod and not layout
        reach = ("its time of change is not later, so people who have it do not get this",) if late else ()
        changes.append(
            NoteTypeChange(key, printable(new[key].name), safe=not layout and not late, what=(*what, *reach))
        )
    return tuple(sorted(changes, key=lambda change: (change.name, change.id)))


def _added(note_type: ReadNoteType, old: Mapping[int, ReadNoteType]) -> NoteTypeChange:
    same_name = any(each.name == note_type.name for each in old.values())
    what = "it has another id than the note type of this name that people have" if same_name else "it is new"
    return NoteTypeChange(note_type.id, printable(note_type.name), safe=not same_name, what=(what,))


def _layout_changes(old: ReadNoteType, new: ReadNoteType) -> Iterator[str]:
    """Yield what makes Anki keep the old note type and stop updating its notes (ANKI.md, Note types)."""
    if old.cloze != new.cloze:
        yield "it changed between standard and cloze"
    yield from _part_changes("field", old.fields, new.fields)
    yield from _part_changes("card template", old.templates, new.templates)


def _part_changes(what: str, old: tuple[Part, ...], new: tuple[Part, ...]) -> Iterator[str]:
    if len(old) == len(new) and all(_are_one(*pair) for pair in zip(old, new, strict=True)):
        return
    gone = [printable(part.name) for part in old if not any(_are_one(part, other) for other in new)]
    come = [printable(part.name) for part in new if not any(_are_one(part, other) for other in old)]
    if gone:
        yield f"{what}s removed: {', '.join(gone)}"
    if come:
        yield f"{what}s added: {', '.join(come)}"
    if not gone and not come:
        yield f"{what}s reordered"


def _are_one(old: Part, new: Part) -> bool:
    """Tell whether Anki takes the parts for one: by ids where both have one, else by names (experiment)."""
    if old.id is None or new.id is None:
        return old.name == new.name
    return old.id == new.id


def _content_changes(old: ReadNoteType, new: ReadNoteType) -> Iterator[str]:
    """Yield what Anki takes in place."""
    if old.name != new.name:
        yield f"it was called {printable(old.name)}"
    for what, before, after in (
        ("field", old.fields, new.fields),
        ("card template", old.templates, new.templates),
    ):
        names = {part.id: part.name for part in before if part.id is not None}
        for part in after:
            if part.id in names and names[part.id] != part.name:
                yield f"{what} {printable(names[part.id])} renamed to {printable(part.name)}"
    for number, (one, other) in enumerate(zip(old.templates, new.templates, strict=False)):
        sides = [side for side in ("front", "back") if getattr(one, side) != getattr(other, side)]
        if sides:
            yield f"{' and '.join(sides)} of {printable(new.templates[number].name)} changed"
    if old.css != new.css:
        yield "CSS changed"
