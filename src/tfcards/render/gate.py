"""The last gate before a field is a field: only the markup that our own templates use passes."""

from __future__ import annotations

import re

import nh3

_TEXT = {"a", "br", "dd", "div", "dl", "dt", "em", "h2", "h3", "li", "ol", "p", "section", "span", "strong", "ul"}
_TABLE = {"caption", "table", "tbody", "td", "th", "thead", "tr"}
_OTHER = {"details", "figcaption", "figure", "img", "input", "label", "summary"}
_DRAWING = {"path", "svg", "text"}
ATTRIBUTES = {
    "*": {"class", "dir"},
    "a": {"href"},
    "details": {"open"},
    "div": {"tabindex"},
    "img": {"src", "alt", "width", "height"},
    "input": {"aria-label", "checked", "id", "name"},
    "label": {"for"},
    "path": {"d"},
    "section": {"aria-label"},
    "svg": {"viewBox"},
    "td": {"colspan"},
    "text": {"font-size", "x", "y"},
    "th": {"scope"},
}
_OWN_ID = re.compile(r"tf[0-9]{1,10}[a-z]([0-9]{1,3}[a-z]?|[a-z])?")
_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9])?")
_FORMS = {
    ("div", "tabindex"): re.compile("0"),
    ("img", "src"): re.compile(r"[A-Za-z0-9_.-]+"),
    ("input", "id"): _OWN_ID,
    ("input", "name"): _OWN_ID,
    ("label", "for"): _OWN_ID,
    ("path", "d"): re.compile(r"[MLAZ0-9 .-]+"),
    ("svg", "viewBox"): re.compile(r"0 0 [0-9]{1,6} [0-9]{1,6}"),
    ("text", "font-size"): _NUMBER,
    ("text", "x"): _NUMBER,
    ("text", "y"): _NUMBER,
}
_DIRECTION = "auto"


def sanitise(html: str) -> str:
    """Return ``html`` without anything that a field may not hold: scripts, handlers, styles, remote pictures.

    A template of a deck's own can thus change how a card looks, and nothing else. Links get ``rel=noopener``. Any
    input is made a radio button, whatever it says: those of the images and the options, which need no script.
    """
    return _CLEANER.clean(html).strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "dir":
        return value if value == _DIRECTION else None
    form = _FORMS.get((tag, name))
    return value if form is None or form.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=_TEXT | _TABLE | _OTHER | _DRAWING,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    set_tag_attribute_values={"input": {"type": "radio"}},
    url_schemes={"http", "https"},
    link_rel="noopener",
)
