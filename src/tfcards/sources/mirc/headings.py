"""Which part of a case an element of a document is, by its name or its heading."""

from __future__ import annotations

from lxml import etree

from tfcards.sources.document.labels import section_named
from tfcards.sources.mirc.tree import table
from tfcards.sources.xml.lines import local

_NOT_OF_A_CASE = frozenset({"authors", "images", "case_number"})
"""Labels of pages whose text the case has no place for."""

SECTIONS = frozenset({"section", "image-section"})


def named(heading: str) -> str:
    """Return the part of a case that ``heading`` stands for; empty if none."""
    name = section_named(heading)
    if not name:
        text = " ".join(heading.split()).rstrip(":").casefold()
        headings: dict[str, list[str]] = table("headings")
        name = next((part for part, forms in headings.items() if text in forms), "")
    return "" if name in _NOT_OF_A_CASE else name


def part_of(element: etree._Element) -> str:
    """Return the part of a case that ``element`` is; empty if it is none."""
    own: dict[str, str] = table("sections")
    name = local(element)
    return named(heading_of(element)) if name in SECTIONS else own.get(name, "")


def heading_of(element: etree._Element) -> str:
    """Return the heading of a section on one line."""
    return " ".join((element.get("heading") or "").split())
