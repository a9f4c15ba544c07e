"""Imports as people run them: a mixed folder goes in, drafts and a row for each source come out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tfcards.cli import main

MIRC = (
    "<MIRCdocument><title>{name}</title><image-section><image src='a.png'/></image-section>"
    "<findings>A mass.</findings></MIRCdocument>"
)
PAGE = "Diagnosis: Osteoid osteoma\n\nImages:\nView main image(xr)\n\nCase number: {id}\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "deck"
    assert run("init", folder).exit_code == 0
    (folder / "cases" / "example" / "case.yaml").unlink()
    (folder / "cases" / "example" / "image.png").unlink()
    (folder / "cases" / "example").rmdir()
    return folder


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    folder = tmp_path / "mixed"
    (folder / "set").mkdir(parents=True)
    (folder / "set" / "MIRCdocument.xml").write_text(MIRC.format(name="Gout"))
    Image.new("L", (8, 8), 9).save(folder / "set" / "a.png")
    Image.new("L", (8, 8), 9).save(folder / "set" / "spare.png")
    (folder / "bs1.txt").write_text(PAGE.format(id="bs1"))
    Image.new("L", (8, 8), 50).save(folder / "bs1-a.png")
    (folder / "Case_topic.json").write_text(
        json.dumps([{"U_id": f"MPX{n}", "TAC": [], "Case": {"Case Diagnosis": "Rickets"}} for n in range(3)])
    )
    (folder / "review.xml").write_text('<article article-type="review-article"/>')
    (folder / "notes.txt").write_text("Call Mary.")
    return folder


def rows(result: Result) -> dict[str, tuple[str, str]]:
    return {
        Path(r["source"]).name + r["case"]: (r["result"], r["detail"]) for r in json.loads(result.stdout)["rows"]
    }


def test_a_mixed_folder_is_sorted_out(deck: Path, mixed: Path) -> None:
    result = run("import", mixed, "--to", deck, "--json")
    assert result.exit_code == 1  # the review is an error of its own
    told = rows(result)
    assert {name for name, (what, _) in told.items() if what == "drafted"} == {
        "MIRCdocument.xmlset", "bs1.txtbs1", "Case_topic.jsonmpx0", "Case_topic.jsonmpx1", "Case_topic.jsonmpx2"
    }  # fmt: skip
    assert told["review.xml"] == ("skipped", 'the article is no case report: its type is "review-article"')
    assert told["notes.txt"] == ("skipped", "the page states no diagnosis")
    assert told["set"] == ("skipped", "1 image(s) here that no case names")
    assert {p.name for p in (deck / "cases").iterdir()} == {"set", "bs1", "mpx0", "mpx1", "mpx2"}
    assert {p.name for p in (deck / "cases" / "bs1").iterdir()} >= {"case.yaml", "main.png"}
    assert "the title was taken for it" in (deck / "cases" / "set" / "case.yaml").read_text()


def test_the_summary_counts_what_became_of_each(deck: Path, mixed: Path) -> None:
    result = run("import", mixed, "--to", deck)
    assert "drafted   set from " in result.stdout
    assert result.stdout.splitlines()[-1] == "5 drafted, 3 skipped, 5 with something to review"


def test_a_dry_run_writes_nothing_and_says_the_same(deck: Path, mixed: Path) -> None:
    before = sorted(deck.rglob("*"))
    dry = run("import", mixed, "--to", deck, "--dry-run", "--json")
    assert sorted(deck.rglob("*")) == before
    assert rows(dry) == rows(run("import", mixed, "--to", deck, "--json"))


def test_an_archive_gives_what_its_folder_gives(deck: Path, mixed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mixed.zip", "w") as archive:
        for path in mixed.rglob("*"):
            archive.write(path, path.relative_to(mixed))
    packed = run("import", tmp_path / "mixed.zip", "--to", deck, "--dry-run", "--json")
    plain = run("import", mixed, "--to", deck, "--dry-run", "--json")
    assert rows(packed) == rows(plain)


def test_two_sources_with_one_id_are_told_apart(deck: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(PAGE.format(id="bs1") + f"\nSource: {name}\n")
    result = run("import", tmp_path / "a.txt", tmp_path / "b.txt", "--to", deck, "--json")
    assert rows(result)["b.txt"] == ("skipped", f"its id bs1 is that of {tmp_path / 'a.txt'}")


def test_names_of_files_do_not_move_the_cursor(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a\x1b[2Jb.txt").write_text("nothing")
    result = run("import", tmp_path / "x", "--to", deck)
    assert "\x1b" not in result.stdout + result.stderr
    assert "nothing" not in result.stdout


def test_a_folder_of_one_format_builds(deck: Path, mixed: Path, tmp_path: Path) -> None:
    run("import", mixed / "set", "--to", deck)
    built = run("build", deck, "-o", tmp_path / "x.apkg")
    assert built.exit_code == 0, built.output
    assert "1 case, 1 card: 1 diagnosis" in built.stdout
