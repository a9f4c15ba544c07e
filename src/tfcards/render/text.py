"""Text of a case made safe for a field: nothing in it is markup, a cloze, a template, a formula or a sound."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

JOINER = "\u2060"
"""WORD JOINER: invisible, takes no room, allows no line break. Entities would not do: MathJax reads the page after
they are resolved, and so does Anki's editor when a resident opens the note."""

MAX_NESTING = 8
"""Clozes inside each other that Anki still takes apart; 26.9.3 drops the card of the innermost at eleven."""

# What Anki or its pages act upon inside a field: template and cloze braces, the separator of a cloze, MathJax
# delimiters, and square brackets of LaTeX, sounds, speech and typed answers.
_ACTIVE = re.compile(
    r"[{}]|:(?=:|\Z)|\A:|\\(?=[()\[\]]|\Z)|\$(?=\$|\Z)|\[(?=\[|/?(?:latex|\$|sound:|anki:)|\Z)", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+[^\s<>\"{}|\\^`.,;:!?)\]'’”]")
_MASKED = re.compile("▒+")


def inert(text: str) -> str:
    """Return ``text`` with what Anki would act upon broken by an invisible character; it looks the same."""
    return _ACTIVE.sub(lambda m: f"{JOINER}{m[0]}{JOINER}" if m[0] == ":" else f"{m[0]}{JOINER}", text)


def line(text: str) -> Markup:
    """Return ``text`` as escaped HTML in one line, with masked words marked up for the style sheet."""
    safe = str(escape(inert(" ".join(text.split()))))
    return Markup(_MASKED.sub(r'<span class="tf-masked">\g<0></span>', safe))  # noqa: S704 - escaped above


def paragraphs(text: str) -> Markup:
    """Return ``text`` as escaped HTML paragraphs, split where lines are empty."""
    parts = [part for part in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n")) if part.strip()]
    return Markup("\n").join(Markup('<p dir="auto">{}</p>').format(line(part)) for part in parts)


def linked(text: str) -> Markup:
    """Return ``text`` as escaped HTML in one line, its http and https addresses made links."""
    flat = " ".join(text.split())
    pieces, end = [], 0
    for found in _URL.finditer(flat):
        address = quote(found[0], safe="/:?#@!&'()*+,;=%~._-").replace("::", "%3A%3A")
        pieces += [
            _kept(flat[end : found.start()]),
            Markup('<a href="{}" rel="noopener">{}</a>').format(address, inert(found[0])),
        ]
        end = found.end()
    return Markup("").join([*pieces, _kept(flat[end:])])


def _kept(text: str) -> Markup:
    return escape(inert(text))


def cloze(text: str, number: int, hidden_for: Iterable[int] = ()) -> Markup:
    """Return ``text`` as the cloze ``number``, nested in those of ``hidden_for`` so that it is hidden there too.

    The innermost cloze is wrapped in ``tf-own``: inside it, a blank is the one that is asked.
    """
    asked = Markup('<span class="tf-own">{{{{c{}::{}}}}}</span>').format(number, line(text))
    for other in hidden_for:
        asked = Markup("{{{{c{}::{}}}}}").format(other, asked)
    return asked


def number(value: float) -> str:
    """Return ``value`` as a person writes it: no trailing zero, no exponent for laboratory values."""
    return str(int(value)) if value == int(value) else repr(value)
