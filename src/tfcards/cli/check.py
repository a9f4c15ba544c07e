"""``tfcards check``."""

from __future__ import annotations

from pathlib import Path

import click

from tfcards.cli.common import (
    image_option,
    images_option,
    json_option,
    progress,
    say,
    show,
    sources_argument,
    strict_option,
    supply,
    translated,
)
from tfcards.model.errors import ExitCode


@click.command()
@sources_argument
@click.option("--fix", is_flag=True, help="Add missing ids to the items of case files; touches nothing else.")
@images_option
@image_option
@strict_option
@json_option
@translated
def check(
    sources: tuple[Path, ...], images: Path | None, named: tuple[str, ...], *, fix: bool, **flags: bool
) -> ExitCode:
    """Report everything that is wrong or wants a person's look, and write no package.

    Example: tfcards check --fix decks/nuclear-medicine
    """
    from tfcards.pipeline import authoring
    from tfcards.pipeline.build import check as run_check

    if fix:
        say(authoring.add_missing_ids(sources))
    return show(run_check(sources, supply(images, named), progress), **flags)
