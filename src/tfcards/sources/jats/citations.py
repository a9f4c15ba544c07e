"""Takes the citations out of running text, with the brackets and commas that only held them."""

from __future__ import annotations

import re

from lxml import etree

from tfcards.sources.xml.lines import children, local, take_out

_BETWEEN = re.compile(r"[\s,;–—-]*")
_LEFT = re.compile(r"[\s\d,;:–—\-\[\]()]*")
_REFERRED = frozenset({"bibr", "fn", "table-fn"})
_EMPTY = re.compile(r" ?(?:\[[\d,;–—\s-]{0,60}\]|\([,;–—\s-]{0,60}\))")
"""Numbers of references in square brackets, and the brackets of those that were taken out."""


def take_out_citations(article: etree._Element) -> None:
    """Take out references to the list of references. Names in a sentence stay: "Smith et al. found …"."""
    cited = [e for e in article.iter() if _is_cited(e)]
    raised = {sup for e in cited for sup in e.iterancestors() if local(sup) == "sup"}
    raised |= {
        near for e in cited for near in (e.getnext(), e.getprevious()) if near is not None and _only_between(near)
    }
    parents = dict.fromkeys(e.getparent() for e in cited)
    for parent in parents:
        if parent is not None:
            _take_out_of(parent)
    for sup in raised:
        if _LEFT.fullmatch("".join(sup.itertext())):
            take_out(sup)


def _only_between(near: etree._Element) -> bool:
    """Tell whether ``near`` is a raised comma between two raised numbers."""
    return local(near) == "sup" and bool(_BETWEEN.fullmatch("".join(near.itertext())))


def _take_out_of(parent: etree._Element) -> None:
    depth = _opened(parent.text)
    for child in list(children(parent)):
        text = "".join(child.itertext())
        told = _is_cited(child) and depth <= 0 and local(parent) != "sup" and any(c.isalpha() for c in text)
        if _is_cited(child) and not told:
            depth += _opened(child.tail)
            if _is_cited(child.getnext()) and _BETWEEN.fullmatch(child.tail or ""):
                child.tail = None
            take_out(child)
        else:
            depth += _opened(text) + _opened(child.tail)


def _is_cited(element: etree._Element | None) -> bool:
    """Tell whether ``element`` refers to the list of references, or to a footnote."""
    return element is not None and local(element) == "xref" and element.get("ref-type") in _REFERRED


def _opened(text: str | None) -> int:
    """Return how many more brackets ``text`` opens than it closes."""
    text = text or ""
    return text.count("(") + text.count("[") - text.count(")") - text.count("]")


def uncited(text: str) -> str:
    """Return ``text`` without brackets that held citations, and without the gaps that these left."""
    return re.sub(r" +([.,;:])", r"\1", _EMPTY.sub("", text)).strip()
