"""Prepares the tree of a document: what is not for everybody is taken out before anything is read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from lxml import etree

from tfcards.sources.xml.lines import children, local, text_of

GONE = "gone"
"""The name of an element that was emptied."""


@cache
def table(part: str) -> Any:  # noqa: ANN401 - what the table holds
    """Return a part of the table of elements."""
    whole = tomllib.loads((resources.files("tfcards.sources.mirc") / "elements.toml").read_text("utf-8"))
    found = whole[part]
    return frozenset(next(iter(found.values()))) if set(found) <= {"names", "values"} else found


def is_private(element: etree._Element) -> bool:
    """Tell whether ``element`` says that not everybody may see it. A word that is not known hides it too."""
    return (element.get("visible") or "").strip().casefold() not in table("shown")


def prune(root: etree._Element) -> None:
    """Empty what is private, and what is no part of a case; text behind it stays.

    Texts in the root itself go into the blank section before them first: such a text is as private as its section.
    """
    for element in [e for e in root.iter() if e is not root and _is_left_out(e, root)]:
        _empty(element)
    _gather(root)
    for element in [e for e in children(root) if is_private(e)]:
        _empty(element)


def unfold(root: etree._Element) -> None:
    """Make text of the elements that are words of a sentence, such as the terms that a server marks."""
    for parent in root.iter():
        if parent is root or local(parent) in table("apart"):
            continue
        words = [child for child in parent if local(child) in table("inline")]
        sentence = bool(words) and _has_own_text(parent)
        for child in words:
            if sentence or local(child) == "term":
                child.tag = "span"


def _is_left_out(element: etree._Element, root: etree._Element) -> bool:
    if not isinstance(element.tag, str):  # never text
        return False
    name = local(element).casefold()
    if name in table("left_out") or name.startswith(tuple(table("left_out_beginning"))):
        return True
    later = name == "section" and element.getparent() is root  # with the text that belongs to it
    return is_private(element) and not later


def _empty(element: etree._Element) -> None:
    """Leave nothing of ``element`` but its place: taking many out of one parent would move its text each time."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = GONE, tail


def _gather(root: etree._Element) -> None:
    """Move what stands in the root behind a blank section into that section."""
    blank: etree._Element | None = None
    for child in list(root):
        name = local(child)
        if name == "section":
            blank = None if text_of(child, {"image", "img", "quiz"}) else child
            if blank is not None and (child.tail or "").strip():
                _take_in(child)
        elif blank is not None and name in table("running"):
            blank.append(child)  # with the text behind it
        else:
            blank = None


def _take_in(section: etree._Element) -> None:
    """Make the text behind a blank section its own."""
    if len(section):
        section[-1].tail = (section[-1].tail or "") + (section.tail or "")
    else:
        section.text = (section.text or "") + (section.tail or "")
    section.tail = None


def _has_own_text(element: etree._Element) -> bool:
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))
