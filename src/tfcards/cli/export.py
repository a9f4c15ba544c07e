"""``tfcards export``."""

from __future__ import annotations

from pathlib import Path

import click

from tfcards.cli.common import (
    PATH,
    image_option,
    images_option,
    json_option,
    progress,
    show,
    sources_argument,
    strict_option,
    supply,
    translated,
)
from tfcards.model.errors import ExitCode, TfcardsError

_ENDINGS = {"csv": (".csv", ".txt"), "json": (".json",)}
"""How the file of a form may end; CrowdAnki's is a folder. Anki's text import goes by the first two."""


@click.command()
@sources_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "crowdanki", "json"]),
    required=True,
    help="csv: Anki's text import; crowdanki: a folder for that add-on; json: the cards, for programs.",
)
@click.option("-o", "--output", type=PATH, required=True, help="The file to write; for crowdanki, the folder.")
@images_option
@image_option
@click.option("--share", is_flag=True, help="Leave out cases that may not be passed on, and say which and why.")
@strict_option
@json_option
@translated
def export(
    sources: tuple[Path, ...],
    form: str,
    output: Path,
    images: Path | None,
    named: tuple[str, ...],
    **flags: bool,
) -> ExitCode:
    """Write the notes of a deck in another form than a package, with the same GUIDs.

    The images of chest.csv and chest.json go into the folder chest.media beside them. Nothing is released:
    deck.lock stays as it is.

    Example: tfcards export decks/chest --format csv -o chest.csv
    """
    from tfcards.pipeline.export import ExportRequest
    from tfcards.pipeline.export import export as run_export

    endings = _ENDINGS.get(form)
    if endings and output.suffix.lower() not in endings:
        message = f"{output} does not end in {' or '.join(endings)}"
        raise TfcardsError(message, f"a file of --format {form} does", ExitCode.USAGE)
    report = run_export(
        ExportRequest(
            paths=sources,
            form=form,
            place=output,
            supply=supply(images, named),
            strict=flags["strict"],
            share=flags.pop("share"),
        ),
        progress,
    )
    return show(report, **flags)
