"""The command line: thin commands that turn words into requests and results into words."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from tfcards.model.diagnostic import Diagnostic, Severity
from tfcards.model.errors import ExitCode, TfcardsError

if TYPE_CHECKING:
    from tfcards.pipeline.report import Report
    from tfcards.sources.supply import Supply

P = ParamSpec("P")
_SOURCE = click.Path(path_type=Path)


def _translated(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """Run ``command``, leave with its exit code, and turn the one exception of the project into words."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except TfcardsError as problem:
            if click.get_current_context().find_root().params.get("debug"):
                raise
            click.echo(f"error: {problem}", err=True)
            code = problem.exit_code
        sys.exit(code)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tfcards")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
def main(*, debug: bool) -> None:
    """Turn teaching-file cases into Anki decks.

    Example: tfcards build decks/nuclear-medicine -o nuclear-medicine.apkg
    """
    del debug  # read by _translated


def _supply(images: Path | None, named: Sequence[str]) -> Supply:
    from tfcards.sources.supply import Supply

    pairs = [entry.partition("=") for entry in named]
    wrong = next(
        (entry for entry, (label, _, file) in zip(named, pairs, strict=True) if not (label and file)), None
    )
    if wrong is not None:
        raise TfcardsError(f"--image {wrong} is not understood", "write --image main=FILE", ExitCode.USAGE)
    return Supply(images, {label.strip().casefold(): Path(file) for label, _, file in pairs})


def _progress(message: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{message} …", err=True)


def _release_time(*, deck: bool) -> int | None:
    """Return the time of this release. SOURCE_DATE_EPOCH sets it; pages without a deck go by their files."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdecimal():
        return int(stated)
    return int(time.time()) if deck else None


_images = click.option("--images", type=_SOURCE, help="Folder of images whose names begin with the case id.")
_image = click.option("--image", "named", multiple=True, metavar="LABEL=FILE", help="One image by its label.")
_json = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
_strict = click.option(
    "--strict", is_flag=True, help="Warnings count as errors; nothing is built when there are any."
)
_sources = click.argument("sources", nargs=-1, required=True, type=_SOURCE)


@main.command()
@_sources
@click.option("-o", "--output", required=True, type=_SOURCE, help="The package to write, ending in .apkg.")
@_images
@_image
@_strict
@_json
@_translated
def build(
    sources: tuple[Path, ...],
    output: Path,
    images: Path | None,
    named: tuple[str, ...],
    **flags: bool,
) -> ExitCode:
    """Build an Anki package from a deck folder, case folders, case files or pages.

    Example: tfcards build bs139.txt --images scans -o bs139.apkg
    """
    from tfcards.pipeline.build import BuildRequest
    from tfcards.pipeline.build import build as run_build

    if output.suffix.lower() != ".apkg":
        raise TfcardsError(f"{output} does not end in .apkg", "Anki opens packages by that ending", ExitCode.USAGE)
    deck = len(sources) == 1 and (sources[0] / "deck.yaml").is_file()
    report = run_build(
        BuildRequest(
            paths=sources,
            output=output,
            supply=_supply(images, named),
            release_time=_release_time(deck=deck),
            strict=flags["strict"],
        ),
        _progress,
    )
    return _show(report, **flags)


@main.command()
@_sources
@click.option("--fix", is_flag=True, help="Add missing ids to the items of case files; touches nothing else.")
@_images
@_image
@_strict
@_json
@_translated
def check(
    sources: tuple[Path, ...], images: Path | None, named: tuple[str, ...], *, fix: bool, **flags: bool
) -> ExitCode:
    """Report everything that is wrong or wants a person's look, and write no package.

    Example: tfcards check --fix decks/nuclear-medicine
    """
    from tfcards.pipeline import authoring
    from tfcards.pipeline.build import check as run_check

    if fix:
        _say(authoring.add_missing_ids(sources))
    return _show(run_check(sources, _supply(images, named), _progress), **flags)


@main.command("import")
@_sources
@click.option("--to", "deck", required=True, type=_SOURCE, help="The deck folder that receives the draft cases.")
@_images
@_image
@_json
@_translated
def import_(
    sources: tuple[Path, ...], deck: Path, images: Path | None, named: tuple[str, ...], *, as_json: bool
) -> ExitCode:
    """Write draft case folders from pages; what a person should look at stands under review: in each case.yaml.

    Example: tfcards import bs139.txt --images scans --to decks/bone
    """
    from tfcards.pipeline import authoring

    imported = authoring.import_cases(sources, deck, _supply(images, named))
    if as_json:
        found = [_as_data(d) for d in imported.diagnostics]
        click.echo(json.dumps({"written": [str(p) for p in imported.written], "diagnostics": found}, indent=2))
    else:
        _say(imported.diagnostics)
        for path in imported.written:
            click.echo(f"wrote {path}")
    failed = any(d.severity is Severity.ERROR for d in imported.diagnostics)
    return ExitCode.CONTENT if failed else ExitCode.DONE


@main.command()
@click.argument("folder", type=_SOURCE)
@click.option("--name", help="Name of the deck in Anki; the folder's name if left out.")
@_translated
def init(folder: Path, name: str | None) -> ExitCode:
    """Make a new deck folder with an example case; it builds at once.

    Example: tfcards init decks/chest --name "Chest radiographs"
    """
    from tfcards.pipeline import authoring

    for path in authoring.init_deck(folder, name or folder.absolute().name):
        click.echo(f"wrote {path}")
    click.echo(f"next: tfcards build {folder} -o {folder.absolute().name}.apkg")
    return ExitCode.DONE


@main.command()
@click.argument("what", type=click.Choice(["case", "deck"]), default="case")
@_translated
def schema(what: str) -> ExitCode:
    """Print the JSON Schema of case.yaml or deck.yaml, for completion in an editor.

    Example: tfcards schema > case.schema.json
    """
    from tfcards.sources.casefile.schema import case_schema, deck_schema

    click.echo(json.dumps(case_schema() if what == "case" else deck_schema(), indent=2, ensure_ascii=False))
    return ExitCode.DONE


def _show(report: Report, *, as_json: bool, strict: bool) -> ExitCode:
    if as_json:
        data = {
            "output": str(report.output) if report.output else None,
            "deck": report.deck,
            "cases": report.cases,
            "notes": dict(report.notes),
            "cards": dict(report.cards),
            "media": report.media,
            "release": dict(report.release),
            "diagnostics": [_as_data(d) for d in report.diagnostics],
        }
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        _say(report.diagnostics)
        _summarise(report)
    return ExitCode.CONTENT if report.failed(strict=strict) else ExitCode.DONE


def _say(diagnostics: Sequence[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        click.echo(str(diagnostic), err=True)


def _as_data(diagnostic: Diagnostic) -> dict[str, object]:
    return {**asdict(diagnostic), "severity": diagnostic.severity.value}


def _summarise(report: Report) -> None:
    cards = ", ".join(f"{number} {kind}" for kind, number in report.cards.items()) or "none"
    click.echo(f"{report.cases} cases, {sum(report.cards.values())} cards: {cards}; {report.media} images")
    if report.release:
        click.echo("notes: " + ", ".join(f"{number} {what}" for what, number in report.release.items()))
    if report.output:
        click.echo(f"wrote {report.output}")
