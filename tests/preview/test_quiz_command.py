"""``tfcards preview --quiz`` as a person runs it: what is written, as Anki shows it, and what is left out."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tfcards.cli import main

ROOT = Path(__file__).parents[2]
LICENCE = "licence: CC BY 4.0"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["preview", "--quiz", *(str(arg) for arg in args)])


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_wrong_use_is_told_in_words(deck: Path) -> None:
    told = (2, "error: --quiz writes a folder and serves nothing; add -o DIR, no --port\n")
    for args in ((deck,), (deck, "-o", deck.parent / "site", "--port", 8765)):
        result = run(*args)
        assert (result.exit_code, result.output) == told
    assert not (deck.parent / "site").exists()


def test_a_missing_anki_is_told_in_words(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anki.collection", None)
    result = run(deck, "-o", deck.parent / "site")
    assert result.exit_code == 3
    assert "the real Anki backend is not installed; pip install 'tfcards[verify]'" in result.output


def test_the_wheel_holds_every_file_of_the_site(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel", str(ROOT)]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-w", str(tmp_path)], check=True)
    with zipfile.ZipFile(next(tmp_path.glob("tfcards-*.whl"))) as wheel:
        packed = set(wheel.namelist())
    wanted = {f"tfcards/preview/site/{path.name}" for path in (ROOT / "src/tfcards/preview/site").glob("quiz.*")}
    assert len(wanted) == 10
    assert wanted <= packed


class TestWithAnki:
    @pytest.fixture(autouse=True)
    def anki(self) -> None:
        pytest.importorskip("anki", reason="the real Anki backend is not installed")

    @pytest.fixture
    def second(self, deck: Path) -> Path:
        """Return the case file of a second case in ``deck``."""
        example = deck / "cases" / "example"
        folder = deck / "cases" / "second"
        folder.mkdir()
        (folder / "image.png").write_bytes((example / "image.png").read_bytes() + b"\0")
        text = (example / "case.yaml").read_text("utf-8").replace("id: example", "id: second")
        case = folder / "case.yaml"
        case.write_text(text.replace("palpitations", "a lump in the neck"), "utf-8")
        return case

    def test_every_card_is_there_as_anki_shows_it(self, deck: Path, tmp_path: Path) -> None:
        from tfcards.verify.client import ThrowawayCollection
        from tfcards.verify.rendering import render_cards

        result = run(deck, "-o", tmp_path / "site")
        assert result.exit_code == 0, result.output
        assert CliRunner().invoke(main, ["build", str(deck), "-o", str(tmp_path / "deck.apkg")]).exit_code == 0
        site = files(tmp_path / "site")
        with ThrowawayCollection() as collection:
            collection.import_package(tmp_path / "deck.apkg")
            rendered = list(render_cards(collection))
            media = {f"media/{path.name}": path.read_bytes() for path in collection.media_folder.iterdir()}
        assert result.stdout.splitlines() == [
            f"1 case, {len(rendered)} cards",
            f"wrote {tmp_path}/site/index.html",
        ]
        expected = set(media)
        for card in rendered:
            for side, html in (("front", card.question), ("back", card.answer)):
                name = f"cards/{card.guid}-{card.ord + 1}-{side}.html"
                page = site[name].decode()
                assert f'<div id="qa">{html}</div></body>' in page
                sheet = page.split('<link rel="stylesheet" href="../')[1].split('"')[0]
                assert site[sheet].decode() == card.css
                expected |= {name, sheet}
        assert {name: site[name] for name in media} == media
        assert set(site) == expected | {"index.html", ".tfcards-preview"}

    def test_names_of_files_and_the_page_give_nothing_away(self, deck: Path, tmp_path: Path) -> None:
        run(deck, "-o", tmp_path / "site")
        site = files(tmp_path / "site")
        told = " ".join(site) + site["index.html"].decode()
        assert "adenoma" not in told.lower()
        assert "thyroid" not in told.lower()

    def test_the_same_deck_gives_the_same_site(self, deck: Path, tmp_path: Path) -> None:
        run(deck, "-o", tmp_path / "one")
        run(deck, "-o", tmp_path / "two")
        assert files(tmp_path / "one") == files(tmp_path / "two")

    def test_what_may_not_be_passed_on_is_left_out_and_named_with_why(
        self, deck: Path, second: Path, tmp_path: Path
    ) -> None:
        site = tmp_path / "site"
        run(deck, "-o", site)
        whole = files(site)
        assert any(b"a lump in the neck" in data for data in whole.values())
        text = second.read_text("utf-8")
        assert LICENCE in text
        for licence, why in (
            ("", "no licence is stated"),
            ("licence: All rights reserved", "not known to allow it"),
        ):
            second.write_text(text.replace(LICENCE, licence), "utf-8")
            result = run(deck, "-o", site)
            assert result.exit_code == 0
            (told,) = [line for line in result.stderr.splitlines() if "TF431" in line]
            assert "case second is left out" in told
            assert why in told
            left = files(site)
            assert set(left) < set(whole), "what the folder held of it is gone"
            assert not any(b"a lump in the neck" in data for data in left.values())

    def test_a_case_that_seems_to_identify_somebody_is_left_out(
        self, deck: Path, second: Path, tmp_path: Path
    ) -> None:
        second.write_text(second.read_text("utf-8").replace("a lump", "MRN 1234567, a lump"), "utf-8")
        result = run(deck, "-o", tmp_path / "site")
        assert "case second is left out of the shared build" in result.stderr
        assert not any(b"1234567" in data for data in files(tmp_path / "site").values())

    def test_without_a_card_nothing_is_written(self, deck: Path, tmp_path: Path) -> None:
        case = deck / "cases" / "example" / "case.yaml"
        case.write_text(case.read_text("utf-8").replace(LICENCE, ""), "utf-8")
        result = run(deck, "-o", tmp_path / "site")
        assert result.exit_code == 1
        assert "error[TF412] no card could be made" in result.stderr
        assert not (tmp_path / "site").exists()

    def test_a_folder_with_something_else_is_left_alone(self, deck: Path) -> None:
        before = sorted(deck.rglob("*"))
        result = run(deck, "-o", deck)
        assert result.exit_code == 2
        assert "holds something else than a preview" in result.output
        assert sorted(deck.rglob("*")) == before
