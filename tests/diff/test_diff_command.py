"""``tfcards diff`` as people run it: decks, git revisions and packages against each other."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tfcards.cli import main

DEMO = Path(__file__).parents[2] / "decks" / "nuclear-medicine"


def diff(*args: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, args)])


def git(folder: Path, *args: str) -> None:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *args], check=True, capture_output=True)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Return two cases of the demo deck, committed and tagged v1 in a repository around them."""
    folder = tmp_path / "repository" / "deck"
    folder.mkdir(parents=True)
    shutil.copy(DEMO / "deck.yaml", folder)
    for name in ("lung-pe", "bone-normal"):
        shutil.copytree(DEMO / "cases" / name, folder / "cases" / name)
    for picture in folder.rglob("*.png"):
        Image.new("L", (64, 64), len(picture.name)).save(picture)  # small ones, as each draft encodes them anew
    git(tmp_path, "init", "--quiet", "repository")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "first")
    git(folder, "tag", "v1")
    return folder


def correct(deck: Path, old: str, new: str) -> None:
    path = deck / "cases" / "lung-pe" / "case.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_deck_against_its_released_package_and_its_tag(deck: Path, tmp_path: Path) -> None:
    package = tmp_path / "v1.apkg"
    copy = shutil.copytree(deck, tmp_path / "copy")
    assert CliRunner().invoke(main, ["build", str(copy), "-o", str(package)]).exit_code == 0
    correct(deck, "a vascular cause over consolidation", "a vascular origin over consolidation")
    shutil.rmtree(deck / "cases" / "bone-normal")
    before = sorted(deck.rglob("*"))
    for old in (package, f"{deck}@v1"):
        result = diff(old, deck)
        assert result.exit_code == 0, result.stderr
        lines = result.stdout.splitlines()
        assert "  retired  diagnosis case" in lines
        assert '  to find the retired in Anki: "tag:Case::bone-normal"' in lines
        assert "    Answer: a vascular [-cause-] {+origin+} over consolidation, effusion or collapse" in lines
        types = [line.partition(" (")[0] for line in lines if line.startswith("note type")]
        assert types == [
            "note type tfcards Image Occlusion: no note uses it any more"
        ]  # that case alone had masks
    assert sorted(deck.rglob("*")) == before


def test_nothing_changed_is_said_with_exit_code_0(deck: Path) -> None:
    result = diff(f"{deck}@HEAD", deck)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("notes: 0 added, 0 changed, 0 retired, ")
    assert len(result.stdout.splitlines()) == 1


def test_the_changelog_is_markdown_by_case(deck: Path) -> None:
    correct(deck, "    diagnosis: Pneumonia\n", "    diagnosis: Lobar *pneumonia*\n")
    correct(deck, "  - id: d6\n", "  - id: d7\n    diagnosis: Fat embolism\n  - id: d6\n")
    result = diff(f"{deck}@v1", deck, "--format", "changelog")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("# What changed\n\nNotes: ")
    assert "\n## lung-pe\n" in result.stdout
    assert "- **Changed** differential list\n" in result.stdout
    assert "~~Pneumonia\\]~~ **Lobar \\*pneumonia\\*\\]**" in result.stdout
    assert "    - new cards: 7\n" in result.stdout


def test_json_holds_every_field_before_and_after(deck: Path) -> None:
    correct(deck, "a vascular cause over consolidation", "a vascular origin over consolidation")
    data = json.loads(diff(f"{deck}@v1", deck, "--json").stdout)
    (change,) = [c for c in data["changed"] if c["note"]["item"] == "f3"]
    (answer,) = [field for field in change["fields"] if field["field"] == "Answer"]
    assert answer["old"] == "a vascular cause over consolidation, effusion or collapse"
    assert answer["new"] == "a vascular origin over consolidation, effusion or collapse"
    assert {"op": "removed", "text": "cause"} in answer["pieces"]
    assert diff(f"{deck}@v1", deck, "--json", "--format", "changelog").exit_code == 2


def test_a_case_that_cannot_be_read_is_not_called_retired(deck: Path) -> None:
    correct(deck, "diagnosis: Pulmonary embolism", "diagnosi: Pulmonary embolism")
    result = diff(f"{deck}@v1", deck)
    assert result.exit_code == 1
    assert "did you mean" in result.stderr
    assert "not compared: lung-pe" in result.stdout
    assert "retired, " in result.stdout
    assert " 0 retired" in result.stdout


def test_errors_of_an_old_revision_name_it_and_no_temporary_folder(deck: Path) -> None:
    correct(deck, "diagnosis: Pulmonary embolism", "diagnosi: Pulmonary embolism")
    git(deck, "commit", "--quiet", "--all", "--message", "broken")
    result = diff(f"{deck}@HEAD", f"{deck}@v1")
    assert result.exit_code == 1
    assert f"{deck}@HEAD/cases/lung-pe/case.yaml:" in result.stderr
    assert "tfcards-diff-" not in result.stderr


@pytest.mark.parametrize(
    ("old", "code", "message"),
    [
        ("nowhere", 2, "nowhere does not exist"),
        ("{deck}@v9", 2, "has no git revision 'v9'"),
        ("{deck}@--output=evil", 2, "has no git revision '--output=evil'"),
        ("{deck}/cases", 2, "it has no deck.yaml"),
        ("{deck}/new@v1", 1, "look whether the deck was in this folder then"),
        ("{deck}/../..@v1", 2, "has no git revision"),
        ("{deck}/deck.yaml", 1, "is not a whole Anki package"),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(deck: Path, old: str, code: int, message: str) -> None:
    (deck / "new").mkdir()
    result = diff(old.format(deck=deck), deck)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


def test_a_link_that_leads_out_of_the_deck_is_not_followed(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    (deck / "cases" / "lung-pe" / "link.png").symlink_to(tmp_path / "secret.png")
    git(deck, "add", ".")
    git(deck, "commit", "--quiet", "--message", "link")
    result = diff(f"{deck}@HEAD", deck)
    assert result.exit_code == 1
    assert "whether links in it lead elsewhere" in result.stderr


def test_without_git_packages_are_suggested(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = diff(f"{deck}@v1", deck)
    assert result.exit_code == 3
    assert "git is not installed" in result.stderr
