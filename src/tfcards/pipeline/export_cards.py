"""Renders the cards of a draft for other programs, with the place in the case file that each one asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tfcards.model.case import CaseId
from tfcards.model.diagnostic import Location
from tfcards.model.note import Note, NoteType
from tfcards.package.content import PackageContent, card_ords
from tfcards.package.export.content import study_order, types_by_name
from tfcards.package.export.json import CardFile, ExportedCard
from tfcards.pipeline.draft import Draft
from tfcards.pipeline.pictures import places_of
from tfcards.preview.parts import part_of
from tfcards.render.front import render_answer, render_front
from tfcards.sources.collection import SourceCase


def card_file(draft: Draft, content: PackageContent) -> CardFile:
    """Return all cards of ``draft`` in the order in which new ones are studied."""
    sources = {source.case.id: source for source in draft.sources.cases}
    types = types_by_name(content)
    folder = draft.sources.folder
    cards = [
        card
        for note in study_order(content)
        for card in _cards(note, types[note.note_type], sources[note.identity.case], folder)
    ]
    return CardFile(
        deck=content.deck_name,
        namespace=content.namespace,
        cases=[(case, _place(sources, case.id, folder)) for case in (s.case for s in draft.sources.cases)],
        cards=cards,
        css={name: each.css for name, each in types.items()},
        media=content.media,
    )


def _cards(note: Note, note_type: NoteType, source: SourceCase, folder: Path | None) -> Iterator[ExportedCard]:
    """Yield the cards that Anki makes of ``note``, as it shows them."""
    for position in card_ords(note, note_type):
        template, number = (0, position + 1) if note_type.cloze else (position, 0)
        part = part_of(source.case, note.identity, number)
        yield ExportedCard(
            identity=note.identity,
            guid=note.guid,
            position=position,
            number=number,
            note_type=note_type.name,
            template=note_type.templates[template].name,
            question=render_front(note, note_type, template, number),
            answer=render_answer(note, note_type, template, number),
            media=note.media,
            tags=note.tags,
            part=part,
            place=_within(folder, places_of(source).at(part)),
        )


def _place(sources: Mapping[CaseId, SourceCase], case: CaseId, folder: Path | None) -> Location:
    return _within(folder, places_of(sources[case]).at("id"))


def _within(folder: Path | None, place: Location) -> Location:
    """Return ``place`` as seen from the folder of the deck: the same wherever the deck lies."""
    path = Path(place.path)
    if folder is not None and path.is_relative_to(folder):
        path = path.relative_to(folder)
    return Location(path.as_posix(), place.line)
