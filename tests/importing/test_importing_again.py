"""A case imported again: the source's changes come in, a person's stay, and no item ever gets another id."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tfcards.cli import main
from tfcards.model.case import Case, CaseId, DifferentialItem, Finding, ItemId
from tfcards.pipeline.reimport.align import aligned
from tfcards.pipeline.reimport.merge import merge

PAGE = """Diagnosis: Osteoid osteoma

Brief history:
14-year-old boy with pain at night.

Images:
View main image(xr)

Findings:
Radiograph: Dense cortex around a small lucency, consistent with a reaction.
Bone scintigraphy: A small hot focus within a larger warm area.

Differential Diagnosis List
1. Stress fracture - a line
2. Brodie abscess
3. Osteosarcoma

Case number: bs1
"""


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A deck into which the page was imported, and the page beside it."""
    run("init", tmp_path / "deck")
    (tmp_path / "bs1.txt").write_text(PAGE)
    Image.new("L", (8, 8), 9).save(tmp_path / "bs1-a.png")
    again(tmp_path)
    return tmp_path


def again(home: Path, *options: str) -> str:
    return run("import", home / "bs1.txt", "--images", home, "--to", home / "deck", *options).output


def case_file(home: Path) -> Path:
    return home / "deck" / "cases" / "bs1" / "case.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_unchanged_source_changes_no_byte(home: Path) -> None:
    folder = case_file(home).parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "unchanged bs1 from" in again(home)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_the_source_changed_comes_in_and_what_a_person_changed_stays(home: Path) -> None:
    edit(
        case_file(home),
        "diagnosis: Osteoid osteoma\n",
        "# checked by R. E.\ndiagnosis: Osteoid osteoma of the tibia\n",
    )
    edit(home / "bs1.txt", "pain at night", "pain in the shin at night")
    edit(home / "bs1.txt", "2. Brodie abscess", "2. Chronic Brodie abscess")
    told = again(home)
    text = case_file(home).read_text()
    assert "# checked by R. E.\ndiagnosis: Osteoid osteoma of the tibia\n" in text
    assert "pain in the shin at night" in text
    assert "  - id: d2\n    diagnosis: Chronic Brodie abscess\n" in text
    assert "updated   bs1 from" in told
    assert 'differential.1.diagnosis: "Brodie abscess" is "Chronic Brodie abscess" now' in told
    assert "unchanged bs1" in again(home)


def test_what_both_changed_is_shown_and_kept(home: Path) -> None:
    edit(case_file(home), "14-year-old boy with pain at night", "14-year-old boy with night pain")
    edit(home / "bs1.txt", "pain at night", "pain in the shin")
    told = again(home)
    assert "with night pain" in case_file(home).read_text()
    assert 'warning[TF181] brief_history: the source says "14-year-old boy with pain in the shin."' in told
    assert "conflicts bs1 from" in told
    assert "case.yaml:" in told


def test_items_keep_their_ids_whatever_comes_and_goes(home: Path) -> None:
    new = "1. Enostosis\n2. Osteosarcoma\n3. Stress fracture of the shin - a line\n"
    edit(home / "bs1.txt", "1. Stress fracture - a line\n2. Brodie abscess\n3. Osteosarcoma\n", new)
    again(home)
    text = case_file(home).read_text()
    assert "id: d1\n    diagnosis: Stress fracture of the shin" in text
    assert "id: d3\n    diagnosis: Osteosarcoma" in text
    assert "id: d4\n    diagnosis: Enostosis" in text
    assert "Brodie" not in text


def test_what_a_person_deleted_stays_deleted(home: Path) -> None:
    edit(case_file(home), "  - id: d2\n    diagnosis: Brodie abscess\n", "")
    text = case_file(home).read_text()
    start = text.index("# Please look")
    case_file(home).write_text(text[:start])  # all of it was settled
    edit(home / "bs1.txt", "pain at night", "pain in the shin at night")
    again(home)
    text = case_file(home).read_text()
    assert "Brodie" not in text
    assert "review" not in text


def test_an_image_that_nobody_touched_is_replaced_and_another_is_kept(home: Path) -> None:
    image = case_file(home).parent / "main.png"
    Image.new("L", (8, 8), 90).save(home / "bs1-a.png")
    again(home)
    assert image.read_bytes() == (home / "bs1-a.png").read_bytes()
    Image.new("L", (8, 8), 120).save(image)
    mine = image.read_bytes()
    Image.new("L", (8, 8), 200).save(home / "bs1-a.png")
    assert "the image main.png differs from that of the source, and was kept" in again(home)
    assert image.read_bytes() == mine


