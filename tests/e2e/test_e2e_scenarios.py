"""What educators and residents do between two releases, each tried through the real Anki: no history is lost.

In every scenario the resident first answers cards of the earlier release, flags, suspends and moves some to a deck
of their own, and edits a note. ``python -m tests.e2e.test_e2e_scenarios`` prints the table of
docs/reference/updates.md.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tfcards.cli import main
from tfcards.model.diagnostic import Severity
from tfcards.render.notetypes import templates_root
from tfcards.verify.client import ThrowawayCollection
from tfcards.verify.history import OWN_TAG, compare, edit, snapshot, study
from tfcards.verify.update import UpdateReport, verify_update

pytest.importorskip("anki", reason="the real Anki backend is not installed")

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "updates.md"
FIRST, DAY = 1_790_000_000, 86_400

DECK = """name: Thorax
namespace: example/thorax
authors: [Ada Example]
holder: Example Hospital
licence: CC BY 4.0
"""

PNEUMONIA = """id: lobar-opacity
diagnosis: Pneumococcal pneumonia
acr: ["6.2"]
brief_history: 40-year-old man with fever and a cough.
images:
  - {label: main, file: main.png, modality: xr, caption: Frontal radiograph.}
findings:
  - id: f1
    study: Chest radiograph
    observation: Opacity of one lobe with an air bronchogram
    link: consistent with
    interpretation: filled air spaces
  - id: f2
    study: CT
    observation: Interlobar fissure that is not displaced
    link: arguing against
    interpretation: loss of volume
differential:
  - {id: d1, diagnosis: Pulmonary infarct, distinguishing: "A wedge on the pleura, and no air bronchogram"}
  - {id: d2, diagnosis: Adenocarcinoma, distinguishing: Persists for weeks under treatment}
  - {id: d3, diagnosis: Atelectasis, distinguishing: The fissure is pulled towards the opacity}
gamuts:
  - id: g1
    pattern: opacity with an air bronchogram
    causes:
      - {id: c1, cause: pulmonary oedema}
      - {id: c2, cause: alveolar haemorrhage}
      - {id: c3, cause: lymphoma}
"""

EFFUSION = """id: blunt-angle
diagnosis: Pleural effusion
acr: ["6.7"]
brief_history: 60-year-old woman with breathlessness.
images:
  - {label: main, file: main.png, modality: xr, caption: Frontal radiograph.}
findings:
  - id: f1
    study: Chest radiograph
    observation: Blunt costophrenic angle with a meniscus
    link: consistent with
    interpretation: free fluid
differential:
  - {id: d1, diagnosis: Pleural thickening, distinguishing: Does not move with position}
  - {id: d2, diagnosis: Raised hemidiaphragm, distinguishing: The lateral peak of the contour stays medial}
"""

PNEUMOTHORAX = """id: white-line
diagnosis: Pneumothorax
brief_history: 20-year-old man with sudden chest pain.
images:
  - {label: main, file: main.png, modality: xr, caption: Frontal radiograph.}
findings:
  - id: f1
    study: Chest radiograph
    observation: Thin white line without lung markings beyond it
    link: diagnostic of
    interpretation: air in the pleural space
