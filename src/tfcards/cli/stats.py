"""``tfcards stats``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from tfcards.cli.common import (
    image_option,
    images_option,
    json_option,
    print_json,
    sources_argument,
    supply,
    translated,
)
from tfcards.model.errors import ExitCode


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
    if as_json:
        print_json(asdict(found))
        return ExitCode.DONE
    low, middle, high = found.cards_a_case
    click.echo(
        f"{found.cases} cases, {sum(found.cards.values())} cards; a case has {low} to {high}, median {middle:g}"
    )
    click.echo("cards: " + ", ".join(f"{number} {kind}" for kind, number in found.cards.items()))
    _listed("diagnoses with one exemplar only", found.single_exemplars)
    _listed("anatomic fields without a normal case", found.fields_without_normal)
    for kind, cases in found.missing_kinds.items():
        _listed(f"cases without a {kind} card", cases)
    _listed("patterns without a mimic in the deck", found.gamuts_without_mimic)
    _listed("answers to split", tuple(f"{name} ({length} characters)" for name, length in found.long_answers))
    return ExitCode.DONE


def _listed(what: str, entries: tuple[str, ...]) -> None:
    if entries:
        click.echo(f"{what}: {len(entries)}")
        for entry in entries:
            click.echo(f"  {entry}")