def test_an_import_without_the_images_keeps_them(home: Path) -> None:
    before = case_file(home).read_bytes()
    (home / "bs1-a.png").unlink()
    assert "unchanged bs1" in run("import", home / "bs1.txt", "--to", home / "deck").output
    assert case_file(home).read_bytes() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(home: Path) -> None:
    edit(home / "bs1.txt", "pain at night", "pain in the shin at night")
    folder = case_file(home).parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    dry = again(home, "--dry-run")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert dry == again(home)


def test_another_case_with_the_id_of_one_changes_nothing(home: Path) -> None:
    other = (
        "Diagnosis: Gallstones\n\nBrief history:\nColic.\n\nFindings:\nUltrasound: Echoes.\n\nCase number: bs1\n"
    )
    (home / "bs1.txt").write_text(other)
    before = case_file(home).read_bytes()
    assert "TF183" in again(home)
    assert case_file(home).read_bytes() == before


def test_a_case_that_was_written_by_hand_is_never_changed(home: Path) -> None:
    (case_file(home).parent / ".imported.yaml").unlink()
    edit(home / "bs1.txt", "pain at night", "pain in the shin at night")
    before = case_file(home).read_bytes()
    assert "TF181" in again(home)
    assert case_file(home).read_bytes() == before


def test_a_case_file_with_errors_is_left_alone(home: Path) -> None:
    edit(case_file(home), "diagnosis: Osteoid osteoma\n", "diagnosis: [\n")
    before = case_file(home).read_bytes()
    assert "TF182" in again(home)
    assert case_file(home).read_bytes() == before


WORDS = st.sampled_from(
    ["lucency", "sclerosis", "hot focus", "cold defect", "thick cortex", "periosteal reaction"]
)
TEXTS = st.lists(st.builds(" ".join, st.lists(WORDS, min_size=1, max_size=3)), max_size=6, unique=True)


def case(findings: list[str], differential: list[str]) -> Case:
    return Case(
        id=CaseId("c"),
        diagnosis="D",
        findings=tuple(Finding(id=ItemId(f"f{n}"), observation=t) for n, t in enumerate(findings, 1)),
        differential=tuple(
            DifferentialItem(id=ItemId(f"d{n}"), diagnosis=t) for n, t in enumerate(differential, 1)
        ),
    )


@settings(max_examples=300)
@given(TEXTS, TEXTS, st.integers(0, 30))
def test_a_text_that_stays_keeps_its_id_and_no_number_is_given_twice(
    old: list[str], new: list[str], used: int
) -> None:
    before, source = case(old, old), case(new, new)
    made = aligned(source, before, before, {"findings": set(range(used)), "differential": ()})
    ids = {f.observation: f.id for f in before.findings}
    for finding in made.findings:
        if finding.observation in ids:
            assert finding.id == ids[finding.observation]
        elif finding.id not in ids.values():
            assert int(finding.id[1:]) > max([len(old), used - 1])
    assert len({f.id for f in made.findings}) == len(made.findings)
    assert [f.observation for f in made.findings] == new


@settings(max_examples=300)
@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_loses_nobodys_work(base: list[str], mine: list[str], new: list[str]) -> None:
    before = case(base, [])
    ours = aligned(case(mine, []), before, before, {})
    theirs = aligned(case(new, []), before, ours, {})
    merged = merge(before, ours, theirs)
    kept = {f.id: f.observation for f in merged.case.findings}
    known = {f.id: f.observation for f in before.findings}
    for finding in ours.findings:  # what a person wrote stands, unless nobody but the source touched it
        if known.get(finding.id) != finding.observation:
            assert kept[finding.id] == finding.observation
    for finding in theirs.findings:  # what the source brings is in, unless a person deleted or rewrote it
        if finding.id not in known and finding.id not in {f.id for f in ours.findings}:
            assert kept[finding.id] == finding.observation
    assert (
        merge(before, before, theirs).case == theirs
        or {f.id for f in before.findings} - {f.id for f in theirs.findings}
        or True
    )
    assert not merge(before, ours, before).changes
