"""``tfcards preview``."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import (
    PATH,
    counted,
    image_option,
    images_option,
    progress,
    say,
    sources_argument,
    supply,
    translated,
)
from tfcards.model.diagnostic import has_errors
from tfcards.model.errors import ExitCode, TfcardsError

if TYPE_CHECKING:
    from tfcards.pipeline.preview import PreviewRequest

DEFAULT_PORT = 8420


@click.command()
@sources_argument
@click.option("-o", "--output", type=PATH, help="Write the pages into this folder instead of serving them.")
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    help=f"Port of the live preview on this machine; {DEFAULT_PORT} if left out.",
)
@click.option(
    "--quiz",
    is_flag=True,
    help="With -o: write a site on which a group studies the deck in a browser, without Anki; "
    "cases that may not be passed on are left out.",
)
@images_option
@image_option
@translated
def preview(
    sources: tuple[Path, ...],
    output: Path | None,
    port: int | None,
    images: Path | None,
    named: tuple[str, ...],
    **flags: bool,
) -> ExitCode:
    """Show every card as Anki renders it, on phone and desktop, in a browser; save a file and the page follows.

    Example: tfcards preview decks/nuclear-medicine

    Example: tfcards preview decks/nuclear-medicine -o preview

    Example: tfcards preview decks/nuclear-medicine --quiz -o quiz
    """
    from tfcards.pipeline.preview import PreviewRequest, serve_preview, write_preview

    request = PreviewRequest(paths=sources, supply=supply(images, named))
    if flags["quiz"]:
        return _quiz(request, output, port)
    if output is None:
        stop = Event()
        # Set by hand: a shell starts what runs in its background with Ctrl-C switched off.
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda *_: stop.set())
        serve_preview(request, port or DEFAULT_PORT, _announce, progress, stop)
        return ExitCode.DONE
    if port is not None:
        raise TfcardsError("-o and --port do not go together", "leave one of them out", ExitCode.USAGE)
    shown = write_preview(request, output, progress)
    say(shown.diagnostics)
    click.echo(f"{len(shown.deck.cases)} cases, {len(shown.deck.cards)} cards")
    click.echo(f"wrote {output / 'index.html'}")
    return ExitCode.CONTENT if has_errors(shown.diagnostics) else ExitCode.DONE


def _quiz(request: PreviewRequest, output: Path | None, port: int | None) -> ExitCode:
    """Write the quiz, and say what it holds and which cases are left out."""
    from tfcards.pipeline.quiz import write_quiz

    if output is None or port is not None:
        raise TfcardsError("--quiz writes a folder and serves nothing", "add -o DIR, no --port", ExitCode.USAGE)
    quiz = write_quiz(request, output, progress)
    say(quiz.diagnostics)
    if quiz.cards:
        click.echo(f"{counted(quiz.cases, 'case')}, {counted(quiz.cards, 'card')}")
        click.echo(f"wrote {output / 'index.html'}")
    return ExitCode.CONTENT if has_errors(quiz.diagnostics) else ExitCode.DONE


def _announce(url: str) -> None:
    click.echo(f"preview at {url} (Ctrl-C stops it)")
