"""``tfcards release``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import (
    PATH,
    as_data,
    json_option,
    print_json,
    progress,
    release_time,
    say,
    translated,
)
from tfcards.model.diagnostic import has_errors
from tfcards.model.errors import ExitCode

if TYPE_CHECKING:
    from tfcards.pipeline.release.run import ReleaseReport

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("deck", type=PATH)
@click.option("-o", "--output", type=PATH, required=True, help="The new folder to write, all of it or nothing.")
@click.option("--version", help="The version; the day of the release if left out.")
@click.option("--last", type=_FILE, help="The package that people have; looked for beside the new folder.")
@click.option("--accept-loss", is_flag=True, help="Release even what costs people cards or history; says what.")
@click.option("--locked", is_flag=True, help="Fail where deck.lock would change, and leave it as it is. For CI.")
@json_option
@translated
def release(
    deck: Path, output: Path, version: str | None, last: Path | None, *, as_json: bool, **flags: bool
) -> ExitCode:
    """Release a deck: check, build to be shared, try the update in Anki, and write a folder to upload.

    The folder holds the package, CHANGELOG.md, CREDITS.md, VERSION and SHA256SUMS. What would cost people cards or
    history is refused. Needs Anki: pip install 'tfcards[verify]'.

    Example: tfcards release decks/nuclear-medicine -o releases/1.4.0 --version 1.4.0
    """
    from tfcards.pipeline.release.run import ReleaseRequest
    from tfcards.pipeline.release.run import release as run_release

    done = run_release(
        ReleaseRequest(
            deck=deck,
            folder=output,
            time=release_time(deck=True) or int(time.time()),
            version=version,
            last=last,
            **flags,
        ),
        progress,
    )
    if as_json:
        print_json(_data(done))
    else:
        _tell(done)
    return ExitCode.DONE if done.files else ExitCode.CONTENT


def _data(done: ReleaseReport) -> dict[str, object]:
    """Return ``done`` as plain data for JSON."""
    return {
        "version": done.version,
        "files": [str(path) for path in done.files],
        "last": str(done.last) if done.last else None,
        "losses": list(done.losses),
        "release": dict(done.report.release),
        "diagnostics": [as_data(d) for d in done.diagnostics],
    }


def _tell(done: ReleaseReport) -> None:
    """Print ``done`` for a person."""
    say(done.diagnostics)
    if not done.files:
        serious = sum(has_errors([d]) for d in done.diagnostics)
        click.echo(f"NOT RELEASED: {serious} errors, see above; nothing was written")
        return
    click.echo(f"version {done.version}" + (f", after {done.last}" if done.last else ""))
    click.echo("notes: " + ", ".join(f"{number} {what}" for what, number in done.report.release.items()))
    for path in done.files:
        click.echo(f"wrote {path}")
