"""Writes case.yaml and deck.yaml: flat, in the order of the model, empty fields left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from tfcards.model.case import Case, GamutItem, Lab, Option
from tfcards.model.deck import Deck
from tfcards.sources.casefile.shape import Leaf, ListOf, Record, Shape, record
from tfcards.sources.casefile.yaml_text import WIDTH, block, fits_in_flow, in_flow, inline

_ROWS = (Lab, GamutItem, Option)
REVIEW = "# Please look at each line below, and delete it once it is settled."


def case_yaml(case: Case, schema: str = "") -> str:
    """Return ``case`` as the text of a case file, with the address of its JSON Schema for editors if given.

    Reading the text gives ``case`` back, once its texts are as ``cleaning.clean`` leaves them.
    """
    return _document(case, schema)


def deck_yaml(deck: Deck, schema: str = "") -> str:
    """Return ``deck`` as the text of a deck file, with the address of its JSON Schema for editors if given."""
    return _document(deck, schema)


def _document(value: Case | Deck, schema: str) -> str:
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    for name, content, shape in _filled(value):
        if name == "review":
            lines += ["", REVIEW]
        elif isinstance(shape, ListOf) and isinstance(shape.item, Record):
            lines.append("")
        lines += entry_lines(name, content, shape, 0)
    return "\n".join(lines) + "\n"


def _filled(value: object) -> list[tuple[str, object, Shape]]:
    """Return name, content and shape of each field of ``value`` that says something."""
    rows = [(field, getattr(value, field.name)) for field in record(type(value)).fields]
    return [(f.name, content, f.shape) for f, content in rows if f.required or content not in (f.default, "", ())]


def entry_lines(name: str, content: object, shape: Shape, indent: int) -> list[str]:
    """Return the lines of the key ``name`` with its ``content``."""
    pad = " " * indent
    if isinstance(shape, Leaf):
        return block(content, f"{pad}{name}:", indent + 2)
    if isinstance(shape, Record):
        return [f"{pad}{name}:", *_record(content, indent + 2)]
    items = cast("tuple[object, ...]", content)
    if isinstance(shape.item, ListOf):
        return [f"{pad}{name}: {_flow(items)}"]
    if isinstance(shape.item, Leaf):
        return _leaves(name, items, indent)
    return [f"{pad}{name}:", *(line for item in items for line in item_lines(item, indent + 2))]


def flow_text(content: object, shape: Shape) -> str:
    """Return ``content`` on one line, as it may stand between commas in brackets."""
    if isinstance(shape, Record):
        rows = [f"{name}: {flow_text(value, inner)}" for name, value, inner in _filled(content)]
        return f"{{{', '.join(rows)}}}"
    if isinstance(shape, ListOf):
        items = cast("tuple[object, ...]", content)
        return f"[{', '.join(flow_text(item, shape.item) for item in items)}]"
    return in_flow(content)


def _flow(items: Sequence[object]) -> str:
    """Return a list, and the lists in it, on one line: ``[[0.1, 0.2], [0.3, 0.4]]``."""
    return f"[{', '.join(_flow(item) if isinstance(item, tuple) else inline(item) for item in items)}]"


def _leaves(name: str, items: Sequence[object], indent: int) -> list[str]:
    """Return a list of single values: on one line when short, else one a line; what is to review always so."""
    pad = " " * indent
    row = f"{pad}{name}: [{', '.join(inline(item) for item in items)}]"
    if name != "review" and len(row) <= WIDTH and all(fits_in_flow(item) for item in items):
        return [row]
    return [f"{pad}{name}:", *(line for item in items for line in block(item, f"{pad}  -", indent + 4))]


def _record(value: object, indent: int) -> list[str]:
    return [line for name, content, shape in _filled(value) for line in entry_lines(name, content, shape, indent)]


def item_lines(value: object, indent: int) -> list[str]:
    """Return one record of a list: values, causes and options as a row where they fit, others key by key."""
    pad = " " * indent
    contents = [(name, content) for name, content, _ in _filled(value)]
    row = ", ".join(f"{name}: {inline(content)}" for name, content in contents)
    if not contents or (isinstance(value, _ROWS) and all(fits_in_flow(content) for _, content in contents)):
        return [f"{pad}- {{{row}}}"]
    first, *rest = _record(value, indent + 2)
    return [f"{pad}- {first[indent + 2 :]}", *rest]
