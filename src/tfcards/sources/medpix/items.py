"""Cuts a long JSON list into its items, each with its line: what is whole is read, also of a damaged file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tfcards.model.diagnostic import Diagnostic, Location, error

MAX_BYTES = 50_000_000
"""The whole of MedPix 2.0, 671 cases, has three million."""

MAX_ITEMS = 100_000
"""All of MedPix are some 12,000 cases with 59,000 images."""

_BETWEEN = re.compile(r"[\s,]*")
_ID = '"U_id"'
# Numbers stay as they are written (a code 7.20, more digits than Python counts); NaN and Infinity are nothing.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None)


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
    at = len(text) - len(text.lstrip().removeprefix("["))
    opened = text[:at].endswith("[")
    line, counted, found = 1, 0, 0
    while True:
        gap = _BETWEEN.match(text, at)
        start = gap.end() if gap else at
        if start >= len(text) and opened:
            yield _broken(text, start, json.JSONDecodeError("the list does not end", text, start), path)
        if start >= len(text) or text[start] == "]":
            return
        if found == MAX_ITEMS:
            message = f"the file has more than {MAX_ITEMS:,} entries; those up to this line are read"
            yield error("TF150", message, Location(path, line), "split it")
            return
        try:
            value, end = _DECODER.raw_decode(text, start)
        except (json.JSONDecodeError, RecursionError) as problem:
            yield _broken(text, start, problem, path)
            return
        stated = text.find(_ID, start, end)
        shown = stated if stated >= 0 else start
        line, counted = line + text.count("\n", counted, shown), shown
        yield Item(value, line)
        at, found = end, found + 1


def _broken(text: str, start: int, problem: json.JSONDecodeError | RecursionError, path: str) -> Diagnostic:
    """Return what is wrong with the entry that begins at ``start``, and where."""
    place, why = start, "the entry is nested too deeply"
    if isinstance(problem, json.JSONDecodeError):
        place, why = problem.pos, "the JSON breaks off or is damaged"
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    message = f"{why} at column {column}; the entries before it are read, those after it are not"
    return error("TF150", message, Location(path, line), "export it again")


def _decoded(data: bytes) -> str:
    """Return the text of ``data``: Unicode as its mark or its first bytes tell (RFC 4627), else Windows-1252."""
    encoding = json.detect_encoding(data)
    if encoding != "utf-8":
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
