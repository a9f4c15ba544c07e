"""Fuzzes the readers: ``python -m tests.fuzz [TARGET …] [--seconds N]`` prints executions and findings of each.

What breaks a promise is written to build/fuzz/; once mended, it goes to tests/fuzz/findings/ to be tried for ever.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import atheris
import click

OUT = Path("build") / "fuzz"
_MEGABYTES, _TIMEOUT, _LONGEST = 1024, 20, 20_000
"""Memory and seconds for one input, and its bytes at most: any of them exceeded is a finding."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of fuzzing one target."""

    name: str
    executions: int
    edges: int
    findings: tuple[Path, ...]
    log: str


def fuzz(name: str, seconds: int) -> Run:
    """Fuzz the target ``name`` for about ``seconds`` in a process of its own."""
    OUT.mkdir(parents=True, exist_ok=True)
    before = set(OUT.iterdir())
    command = [sys.executable, "-m", "tests.fuzz", name, "--inner", "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    log = done.stdout + done.stderr
    executions = re.findall(r"stat::number_of_executed_units:\s*(\d+)|^#(\d+)\s", log, re.MULTILINE)
    edges = re.findall(r"\bcov: (\d+)", log)
    found = tuple(sorted(set(OUT.iterdir()) - before))
    if done.returncode and not found:
        message = f"the target {name} did not run:\n{log[-2000:]}"
        raise RuntimeError(message)
    return Run(
        name, max((int(a or b) for a, b in executions), default=0), int(edges[-1]) if edges else 0, found, log
    )


def inner(name: str, seconds: int) -> None:
    """Fuzz in this process, which ends with it."""
    with atheris.instrument_imports(include=["tfcards"]):
        from tests.fuzz.targets import TARGETS, seeds
    target = TARGETS[name][0]
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(name)):
            (Path(corpus) / str(number)).write_bytes(data)
        flags = [
            corpus, f"-max_total_time={seconds}", f"-timeout={_TIMEOUT}", f"-rss_limit_mb={_MEGABYTES}",
            f"-max_len={_LONGEST}", f"-artifact_prefix={OUT}/{name}-", "-print_final_stats=1",
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *flags], target)
        atheris.Fuzz()


def main() -> int:
    """Run what the command line asks for; return 1 where there is a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--inner", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inner:
        inner(asked.targets[0], asked.seconds)
    from tests.fuzz.targets import TARGETS

    failed = False
    click.echo(f"{'target':10} {'executions':>12} {'edges':>7} {'findings':>9}")
    for name in asked.targets or TARGETS:
        run = fuzz(name, asked.seconds)
        failed |= bool(run.findings)
        click.echo(f"{run.name:10} {run.executions:12,} {run.edges:7,} {len(run.findings):9}")
        for path in run.findings:
            click.echo(f"  {path}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
