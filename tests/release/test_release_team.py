"""What a deck repository copies from the documentation: the workflow, run step by step, and the hooks."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from tfcards.cli import main
from tfcards.package.read import read_package

ROOT = Path(__file__).parents[2]
GH = """#!/bin/sh
# Stands in for GitHub: releases are folders below $GH_STORE.
case "$2" in
  download) [ -d "$GH_STORE" ] && mkdir -p last && cp "$GH_STORE"/*.apkg last/ ;;
  create) rm -rf "$GH_STORE" && mkdir -p "$GH_STORE" && shift 5 && cp "$@" "$GH_STORE" ;;
esac
"""


def block(mark: str) -> dict[str, Any]:
    text = (ROOT / "docs" / "how-to" / "team.md").read_text("utf-8")
    found = re.findall(rf"<!-- {mark} -->\n\n```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)[0]
    return dict(yaml.safe_load(found))


def hooks() -> dict[str, Any]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def ci(folder: Path, ref: str) -> None:
    """Run the steps of the workflow in ``folder`` as the server does, but for installing."""
    job = block("workflow")["jobs"]["deck"]
    environment = {
        **os.environ,
        "PATH": f"{folder.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GH_STORE": str(folder.parent / "store"),
        "DECK": "deck",
        "GITHUB_REF_NAME": ref,
    }
    environment.pop("SOURCE_DATE_EPOCH", None)
    for step in job["steps"]:
        wanted = "run" in step and step["name"] != "Install" and ("if" not in step or ref.startswith("v"))
        if wanted:
            command = ["bash", "-eo", "pipefail", "-c", step["run"]]
            subprocess.run(command, cwd=folder, env=environment, check=True)


def test_the_workflow_releases_on_a_tag_and_stops_at_a_stale_lock(
    deck: Path, tmp_path: Path, built: Callable[..., Path], edit: Callable[[str, str, str], None]
) -> None:
    pytest.importorskip("anki", reason="the real Anki backend is not installed")
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    built("home", 0)
    for number, name in enumerate(("one", "two")):
        repository = tmp_path / name
        repository.mkdir()
        deck.rename(repository / "deck")
        ci(repository, f"v1.{number}")
        (repository / "deck").rename(deck)
    stored = {path.name for path in (tmp_path / "store").iterdir()}
    assert stored == {"deck-1.1.apkg", "CHANGELOG.md", "CREDITS.md", "VERSION", "SHA256SUMS"}
    assert read_package(tmp_path / "store" / "deck-1.1.apkg") == read_package(tmp_path / "home.apkg")
    edit("cases/lung-pe/case.yaml", "\nauthors:", "\nfollow_up: Recovered.\nauthors:")
    repository = tmp_path / "three"
    repository.mkdir()
    deck.rename(repository / "deck")
    with pytest.raises(subprocess.CalledProcessError):
        ci(repository, "main")


def test_every_hook_is_a_command_with_options_that_exist() -> None:
    for hook in hooks().values():
        program, name, *options = shlex.split(hook["entry"])
        assert program == "tfcards"
        known = {flag for p in main.commands[name].params if isinstance(p, click.Option) for flag in p.opts}
        assert set(options) <= known


@pytest.mark.parametrize("name", ["deck.yaml", "a/deck.lock", "cases/x/case.yaml", "chest/cases/x/i.png"])
def test_hooks_run_for_what_a_deck_is_made_of(name: str) -> None:
    assert all(re.search(hook["files"], name) for hook in hooks().values())


@pytest.mark.parametrize("name", ["README.md", "docs/x.txt", "deck.yaml.bak"])
def test_hooks_do_not_run_for_anything_else(name: str) -> None:
    assert not any(re.search(hook["files"], name) for hook in hooks().values())


def test_the_hooks_of_the_guide_exist_and_run(
    run: Callable[..., Any], deck: Path, built: Callable[..., Path]
) -> None:
    built("home", 0)
    (listed,) = block("hooks")["repos"]
    assert {hook["id"] for hook in listed["hooks"]} == hooks().keys()
    for hook in listed["hooks"]:
        arguments = [str(deck) if word == "chest" else word for word in hook["args"]]
        result = run(*shlex.split(hooks()[hook["id"]]["entry"])[1:], *arguments)
        assert result.exit_code == 0, result.output
