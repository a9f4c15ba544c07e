"""What the commands share: options, exit codes, and turning results into words."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from tfcards.model.diagnostic import Diagnostic
from tfcards.model.errors import ExitCode, TfcardsError

if TYPE_CHECKING:
    from tfcards.pipeline.report import Report
    from tfcards.sources.supply import Supply

P = ParamSpec("P")
PATH = click.Path(path_type=Path)


def translated(command: Callable[P, ExitCode]) -> Callable[P, None]:
    """Run ``command``, leave with its exit code, and turn the one exception of the project into words."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except TfcardsError as problem:
            if _debugging():
                raise
            click.echo(f"error: {problem}", err=True)
            code = problem.exit_code
        except OSError as problem:
            # Whatever a stage could not foresee of disks and permissions is the environment's.
            if _debugging():
                raise
            where = f"{problem.filename}: " if problem.filename else ""
            click.echo(
                f"error: {where}{problem.strerror or problem}; check the path and its permissions", err=True
            )
            code = ExitCode.ENVIRONMENT
        sys.exit(code)

    return run


def _debugging() -> bool:
    return bool(click.get_current_context().find_root().params.get("debug"))


def supply(images: Path | None, named: Sequence[str]) -> Supply:
    """Return where images come from, as ``--images`` and ``--image`` say."""
    from tfcards.sources.supply import Supply

    pairs = [entry.partition("=") for entry in named]
    labels = [label.strip().casefold() for label, _, _ in pairs]
    if len(set(labels)) < len(labels):
        raise TfcardsError("--image names a label twice", "give each image once", ExitCode.USAGE)
    wrong = next(
        (entry for entry, (label, _, file) in zip(named, pairs, strict=True) if not (label and file)), None
    )
    if wrong is not None:
        raise TfcardsError(f"--image {wrong} is not understood", "write --image main=FILE", ExitCode.USAGE)
    return Supply(images, {label.strip().casefold(): Path(file) for label, _, file in pairs})


def progress(message: str) -> None:
    """Say what is being done, where a person is watching."""
    if sys.stderr.isatty():
        click.echo(f"{message} …", err=True)


def release_time(*, deck: bool) -> int | None:
    """Return the time of this release. SOURCE_DATE_EPOCH sets it; pages without a deck go by their files."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"\d{1,12}", stated):  # 12 digits reach beyond any release
        return int(stated)
    if stated:
        hint = "set it to whole seconds since 1970, or unset it"
        raise TfcardsError(f"SOURCE_DATE_EPOCH is {stated[:40]!r}, which is no time", hint, ExitCode.USAGE)
    return int(time.time()) if deck else None


images_option = click.option("--images", type=PATH, help="Folder of images whose names begin with the case id.")
image_option = click.option("--image", "named", multiple=True, metavar="LABEL=FILE", help="An image by label.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output.")
strict_option = click.option(
    "--strict", is_flag=True, help="Warnings count as errors; nothing is built when there are any."
)
sources_argument = click.argument("sources", nargs=-1, required=True, type=PATH)


def show(report: Report, *, as_json: bool, strict: bool) -> ExitCode:
    """Print a report, and return the exit code that it means."""
    if as_json:
        data = {
            "output": str(report.output) if report.output else None,
            "parts": [str(part) for part in report.parts],
            "deck": report.deck,
            "cases": report.cases,
            "notes": dict(report.notes),
            "cards": dict(report.cards),
            "media": report.media,
            "release": dict(report.release),
            "diagnostics": [as_data(d) for d in report.diagnostics],
        }
        print_json(data)
    else:
        say(report.diagnostics)
        _summarise(report)
    return ExitCode.CONTENT if report.failed(strict=strict) else ExitCode.DONE


def print_json(data: object) -> None:
    """Print ``data`` as JSON on standard output."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def say(diagnostics: Sequence[Diagnostic]) -> None:
    """Print ``diagnostics`` on standard error, one a line."""
    for diagnostic in diagnostics:
        click.echo(printable(str(diagnostic)), err=True)


def printable(text: str) -> str:
    """Return ``text`` on one line without control characters: names of files may hold anything."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def as_data(diagnostic: Diagnostic) -> dict[str, object]:
    """Return ``diagnostic`` as plain data for JSON."""
    return {**asdict(diagnostic), "severity": diagnostic.severity.value}


def counted(number: int, noun: str) -> str:
    """Return ``number`` with ``noun``, in the plural unless there is one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _summarise(report: Report) -> None:
    cards = ", ".join(f"{number} {kind}" for kind, number in report.cards.items()) or "none"
    total = sum(report.cards.values())
    parts = f"{counted(report.cases, 'case')}, {counted(total, 'card')}: {cards}; {counted(report.media, 'image')}"
    click.echo(parts)
    if report.release:
        click.echo("notes: " + ", ".join(f"{number} {what}" for what, number in report.release.items()))
    for path in (*([report.output] if report.output else []), *report.parts):
        click.echo(f"wrote {path}")
