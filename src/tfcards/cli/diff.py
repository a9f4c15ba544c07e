"""``tfcards diff``."""

from __future__ import annotations

from dataclasses import asdict

import click

from tfcards.cli.common import as_data, json_option, print_json, progress, say, translated
from tfcards.model.diagnostic import has_errors
from tfcards.model.errors import ExitCode, TfcardsError


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "changelog"]),
    default="text",
    help="text for you, changelog (Markdown) for the people who have the deck.",
)
@json_option
@translated
def diff(old: str, new: str, *, form: str, as_json: bool) -> ExitCode:
    """Show what NEW changes for people who have OLD: each a package, a deck folder, or DECK@GIT-REVISION.

    Exits with 0 whether or not there are differences.

    Example: tfcards diff released.apkg decks/nuclear-medicine

    Example: tfcards diff decks/chest@v1.0 decks/chest --format changelog
    """
    from tfcards.pipeline.diff import show as diff_show
    from tfcards.pipeline.diff.run import diff as compare

    if as_json and form == "changelog":
        raise TfcardsError("--json and --format changelog do not go together", "leave one out", ExitCode.USAGE)
    found = compare(old, new, progress)
    if as_json:
        print_json({**asdict(found), "diagnostics": [as_data(d) for d in found.diagnostics]})
    else:
        say([d for d in found.diagnostics if has_errors([d])])
        text = "\n".join(diff_show.text_lines(found)) if form == "text" else diff_show.changelog(found).rstrip()
        click.echo(text)
    return ExitCode.CONTENT if has_errors(found.diagnostics) else ExitCode.DONE
