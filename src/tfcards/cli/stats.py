"""``tfcards stats``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import (
    as_data,
    counted,
    image_option,
    images_option,
    json_option,
    print_json,
    say,
    sources_argument,
    supply,
    translated,
)
from tfcards.model.diagnostic import has_errors
from tfcards.model.errors import ExitCode

if TYPE_CHECKING:
    from tfcards.pipeline.stats import Stats
    from tfcards.pipeline.stats_answers import Answer

_SHOWN = 30
"""Entries of one list that are printed."""


@click.command()
@sources_argument
@images_option
@image_option
@json_option
@translated
def stats(sources: tuple[Path, ...], images: Path | None, named: tuple[str, ...], *, as_json: bool) -> ExitCode:
    """Show what a deck has one of only, what it lacks, and which answers an author should split.

    Example: tfcards stats decks/nuclear-medicine
    """
    from tfcards.pipeline.stats import deck_stats

    found = deck_stats(sources, supply(images, named))
    code = ExitCode.CONTENT if has_errors(found.diagnostics) else ExitCode.DONE
    if as_json:
        print_json({**asdict(found), "diagnostics": [as_data(d) for d in found.diagnostics]})
        return code
    say(found.diagnostics)
    _print(found)
    return code


def _print(found: Stats) -> None:
    low, middle, high = found.cards_a_case
    click.echo(
        f"{counted(found.cases, 'case')}, {counted(sum(found.cards.values()), 'card')}; "
        f"a case has {low} to {high}, median {middle:g}"
    )
    shares = (f"{number} {kind} ({found.shares[kind]:.0%})" for kind, number in found.cards.items())
    click.echo("cards: " + ", ".join(shares))
    _listed("kinds out of balance", found.out_of_balance)
    _listed("diagnoses with one exemplar only", found.single_exemplars)
    _listed("anatomic fields without a normal case", found.fields_without_normal)
    for kind, cases in found.missing_kinds.items():
        _listed(f"cases without a {kind} card", cases)
    _listed("patterns without a normal or a mimic", found.lonely_patterns)
    _listed("would be confused, no feature stated", found.confused)
    _listed("longest answers", tuple(map(_worded, found.longest_answers)))
    _listed("cards to split", tuple(map(_worded, found.to_split)))


def _worded(answer: Answer) -> str:
    return f"{answer.place}: {answer.card} ({answer.size} {answer.unit})"


def _listed(what: str, entries: tuple[str, ...]) -> None:
    """Print the first of ``entries``; ``--json`` has them all."""
    if entries:
        click.echo(f"{what}: {len(entries)}")
        for entry in entries[:_SHOWN]:
            click.echo(f"  {entry}")
        if len(entries) > _SHOWN:
            click.echo(f"  and {len(entries) - _SHOWN} more, see --json")
