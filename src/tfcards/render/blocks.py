"""The Jinja2 side: one block a field, from the packaged templates or a deck's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from tfcards.model.errors import TfcardsError
from tfcards.model.note import NoteType
from tfcards.render.gate import sanitise
from tfcards.render.marks import marks
from tfcards.render.shapes import shapes
from tfcards.render.text import cloze, inert, line, linked, number, paragraphs
from tfcards.render.views import (
    asked_options,
    by_study,
    choices,
    credits_of,
    full_list,
    open_rows,
    split_answer,
    withheld_rows,
)

PARTS = "parts.html.j2"
FIELDS = "fields.html.j2"


def _shown(value: object) -> Markup:
    """Return any value of a template expression as inert, escaped HTML, unless it is HTML already."""
    return value if isinstance(value, Markup) else escape(inert(str(value)))


class Blocks:
    """Renders the fields of a note. The templates are sandboxed: a deck's own come from other people."""

    def __init__(self, folder: Path, override: Path | None) -> None:
        folders = [folder] if override is None else [override, folder]
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            line=line, paragraphs=paragraphs, linked=linked, by_study=by_study, number=number, once=credits_of
        )
        self._environment.globals.update(
            cloze=cloze,
            open_rows=open_rows,
            withheld_rows=withheld_rows,
            choices=choices,
            asked_options=asked_options,
            split_answer=split_answer,
            full_list=full_list,
            marks=marks,
            shapes=shapes,
        )

    def render(self, kind: str, note_type: NoteType, values: Mapping[str, object]) -> dict[str, str]:
        """Return the non-empty fields of ``note_type`` by name. ``kind`` is the folder of its templates.

        ``values`` must hold ``page``, which the shared parts take the names of inputs from.

        Raises:
            TfcardsError: A template cannot be read, or asks for a value that does not exist.
        """
        name = f"{kind}/{FIELDS}"
        try:
            template = self._environment.get_template(name)
            _check_blocks(name, set(template.blocks), note_type)
            parts = self._environment.get_template(PARTS).make_module({"page": values["page"]})
            context = template.new_context({**values, "parts": parts})
            fields = {
                field.name: sanitise("".join(template.blocks[block_name(field.name)](context)))
                for field in note_type.fields
                if block_name(field.name) in template.blocks
            }
        except TemplateSyntaxError as problem:
            raise TfcardsError(
                f"The template {problem.name}, line {problem.lineno}, cannot be read: {problem.message}",
                "compare it with the one that tfcards ships",
            ) from problem
        except TemplateError as problem:
            raise TfcardsError(
                f"The template {name} cannot be filled: {problem.message}",
                "compare it with the one that tfcards ships",
            ) from problem
        return {name: html for name, html in fields.items() if html}


def block_name(field: str) -> str:
    """Return the name of the Jinja2 block that fills ``field``: ``Answer Images`` is ``answer_images``."""
    return field.lower().replace(" ", "_")


def _check_blocks(name: str, blocks: set[str], note_type: NoteType) -> None:
    known = {block_name(field.name) for field in note_type.fields}
    needed = {block_name(field.name) for field in note_type.fields if not field.name.startswith("Spare ")}
    if wrong := sorted((blocks - known) | (needed - blocks)):
        raise TfcardsError(
            f"The template {name} does not have the blocks of {note_type.name!r}: look at {wrong[0]}",
            f"it needs one block for each of {', '.join(sorted(needed))}",
        )
