"""``tfcards schema``."""

from __future__ import annotations

import click

from tfcards.cli.common import (
    print_json,
    translated,
)
from tfcards.model.errors import ExitCode


@click.command()
@click.argument("what", type=click.Choice(["case", "deck"]), default="case")
@translated
def schema(what: str) -> ExitCode:
    """Print the JSON Schema of case.yaml or deck.yaml, for completion in an editor.

    Example: tfcards schema > case.schema.json
    """
    from tfcards.sources.casefile.schema import case_schema, deck_schema

    print_json(case_schema() if what == "case" else deck_schema())
    return ExitCode.DONE
