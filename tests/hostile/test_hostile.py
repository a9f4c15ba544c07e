"""Hostile and broken inputs: each has the outcome that is told, in bounded memory, without network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.inputs import INPUTS

from tfcards.sources.intake.limits import Budget
from tfcards.sources.intake.scratch import Scratch
from tfcards.sources.intake.take import take_in

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "hostile.md"
MOST = 400_000_000
"""Bytes of memory that an import may take for any of the inputs."""


def outcome(name: str, home: Path) -> tuple[str, dict[str, Any]]:
    """Import the input ``name``; return what became of it in the words of the documentation, and the figures."""
    source, deck = home / "in", home / "deck"
    source.mkdir()
    deck.mkdir()
    (deck / "deck.yaml").write_text("name: Deck\nnamespace: deck/x\n")
    INPUTS[name][1](source)
    command = [sys.executable, "-m", "tests.hostile.run", str(source), str(deck)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    codes = f" ({', '.join(found['codes'])})" if found["codes"] else ""
    return f"{'; '.join(dict.fromkeys(text.partition(';')[0] for text in found['outcomes']))}{codes}", found


@pytest.mark.parametrize("name", INPUTS)
def test_each_input_has_the_outcome_that_is_told(name: str, tmp_path: Path, *, update_golden: bool) -> None:
    told, found = outcome(name, tmp_path)
    row = f"| {INPUTS[name][0]} | {told} |"
    if update_golden:
        _put(row)
    assert row in PAGE.read_text("utf-8")
    assert found["peak"] < MOST
    assert {p.name for p in tmp_path.iterdir()} == {"in", "deck"}


def _put(row: str) -> None:
    """Put ``row`` into the table of the documentation, in the place of the one that begins like it."""
    text = PAGE.read_text("utf-8")
    first = re.escape(row.rsplit(" | ", 1)[0])
    text, count = re.subn(rf"^{first} \|.*$", lambda _: row, text, flags=re.MULTILINE)
    PAGE.write_text(text if count else text.replace("<!-- rows -->", f"{row}\n<!-- rows -->"), "utf-8")


def test_the_table_tells_of_these_inputs_alone() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert rows[1:] == [words for words, _ in INPUTS.values()]


GOLDEN = sorted(
    path for path in ROOT.glob("tests/formats/*/*/input/**/*") if path.is_file() and path.stat().st_size < 20_000
)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: "-".join(p.relative_to(ROOT / "tests" / "formats").parts))
def test_every_golden_input_may_break_off_anywhere(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    (tmp_path / "in").mkdir()
    for part in range(1, 16):
        (tmp_path / "in" / path.name).write_bytes(data[: len(data) * part // 16])
        with Scratch() as scratch:
            intake = take_in([tmp_path / "in"], scratch, Budget())
        assert intake.readings or intake.skipped or intake.images