"""


def picture(path: Path, shade: int) -> None:
    image = Image.new("L", (160, 120), 0)
    image.paste(shade, (20, 20, 140, 100))
    image.save(path)


def add_case(deck: Path, text: str, shade: int) -> Path:
    name = str(re.findall(r"^id: (.*)$", text, re.MULTILINE)[0])
    folder = deck / "cases" / name
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(text, "utf-8")
    picture(folder / "main.png", shade)
    return folder


def new_deck(folder: Path) -> Path:
    folder.mkdir()
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    add_case(folder, PNEUMONIA, 90)
    add_case(folder, EFFUSION, 150)
    return folder


def build(deck: Path, output: Path, day: int) -> Path:
    result = CliRunner().invoke(
        main, ["build", str(deck), "-o", str(output)], env={"SOURCE_DATE_EPOCH": str(FIRST + day * DAY)}
    )
    assert result.exit_code == 0, result.stderr
    return output


def put(old: str, new: str, case: str = "lobar-opacity") -> Callable[[Path], None]:
    """Return an edit that writes ``new`` for ``old`` in a case file, or in deck.yaml where ``case`` is empty."""

    def edit_file(deck: Path) -> None:
        path = deck / "cases" / case / "case.yaml" if case else deck / "deck.yaml"
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        path.write_text(text.replace(old, new), "utf-8")

    return edit_file


def suppress(card: str) -> Callable[[Path], None]:
    return put("\ngamuts:", f"\ncards:\n  - {{card: {card}, suppress: not now}}\ngamuts:")


def nothing(_: Path) -> None:
    pass


def reverse_differential(deck: Path) -> None:
    path = deck / "cases" / "lobar-opacity" / "case.yaml"
    lines = path.read_text("utf-8").splitlines()
    first = lines.index("differential:") + 1
    lines[first : first + 3] = reversed(lines[first : first + 3])
    path.write_text("\n".join(lines) + "\n", "utf-8")


def lose_lock(deck: Path) -> None:
    (deck / "deck.lock").unlink()


def retire(deck: Path) -> None:
    shutil.rmtree(deck / "cases" / "blunt-angle")


def come_back(deck: Path) -> None:
    add_case(deck, EFFUSION, 150)


def add_third(deck: Path) -> None:
    add_case(deck, PNEUMOTHORAX, 30)


def repaint(deck: Path) -> None:
    picture(deck / "cases" / "lobar-opacity" / "main.png", 60)


def add_image(deck: Path) -> None:
    picture(deck / "cases" / "lobar-opacity" / "ct.png", 200)
    put("\nfindings:", "\n  - {label: ct, file: ct.png, modality: ct, caption: Axial CT.}\nfindings:")(deck)


def own_templates(deck: Path, change: Callable[[Path], None]) -> None:
    """Let the next builds of ``deck`` use changed templates, as a later version of tfcards would."""
    folder = deck.parent / "templates"
    shutil.copytree(templates_root(), folder)
    change(folder)


def restyle(deck: Path) -> None:
    def change(folder: Path) -> None:
        with (folder / "base.css").open("a", encoding="utf-8") as css:
            css.write("\n.card { letter-spacing: 0.01em }\n")
        front = folder / "pattern" / "front.html"
        text = front.read_text("utf-8")
        front.write_text(text.replace("{{/Observation}}", "<footer></footer>{{/Observation}}"), "utf-8")

    own_templates(deck, change)


def fill_spare(deck: Path) -> None:
    def change(folder: Path) -> None:
        named = [path for path in (folder / "pattern").iterdir() if "Spare 2" in path.read_text("utf-8")]
        assert folder / "pattern" / "note_type.yaml" in named
        for path in named:
            path.write_text(path.read_text("utf-8").replace("Spare 2", "Remarks"), "utf-8")
        with (folder / "pattern" / "fields.html.j2").open("a", encoding="utf-8") as blocks:
            blocks.write("{% block remarks %}A remark.{% endblock %}\n")

    own_templates(deck, change)


def git(deck: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = ("git", "-C", str(deck), "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *words)
    return subprocess.run(own, check=False, capture_output=True, text=True)


def merge_branches(deck: Path) -> None:
    """Two people work at once, and both build: one adds an item, the other a case."""
    git(deck, "init", "-b", "main")
    git(deck, "add", ".")
    assert git(deck, "commit", "-m", "first release").returncode == 0
    git(deck, "switch", "-c", "other")
    add_third(deck)
    build(deck, deck.parent / "other.apkg", 1)
    git(deck, "add", ".")
    git(deck, "commit", "-m", "a case")
    git(deck, "switch", "main")
    put("\ngamuts:", "\n  - {id: d4, diagnosis: Lymphoma}\ngamuts:")(deck)
    build(deck, deck.parent / "own.apkg", 2)
    git(deck, "commit", "-am", "a correction")
    merged = git(deck, "merge", "other", "-m", "merge")
    conflicts = git(deck, "diff", "--name-only", "--diff-filter=U").stdout.split()
    assert merged.returncode == 0 or conflicts == ["deck.lock"]
    if conflicts:  # what docs/how-to/correct.md says: keep the lines of both sides, of two times the later
        lock = deck / "deck.lock"
        lines = [line for line in lock.read_text("utf-8").splitlines() if not re.match("[<=>]{7}", line)]
        lock.write_text("\n".join(later_ones(lines)) + "\n", "utf-8")


def later_ones(lines: Iterable[str]) -> list[str]:
    """Return ``lines`` of a lock with one for each thing, the one with the later time."""
    kept: dict[tuple[str, ...], str] = {}
    for line in lines:
        words = line.split(" ")
        name = tuple(words[: {"note": 4, "type": 2}.get(words[0], len(words))])
        time = {"note": 5, "type": 4}.get(words[0], 0)
        if name not in kept or kept[name].split(" ")[time] < words[time]:
            kept[name] = line
    return list(kept.values())


@dataclass(frozen=True)
class Scenario:
    """What is done between releases, one release after each edit; and what becomes of notes, and of words that
    a resident wrote into one that is not corrected."""

    name: str
    edits: tuple[Callable[[Path], None], ...]
    changed: bool = True
    added: bool = False
    retired: bool = False
    all_corrected: bool = False
    own_words_lost: bool = False


SCENARIOS = (
    Scenario("nothing is changed", (nothing,), changed=False),
    Scenario(
        "a diagnosis is worded anew", (put("diagnosis: Pneumococcal pneumonia", "diagnosis: Lobar pneumonia"),)
    ),
    Scenario("a finding is corrected", (put("Opacity of one lobe", "Homogeneous opacity of one lobe"),)),
    Scenario("a meaning is corrected", (put("loss of volume", "collapse of the lobe"),)),
    Scenario("a history is corrected", (put("40-year-old", "41-year-old"),)),
    Scenario("a caption is corrected", (put("Frontal radiograph.", "Frontal chest radiograph."),)),
    Scenario("an ACR code is corrected", (put('acr: ["6.2"]', 'acr: ["6.201"]'),)),
    Scenario("a licence is changed", (put("CC BY 4.0", "CC BY-SA 4.0", ""),), all_corrected=True),
    Scenario("the deck gets another name", (put("name: Thorax", "name: Chest", ""),), changed=False),
    Scenario("a differential is put in another order", (reverse_differential,)),
    Scenario("an alternative is added", (put("\ngamuts:", "\n  - {id: d4, diagnosis: Lymphoma}\ngamuts:"),)),
    Scenario("an alternative is corrected", (put("diagnosis: Atelectasis", "diagnosis: Collapse of the lobe"),)),
    Scenario(
        "a cause is added in the middle",
        (put("\n      - {id: c2", "\n      - {id: c4, cause: alveolar proteinosis}\n      - {id: c2"),),
    ),
    Scenario(
        "a finding is added",
        (
            put(
                "\ndifferential:",
                "\n  - {id: f3, study: CT, observation: Small nodes, interpretation: a reaction}\ndifferential:",
            ),
        ),
        added=True,
    ),
    Scenario("a card is left out", (suppress("pattern f2"),), changed=False, retired=True),
    Scenario(
        "a card is left out, and comes back",
        (suppress("pattern f2"), put("\ncards:\n  - {card: pattern f2, suppress: not now}", "")),
        changed=False,
    ),
    Scenario("multiple choice is switched on", (put("licence:", "multiple_choice: yes\nlicence:", ""),)),
    Scenario("an image is replaced", (repaint,)),
    Scenario("an image is added", (add_image,)),
    Scenario("a case is added", (add_third,), changed=False, added=True),
    Scenario("a case is retired", (retire,), changed=False, retired=True),
    Scenario("a case is retired, and comes back", (retire, come_back), changed=False),
    Scenario("a later tfcards has other templates and CSS", (restyle,), changed=False),
    Scenario("a later tfcards renames a spare field and fills it", (fill_spare,)),
    Scenario("deck.lock is lost", (lose_lock,), own_words_lost=True),
    Scenario("two branches are merged", (merge_branches,), added=True),
    Scenario("a release is skipped", (put("40-year-old", "41-year-old"), add_third), added=True),
)


def tried(scenario: Scenario, folder: Path, patch: pytest.MonkeyPatch) -> UpdateReport:
    """Return what the last release of ``scenario`` does to somebody who studied the first."""
    deck = new_deck(folder / "deck")
    first = last = build(deck, folder / "0.apkg", 0)
    for number, change in enumerate(scenario.edits, 1):
        change(deck)
        if (templates := folder / "templates").is_dir():
            patch.setattr("tfcards.pipeline.draft.templates_root", lambda: templates)
        last = build(deck, folder / f"{number}.apkg", number * 30)
    return verify_update(first, last)


def row(scenario: Scenario, report: UpdateReport) -> str:
    """Return the line of the table."""
    kept, second = report.kept, report.second
    numbers = (second.updated, second.new, report.retired)
    marks = f"{kept.reviewed} of {report.before.reviewed}"
    marked = f"{kept.suspended + kept.flagged + kept.moved} of " + str(
        report.before.suspended + report.before.flagged + report.before.moved
    )
    return (
        f"| {scenario.name} | {' | '.join(map(str, numbers))} | {marks} | {marked} | {len(report.history.lost)} |"
    )


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name.replace(" ", "-"))
def test_no_history_is_lost(scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tried(scenario, tmp_path, monkeypatch)
    codes = {problem.code for problem in report.diagnostics if problem.severity is Severity.ERROR}
    assert codes == ({"TF629"} if scenario.own_words_lost else set())
    assert report.history.lost == ()
    assert report.kept == report.before
    assert report.before.reviewed > 0
    assert report.before.suspended > 0
    assert report.before.flagged > 0
    assert report.before.moved > 0
    assert (report.edited is None) is scenario.all_corrected
    assert bool(report.history.changed) is scenario.changed
    assert bool(report.history.added) is scenario.added
    assert bool(report.retired) is scenario.retired
    assert row(scenario, report) in DOCUMENT.read_text("utf-8")


def test_there_are_at_least_twenty() -> None:
    assert len({scenario.name for scenario in SCENARIOS}) == len(SCENARIOS) >= 20


def test_an_older_release_over_a_newer_one_changes_nothing(tmp_path: Path) -> None:
    deck = new_deck(tmp_path / "deck")
    first = build(deck, tmp_path / "1.apkg", 0)
    put("40-year-old", "41-year-old")(deck)
    second = build(deck, tmp_path / "2.apkg", 30)
    with ThrowawayCollection() as collection:
        collection.import_package(second)
        assert study(collection)
        before = snapshot(collection)
        collection.import_package(first)
        report = compare(before, snapshot(collection))
    assert (report.lost, report.changed, report.stamped, report.added) == ((), (), (), ())


def test_a_correction_wins_over_a_residents_own_words_and_keeps_their_history(tmp_path: Path) -> None:
    deck = new_deck(tmp_path / "deck")
    first = build(deck, tmp_path / "1.apkg", 0)
    put("Opacity of one lobe", "Homogeneous opacity of one lobe")(deck)
    second = build(deck, tmp_path / "2.apkg", 30)
    with ThrowawayCollection() as collection:
        collection.import_package(first)
        assert study(collection)
        guid = next(
            note.guid
            for note in snapshot(collection).notes.values()
            if "Kind::pattern" in note.tags and any("Opacity of one lobe" in field for field in note.fields)
        )
        edit(collection, guid)
        before = snapshot(collection)
        assert OWN_TAG in before.notes[guid].tags
        collection.import_package(second)
        after = snapshot(collection)
    assert compare(before, after).lost == ()
    assert any("Homogeneous" in field for field in after.notes[guid].fields)
    assert not any("own words" in field for field in after.notes[guid].fields)
    assert OWN_TAG not in after.notes[guid].tags


def main_table() -> None:
    """Print the table of the scenarios."""
    print("| Between the releases | updated | new | retired | reviewed cards kept | marks kept | lost |")  # noqa: T201
    print("| --- | --- | --- | --- | --- | --- | --- |")  # noqa: T201
    for scenario in SCENARIOS:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            print(row(scenario, tried(scenario, Path(folder), patch)))  # noqa: T201


if __name__ == "__main__":
    main_table()
