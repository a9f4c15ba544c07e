"""``tfcards build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import (
    PATH,
    image_option,
    images_option,
    json_option,
    print_json,
    progress,
    release_time,
    say,
    show,
    sources_argument,
    strict_option,
    supply,
    translated,
)
from tfcards.model.errors import ExitCode, TfcardsError

if TYPE_CHECKING:
    from tfcards.sources.supply import Supply


@click.command()
@sources_argument
@click.option("-o", "--output", type=PATH, help="The package to write, ending in .apkg.")
@click.option(
    "--explain",
    metavar="CASE",
    help="Instead of building, say why each card of CASE is made or not; with --json as records.",
)
@images_option
@image_option
@click.option("--share", is_flag=True, help="Leave out cases that may not be passed on, and say which and why.")
@strict_option
@json_option
@translated
def build(
    sources: tuple[Path, ...],
    output: Path | None,
    explain: str | None,
    images: Path | None,
    named: tuple[str, ...],
    **flags: bool,
) -> ExitCode:
    """Build an Anki package from a deck folder, case folders, case files or pages.

    Example: tfcards build bs139.txt --images scans -o bs139.apkg
    """
    from tfcards.pipeline.build import BuildRequest
    from tfcards.pipeline.build import build as run_build

    if explain:
        if output is not None:
            raise TfcardsError("--explain builds nothing", "leave -o out", ExitCode.USAGE)
        return _explain(sources, explain, supply(images, named), flags)
    if output is None:
        raise TfcardsError("the output is missing", "add -o DECK.apkg", ExitCode.USAGE)
    if output.suffix.lower() != ".apkg":
        raise TfcardsError(f"{output} does not end in .apkg", "Anki opens packages by that ending", ExitCode.USAGE)
    deck = len(sources) == 1 and (sources[0] / "deck.yaml").is_file()
    report = run_build(
        BuildRequest(
            paths=sources,
            output=output,
            supply=supply(images, named),
            release_time=release_time(deck=deck),
            strict=flags["strict"],
            share=flags.pop("share"),
        ),
        progress,
    )
    return show(report, **flags)


def _explain(sources: tuple[Path, ...], case: str, given: Supply, flags: dict[str, bool]) -> ExitCode:
    """Print why each card of ``case`` is made or not; of a case that cannot be used, what is wrong with it."""
    from tfcards.pipeline.explain import as_records, explain_case

    explained = explain_case(sources, case, given, progress, share=flags["share"])
    if flags["as_json"]:
        print_json(list(as_records(explained)))
    else:
        for reason in explained.reasons:
            click.echo(str(reason))
        say(explained.problems)
    return ExitCode.CONTENT if explained.problems else ExitCode.DONE
