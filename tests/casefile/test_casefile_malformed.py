"""Each malformed file gives its golden diagnostics. Every file was written for this test."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tfcards.sources.casefile import tree
from tfcards.sources.casefile.reader import read_case_text

FOLDER = Path(__file__).parent / "malformed"
SLUGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _diagnostics(slug: str) -> str:
    found = read_case_text((FOLDER / f"{slug}.yaml").read_bytes(), f"{slug}.yaml").diagnostics
    return "".join(f"{diagnostic}\n" for diagnostic in found)


@pytest.mark.parametrize("slug", SLUGS)
def test_golden_diagnostics(slug: str, update_golden: bool) -> None:
    golden = FOLDER / f"{slug}.txt"
    if update_golden:
        golden.write_text(_diagnostics(slug), encoding="utf-8")
    assert _diagnostics(slug) == golden.read_text("utf-8")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_pure_python_parser_says_the_same(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "LOADER", yaml.SafeLoader)
    assert _diagnostics(slug) == (FOLDER / f"{slug}.txt").read_text("utf-8")


def test_folder_holds_golden_pairs() -> None:
    assert SLUGS
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == SLUGS
