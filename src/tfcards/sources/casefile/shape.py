"""What a dataclass of the model looks like in a file: read from its type hints and metadata.

Reading, writing and the JSON Schema all work from these shapes, so that they cannot disagree.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

from tfcards.model.case import CASE_ID_PATTERN, ITEM_ID_PATTERN, Case, CaseId, ItemId, Patient


class Leaf(Enum):
    """Kinds of single values."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"
    SWITCH = "yes or no"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list. A list of single values may be written as one value. A list of lists holds points, no deeper."""

    item: Leaf | Record | ListOf


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of a record. ``keywords`` are JSON Schema keywords; those of a list hold for its items."""

    name: str
    shape: Shape
    required: bool
    default: object
    doc: str
    keywords: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. ``short`` is the field that a plain text stands for; empty when there is none."""

    kind: type[Any]
    fields: tuple[FieldShape, ...]
    short: str


Shape = Leaf | ListOf | Record

ACR_CODE_PATTERN = r"[0-9]+\.[0-9]+"
_LEAVES = {str: Leaf.TEXT, int: Leaf.WHOLE, float: Leaf.NUMBER, dt.date: Leaf.DATE, bool: Leaf.SWITCH}
_OF_TYPE: dict[object, dict[str, Any]] = {
    CaseId: {
        "pattern": CASE_ID_PATTERN,
        "patternErrorMessage": "write 1 to 60 of a-z, A-Z, 0-9, '.', '_' and '-', a letter or digit at both ends",
    },
    ItemId: {
        "pattern": ITEM_ID_PATTERN,
        "patternErrorMessage": "write 1 to 3 small letters and a number from 1 to 999, such as d3",
    },
}
_OF_FIELD: dict[tuple[type, str], dict[str, Any]] = {
    (Case, "acr"): {
        "pattern": ACR_CODE_PATTERN,
        "patternErrorMessage": "write digits, a point and digits, such as 4.5 or 642.3212",
    },
    (Patient, "ages"): {"minimum": 0, "maximum": 130},
}


def record(kind: type[Any]) -> Record:
    """Return the shape of the dataclass ``kind``."""
    return _record(cast("Hashable", kind))


@cache
def _record(kind: type[Any]) -> Record:
    hints = typing.get_type_hints(kind)
    fields = tuple(_field(kind, f, hints[f.name]) for f in dataclasses.fields(kind))
    required = [f for f in fields if f.required]
    short = required[0].name if len(required) == 1 and required[0].shape is Leaf.TEXT else ""
    return Record(kind, fields, short)


def _field(kind: type[Any], field: dataclasses.Field[object], hint: object) -> FieldShape:
    keywords = {
        **_OF_TYPE.get(hint, {}),
        **_OF_FIELD.get((kind, field.name), {}),
        **field.metadata.get("schema", {}),
    }
    return FieldShape(
        name=field.name.removesuffix("_"),  # from_ is ``from`` in a file: Python keeps that word for itself
        shape=_shape(hint),
        required=field.default is dataclasses.MISSING,
        default=field.default,
        doc=str(field.metadata.get("doc", "")),
        keywords=keywords,
    )


def _shape(hint: Any) -> Shape:  # noqa: ANN401 - a type hint is of any type
    hint = getattr(hint, "__supertype__", hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return _shape(next(part for part in typing.get_args(hint) if part is not type(None)))
    if typing.get_origin(hint) is tuple:
        item = _shape(typing.get_args(hint)[0])
        if isinstance(item, ListOf) and not isinstance(item.item, Leaf):
            raise TypeError("in case files, lists of lists hold single values")
        return ListOf(item)
    return record(hint) if isinstance(hint, type) and dataclasses.is_dataclass(hint) else _LEAVES[hint]
