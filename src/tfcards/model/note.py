"""Notes and note types as Anki knows them, ready to be packaged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from tfcards.model.card import Identity

Guid = NewType("Guid", str)
MediaName = NewType("MediaName", str)


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of a note type. ``id`` lets a later version rename it in place.

    ``tag`` and ``kept`` are those of Anki's own note types: what the field is for, and that nobody may delete it.
    """

    id: int
    name: str
    tag: int | None = None
    kept: bool = False


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """A card template. A card is made when the field named ``gate`` is not empty (standard note types)."""

    id: int
    name: str
    gate: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: a contract with people's collections. See ANKI.md for what may change and what may not.

    ``stock`` is the number of Anki's own kind that it is one of: 6 is image occlusion, with an editor of its own.
    """

    id: int
    name: str
    cloze: bool
    fields: tuple[FieldDef, ...]
    templates: tuple[CardTemplate, ...]
    css: str
    stock: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A rendered note. ``fields`` holds HTML by field name, in no particular order; a missing one is empty.

    ``numbers`` are the cloze numbers of a list or of masks, from 1; empty for the others.
    """

    guid: Guid
    identity: Identity
    note_type: str
    fields: dict[str, str]
    tags: tuple[str, ...]
    media: tuple[MediaName, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """An image ready to be packaged. ``width`` and ``height`` are pixels."""

    name: MediaName
    data: bytes
    width: int
    height: int
