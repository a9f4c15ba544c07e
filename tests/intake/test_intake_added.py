"""Readers of other packages, installed as any package is; the one of the documentation among them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.sources.registry import ENTRY_POINTS, read_file, readers

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "readers.md"
TABLE = (
    "id\tdiagnosis\tbrief_history\tfindings\timage\n"
    "T1\tOsteoid osteoma\t14-year-old boy with pain at night.\tDense cortex, consistent with a reaction.\tt1.png\n"
    "T2\tRickets\t\t\t\n"
    "T3\t\tNo diagnosis here.\t\t\n"
)
Installed = Callable[[str, str], None]


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """Install a package of one module with one entry point, as pip would lay it out."""
    site = tmp_path / "site"
    info = site / "tfcards_case_table-1.0.dist-info"
    info.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(site))

    def made(code: str, entry: str) -> None:
        (site / "case_table.py").write_text(code)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tfcards-case-table\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\n{entry}\n")
        readers.cache_clear()

    yield made
    sys.modules.pop("case_table", None)
    readers.cache_clear()


def test_the_reader_of_the_documentation_reads(install: Installed, tmp_path: Path) -> None:
    entry = re.search(r"^case-table = \"(.+)\"$", block("toml"), re.MULTILINE)
    assert entry
    assert f'[project.entry-points."{ENTRY_POINTS}"]' in block("toml")
    assert len([line for line in block("python").splitlines() if line.strip()]) <= 30
    install(block("python"), f"case-table = {entry[1]}")
    (tmp_path / "cases.tsv").write_text(TABLE)
    first, second, third = read_file(tmp_path / "cases.tsv")
    assert first.case
    assert second.case
    assert (first.case.id, first.case.images[0].file, first.format) == ("t1", "t1.png", "case-table")
    assert first.case.findings[0].interpretation == "a reaction"
    assert first.lines["findings.0"] == 2
    assert second.case.diagnosis == "Rickets"
    assert third.case is None
    assert [d.code for d in third.diagnostics] == ["TF102"]


def test_a_reader_that_fails_is_named_and_keeps_no_page_out(install: Installed, tmp_path: Path) -> None:
    install(
        "class Bad:\n    name = 'bad'\n    def accepts(self, data, path):\n        return data.startswith(b'B')\n"
        "    def read(self, data, path):\n        raise KeyError('secret')\n        yield\n",
        "bad = case_table:Bad",
    )
    (tmp_path / "b.dat").write_text("B")
    (tmp_path / "page.txt").write_text("Diagnosis: Rickets\n")
    (reading,) = read_file(tmp_path / "b.dat")
    assert reading.case is None
    (problem,) = reading.diagnostics
    assert problem.code == "TF127"
    assert problem.message == "the reader bad of the package tfcards-case-table fails at this file: KeyError"
    assert read_file(tmp_path / "page.txt")[0].case


def test_a_reader_that_cannot_tell_accepts_nothing(install: Installed, tmp_path: Path) -> None:
    install(
        "class Bad:\n    name = 'bad'\n    def accepts(self, data, path):\n        return data[0] / 0\n",
        "bad = case_table:Bad",
    )
    (tmp_path / "page.txt").write_text("Diagnosis: Rickets\n")
    assert read_file(tmp_path / "page.txt")[0].format == "page"


def test_a_reader_that_cannot_be_loaded_is_the_environments_fault(install: Installed, tmp_path: Path) -> None:
    install("raise RuntimeError('no such library')\n", "bad = case_table:Bad")
    (tmp_path / "page.txt").write_text("Diagnosis: Rickets\n")
    with pytest.raises(TfcardsError, match="the reader bad of the package tfcards-case-table cannot be") as caught:
        read_file(tmp_path / "page.txt")
    assert caught.value.exit_code is ExitCode.ENVIRONMENT
