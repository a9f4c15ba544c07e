"""Writes the site on which a group studies a deck in a browser, without Anki and without a network.

One page holds the schedule and the progress (``site/quiz.*.js``); each side of each card is a page of its own in a
frame, with the HTML and the style sheet that Anki returned. No name of a file says what a card asks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Template

from tfcards.model.note import Guid
from tfcards.preview.pages import INDEX, Site, asset, environment, source_hash

SCRIPTS = tuple(f"quiz.{name}js" for name in ("fsrs.", "queue.", "progress.", "words.", "stage.", ""))
"""The scripts of the page in their order: each one uses those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizCard:
    """One card out of Anki: ``question`` and ``answer`` are its HTML without ``css``; ``ord`` counts from 0."""

    guid: Guid
    ord: int
    question: str
    answer: str
    css: str

    @property
    def key(self) -> str:
        """The name of the card's pages and of its progress: it stays the same in the next release."""
        return f"{self.guid}-{self.ord + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizDeck:
    """What is studied: the cards in the order in which they are met, and the images by name.

    ``namespace`` is the deck's: progress is kept below it.
    """

    name: str
    namespace: str
    cards: Sequence[QuizCard]
    media: Mapping[str, bytes]


def quiz_site(deck: QuizDeck) -> Site:
    """Return the whole site of ``deck``, to be opened from a folder or served as it is."""
    pages = {INDEX: _page(deck)}
    template = environment().get_template("quiz.card.html.j2")
    for card in deck.cards:
        pages |= _sides(card, template)
    return pages | {f"media/{name}": data for name, data in deck.media.items()}


def _page(deck: QuizDeck) -> bytes:
    css = asset("quiz.css")
    scripts = [asset(name) for name in SCRIPTS]
    policy = (
        f"default-src 'none'; style-src {source_hash(css)}; script-src {' '.join(map(source_hash, scripts))}; "
        "frame-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = environment().get_template("quiz.html.j2")
    return page.render(deck=deck, data=_data(deck), css=css, scripts=scripts, policy=policy).encode()


def _data(deck: QuizDeck) -> str:
    """Return what the scripts know of ``deck`` as JSON that no text can end: ``<`` is written as an escape."""
    cards = [{"key": card.key, "note": card.guid} for card in deck.cards]
    data = {"name": deck.name, "namespace": deck.namespace, "cards": cards}
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _sides(card: QuizCard, template: Template) -> Site:
    """Return the pages of ``card``, and its style sheet by its content: most cards have it in common."""
    css, script = asset("card.css"), asset("card.js") + asset("quiz.card.js")
    sheet = f"{hashlib.sha256(card.css.encode()).hexdigest()[:24]}.css"
    pages = {f"cards/{sheet}": card.css.encode()}
    for side, html in (("front", card.question), ("back", card.answer)):
        text = template.render(html=html, ord=card.ord, side=side, css=css, script=script, sheet=sheet)
        pages[f"cards/{card.key}-{side}.html"] = text.encode()
    return pages
