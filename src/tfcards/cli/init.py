"""``tfcards init``."""

from __future__ import annotations

from pathlib import Path

import click

from tfcards.cli.common import (
    PATH,
    translated,
)
from tfcards.model.errors import ExitCode


@click.command()
@click.argument("folder", type=PATH)
@click.option("--name", help="Name of the deck in Anki; the folder's name if left out.")
@translated
def init(folder: Path, name: str | None) -> ExitCode:
    """Make a new deck folder with an example case; it builds at once.

    Example: tfcards init decks/chest --name "Chest radiographs"
    """
    from tfcards.pipeline import authoring

    for path in authoring.init_deck(folder, name or folder.absolute().name):
        click.echo(f"wrote {path}")
    click.echo(f"next: tfcards build {folder} -o {folder.absolute().name}.apkg")
    return ExitCode.DONE
