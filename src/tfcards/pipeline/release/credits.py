"""The credits page of a release: who made each case, who holds it, and under which licence it may be passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfcards.model.case import Case
from tfcards.sources.collection import Sources

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!])")
_SILENT = "not stated"


def credits_page(sources: Sources, version: str) -> str:
    """Return the credits of all cases of ``sources`` as Markdown, by case id."""
    cases = sorted((source.case for source in sources.cases), key=lambda case: case.id)
    lines = ["# Credits", "", f"{escaped(sources.deck.name)}, version {escaped(version)}: {len(cases)} cases."]
    for case in cases:
        lines += ["", f"## {escaped(case.id)}", "", *_case(case)]
    return "\n".join(lines) + "\n"


def _case(case: Case) -> Iterator[str]:
    when = f" ({case.date.year})" if case.date else ""
    yield f"- Authors: {escaped('; '.join(case.authors) or _SILENT)}{when}"
    yield f"- Holder: {escaped(case.holder or _SILENT)}"
    yield f"- Licence: {escaped(case.licence or _SILENT)}"
    if case.source:
        yield f"- Source: {escaped(case.source)}"
    for image in case.images:
        if image.file:
            yield f"- Image {escaped(image.label or image.file)}: {escaped(image.credit or _SILENT)}"


def escaped(text: str) -> str:
    """Return ``text`` on one line, with nothing in it that Markdown takes for its own."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
