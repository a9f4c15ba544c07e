"""Cuts a long JSON list into its items, each with its line: what is whole is read, also of a damaged file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tfcards.model.diagnostic import Diagnostic, Location, error

MAX_BYTES = 50_000_000
"""The whole of MedPix 2.0, 671 cases, has three million."""

_BETWEEN = re.compile(r"[\s,]*")
_ID = '"U_id"'
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list and the line of its id, or else of its beginning."""

    value: object
    line: int


def items(data: bytes, path: str) -> Iterator[Item | Diagnostic]:
    """Yield the items of the list ``data``: a JSON array, one object, or an object a line.

    Where the JSON breaks off, the rest is one diagnostic.
    """
    if len(data) > MAX_BYTES:
        yield error("TF150", f"the export is larger than {MAX_BYTES:,} bytes", Location(path), "split it")
        return
    text = _decoded(data)
    decoder = json.JSONDecoder()
    at = len(text) - len(text.lstrip().removeprefix("["))
    line, counted = 1, 0
    while True:
        gap = _BETWEEN.match(text, at)
        start = gap.end() if gap else at
        if start >= len(text) or text[start] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, start)
        except (json.JSONDecodeError, RecursionError) as problem:
            place = problem.pos if isinstance(problem, json.JSONDecodeError) else start
            message = "the JSON cannot be read from here on; the cases before it are read"
            yield error("TF150", message, Location(path, text.count("\n", 0, place) + 1), "export it again")
            return
        stated = text.find(_ID, start, end)
        shown = stated if stated >= 0 else start
        line, counted = line + text.count("\n", counted, shown), shown
        yield Item(value, line)
        at = end


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
