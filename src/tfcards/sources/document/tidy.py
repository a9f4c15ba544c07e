"""Puts every text of a case into the one form that case files keep: no reader need think of it."""

from __future__ import annotations

import dataclasses
from typing import TypeVar, cast

from tfcards.sources.casefile.cleaning import clean

T = TypeVar("T")


def tidy(value: T) -> T:
    """Return ``value``, a record of a case or a part of one, with clean texts and without empty ones in lists."""
    return cast("T", _tidy(value))


def _tidy(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(made for made in map(_tidy, value) if made != "")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        changed = {name: made for name, one in fields.items() if (made := _tidy(one)) != one}
        return dataclasses.replace(value, **changed) if changed else value
    return value
