"""Cuts a document into the sections of a case: by elements, by headings, and what stands outside of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tfcards.sources.document.notes import Remarks
from tfcards.sources.document.sections import Line, Section
from tfcards.sources.mirc.headings import SECTIONS, heading_of, part_of
from tfcards.sources.mirc.tree import table
from tfcards.sources.xml.lines import blocks, children, local

_HISTORIES = frozenset({"history", "brief_history", "full_history"})
HINT = "move it to where it belongs"
_MOST_COMPARED = 200
"""With more parts than this only the same words are looked for: no teaching file has so many."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, and whether an element of the schema says what it is: a heading may only be alike."""

    section: Section
    by_element: bool


def find_sections(root: etree._Element, remarks: Remarks) -> list[Section]:
    """Return the sections in order: each text once, the first history as the brief one.

    Servers keep texts twice: in sections to be read, and in elements of the root to be found. A diagnosis that an
    element states goes before one under a heading.
    """
    parts = _without_repeats(list(_parts(root, remarks)))
    named_dx = [p.section for p in parts if p.section.name == "diagnosis" and p.by_element]
    found = named_dx + [p.section for p in parts if not any(p.section is section for section in named_dx)]
    first = True
    for section in found:
        if section.name in _HISTORIES and section.name != "full_history":
            section.name = "brief_history" if first else "full_history"
            first = False
    return found


def text_blocks(element: etree._Element) -> list[list[Line]]:
    """Return the text of ``element``, each line a block, without that of parts of their own."""
    skipped = table("apart") | frozenset(table("sections")) | SECTIONS
    return [[line] for block in blocks(element, breaking=table("breaking"), skipped=skipped) for line in block]


def squashed(section: Section) -> str:
    """Return the words of a section, to be compared."""
    return " ".join(" ".join(line.text for line in section.lines()).casefold().split())


def _parts(root: etree._Element, remarks: Remarks) -> Iterator[Part]:
    yield from _loose(root.text, root, remarks)
    for child in children(root):
        if local(child) not in table("apart"):
            yield from _cut(child, "", remarks)
        yield from _loose(child.tail, child, remarks)


def _cut(element: etree._Element, within: str, remarks: Remarks) -> Iterator[Part]:
    """Yield the own text of ``element`` as a section, then the parts in it; ``within`` names what it is in."""
    name, heading = part_of(element), heading_of(element)
    text = text_blocks(element)
    line = element.sourceline or 0
    if text and not name:
        name = within
        if name and heading:  # a heading within a part says what of it follows
            text.insert(0, [Line(line, heading)])
    if text and not name:
        what = f'no part of a case is called "{heading[:60]}"' if heading else "a text stands outside all sections"
        remarks.add("TF141", line, f"{what}; it was added to the discussion", HINT)
        name = "discussion"
    if text:
        yield Part(Section(name, line, text), by_element=local(element) not in SECTIONS)
    for inner in _outermost(element):
        yield from _cut(inner, name, remarks)


def _outermost(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the parts within ``element`` that are in no other part of it."""
    wanted = frozenset(table("sections")) | SECTIONS
    events = etree.iterwalk(element, events=("start",))
    for _, node in events:
        if node is element:
            continue
        if local(node) in wanted:
            events.skip_subtree()
            yield node
        elif local(node) in table("apart"):
            events.skip_subtree()


def _loose(text: str | None, before: etree._Element, remarks: Remarks) -> Iterator[Part]:
    """Yield text that stands in the root itself, behind no blank section."""
    if words := " ".join((text or "").split()):
        line = before.sourceline or 0
        remarks.add("TF141", line, "a text stands outside all sections; it was added to the discussion", HINT)
        yield Part(Section("discussion", line, [[Line(line, words)]]), by_element=False)


def _without_repeats(parts: list[Part]) -> list[Part]:
    """Return ``parts`` without those that say again what another one says, word for word or as an excerpt."""
    said = [(_kind(part), squashed(part.section)) for part in parts]
    seen: set[tuple[str, str]] = set()
    kept: list[Part] = []
    for part, (kind, words) in zip(parts, said, strict=True):
        excerpt = part.by_element and kind != "diagnosis" and len(parts) <= _MOST_COMPARED
        longer = (text for other, text in said if other == kind and len(text) > len(words)) if excerpt else ()
        if (kind, words) not in seen and not any(words in text for text in longer):
            kept.append(part)
        seen.add((kind, words))
    return kept


def _kind(part: Part) -> str:
    return "history" if part.section.name in _HISTORIES else part.section.name
