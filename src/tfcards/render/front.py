"""Renders a card as Anki would show it, for the leak check: the part of its template language that we use.

Fields, ``#`` and ``^`` sections, ``cloze:`` and ``FrontSide``. Found by experiment with the real backend (26.9.3),
which a test compares against; see there for what Anki adds around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tfcards.model.errors import TfcardsError
from tfcards.model.note import Note, NoteType

_TAG = re.compile(r"<!--.*?-->|\{\{(.+?)\}\}", re.DOTALL)
_CLOZE_MARK = re.compile(r"\{\{c(\d+)::|\}\}")
_BLANK_FIELD = re.compile(r"(?:[ \t-\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_KEYWORDS = re.compile(
    r' (?:type="radio"|dir="auto"|id="image-occlusion-(?:container|canvas)"|data-shape="(?:rect|ellipse|polygon)")'
)
_FIXED_SCRIPT = re.compile(r"<script>(?:(?!\{\{|</script>).)*</script>", re.DOTALL)
_SHAPE = re.compile(r"image-occlusion:([a-z]+):([^<>&\"]+)")
_RENAMED = {"oi": "occludeInactive"}
FRONT_SIDE = "FrontSide"
_LAST_ENCODED = 0xFF


@dataclass(frozen=True, slots=True)
class Tag:
    """A ``{{…}}`` of a template: ``mark`` is ``#``, ``^``, ``/`` or empty; ``filters`` stand before the field."""

    mark: str
    filters: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class _View:
    """What a template is rendered with: fields by name, the number of the card, its side."""

    fields: Mapping[str, str]
    number: int
    question: bool


def is_blank(html: str) -> bool:
    """Tell whether Anki takes a field for empty: nothing but ASCII space, ``<br>`` and ``<div>``."""
    return _BLANK_FIELD.fullmatch(html) is not None


def parse(template: str) -> list[str | Tag]:
    """Return ``template`` taken apart into text and tags; comments are text."""
    parts: list[str | Tag] = []
    end = 0
    for found in _TAG.finditer(template):
        if found[1] is None:
            continue
        parts += [template[end : found.start()], _tag(found[1].strip())]
        end = found.end()
    return [*parts, template[end:]]


def _tag(inner: str) -> Tag:
    mark = inner[0] if inner[0] in "#^/" else ""
    *filters, field = inner[len(mark) :].strip().split(":")
    return Tag(mark, tuple(filters), field)


def render_front(note: Note, note_type: NoteType, template_index: int, number: int = 0) -> str:
    """Return the HTML that Anki shows as the question.

    Args:
        note: The note.
        note_type: Its note type.
        template_index: Which template; 0 for a cloze note type, which has one.
        number: The cloze number, from 1; for a cloze note type alone.

    Raises:
        TfcardsError: The template names a field or a filter that does not exist, or leaves a section open.
    """
    view = _View(_fields(note, note_type), number, question=True)
    return _render(note_type.templates[template_index].front, view)


def render_answer(note: Note, note_type: NoteType, template_index: int, number: int = 0) -> str:
    """Return the HTML that Anki shows as the answer; arguments and errors as for ``render_front``."""
    fields = _fields(note, note_type) | {FRONT_SIDE: render_front(note, note_type, template_index, number)}
    return _render(note_type.templates[template_index].back, _View(fields, number, question=False))


def without_keywords(html: str) -> str:
    """Return ``html`` without markup keywords such as ``radio`` and ``auto``, which could be words of a diagnosis.

    For the leak check. No text of a case reads like them: its quotation marks are escaped.
    """
    return _KEYWORDS.sub("", html)


def without_scripts(note_type: NoteType) -> NoteType:
    """Return ``note_type`` without the scripts of its fronts that no field gets into: they say nothing of a case.

    For the leak check; a script with a field in it stays to be read.
    """
    templates = (replace(each, front=_FIXED_SCRIPT.sub("", each.front)) for each in note_type.templates)
    return replace(note_type, templates=tuple(templates))


