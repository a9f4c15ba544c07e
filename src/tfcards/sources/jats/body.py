"""The text of an article as the sections of a case: by the titles of its sections, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tfcards.sources.document.compose import Composer
from tfcards.sources.document.sections import Line, Section
from tfcards.sources.jats.tables import part_named, words
from tfcards.sources.xml.lines import blocks, children, local, text_of

_BREAKING = frozenset(
    {"p", "list-item", "disp-quote", "def-item", "title", "label", "boxed-text", "sec", "verse-line"}
)
_SKIPPED = frozenset(
    {"fig", "fig-group", "table-wrap", "table-wrap-group", "supplementary-material", "fn", "media", "object-id"}
    | {"inline-graphic", "disp-formula", "ref-list", "tex-math"}
)
_CITED = re.compile(r" ?(?:\[[\d,;–\s-]{0,60}\]|\([,;–\s-]{0,60}\))")
"""Numbers of references in square brackets, and the brackets of those that were taken out."""
_DEPTH = 12


def sections(article: etree._Element, composer: Composer) -> list[Section]:
    """Return the sections of the body. What stands before the first report of images is the brief history."""
    found: list[Section] = []
    for body in children(article, "body"):
        whole = next(children(body, "sec"), None) is None  # a short report: all of it tells the case
        found += _walk(body, "history" if whole else "", composer, 0)
    for abstract in (e for e in article.iter() if local(e) == "abstract" and not e.get("abstract-type")):
        if not any(section.name == "history" for section in found):
            found += [s for s in _walk(abstract, "", composer, 0) if s.name in {"history", "findings"}]
    return [part for section in found for part in _settled(section, composer)]


def _walk(element: etree._Element, inherited: str, composer: Composer, depth: int) -> Iterator[Section]:
    """Yield the own text of ``element`` under the part that its title names, then its sections."""
    title = next(children(element, "title"), None)
    heading = text_of(title)
    part = part_named(heading) or inherited
    if part == "consent":
        return
    nested = ("sec", "boxed-text") if depth < _DEPTH else ()
    own = _paragraphs(element, skipped={"title", *nested})
    line = element.sourceline or 0
    if own and not part:
        if heading:
            message = f'no part of a case is called "{heading[:60]}"; it was added to the discussion'
            composer.remarks.add("TF163", line, message, "move it to where it belongs")
        part = "discussion"
    if own:
        yield Section(part, line, [[paragraph] for paragraph in own])
    for child in children(element, *nested) if nested else ():
        yield from _walk(child, part if heading else inherited, composer, depth + 1)


def _paragraphs(element: etree._Element, skipped: set[str]) -> list[Line]:
    """Return the paragraphs of ``element`` without citations; entries of lists have their bullets."""
    found = blocks(element, breaking=_BREAKING, skipped=_SKIPPED | skipped | {"label"})
    texts = (Line(line.number, _uncited(line.text)) for block in found for line in block)
    return [line for line in texts if line.text]


def _uncited(text: str) -> str:
    return re.sub(r" ([.,;:])", r"\1", _CITED.sub("", text)).strip()


def _settled(section: Section, composer: Composer) -> Iterator[Section]:
    """Divide a history: its beginning, up to the first report of images, is the brief one."""
    if section.name != "history":
        yield section
        return
    brief: list[Line] = []
    rest = section.lines()
    while rest and not _reports(rest[0].text):
        brief.append(rest.pop(0))
    if brief:
        yield Section("brief_history", section.number, [[line] for line in brief])
    if rest:
        message = "the case presentation reports images from here on; its text was taken for findings"
        composer.remarks.add("TF164", rest[0].number, message, "leave there what is seen, and move the rest")
        yield Section("findings", rest[0].number, [[line] for line in rest])


def _reports(text: str) -> bool:
    folded = f" {text.casefold()} "
    return any(word in folded for word in words()["imaging"]["words"])
