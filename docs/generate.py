"""Writes the parts of the documentation that the program itself tells: fields, commands, vocabularies.

A page marks the place of such a part: ``<!-- generated: NAME -->`` … ``<!-- end -->``.
"""  # noqa: INP001 - stands beside its pages, in no package

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import click
import yaml

from tfcards.cli import main
from tfcards.render.notetypes import KINDS, LAYOUT, templates_root
from tfcards.sources.casefile.schema import case_schema, deck_schema
from tfcards.vocabulary.tables import table

_BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WIDTH = 78
"""Columns that click fills in a terminal of 80."""
_TYPES = {
    frozenset({"string", "number", "boolean"}): "text",
    frozenset({"integer", "string"}): "whole number",
    frozenset({"number", "string"}): "number",
    frozenset({"string"}): "date",
    frozenset({"boolean", "string"}): "yes or no",
}
Schema = Mapping[str, Any]


def blocks() -> dict[str, str]:
    """Return every generated part by its name."""
    return {
        "case-fields": _fields(case_schema()),
        "deck-fields": _fields(deck_schema()),
        "commands": _commands(),
        "note-types": _note_types(),
        "acr": _acr(),
        "modalities": _modalities(),
        "licences": _licences(),
    }


def updated(page: str) -> str:
    """Return ``page`` with its generated parts as they are now.

    Raises:
        KeyError: The page marks a part that there is not.
    """
    parts = blocks()
    return _BLOCK.sub(lambda found: f"{found[1]}\n{parts[found['name']]}\n\n{found[3]}", page)


def _rows(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(header)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _fields(schema: Schema) -> str:
    """Return a table of the keys of ``schema``, and one for each record inside it below a heading of its own."""
    parts = [_table(schema)]
    parts += [_record(key, is_list, schema["$defs"][name]) for key, is_list, name in _records(schema, schema)]
    return "\n\n".join(parts)


def _table(schema: Schema) -> str:
    needed = schema["required"]
    return _rows(
        ("key", "value", "meaning"),
        (
            (f"`{key}`" + (" (needed)" if key in needed else ""), _kind(key, value), value["description"])
            for key, value in schema["properties"].items()
        ),
    )


def _record(key: str, is_list: bool, schema: Schema) -> str:
    what = schema["description"].replace("``", "`")
    about = [
        f"### {key}",
        f"Each entry of `{key}`: {_small(what)}" if is_list else f"The keys of `{key}`: {_small(what)}",
    ]
    short = schema["required"]
    if is_list and len(short) == 1 and _type(schema["properties"][short[0]]) == "text":
        about.append(f"An entry that is plain text stands for its `{short[0]}` alone.")
    return "\n\n".join([*about, _table(schema)])


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _records(schema: Schema, root: Schema) -> Iterator[tuple[str, bool, str]]:
    """Yield key, whether it is a list, and definition of each record in ``schema``, at any depth."""
    for key, value in schema["properties"].items():
        name = _reference(value)
        if name:
            yield key, _is_list(value), name
            yield from _records(root["$defs"][name], root)


def _kind(key: str, value: Schema) -> str:
    """Return in words what ``value``, the schema of ``key``, may hold."""
    choices = next((option["enum"] for option in _options(value) if "enum" in option), ())
    if choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in choices if choice)
    if _reference(value):
        return f"list, see [{key}](#{key})" if _is_list(value) else f"keys, see [{key}](#{key})"
    listed = _array(value)
    if listed is None:
        return _type(value) + _range(value)
    item = listed["items"]
    return "list of `[x, y]`" if _is_list(item) else f"list of {_type(item)}{_range(item)}"


def _range(value: Schema) -> str:
    return f", {value['minimum']} to {value['maximum']}" if "minimum" in value else ""


def _type(value: Schema) -> str:
    types = value.get("type", [])
    return _TYPES.get(frozenset([types] if isinstance(types, str) else types) - {"null"}, "")


def _options(value: Schema) -> list[Schema]:
    return [value, *cast("list[Schema]", value.get("anyOf", []))]


def _array(value: Schema) -> Schema | None:
    return next((option for option in _options(value) if option.get("type") == "array"), None)


def _is_list(value: Schema) -> bool:
    return _array(value) is not None


def _reference(value: Schema) -> str:
    """Return the name of the record that ``value`` is, or is a list of; empty when it is none."""
    inside = _array(value) or {}
    for option in [*_options(value), *_options(inside.get("items", {}))]:
        if "$ref" in option:
            return str(option["$ref"]).rpartition("/")[2]
    return ""


def _commands() -> str:
    root = click.Context(main, info_name="tfcards", terminal_width=_WIDTH, color=False, **main.context_settings)
    texts = [_help(root)]
    for name, command in main.commands.items():
        texts.append(_help(click.Context(command, info_name=name, parent=root, **command.context_settings)))
    return "\n\n".join(texts)


def _help(context: click.Context) -> str:
    return f"## {context.command_path}\n\n```text\n{context.get_help()}\n```"


def _note_types() -> str:
    return "\n\n".join(_note_type(kind) for kind in KINDS)


def _note_type(kind: str) -> str:
    layout = yaml.safe_load((templates_root() / kind / LAYOUT).read_text("utf-8"))
    fields = ", ".join(field["name"] for field in layout["fields"])
    cards = "; ".join(f"{each['name']} (made when `{each['gate']}` is filled)" for each in layout["templates"])
    return (
        f"**{layout['name']}** ({'cloze' if layout['cloze'] else 'standard'}, id {layout['id']})\n\n"
        f"- Fields, in order: {fields}.\n- Card templates, in order: {cards}."
    )


def _acr() -> str:
    digits = table("acr")
    fields = _rows(("first digit", "anatomic field"), digits["anatomy"].items())
    pathologies = _rows(("digit after the point", "pathology"), digits["pathology"].items())
    return f"{fields}\n\n{pathologies}"


def _modalities() -> str:
    return _rows(
        ("codes", "modality", "tag"),
        (
            (", ".join(f"`{code}`" for code in row["codes"]), row["name"], f"`Modality::{row['tag']}`")
            for row in table("modalities")["modality"]
        ),
    )


def _licences() -> str:
    return _rows(
        ("licence", "written as"),
        ((row["name"], ", ".join(f"`{form}`" for form in row["forms"])) for row in table("licences")["licence"]),
    )
