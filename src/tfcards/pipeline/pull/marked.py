"""Notes of a draft once more, with marks around the values of their cases."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence

from tfcards.media.prepare import Prepared, prepare_images
from tfcards.model.card import Card, ContrastCard, cases_of
from tfcards.model.case import CaseId
from tfcards.model.note import Note
from tfcards.pipeline.draft import Draft
from tfcards.pipeline.pictures import other_pictures_of, pictures_of, requests
from tfcards.pipeline.pull.cards import marked_card
from tfcards.pipeline.pull.marks import CaseMarks
from tfcards.pipeline.pull.origins import Marker
from tfcards.pipeline.pull.tokens import Token, tokens
from tfcards.render.blocks import Blocks
from tfcards.render.notes import Renderer
from tfcards.render.notetypes import templates_root


class MarkedNotes:
    """Tells of notes of ``draft`` which value each word of theirs comes from."""

    def __init__(self, draft: Draft) -> None:
        folder = draft.sources.folder
        own = folder / "card_templates" if folder else None
        blocks = Blocks(templates_root(), own if own and own.is_dir() else None)
        self._renderer = Renderer(draft.note_types, blocks)
        self._sources = {source.case.id: source for source in draft.sources.cases}
        self._cards = {note.guid: card for note, card in zip(draft.notes, draft.cards, strict=True)}
        self._prepared: dict[CaseId, Prepared] = {}

    def fields(self, note: Note) -> dict[str, list[Token]]:
        """Return the words of each field of ``note``; those of a field that came out otherwise have no origin."""
        card, marker = self._cards[note.guid], Marker()
        source, images = self._sources[card.case.id], self._images(card)
        pictures = CaseMarks(card.case, marker).pictures(pictures_of(card, source, images))
        others = other_pictures_of(card, self._sources, images)
        if isinstance(card, ContrastCard) and card.other:
            others = CaseMarks(card.other, marker).pictures(others)
        marked = self._renderer.render(marked_card(card, marker), pictures, note.tags, note.guid, others).fields
        found = {}
        for name, html in note.fields.items():
            plain, told = tokens(html), tokens(marked.get(name, ""), marker.origin)
            found[name] = told if _texts(plain) == _texts(told) else plain
        return found

    def _images(self, card: Card) -> Prepared:
        names = [case.id for case in cases_of(card)]
        for name in names:
            if name not in self._prepared:
                self._prepared[name] = prepare_images(requests([self._sources[name]]))
        return Prepared(images=dict(ChainMap(*({**self._prepared[n].images} for n in names))), diagnostics=())


def _texts(words: Sequence[Token]) -> list[str]:
    return [token.text for token in words]
