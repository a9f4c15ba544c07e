"""Sources in every format, each against the cases and messages that a person has reviewed.

``<format>/<slug>/input`` is what an educator has; ``<case>.yaml`` are its cases, ``messages.txt`` what
is said. Rewrite them with ``--update-golden``, and review them as a diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tfcards.sources.casefile.reader import read_case_text
from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.intake.limits import Budget
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.intake.take import take_in

HOME = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HOME.glob("*/*/input"))


def results(folder: Path) -> dict[str, str]:
    """Return what the golden files of ``folder`` should hold, by their names."""
    start = f"{folder}/input/"
    with Scratch() as scratch:
        intake = take_in([folder / "input"], scratch, Budget())
        lines = [f"{reading.path}: {reading.format}" for reading in intake.readings]
        lines += [str(d) for reading in intake.readings for d in reading.diagnostics]
        lines += [f"{skipped.path}: skipped: {skipped.reason}" for skipped in intake.skipped]
        files = {"messages.txt": "\n".join(lines).replace(start, "") + "\n"}
        for reading in intake.readings:
            if reading.case:
                held = [
                    f"# {name}: {len(data)} bytes within the source" for name, data in reading.embedded.items()
                ]
                files[f"{reading.case.id}.yaml"] = "\n".join([*held, case_yaml(reading.case)])
    return files


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}-{f.name}")
def test_each_source_gives_the_cases_that_were_reviewed(folder: Path, *, update_golden: bool) -> None:
    made = results(folder)
    if update_golden:
        for old in [*folder.glob("*.yaml"), *folder.glob("*.txt")]:
            old.unlink()
        for name, text in made.items():
            (folder / name).write_text(text, "utf-8")
    kept = {path.name: path.read_text("utf-8") for path in [*folder.glob("*.yaml"), *folder.glob("*.txt")]}
    assert made == kept


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}-{f.name}")
def test_each_case_is_read_again_as_it_was_written(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        case = read_case_text(text.encode(), f"{path.stem}/case.yaml").case
        assert case
        assert case_yaml(case) == "".join(
            line for line in text.splitlines(keepends=True) if not line.startswith("# image-")
        )


def test_each_format_has_its_sources_and_says_where_they_come_from() -> None:
    formats = {folder.parent for folder in FOLDERS}
    for format_ in formats:
        slugs = {folder.name for folder in FOLDERS if folder.parent == format_}
        told = (format_ / "PROVENANCE.md").read_text("utf-8")
        assert all(f"`{slug}`" in told for slug in slugs), format_.name
