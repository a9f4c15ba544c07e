"""What a package holds, as values: notes, note types and media of either format, or of a deck's draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card: the position of its template or cloze number less one, and its place among the new cards."""

    ord: int
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNote:
    """A note as a package holds it. ``mod`` is seconds since 1970; ``fields`` keep the order of the note type."""

    guid: str
    mod: int
    note_type: str
    note_type_id: int
    fields: dict[str, str]
    tags: tuple[str, ...]
    cards: tuple[ReadCard, ...]


@dataclass(frozen=True, slots=True)
class ReadField:
    """A field of a note type. ``id`` is None in packages of writers that give none."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """A card template. ``id`` is None in packages of writers that give none."""

    id: int | None
    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNoteType:
    """A note type as a package holds it. ``mod`` is seconds since 1970."""

    id: int
    name: str
    cloze: bool
    mod: int
    css: str
    fields: tuple[ReadField, ...]
    templates: tuple[ReadTemplate, ...]


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """All of a package. ``note_types`` are those in use, by id; ``media`` are SHA-1 digests by name."""

    notes: tuple[ReadNote, ...]
    note_types: Mapping[int, ReadNoteType]
    media: Mapping[str, str]
