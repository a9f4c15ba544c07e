"""The Anki search that selects notes which a release leaves out, in the collection of anybody who has the deck."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tfcards.package.read_values import ReadNote
from tfcards.pipeline.diff.names import name_of

_LONGEST = 120
_SPECIAL = str.maketrans({c: f"\\{c}" for c in '\\"*_:'})


def retired_search(retired: Sequence[ReadNote], others: Sequence[ReadNote]) -> str:
    """Return a search for exactly ``retired``, notes of one case, and none of ``others``; empty if there is none.

    By tags where they suffice, else by first fields: ids of notes differ from collection to collection. Anki has
    no search by GUID.
    """
    return _by_tags(retired, others) or _by_first_fields(retired, others)


def _by_tags(retired: Sequence[ReadNote], others: Sequence[ReadNote]) -> str:
    name = name_of(retired[0])
    if not name.case:
        return ""
    for tags in ([f"Case::{name.case}"], [f"Case::{name.case}", f"Kind::{name.kind}"]):
        if all(_tagged(note, tags) for note in retired) and not any(_tagged(note, tags) for note in others):
            return " ".join(f'"tag:{_escaped(tag, keep=":")}"' for tag in tags)
    return ""


def _tagged(note: ReadNote, tags: Sequence[str]) -> bool:
    """Tell whether ``note`` carries ``tags``, or tags below them: Anki's search finds those too."""
    own = [tag.casefold() for tag in note.tags]
    return all(any(tag == t.casefold() or tag.startswith(f"{t.casefold()}::") for tag in own) for t in tags)


def _by_first_fields(retired: Sequence[ReadNote], others: Sequence[ReadNote]) -> str:
    parts = [_by_first_field(note, others) for note in retired]
    return " OR ".join(parts) if all(parts) else ""


def _by_first_field(note: ReadNote, others: Sequence[ReadNote]) -> str:
    field, value = next(iter(note.fields.items()), ("", ""))
    plain = _plain_start(value)
    tests: list[tuple[str, Callable[[str], bool]]] = []
    if plain and plain == value:
        tests.append(("", lambda text: text.casefold() == plain.casefold()))
    elif plain:
        tests.append(("*", lambda text: text.casefold().startswith(plain.casefold())))
    for wildcard, matches in tests:
        if not any(matches(other.fields.get(field, "")) for other in others):
            return f'"{_escaped(field)}:{_escaped(plain)}{wildcard}"'
    return ""


def _plain_start(value: str) -> str:
    """Return ``value`` up to where markup begins or it grows long for a search."""
    for end in "<&\n":
        value = value.partition(end)[0]
    return value[:_LONGEST]


def _escaped(text: str, *, keep: str = "") -> str:
    """Return ``text`` with what Anki's search takes for its own syntax escaped."""
    return "".join(c if c in keep else c.translate(_SPECIAL) for c in text)
