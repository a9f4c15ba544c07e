"""Every earlier finding of the fuzzer, and a short run of it for each reader. ``make fuzz`` runs it for long."""

from __future__ import annotations

import importlib.util

import pytest
from tests.fuzz.targets import TARGETS, findings, seeds

SECONDS = 2

needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no build for this machine"
)


@pytest.mark.parametrize("name", TARGETS)
def test_earlier_findings_and_golden_inputs_keep_the_promises(name: str) -> None:
    for data in seeds(name):
        TARGETS[name][0](data)


@needs_atheris
@pytest.mark.parametrize("name", TARGETS)
def test_a_short_run_finds_nothing(name: str) -> None:
    from tests.fuzz.__main__ import fuzz

    run = fuzz(name, SECONDS)
    assert not run.findings, run.log[-3000:]
    assert run.executions > len(list(seeds(name)))


def test_findings_belong_to_targets() -> None:
    assert all(path.parent.name in TARGETS for name in TARGETS for path in findings(name))
