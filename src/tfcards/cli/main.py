"""The group of all commands."""

from __future__ import annotations

import click

from tfcards.cli.build import build
from tfcards.cli.check import check
from tfcards.cli.diff import diff
from tfcards.cli.export import export
from tfcards.cli.import_ import import_
from tfcards.cli.init import init
from tfcards.cli.preview import preview
from tfcards.cli.pull import pull
from tfcards.cli.release import release
from tfcards.cli.schema import schema
from tfcards.cli.stats import stats
from tfcards.cli.verify import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tfcards")
@click.option("--debug", is_flag=True, help="Show a traceback when something goes wrong.")
def main(*, debug: bool) -> None:
    """Turn teaching-file cases into Anki decks.

    Example: tfcards build decks/nuclear-medicine -o nuclear-medicine.apkg
    """
    del debug  # read by translated


for command in (init, import_, check, build, preview, diff, verify, release, pull, export, stats, schema):
    main.add_command(command)
