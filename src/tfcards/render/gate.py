"""The last gate before a field is a field: only the markup that our own templates use passes."""

from __future__ import annotations

import re

import nh3

_TEXT = {"a", "br", "dd", "div", "dl", "dt", "em", "h2", "h3", "li", "ol", "p", "section", "span", "strong", "ul"}
_TABLE = {"caption", "table", "tbody", "td", "th", "thead", "tr"}
_OTHER = {"details", "figcaption", "figure", "img", "summary"}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan"},
    "th": {"scope"},
}
_MEDIA_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def sanitise(html: str) -> str:
    """Return ``html`` without anything that a field may not hold: scripts, handlers, styles, remote pictures.

    A template of a deck's own can thus change how a card looks, and nothing else. Links get ``rel=noopener``.
    """
    return _CLEANER.clean(html).strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src") and not _MEDIA_NAME.fullmatch(value):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TEXT | _TABLE | _OTHER,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https"},
    link_rel="noopener",
)
