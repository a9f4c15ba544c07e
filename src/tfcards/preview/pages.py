"""Writes the pages of a preview: an overview, and a page for each side of each card, as Anki's own would be.

The overview is one file under a strict policy: nothing in it is fetched from elsewhere. A card's page holds what
Anki returned, unaltered, and the overview shows it in sandboxed frames.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from selectolax.lexbor import LexborHTMLParser

from tfcards.preview.deck import ShownCard, ShownDeck

Site = dict[str, bytes]
"""Files by their path below the site's root, with ``/`` between folders."""

INDEX = "index.html"
_ASSETS = Path(__file__).parent / "site"


def site(deck: ShownDeck) -> Site:
    """Return the whole site of ``deck``, to be opened from a folder."""
    return {
        INDEX: _index(deck, ""),
        **_cards(deck),
        **{f"media/{name}": data for name, data in deck.media.items()},
    }


def live_site(deck: ShownDeck) -> tuple[Site, str]:
    """Return the site of ``deck`` for the live server, and its version: what differs has another one."""
    pages = site(deck)
    hasher = hashlib.sha256()
    for name in sorted(pages):
        hasher.update(name.encode() + b"\0" + hashlib.sha256(pages[name]).digest())
    version = hasher.hexdigest()[:16]
    return {**pages, INDEX: _index(deck, version)}, version


def environment() -> Environment:
    """Return what renders the templates of the preview, with autoescape."""
    return Environment(
        loader=FileSystemLoader(_ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _index(deck: ShownDeck, version: str) -> bytes:
    css, script = (asset(name) for name in ("overview.css", "overview.js"))
    news = "'self'" if version else "'none'"
    policy = (
        f"default-src 'none'; style-src {source_hash(css)}; script-src {source_hash(script)}; connect-src {news}; "
        "frame-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = environment().get_template("overview.html.j2")
    text = page.render(
        deck=deck, version=version, css=css, script=script, policy=policy, filters=_filters(deck), text_of=_text
    )
    return text.encode()


def source_hash(text: str) -> str:
    """Return the source expression that allows the inline style or script ``text`` (Content Security Policy 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def asset(name: str) -> str:
    """Return the text of a style sheet or script of the preview."""
    return (_ASSETS / name).read_text("utf-8")


def _cards(deck: ShownDeck) -> Site:
    page = environment().get_template("card.html.j2")
    css, script = (asset(name) for name in ("card.css", "card.js"))
    pages = {}
    for card in deck.cards:
        for side, html in (("front", card.anki.question), ("back", card.anki.answer)):
            text = page.render(html=html, ord=card.anki.ord, side=side, css=css, script=script)
            pages[f"cards/{card.key}-{side}.html"] = text.encode()
    return pages


def _filters(deck: ShownDeck) -> list[tuple[str, str, Mapping[str, int]]]:
    """Return the filters: name, label, and how many cards each value has."""
    cards = deck.cards
    return [
        ("kind", "Kind", _counts([card.kind] for card in cards)),
        ("case", "Case", _counts(card.tagged("Case") for card in cards)),
        ("modality", "Modality", _counts(card.tagged("Modality") for card in cards)),
        ("tag", "Tag", _counts(card.anki.tags for card in cards)),
    ]


def _counts(values: Iterable[Iterable[str]]) -> Mapping[str, int]:
    return dict(sorted(Counter(value for each in values for value in each).items()))


def _text(card: ShownCard) -> str:
    """Return what can be read on ``card``, in lower case, for the search."""
    return " ".join(f"{_plain(card.anki.question)} {_plain(card.anki.answer)}".lower().split())


def _plain(html: str) -> str:
    tree = LexborHTMLParser(html)
    tree.strip_tags(["style", "script"])
    return tree.text(separator=" ")
