"""Makes a quiz for people without Anki: builds the deck as for sharing, lets Anki render it, writes the site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tfcards.model.diagnostic import Diagnostic, Location, error
from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.package.due import interleave
from tfcards.pipeline.draft import Draft, Progress, make_draft
from tfcards.pipeline.preview import PreviewRequest, import_draft, require_own_folder, write_site
from tfcards.preview.quiz import QuizCard, QuizDeck, quiz_site
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.rendering import RenderedCard, render_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """What a quiz holds, and all that is wrong with its sources, cases that may not be passed on included.

    Without a card nothing was written.
    """

    cases: int
    cards: int
    diagnostics: tuple[Diagnostic, ...]


def write_quiz(request: PreviewRequest, folder: Path, progress: Progress = lambda _: None) -> Quiz:
    """Write the quiz of ``request`` into ``folder``, without the cases that may not be passed on.

    A quiz is handed around, so it has the gate of ``build --share``. Pages of an earlier preview or quiz go.

    Raises:
        TfcardsError: A path is wrong, the lock or a template cannot be used, Anki is not installed, or ``folder``
            holds something else, or cannot be written.
    """
    require_own_folder(folder)
    with ThrowawayCollection() as collection:  # first, so that a missing Anki is told before any work is done
        draft = make_draft(request.paths, request.supply, progress, share=True)
        if not draft.notes:
            return Quiz(cases=0, cards=0, diagnostics=(*draft.diagnostics, _no_card(request)))
        progress("rendering in Anki")
        import_draft(draft, collection)
        deck = _quiz_deck(draft, collection)
    progress(f"writing {folder}")
    try:
        write_site(quiz_site(deck), folder)
    except OSError as problem:
        message = f"{folder} cannot be written: {problem.strerror or problem}"
        raise TfcardsError(message, "choose another place", ExitCode.ENVIRONMENT) from problem
    return Quiz(cases=len(draft.sources.cases), cards=len(deck.cards), diagnostics=draft.diagnostics)


def _no_card(request: PreviewRequest) -> Diagnostic:
    return error("TF412", "no card could be made", Location(str(request.paths[0])), "see the messages above")


def _quiz_deck(draft: Draft, collection: ThrowawayCollection) -> QuizDeck:
    """Return the cards as Anki renders them, in the order in which it would show them as new ones."""
    due = interleave([note.identity for note in draft.notes])
    place = {note.guid: due[note.identity] for note in draft.notes}
    rendered = sorted(render_cards(collection), key=lambda card: (place[card.guid], card.ord))
    return QuizDeck(
        name=draft.sources.deck.name,
        namespace=draft.sources.deck.namespace,
        cards=[_quiz_card(card) for card in rendered],
        media={path.name: path.read_bytes() for path in sorted(collection.media_folder.iterdir())},
    )


def _quiz_card(card: RenderedCard) -> QuizCard:
    return QuizCard(guid=card.guid, ord=card.ord, question=card.question, answer=card.answer, css=card.css)
