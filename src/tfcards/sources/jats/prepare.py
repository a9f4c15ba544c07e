"""Prepares the tree of an article: other articles and citations out; powers, lists and formulas as text."""

from __future__ import annotations

import re

from lxml import etree

from tfcards.sources.jats.citations import take_out_citations
from tfcards.sources.xml.lines import children, local, take_out

_OTHERS = ("sub-article", "response")
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_POWER = re.compile(r"[+\-−–]?\d{1,4}[+\-−–]?|[+\-−–]")
_LATEX = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_MARKER = {"order": "{}.", "alpha-lower": "{}.", "alpha-upper": "{}.", "roman-lower": "{}.", "roman-upper": "{}."}


def prepare(article: etree._Element) -> None:
    """Change ``article`` in place, so that its text can be read as it stands."""
    for other in [e for e in article.iter() if local(e) in _OTHERS]:
        take_out(other)
    take_out_citations(article)
    for element in list(article.iter()):
        change = _CHANGES.get(local(element))
        if change:
            change(element)


def _raise(element: etree._Element) -> None:
    """Write a power as what it is: 10<sup>9</sup> is not 109."""
    if not len(element) and _POWER.fullmatch((element.text or "").strip()):
        element.text = (element.text or "").translate(_RAISED)


def _raise_last(element: etree._Element) -> None:
    if len(element):
        _raise(element[-1])


def _fraction(element: etree._Element) -> None:
    if len(element) > 1:
        element[0].tail = "/"


def _alternatives(element: etree._Element) -> None:
    """Keep one form of a formula: MathML before LaTeX."""
    if next(children(element, "math"), None) is not None:
        for latex in children(element, "tex-math"):
            latex.text = ""


def _latex(element: etree._Element) -> None:
    inner = _LATEX.search(element.text or "")
    element.text = (inner[1] if inner else element.text or "").strip().strip("$").strip()


def _bullets(element: etree._Element) -> None:
    """Begin each entry of a list as text does, with a dash, its number, or the label that it has."""
    marker = _MARKER.get(element.get("list-type") or "", "-")
    for number, item in enumerate(children(element, "list-item"), 1):
        label = next(children(item, "label"), None)
        begin = "".join(label.itertext()).strip() if label is not None else marker.format(number)
        holder = next(children(item, "p", "title"), item)
        if element.get("list-type") != "simple" or label is not None:
            holder.text = f"{begin} {(holder.text or '').lstrip()}"


def _box(element: etree._Element) -> None:
    """Put a box that stands within a paragraph behind it, and its title where sections have theirs."""
    parent = element.getparent()
    while parent is not None and local(parent) in {"p", "disp-quote", "list", "list-item"}:
        take_out(element)
        element.tail = None
        parent.addnext(element)
        parent = element.getparent()
    caption = next(children(element, "caption"), None)
    heading = next(children(caption, "title"), None) if caption is not None else None
    if heading is not None and next(children(element, "title"), None) is None:
        element.insert(0, heading)


_CHANGES = {
    "sup": _raise,
    "msup": _raise_last,
    "mfrac": _fraction,
    "alternatives": _alternatives,
    "tex-math": _latex,
    "list": _bullets,
    "boxed-text": _box,
}
