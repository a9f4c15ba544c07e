"""The JSON Schema (draft 2020-12) of case.yaml and deck.yaml: completion and checks in editors.

Accepts what the reader accepts, the short forms too. Editors see ``4.5`` and ``no`` as a number and a truth
value where the reader takes them for text, so these types are accepted where text is meant.
"""

from __future__ import annotations

from typing import Any

from tfcards.model.case import Case
from tfcards.model.deck import Deck
from tfcards.sources.casefile.scalars import DATE_PATTERN, NUMBER_PATTERN, SWITCH_PATTERN, WHOLE_PATTERN
from tfcards.sources.casefile.shape import FieldShape, Leaf, ListOf, Record, Shape, record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = ["string", "number", "boolean"]
_ENTRY_OF_TEXT = {"type": _TEXT, "pattern": r"\S"}


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of a case file."""
    return _document(record(Case), "Teaching-file case")


def deck_schema() -> dict[str, Any]:
    """Return the JSON Schema of a deck file."""
    return _document(record(Deck), "Deck of teaching-file cases")


def _document(shape: Record, title: str) -> dict[str, Any]:
    parts = {part.kind.__name__: _mapping(part) for part in _parts(shape)}
    definitions = {"$defs": parts} if parts else {}
    return {"$schema": _DIALECT, "title": title, **_mapping(shape), **definitions}


def _parts(shape: Record) -> list[Record]:
    """Return the records inside ``shape``, at any depth."""
    inner = [f.shape.item if isinstance(f.shape, ListOf) else f.shape for f in shape.fields]
    records = [part for part in inner if isinstance(part, Record)]
    return records + [deeper for part in records for deeper in _parts(part)]


def _mapping(shape: Record) -> dict[str, Any]:
    return {
        "type": "object",
        "description": " ".join((shape.kind.__doc__ or "").split("\n\n")[0].split()),
        "properties": {field.name: _field(field) for field in shape.fields},
        "required": [field.name for field in shape.fields if field.required],
        "additionalProperties": False,
    }


def _field(field: FieldShape) -> dict[str, Any]:
    about = {"title": field.name.replace("_", " ").capitalize(), "description": field.doc}
    value = _value(field.shape, field)
    if field.required:
        return {**about, **value}
    if isinstance(field.shape, Leaf) and "type" in value:
        return {**about, **value, "type": [*value["type"], "null"]}
    return {**about, "anyOf": [*value.get("anyOf", [value]), {"type": "null"}]}


def _value(shape: Shape, field: FieldShape) -> dict[str, Any]:
    if isinstance(shape, Leaf):
        return _leaf(shape, field.keywords, needed=field.required)
    if isinstance(shape, Record):
        return {"$ref": f"#/$defs/{shape.kind.__name__}"}
    if isinstance(shape.item, Leaf):
        item = _leaf(shape.item, field.keywords, needed=True)
        return {"anyOf": [{"type": "array", "items": item}, _leaf(shape.item, field.keywords, needed=False)]}
    if isinstance(shape.item, ListOf):
        return {"type": "array", "items": _value(shape.item, field)}
    item = {"$ref": f"#/$defs/{shape.item.kind.__name__}"}
    if shape.item.short:
        item = {"anyOf": [item, _ENTRY_OF_TEXT]}
    return {"type": "array", "items": item}


def _leaf(leaf: Leaf, keywords: Any, *, needed: bool) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    """Return the schema of a single value; one that is not ``needed`` may be an empty text."""
    if "enum" in keywords:
        return {"enum": list(dict.fromkeys([*keywords["enum"], "", None]))}
    types, pattern = {
        Leaf.TEXT: (_TEXT, r"\S" if needed else None),
        Leaf.WHOLE: (["integer", "string"], WHOLE_PATTERN),
        Leaf.NUMBER: (["number", "string"], NUMBER_PATTERN),
        Leaf.DATE: (["string"], DATE_PATTERN),
        Leaf.SWITCH: (["boolean", "string"], SWITCH_PATTERN),
    }[leaf]
    pattern = keywords.get("pattern", pattern)
    form = {"pattern": pattern if pattern == r"\S" else _whole_match(pattern, needed=needed)} if pattern else {}
    return {**keywords, "type": types, **form}


def _whole_match(pattern: str, *, needed: bool) -> str:
    return rf"^\s*(?:{pattern}){'' if needed else '?'}\s*$"
