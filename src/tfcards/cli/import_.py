"""``tfcards import``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import (
    PATH,
    as_data,
    image_option,
    images_option,
    json_option,
    print_json,
    printable,
    say,
    sources_argument,
    supply,
    translated,
)
from tfcards.model.diagnostic import Severity
from tfcards.model.errors import ExitCode

if TYPE_CHECKING:
    from tfcards.pipeline.importing.rows import Imported, Row

_WARNINGS = 20
"""Warnings that are printed; all of them stand under review: in their cases."""


@click.command("import")
@sources_argument
@click.option("--to", "deck", required=True, type=PATH, help="The deck folder that receives the draft cases.")
@click.option("--dry-run", is_flag=True, help="Write nothing, and say what would be written.")
@images_option
@image_option
@json_option
@translated
def import_(
    sources: tuple[Path, ...], deck: Path, images: Path | None, named: tuple[str, ...], **flags: bool
) -> ExitCode:
    """Write draft case folders from files, folders and archives: saved pages, MIRC documents, MedPix exports,
    JATS case reports. What a person should look at stands under review: in each case.yaml.

    Example: tfcards import bs139.txt --images scans --to decks/bone

    Example: tfcards import export.zip --to decks/bone --dry-run
    """  # noqa: D205 - the help shows the first paragraph as a whole
    from tfcards.pipeline.importing.run import ImportRequest, import_cases

    dry_run = flags["dry_run"]
    imported = import_cases(ImportRequest(paths=sources, deck=deck, supply=supply(images, named), dry_run=dry_run))
    if flags["as_json"]:
        rows = [asdict(row) for row in imported.rows]
        found = [as_data(d) for d in imported.diagnostics]
        print_json({"rows": rows, "written": [str(p) for p in imported.written], "diagnostics": found})
    else:
        _show(imported, dry_run=dry_run)
    failed = any(d.severity is Severity.ERROR for d in imported.diagnostics)
    return ExitCode.CONTENT if failed else ExitCode.DONE


def _show(imported: Imported, *, dry_run: bool) -> None:
    """Print the messages, then a row for each source, then how many became what."""
    from tfcards.pipeline.importing.rows import totals

    errors = [d for d in imported.diagnostics if d.severity is Severity.ERROR]
    others = [d for d in imported.diagnostics if d.severity is not Severity.ERROR]
    say([*others[:_WARNINGS], *errors])
    if len(others) > _WARNINGS:
        click.echo(f"and {len(others) - _WARNINGS} more, under review: in their cases", err=True)
    for row in imported.rows:
        click.echo(printable(_line(row)))
    for path in imported.written:
        click.echo(printable(f"{'would write' if dry_run else 'wrote'} {path}"))
    click.echo(totals(imported.rows))


def _line(row: Row) -> str:
    """Return a row of the summary."""
    review = f"{row.review} to review" if row.review else ""
    what = ", ".join(part for part in (row.detail, review) if part)
    whose = f" ({row.format})" if row.format else ""
    case = f" {row.case}" if row.case else ""
    return f"{row.result:9}{case} from {row.source}{whose}" + (f": {what}" if what else "")
