"""The documentation says what the program does: generated parts, codes, links, commands, the tutorial."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from docs import generate
from tfcards.cli import main
from tfcards.model.errors import ExitCode
from tfcards.render.notetypes import KINDS, LAYOUT, templates_root
from tfcards.sources.page.text import TextPage

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "tfcards"
PAGES = sorted(DOCS.rglob("*.md"))
CODE = re.compile(r"TF[0-9]{3}")
LINK = re.compile(r"\]\((?P<file>[^)#:\s]*)(?:#(?P<anchor>[^)\s]*))?\)")
SEVERITY_OF = {"error": "Error", "fail": "Error", "_problem": "Error", "warning": "Warning", "info": "Info"} | {
    "add": "Warning",
    "Omission": "Warning",
    "Flaw": "Warning",
    "told": "Info",
}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def fenced(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", read(name), re.DOTALL | re.MULTILINE)


def entries() -> dict[str, str]:
    _, *parts = re.split(r"^## (?=TF[0-9]{3}$)", read("reference/diagnostics.md"), flags=re.MULTILINE)
    return {part[:5]: part[5:].strip() for part in parts}


def source_texts() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))]


@each_page
def test_generated_parts_are_current(page: Path, update_golden: bool) -> None:
    text = page.read_text("utf-8")
    now = generate.updated(text)
    if update_golden and now != text:
        page.write_text(now, "utf-8")
        text = now
    assert text == now, "run: make golden"


def test_every_generated_part_stands_on_a_page() -> None:
    marked = re.findall(r"<!-- generated: ([a-z-]+) -->", "".join(p.read_text("utf-8") for p in PAGES))
    assert sorted(marked) == sorted(generate.blocks())


def test_every_code_of_the_source_has_its_entry_and_no_other() -> None:
    codes = {code for text in source_texts() for code in CODE.findall(text)}
    headings = re.findall(r"^## (TF[0-9]{3})$", read("reference/diagnostics.md"), re.MULTILINE)
    assert headings == sorted(codes)


def test_every_entry_says_how_grave_it_is_what_it_means_and_what_to_do() -> None:
    form = re.compile(r"\*\*(?:Error|Warning|Info)[^*]*\.\*\* \S.+\n\n\*What to do:\* \S.+")
    assert [code for code, text in entries().items() if not form.fullmatch(text)] == []


def test_severities_are_those_of_the_source() -> None:
    call = re.compile(r"(\w+)\(\s*(?:Severity\.(\w+),\s*)?\"(TF[0-9]{3})\"")
    stated: dict[str, set[str]] = {}
    for name, severity, code in (found for text in source_texts() for found in call.findall(text)):
        stated.setdefault(code, set()).add(severity.capitalize() or SEVERITY_OF[name])
    texts = entries()
    assert len(stated) > 70
    for code, severities in stated.items():
        said = texts[code].partition(".**")[0].casefold()
        assert {s for s in ("Error", "Warning", "Info") if s.casefold() in said} == severities, code


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text("utf-8")):
        target = (page.parent / link["file"]).resolve() if link["file"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in anchors(target.read_text("utf-8")), link[0]


def test_the_index_lists_every_page() -> None:
    linked = {(DOCS / link["file"]).resolve() for link in LINK.finditer(read("index.md"))}
    assert linked == {page.resolve() for page in PAGES} - {(DOCS / "index.md").resolve()}


@each_page
def test_no_page_names_a_place_on_somebodys_machine(page: Path) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root|Users)/", page.read_text("utf-8"))


@each_page
def test_commands_and_options_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for line in [
        *re.findall(r"^\$ (tfcards .+)$", text, re.MULTILINE),
        *re.findall(r"`(tfcards [a-z].*?)`", text),
    ]:
        _, name, *rest = shlex.split(line)
        command = main.commands[name]
        known = {flag for p in command.params if isinstance(p, click.Option) for flag in p.opts}
        assert {word for word in rest if word.startswith("-")} <= known, line


def test_exit_codes_are_told() -> None:
    rows = re.findall(r"^\| ([0-9]) \|", read("reference/commands.md"), re.MULTILINE)
    assert [int(row) for row in rows] == list(ExitCode)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_note_type_is_told_in_order(kind: str) -> None:
    layout = yaml.safe_load((templates_root() / kind / LAYOUT).read_text("utf-8"))
    section = read("reference/note-types.md").split(f"\n## {layout['name']}\n")[1].split("\n## ")[0]
    told = re.findall(r"^\| ([A-Z]\w+(?: \w+)*) \|", section, re.MULTILINE)
    assert told == [f["name"] for f in layout["fields"] if not f["name"].startswith("Spare")]


def test_the_custom_properties_of_an_own_look_exist() -> None:
    named = re.findall(r"`(--[a-z-]+)`", read("how-to/own-look.md"))
    css = (templates_root() / "base.css").read_text("utf-8")
    assert named
    assert [name for name in named if f"{name}:" not in css] == []


class Tutorial:
    """Follows the tutorial in an empty folder: its case file, its commands, what they say."""

    def __init__(self) -> None:
        self.commands = fenced("tutorial.md", "console")
        self.case, self.correction = fenced("tutorial.md", "yaml")
        self.file = Path("chest/cases/pe-01/case.yaml")

    def write_case(self) -> None:
        self.file.parent.mkdir()
        self.file.write_text(self.case, "utf-8")
        Image.effect_noise((64, 64), 60).save(self.file.parent / "angio.png")

    def correct(self) -> None:
        new = self.correction.strip()
        text = self.file.read_text("utf-8")
        old = next(line for line in reversed(text.splitlines()) if line.strip().startswith("interpretation:"))
        self.file.write_text(text.replace(old.strip(), new), "utf-8")

    @staticmethod
    def run(block: str) -> None:
        line, _, said = block.partition("\n")
        result = CliRunner().invoke(main, shlex.split(line.removeprefix("$ tfcards ")))
        assert result.exit_code == ExitCode.DONE
        assert result.output == said


@pytest.fixture
def tutorial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tutorial:
    monkeypatch.chdir(tmp_path)
    return Tutorial()


def test_the_tutorial_does_what_it_says(tutorial: Tutorial) -> None:
    init, check, explain, build, again = tutorial.commands
    tutorial.run(init)
    tutorial.write_case()
    tutorial.run(check)
    tutorial.run(explain)
    shutil.rmtree("chest/cases/example")
    tutorial.run(build)
    tutorial.correct()
    tutorial.run(again)


def test_cards_worded_by_hand_are_found(tutorial: Tutorial) -> None:
    tutorial.run(tutorial.commands[0])
    tutorial.write_case()
    CliRunner().invoke(main, ["check", "--fix", "chest"])
    with_ids = tutorial.file.read_text("utf-8")
    for cards in fenced("how-to/correct.md", "yaml"):
        tutorial.file.write_text(f"{with_ids}{cards}", "utf-8")
        result = CliRunner().invoke(main, ["check", "--strict", "chest"])
        assert result.exit_code == ExitCode.DONE, result.output


def test_the_example_page_is_read_as_the_guide_says() -> None:
    (page,) = fenced("how-to/pages.md", "text")
    (reading,) = TextPage().read(page.encode(), Path("page.txt"))
    assert reading.diagnostics == ()
    case = reading.case
    assert case is not None
    assert (case.id, case.authors, str(case.date)) == ("ex01", ("Jane Roe, M.D.",), "2004-03-15")
    assert [(image.label, image.modality) for image in case.images] == [("main", "xr"), ("second", "bs")]
    assert [(lab.name, lab.high) for lab in case.labs] == [("CRP", 5)]
    assert [finding.interpretation for finding in case.findings] == ["a reactive border", "double density sign"]
    assert [item.diagnosis for item in case.differential] == ["Stress fracture", "Brodie abscess"]
    assert [len(gamut.causes) for gamut in case.gamuts] == [4]
    assert case.acr == ("4.3",)
