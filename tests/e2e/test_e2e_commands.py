"""The commands as a newcomer meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import Result

from tfcards.cli import main

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]


def test_init_makes_a_deck_that_builds_at_once(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "chest", "--name", 'Chest: "plain" films').exit_code == 0
    result = run("build", tmp_path / "chest", "-o", tmp_path / "chest.apkg", "--json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["deck"] == 'Chest: "plain" films'
    assert report["cards"] == {"diagnosis": 1, "pattern": 1, "differential": 3, "contrast": 2}
    assert report["diagnostics"] == []
    assert (tmp_path / "chest" / "deck.lock").is_file()
    assert run("init", tmp_path / "chest").exit_code == 2


def test_two_new_decks_have_namespaces_of_their_own(run: Run, tmp_path: Path) -> None:
    names = set()
    for name in ("one", "two"):
        run("init", tmp_path / name)
        names.add(yaml.safe_load((tmp_path / name / "deck.yaml").read_text("utf-8"))["namespace"])
    assert len(names) == 2


def test_import_writes_a_draft_that_builds(
    run: Run, page: Path, tmp_path: Path, picture: Callable[[str, int], Path]
) -> None:
    picture("scans/ex001.png", 80)
    run("init", tmp_path / "deck")
    result = run("import", page, "--images", tmp_path / "scans", "--to", tmp_path / "deck")
    assert result.exit_code == 0
    folder = tmp_path / "deck" / "cases" / "ex001"
    assert sorted(p.name for p in folder.iterdir()) == [".imported.yaml", "case.yaml", "main.png"]
    draft = (folder / "case.yaml").read_text("utf-8")
    assert "review:" in draft
    assert "licence" in draft
    again = run("import", page, "--to", tmp_path / "deck")
    assert again.exit_code == 0
    assert (folder / "case.yaml").read_text("utf-8") == draft
    assert run("build", tmp_path / "deck", "-o", tmp_path / "deck.apkg").exit_code == 0


def test_import_needs_a_deck(run: Run, page: Path, tmp_path: Path) -> None:
    result = run("import", page, "--to", tmp_path)
    assert result.exit_code == 2
    assert "tfcards init" in result.stderr


def test_check_fix_adds_ids_and_nothing_else(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    before = "id: x  # mine\ndiagnosis: Y\ndifferential:\n  - diagnosis: A # first\n  - B\n"
    path.write_text(before, "utf-8")
    result = run("check", "--fix", path)
    assert result.exit_code == 0, result.stderr
    after = path.read_text("utf-8")
    assert "# mine" in after
    assert "# first" in after
    assert re.findall(r"id: (d\d)", after) == ["d1", "d2"]
    run("check", "--fix", path)
    assert path.read_text("utf-8") == after


def test_check_fix_copes_with_a_released_card_of_a_free_name(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "deck" / "cases" / "a" / "case.yaml"
    case.parent.mkdir(parents=True)
    (tmp_path / "deck" / "deck.yaml").write_text("name: D\nnamespace: x/y\n", "utf-8")
    own = "cards: [{card: pattern ventricle, question: What is seen in the joint, answer: Crystals}]\n"
    case.write_text(f"id: a\ndiagnosis: Gout\nfindings: [A tophus]\n{own}", "utf-8")
    assert run("build", tmp_path / "deck", "-o", tmp_path / "a.apkg").exit_code == 0
    assert run("check", "--fix", tmp_path / "deck").exit_code == 0
    assert "id: f1" in case.read_text("utf-8")


def test_check_writes_nothing(run: Run, page: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    result = run("check", page)
    assert result.exit_code == 0
    assert "licence" in result.stderr
    assert sorted(tmp_path.iterdir()) == before
    assert run("check", page, "--strict").exit_code == 1


def test_schema_accepts_every_case_of_the_demo_deck(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    files = sorted((ROOT / "decks").glob("*/cases/*/case.yaml"))
    assert len(files) >= 15
    for path in files:
        jsonschema.validate(yaml.load(path.read_text("utf-8"), yaml.BaseLoader), schema)  # noqa: S506 - all text
    deck = json.loads(run("schema", "deck").stdout)
    jsonschema.validate(yaml.safe_load((ROOT / "decks/nuclear-medicine/deck.yaml").read_text("utf-8")), deck)


@pytest.mark.parametrize("command", [None, *sorted(main.commands)])
def test_every_command_has_help_with_an_example(run: Run, command: str | None) -> None:
    result = run(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert "Example: tfcards" in result.stdout


def test_pages_build_the_same_wherever(
    run: Run, page: Path, tmp_path: Path, picture: Callable[[str, int], Path]
) -> None:
    picture("scans/ex001.png", 80)
    outputs = [tmp_path / "a.apkg", tmp_path / "b.apkg"]
    for output in outputs:
        assert (
            run("build", page, "--image", f"main={tmp_path / 'scans' / 'ex001.png'}", "-o", output).exit_code == 0
        )
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with tfcards installed from its wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheel = ["wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*pip, *wheel], check=True)
    file = next(folder.glob("tfcards-*.whl"))
    subprocess.run(
        [*pip, "install", str(file), "--no-deps", "--no-index", "--target", str(folder / "site")], check=True
    )
    return folder / "site"


def test_the_wheel_holds_templates_schema_and_starter(installed: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}

    def tfcards(*args: str) -> str:
        code = "import tfcards; print(tfcards.__file__); from tfcards.cli import main; main()"
        command = [sys.executable, "-c", code, *args]
        return subprocess.run(command, check=True, env=env, cwd=tmp_path, capture_output=True, text=True).stdout

    assert (installed / "tfcards" / "card_templates" / "base.css").is_file()
    assert tfcards("init", "deck").startswith(str(installed))
    assert "wrote deck.apkg" in tfcards("build", "deck", "-o", "deck.apkg")
    assert '"additionalProperties"' in tfcards("schema")
    assert (tmp_path / "deck.apkg").is_file()


def test_explain_says_why_each_card_is_made_or_not(run: Run, page: Path) -> None:
    result = run("build", page, "--explain", "ex001")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    (made,) = [line for line in lines if "pattern f1" in line]
    assert re.fullmatch(r".*ex001.txt:\d+: pattern f1: made: .*\[is suggestive of\]", made)
    assert any("not made" in line and "no image" in line for line in lines)
    assert run("build", page, "--explain", "other").exit_code == 2
    assert run("build", page).exit_code == 2


def test_stats_shows_what_a_deck_lacks(run: Run) -> None:
    deck = ROOT / "decks" / "nuclear-medicine"
    found = json.loads(run("stats", deck, "--json").stdout)
    assert found["cases"] == 24
    assert "Genitourinary System" in found["fields_without_normal"]
    assert "Skeletal System" not in found["fields_without_normal"]
    assert found["missing_kinds"] == {}
    assert "Pulmonary embolism" in found["single_exemplars"]
    text = run("stats", deck).stdout
    assert "anatomic fields without a normal case" in text
