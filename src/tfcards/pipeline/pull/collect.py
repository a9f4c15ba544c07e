"""Corrections of many notes together: one value stands in several notes, and is corrected once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tfcards.model.case import CaseId
from tfcards.pipeline.diff.names import NoteName
from tfcards.pipeline.diff.text import printable
from tfcards.pipeline.pictures import places_of
from tfcards.pipeline.pull.note import Edit, OtherEdit, ValueEdit
from tfcards.pipeline.pull.origins import Origin
from tfcards.pipeline.pull.values import NewValue, new_values
from tfcards.sources.casefile.edit import Value
from tfcards.sources.collection import SourceCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A value of a case file to correct. ``notes`` are the fields of notes where people corrected it.

    ``lost`` names the formatting of the new text that a case file cannot hold.
    """

    case: str
    part: str
    path: str
    line: int
    old: str
    new: str
    value: Value
    notes: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """A change that does not go back by itself: which field of which note, ``why``, and what was changed.

    ``place`` is the path and line of the value it touches, where it touches one.
    """

    note: NoteName
    field: str
    why: str
    old: str
    new: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Wish:
    """One person's wish for a value: what it becomes, in which field of which note."""

    note: NoteName
    edit: ValueEdit
    value: NewValue


@dataclass(slots=True)
class Gathered:
    """All edits of all notes, values apart from the rest."""

    sources: Mapping[CaseId, SourceCase]
    _wishes: dict[tuple[CaseId, str], list[_Wish]] = field(default_factory=dict)
    _unmapped: list[Unmapped] = field(default_factory=list)

    def add(self, note: NoteName, edits: Iterable[Edit]) -> None:
        """Take in the ``edits`` of ``note``."""
        for edit in edits:
            if isinstance(edit, OtherEdit):
                self._unmapped.append(self._other(note, edit))
                continue
            made = edit.conflict or new_values(edit.origin, edit.new, self.sources[edit.origin.case])
            if isinstance(made, str):
                self._unmapped.append(self._failed(note, edit, made))
                continue
            for value in made:
                wish = _Wish(note, edit, value)
                self._wishes.setdefault((edit.origin.case, value.part), []).append(wish)

    def corrections(self) -> tuple[Correction, ...]:
        """Return the values that all who changed them changed alike, by path and line."""
        agreed = (self._correction(case, wishes) for (case, _), wishes in self._wishes.items() if _agree(wishes))
        return tuple(sorted(agreed, key=lambda each: (each.path, each.line, each.part)))

    def unmapped(self) -> tuple[Unmapped, ...]:
        """Return what cannot go back, and what people changed to different texts."""
        torn = [
            self._failed(wish.note, wish.edit, "people changed it to different texts: choose one by hand")
            for wishes in self._wishes.values()
            if not _agree(wishes)
            for wish in wishes
        ]
        return tuple(sorted([*self._unmapped, *torn], key=lambda each: (each.note, each.field)))

    def _correction(self, case: CaseId, wishes: list[_Wish]) -> Correction:
        value = wishes[0].value
        place = places_of(self.sources[case]).at(value.part)
        return Correction(
            case=case,
            part=value.part,
            path=place.path,
            line=place.line,
            old=value.old,
            new=value.shown,
            value=value.value,
            notes=tuple(dict.fromkeys(f"{wish.note}: {wish.edit.field}" for wish in wishes)),
            lost=tuple(sorted({printable(what) for wish in wishes for what in wish.edit.lost})),
        )

    def _failed(self, note: NoteName, edit: ValueEdit, why: str) -> Unmapped:
        place, old = self._place(edit.origin), printable(edit.origin.text)
        return Unmapped(note=note, field=edit.field, why=why, old=old, new=printable(edit.new), place=place)

    def _other(self, note: NoteName, edit: OtherEdit) -> Unmapped:
        place, old = self._place(edit.near) if edit.near else "", printable(edit.old)
        return Unmapped(note=note, field=edit.field, why=edit.why, old=old, new=printable(edit.new), place=place)

    def _place(self, origin: Origin) -> str:
        """Return path and line of the first part of ``origin``."""
        return str(places_of(self.sources[origin.case]).at(origin.parts[0])) if origin.parts else ""


def _agree(wishes: list[_Wish]) -> bool:
    return len({wish.value.value for wish in wishes}) == 1
