"""``tfcards pull``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import PATH, as_data, counted, json_option, print_json, progress, say, translated
from tfcards.model.diagnostic import has_errors
from tfcards.model.errors import ExitCode

if TYPE_CHECKING:
    from tfcards.pipeline.pull.apply import Applied
    from tfcards.pipeline.pull.collect import Correction
    from tfcards.pipeline.pull.run import Pull

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("export", type=_FILE)
@click.argument("deck", type=PATH)
@click.option(
    "--base", type=_FILE, help="The release that people had: tells their corrections from newer ones of the deck."
)
@click.option("--apply", "apply_all", is_flag=True, help="Write all corrections into the case files, unasked.")
@json_option
@translated
def pull(export: Path, deck: Path, *, base: Path | None, apply_all: bool, as_json: bool) -> ExitCode:
    """Take corrections that people made in Anki back to the case files of DECK.

    EXPORT is what Anki exports of their collection (.apkg). Shows what each correction changes in which line, and
    lists what cannot go back by itself. On a terminal, asks for each correction whether to write it.

    Example: tfcards pull corrected.apkg decks/nuclear-medicine

    Example: tfcards pull corrected.apkg decks/chest --base released.apkg --apply
    """
    from tfcards.pipeline.pull.apply import apply
    from tfcards.pipeline.pull.run import pull as compare

    found = compare(export, deck, progress, base=base)
    asks = not apply_all and not as_json and _is_watched()
    chosen = () if as_json else _tell(found, asks=asks)
    applied = apply(found.corrections if apply_all else chosen)
    if as_json:
        print_json(_data(found, applied))
    else:
        _conclude(found, applied, wrote=apply_all or asks)
    return ExitCode.CONTENT if applied.refused or has_errors(found.diagnostics) else ExitCode.DONE


def _tell(found: Pull, *, asks: bool) -> Sequence[Correction]:
    """Print what was found, and return the corrections that were accepted where a person is asked."""
    from tfcards.pipeline.pull import show

    say([d for d in found.diagnostics if has_errors([d])])
    if found.unmapped:
        click.echo("These changes cannot go back by themselves:\n")
        click.echo("\n".join(show.unmapped_lines(found.unmapped)) + "\n")
    accepted = []
    for correction in found.corrections:
        click.echo("\n".join(show.correction_lines(correction)))
        answer = _ask() if asks else "n"
        if answer == "q":
            break
        if answer == "y":
            accepted.append(correction)
    return accepted


def _is_watched() -> bool:
    """Tell whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask() -> str:
    return str(click.prompt("  write it? (y)es, (n)o, (q)uit", type=click.Choice(["y", "n", "q"]), default="n"))


def _conclude(found: Pull, applied: Applied, *, wrote: bool) -> None:
    """Print what became of the corrections."""
    from tfcards.pipeline.pull import show

    for line in applied.refused:
        click.echo(line, err=True)
    click.echo(show.summary(found))
    if applied.written:
        files = len({correction.path for correction in applied.written})
        click.echo(f"wrote {counted(len(applied.written), 'value')} into {counted(files, 'case file')}")
    elif found.corrections and not wrote:
        click.echo("nothing was written; add --apply to write all of them")


def _data(found: Pull, applied: Applied) -> dict[str, object]:
    """Return all of it as plain data for JSON."""
    return {
        **asdict(found),
        "written": [{"path": each.path, "part": each.part} for each in applied.written],
        "refused": list(applied.refused),
        "diagnostics": [as_data(d) for d in found.diagnostics],
    }
