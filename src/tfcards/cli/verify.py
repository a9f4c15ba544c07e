"""``tfcards verify``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tfcards.cli.common import as_data, json_option, print_json, progress, say, translated
from tfcards.model.errors import ExitCode

if TYPE_CHECKING:
    from tfcards.verify.report import VerifyReport
    from tfcards.verify.update import UpdateReport

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("package", type=_FILE)
@click.option(
    "--after", type=_FILE, help="The release that people have: prove that the update costs them nothing."
)
@json_option
@translated
def verify(package: Path, *, after: Path | None, as_json: bool) -> ExitCode:
    """Import a package into the real Anki, anybody's package, and report what is wrong or would be lost.

    Exits with 1 when a check fails or anything is lost, with 3 when Anki is not installed.

    Example: tfcards verify nuclear-medicine.apkg

    Example: tfcards verify new.apkg --after old.apkg
    """
    from tfcards.package.read import read_release
    from tfcards.verify.report import verify_package
    from tfcards.verify.update import verify_update

    for path in (package, after):
        if path is not None:
            progress(f"reading {path}")
            read_release(path)  # bounded: what would fill the disk never gets as far as Anki
    progress(f"importing {package} into Anki")
    report = verify_package(package)
    update = None
    if after is not None:
        progress(f"studying {after}, then importing {package}")
        update = verify_update(after, package)
    if as_json:
        print_json(_data(report, update))
    else:
        _tell(report, update)
    return ExitCode.DONE if report.passed and (update is None or update.passed) else ExitCode.CONTENT


def _data(report: VerifyReport, update: UpdateReport | None) -> dict[str, object]:
    """Return both reports as plain data for JSON."""
    data: dict[str, object] = {
        "package": str(report.package),
        "passed": report.passed and (update is None or update.passed),
        "notes": report.notes_by_kind,
        "cards": report.cards_by_kind,
        "diagnostics": [as_data(d) for d in report.diagnostics],
    }
    if update is not None:
        data["update"] = {
            "after": str(update.release1),
            "answered": update.answered,
            "import": asdict(update.second),
            "retired": update.retired,
            "before": asdict(update.before),
            "kept": asdict(update.kept),
            "edited": update.edited.guid if update.edited else None,
            "diagnostics": [as_data(d) for d in update.diagnostics],
        }
    return data


def _tell(report: VerifyReport, update: UpdateReport | None) -> None:
    """Print both reports for a person."""
    say(report.diagnostics)
    kinds = [*report.notes_by_kind, "all"]
    width = max(len(kind) for kind in kinds)
    click.echo(f"{'kind':{width}}  notes  cards")
    for kind in report.notes_by_kind:
        click.echo(f"{kind:{width}}  {report.notes_by_kind[kind]:5}  {report.cards_by_kind[kind]:5}")
    notes, cards = sum(report.notes_by_kind.values()), sum(report.cards_by_kind.values())
    click.echo(f"{'all':{width}}  {notes:5}  {cards:5}")
    if update is not None:
        _tell_update(update)
    passed = report.passed and (update is None or update.passed)
    click.echo("every check passed" if passed else "NOT PASSED: see the errors above")


def _tell_update(update: UpdateReport) -> None:
    """Print what a resident who studied the earlier release sees of the later one."""
    say(update.diagnostics)
    log, before, kept = update.second, update.before, update.kept
    click.echo(
        f"a resident studied {update.release1} ({update.answered} answers), then imported {update.release2}:"
    )
    click.echo(
        f"  notes: {log.updated} updated, {log.new} added, {log.duplicate} unchanged, "
        f"{log.conflicting} conflicting, {update.retired} retired and kept"
    )
    click.echo(f"  history kept: {kept.cards} of {before.cards} cards")
    for what in ("reviewed", "suspended", "flagged", "moved"):
        click.echo(f"    {what}: {getattr(kept, what)} of {getattr(before, what)}")
    if update.edited is None:
        click.echo("  own edit: not tried, the release corrects every note")
    else:
        lost = any(diagnostic.code == "TF629" for diagnostic in update.diagnostics)
        click.echo(f"  own edit of {update.edited}: {'LOST' if lost else 'kept'}")
