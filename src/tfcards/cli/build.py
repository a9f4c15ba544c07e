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
    from tfcards.pipeline.build import BuildRequest
    from tfcards.pipeline.report import Report
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
@click.option(
    "--locked",
    is_flag=True,
    help="Fail where deck.lock would change, and say why; without -o only compare. For CI.",
)
@click.option(
    "--select",
    metavar="EXPRESSION",
    help="Package a part, as in 'kind:pattern and acr:4 and not modality:CT'. The words are acr, case, "
    "difficulty, kind, modality and tag.",
)
@click.option(
    "--split", type=click.Choice(["acr"]), help="Write one package for each anatomic field of the ACR index."
)
@click.option("--name", help="What the common deck of several decks is called.")
@strict_option
@json_option
@translated
def build(  # noqa: PLR0913, PLR0917 - click hands over one argument an option
    sources: tuple[Path, ...],
    output: Path | None,
    explain: str | None,
    images: Path | None,
    named: tuple[str, ...],
    select: str | None,
    split: str | None,
    name: str | None,
    **flags: bool,
) -> ExitCode:
    """Build an Anki package from a deck folder, case folders, case files or pages, or from several deck folders.

    Example: tfcards build bs139.txt --images scans -o bs139.apkg

    Example: tfcards build chest bone --name "Board review" -o review.apkg
    """
    from tfcards.pipeline.build import BuildRequest
    from tfcards.pipeline.build import build as run_build
    from tfcards.pipeline.select import selection

    if explain:
        if output is not None:
            raise TfcardsError("--explain builds nothing", "leave -o out", ExitCode.USAGE)
        return _explain(sources, explain, supply(images, named), flags)
    decks = [source for source in sources if (source / "deck.yaml").is_file()]
    deck = len(sources) == len(decks) == 1
    if output is None and not (deck and flags["locked"]):
        raise TfcardsError("the output is missing", "add -o DECK.apkg", ExitCode.USAGE)
    if output is not None and output.suffix.lower() != ".apkg":
        raise TfcardsError(f"{output} does not end in .apkg", "Anki opens packages by that ending", ExitCode.USAGE)
    request = BuildRequest(
        paths=sources,
        output=output,
        supply=supply(images, named),
        release_time=release_time(deck=bool(decks)),
        strict=flags["strict"],
        share=flags.pop("share"),
        locked=flags.pop("locked"),
        select=selection(select) if select is not None else None,
        split=split is not None,
    )
    several = len(sources) > 1 and bool(decks)
    if name is not None and not several:
        raise TfcardsError("--name is for several decks", "a deck has its name in deck.yaml", ExitCode.USAGE)
    report = _build_several(request, name) if several else run_build(request, progress)
    return show(report, **flags)


def _build_several(request: BuildRequest, name: str | None) -> Report:
    """Build several decks into one package."""
    from tfcards.pipeline.union import UnionRequest, build_union

    if not name or not name.strip():
        raise TfcardsError("the decks need a common name", 'add --name "Board review"', ExitCode.USAGE)
    if request.output is None:
        raise TfcardsError("the output is missing", "add -o DECK.apkg", ExitCode.USAGE)
    if request.split:
        raise TfcardsError("--split is for one deck", "split each deck by itself", ExitCode.USAGE)
    return build_union(UnionRequest(request=request, output=request.output, name=name.strip()), progress)


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
