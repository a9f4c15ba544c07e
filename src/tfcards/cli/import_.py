"""``tfcards import``."""

from __future__ import annotations

from pathlib import Path

import click

from tfcards.cli.common import (
    PATH,
    as_data,
    image_option,
    images_option,
    json_option,
    print_json,
    say,
    sources_argument,
    supply,
    translated,
)
from tfcards.model.diagnostic import Severity
from tfcards.model.errors import ExitCode


@click.command("import")
@sources_argument
@click.option("--to", "deck", required=True, type=PATH, help="The deck folder that receives the draft cases.")
@images_option
@image_option
@json_option
@translated
def import_(
    sources: tuple[Path, ...], deck: Path, images: Path | None, named: tuple[str, ...], *, as_json: bool
) -> ExitCode:
    """Write draft case folders from pages; what a person should look at stands under review: in each case.yaml.

    Example: tfcards import bs139.txt --images scans --to decks/bone
    """
    from tfcards.pipeline import authoring

    imported = authoring.import_cases(sources, deck, supply(images, named))
    if as_json:
        found = [as_data(d) for d in imported.diagnostics]
        print_json({"written": [str(p) for p in imported.written], "diagnostics": found})
    else:
        say(imported.diagnostics)
        for path in imported.written:
            click.echo(f"wrote {path}")
    failed = any(d.severity is Severity.ERROR for d in imported.diagnostics)
    return ExitCode.CONTENT if failed else ExitCode.DONE