def _fields(note: Note, note_type: NoteType) -> dict[str, str]:
    return {field.name: note.fields.get(field.name, "") for field in note_type.fields}


def _render(template: str, view: _View) -> str:
    shown: list[str] = []
    open_sections: list[tuple[str, bool]] = []
    for part in parse(template):
        visible = all(shows for _, shows in open_sections)
        if isinstance(part, str):
            shown += [part] if visible else []
        elif part.mark == "/":
            if not open_sections or open_sections.pop()[0] != part.field:
                raise TfcardsError(f"A card template closes {{{{/{part.field}}}}}, which is not open")
        elif part.mark:
            filled = not is_blank(_value(part, view))
            open_sections.append((part.field, filled if part.mark == "#" else not filled))
        elif visible:
            shown.append(_value(part, view))
    if open_sections:
        raise TfcardsError(f"A card template opens {{{{#{open_sections[-1][0]}}}}} and does not close it")
    return "".join(shown)


def _value(tag: Tag, view: _View) -> str:
    if tag.field not in view.fields:
        raise TfcardsError(f"A card template names the field {tag.field!r}, which the note type does not have")
    value = view.fields[tag.field]
    if tag.filters == ("cloze",):
        return _revealed(value, view)
    if tag.filters:
        raise TfcardsError(
            f"A card template uses the filter {tag.filters[0]!r}, which tfcards does not know",
            "use plain fields and cloze: only, so that fronts can be checked",
        )
    return value


@dataclass(slots=True)
class _Open:
    """A cloze that is being read: its number, and what it holds so far."""

    number: int
    parts: list[str]
    mark: str = ""


def _revealed(text: str, view: _View) -> str:
    """Return ``text`` with its clozes shown or hidden; empty when none of them is the card's, as in Anki."""
    if view.number not in {int(m[1]) for m in _CLOZE_MARK.finditer(text) if m[1]}:
        return ""
    stack = [_Open(0, [])]
    end = 0
    for found in _CLOZE_MARK.finditer(text):
        stack[-1].parts.append(text[end : found.start()])
        end = found.end()
        if found[1]:
            stack.append(_Open(int(found[1]), [], found[0]))
        elif len(stack) > 1:
            done = stack.pop()
            stack[-1].parts.append(_cloze(done.number, "".join(done.parts), view))
        else:
            stack[-1].parts.append(found[0])
    stack[-1].parts.append(text[end:])
    return "".join(part for cloze in stack for part in (cloze.mark, *cloze.parts))


def _cloze(number: int, inner: str, view: _View) -> str:
    if shape := _SHAPE.fullmatch(inner):
        return _mask(number, shape, view)
    if number != view.number:
        return f'<span class="cloze-inactive" data-ordinal="{number}">{inner}</span>'
    if not view.question:
        return f'<span class="cloze" data-ordinal="{number}">{inner}</span>'
    hidden = "".join(_attribute_character(c) for c in inner)
    return f'<span class="cloze" data-cloze="{hidden}" data-ordinal="{number}">[...]</span>'


def _mask(number: int, shape: re.Match[str], view: _View) -> str:
    """Return the mask of an image as Anki hands it to its script: shape and places as attributes."""
    asked = "cloze" if view.question else "cloze-highlight"
    pairs = (pair.partition("=") for pair in shape[2].split(":"))
    places = "".join(f'data-{_RENAMED.get(name, name)}="{value}" ' for name, _, value in pairs)
    state = asked if number == view.number else "cloze-inactive"
    return f'<div class="{state}" data-ordinal="{number}" data-shape="{shape[1]}" {places}></div>'


def _attribute_character(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if ord(character) > _LAST_ENCODED or (character.isascii() and character.isalnum()):
        return character
    return f"&#x{ord(character):02X};"
